"""Whoever had an account before the time for a first factor was noted gets a week, and is not locked out by an update."""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone


def a_week(apps, schema_editor):
    apps.get_model("people", "User").objects.update(factor_until=timezone.now() + timedelta(days=7))


class Migration(migrations.Migration):
    dependencies = [("people", "0007_first_factor_in_time")]
    operations = [migrations.RunPython(a_week, migrations.RunPython.noop)]

"""Makes nothing by itself: the tables stand in the next one, all at once, for they point at each other and at other floors.

The name stays, because databases and backups know it.
"""

from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
    ]

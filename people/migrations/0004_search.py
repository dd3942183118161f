from django.db import migrations

from kit.search.tables import CreateIndex


class Migration(migrations.Migration):
    dependencies = [("people", "0003_log_is_append_only")]

    operations = [
        CreateIndex("people_person_words"),
    ]

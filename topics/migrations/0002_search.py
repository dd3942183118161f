from django.db import migrations

from kit.search.tables import CreateIndex


class Migration(migrations.Migration):
    dependencies = [("topics", "0001_initial")]

    operations = [
        CreateIndex("topics_tag_words"),
    ]

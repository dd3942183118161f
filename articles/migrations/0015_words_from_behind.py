from django.db import migrations, models

from kit.search.words import token

SOME = 2000


def turn(apps, schema_editor):
    words = apps.get_model("articles", "KnownWord").objects.using(schema_editor.connection.alias)
    last = 0
    while some := list(words.filter(pk__gt=last).order_by("pk").only("folded")[:SOME]):
        for one in some:
            one.backwards = token(one.folded)[::-1]
        words.bulk_update(some, ["backwards"])
        last = some[-1].pk


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_what_is_ready")]

    operations = [
        migrations.AddField("knownword", "backwards", models.CharField(db_default="", max_length=60)),
        migrations.RunPython(turn, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex("knownword", models.Index(fields=["backwards"], name="known_word_backwards")),
    ]

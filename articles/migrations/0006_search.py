from django.db import migrations

from kit.search.tables import CreateIndex


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_presence")]

    operations = [
        CreateIndex("articles_article_words"),
        CreateIndex("articles_edition_words"),
    ]

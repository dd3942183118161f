from django.db import migrations

from kit.search.tables import SortInAtOnce


class Migration(migrations.Migration):
    dependencies = [("articles", "0011_correction_of_a_post")]

    operations = [
        SortInAtOnce("articles_article_words"),
        SortInAtOnce("articles_edition_words"),
        SortInAtOnce("articles_livepost_words"),
    ]

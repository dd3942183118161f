from django.db import migrations

from kit.search.tables import CreateIndex


class Migration(migrations.Migration):
    dependencies = [("visuals", "0003_picture_desk")]

    operations = [
        CreateIndex("visuals_image_words"),
        CreateIndex("visuals_clip_words"),
    ]

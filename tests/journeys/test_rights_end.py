"""A right ends: the picture leaves everything that readers and machines ask for, in that second, and no job has run."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.bodies import body, gallery, picture
from tests.factories import ArticleFactory, ImageFactory, TagFactory, picture_bytes
from visuals.models import Image

pytestmark = pytest.mark.django_db


def test_the_end_of_a_right_is_the_end_everywhere(client):
    image = ImageFactory(file=picture_bytes(1400, 900), renditions=True, alt="Der Kran.", photographer_name="Ada Lind")
    fine = ImageFactory(file=picture_bytes(700, 500), renditions=True, alt="Die Mole.")
    tag = TagFactory()
    story = ArticleFactory(
        lead_image=image, tags=[tag], body=body("Davor.", picture(image), gallery(image, fine), "Danach."), live=True
    )
    story.refresh_from_db()
    page = f"/artikel/{story.slug}/"
    shown_by = [
        page, "/", story.section.get_absolute_url(), tag.get_absolute_url(), "/feed.rss", "/feed.json",
        f"/api/stories/{story.pk}/",
    ]  # fmt: skip
    address = image.renditions_list[0].url

    def naming() -> list[str]:
        return [path for path in shown_by if f"/bilder/{image.key}/" in client.get(path).content.decode()]

    assert naming() == shown_by
    assert client.get(address).status_code == 200

    Image.objects.filter(pk=image.pk).update(available_until=timezone.now() - timedelta(seconds=1))

    assert naming() == []
    assert client.get(address).status_code == 404
    text = client.get(page).content.decode()
    assert text.count("Dieses Bild darf hier nicht mehr gezeigt werden.") == 3  # on top, in the text, in the gallery
    assert all(words in text for words in ("Davor.", "Danach.", f"/bilder/{fine.key}/"))
    assert "og:image" not in text

"""What readers may not have yet, or no more: not whole, not in part, not by a mark they still hold, not even its length."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles import lifecycle
from articles.lifecycle import previewing
from articles.models import PreviewLink
from tests.articles.test_preview_links import address as link_address
from tests.bodies import body, video
from tests.factories import HOUR, SECOND, ArticleFactory, ClipFactory, FootageFactory, ImageFactory
from tests.visuals.test_media import MOVIE, address

pytestmark = pytest.mark.django_db
STATES = ("unused", "draft", "planned", "withdrawn")
#: each with what somebody knows who had it while it was public
ASKED = [
    {},
    {"Range": "bytes=0-0"},
    {"Range": "bytes=-1"},
    {"Range": "bytes=99999999-"},
    {"If-None-Match": "{tag}"},
    {"If-None-Match": "*"},
    {"If-Match": "{tag}"},
    {"Range": "bytes=0-0", "If-Range": "{tag}"},
    {"If-Modified-Since": "Fri, 31 Dec 2100 23:59:59 GMT"},
]


@pytest.fixture
def shown():
    """A live story with a picture and a programme."""
    footage = FootageFactory()
    footage.file.save("x.mp4", ContentFile(MOVIE))
    clip = ClipFactory(cut=True, footage=footage, poster=ImageFactory(renditions=True))
    story = ArticleFactory(lead_image=ImageFactory(renditions=True), body=body(video(clip)), live=True)
    return story, [address(story.lead_image), address(clip.poster), reverse("footage", args=[footage.key])]


def test_a_mark_of_what_was_public_opens_nothing_once_it_is_gone(client, shown):
    story, places = shown
    tags = {place: client.get(place)["ETag"] for place in places}
    lifecycle.withdraw(story, by=None, reason="Irrtum")

    for place in places:
        for asked in ASKED:
            headers = {name: value.format(tag=tags[place]) for name, value in asked.items()}
            for method in (client.get, client.head):
                answer = method(place, headers=headers)
                assert (place, asked, answer.status_code) == (place, asked, 404)
                assert answer.headers.get("ETag") != tags[place]
                assert "Content-Range" not in answer.headers
                assert answer.headers.get("Content-Type", "").startswith("text/html")


@pytest.mark.parametrize("state", STATES)
def test_what_is_not_public_looks_like_what_never_was(client, state):
    image = ImageFactory(renditions=True)
    footage = FootageFactory()
    footage.file.save("x.mp4", ContentFile(MOVIE))
    clip = ClipFactory(cut=True, footage=footage)
    if state != "unused":
        traits = {} if state == "draft" else {state: True}
        ArticleFactory(lead_image=image, body=body(video(clip)), **traits)
    place, never = address(image), address(image).replace(image.key, "0" * len(image.key))
    programme, none = (reverse("footage", args=[key]) for key in (footage.key, "0" * len(footage.key)))

    for one, other in ((place, never), (programme, none)):
        for asked in ASKED:
            headers = {name: value.format(tag='"x"') for name, value in asked.items()}
            here, there = client.get(one, headers=headers), client.get(other, headers=headers)
            assert (here.status_code, there.status_code) == (404, 404)
            assert here.content == there.content
            assert {*here.headers} == {*there.headers}


@pytest.mark.parametrize(
    "what", ["ended", "tampered", "of another story", "of no story", "with another end", "cut off"]
)
def test_a_preview_link_that_is_not_whole_opens_neither_page_nor_file(client, cvd, what):
    image = ImageFactory(renditions=True)
    story, other = ArticleFactory(lead_image=image), ArticleFactory()
    link = previewing.open_link(story, by=cvd, hours=4)
    foreign = previewing.open_link(other, by=cvd, hours=4)
    place = link_address(link)
    token = place.rstrip("/").rpartition("/")[2]
    told, _dot, seal = token.rpartition(".")
    theirs = link_address(foreign).rstrip("/").rpartition("/")[2]
    forged = {
        "ended": token,
        "tampered": f"{told}.{seal[:-1]}{'A' if seal[-1] != 'A' else 'B'}",
        "of another story": f"{theirs.rpartition('.')[0]}.{seal}",
        "of no story": f"4711-{told.partition('-')[2]}.{seal}",
        "with another end": f"{told}9.{seal}",
        "cut off": token[:-4],
    }[what]
    assert client.get(place).status_code == 200
    if what == "ended":
        PreviewLink.objects.filter(pk=link.pk).update(at=timezone.now() - 5 * HOUR, expires_at=timezone.now() - SECOND)
    refused = place.replace(token, forged)

    assert client.get(refused).status_code == client.head(refused).status_code == 404
    assert client.get(f"{refused}{address(image).lstrip('/')}").status_code == 404

"""Feeds: the same entries in three notations, nothing that readers cannot see, and what was taken back is said."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from articles import lifecycle
from tests.bodies import body, video
from tests.factories import (
    HOUR,
    ArticleFactory,
    ClipFactory,
    CorrectionFactory,
    EditionFactory,
    FootageFactory,
    ImageFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
)
from visuals import lifecycle as visuals

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
FORMS = ("rss", "atom", "json")


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def tree(client, path):
    return ElementTree.fromstring(read(client, path))  # noqa: S314 our own


def test_every_list_has_a_feed_in_every_notation(client):
    writer, subject, tag, section = PersonFactory(), PersonFactory(), TagFactory(), SectionFactory(slug="lokales")
    story = ArticleFactory(
        live=True, headline="Der Kran", section=section, bylines=[writer], people=[subject], tags=[tag]
    )
    other = ArticleFactory(live=True, headline="Anderswo")
    paths = [
        "/feed.",
        "/rubrik/lokales/feed.",
        f"/thema/{tag.slug}/feed.",
        f"/personen/{subject.slug}/feed.",
        f"/autoren/{writer.slug}/feed.",
    ]

    for path in paths:
        for form in FORMS:
            text = read(client, path + form)
            assert "Der Kran" in text
            assert f"http://localhost:8000/artikel/{story.slug}/" in text
            assert ("Anderswo" in text) == (path == "/feed."), path
    assert other.slug not in read(client, "/rubrik/lokales/feed.rss")


def test_the_notations_are_what_their_readers_expect(client):
    since = timezone.now() - 3 * HOUR
    edition = EditionFactory(
        kicker="Hafen", headline="Kran <kommt> & bleibt", lead="Ein Satz.", bylines=["Jette Anklam"], since=since
    )

    rss = tree(client, "/feed.rss").find("channel/item")
    atom = tree(client, "/feed.atom").find(f"{ATOM}entry")
    item = json.loads(read(client, "/feed.json"))["items"][0]

    title = "Hafen: Kran <kommt> & bleibt"
    assert rss.findtext("title") == atom.findtext(f"{ATOM}title") == item["title"] == title
    assert rss.findtext("guid") == atom.findtext(f"{ATOM}id") == item["id"]
    assert rss.find("guid").get("isPermaLink") == "false"
    assert atom.findtext(f"{ATOM}published") == item["date_published"]
    assert item["authors"] == [{"name": "Jette Anklam"}]
    assert item["content_html"] == "<p>Ein Satz.</p>"
    assert item["language"] == edition.language
    assert client.get("/feed.rss").headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert client.get("/feed.atom").headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert client.get("/feed.json").headers["Content-Type"] == "application/feed+json; charset=utf-8"


def test_only_what_is_live_is_told(client):
    ArticleFactory(headline="Nur ein Entwurf")
    ArticleFactory(headline="Kommt erst noch", planned=True)
    ArticleFactory(headline="Ist zurückgezogen", withdrawn=True)
    changed = ArticleFactory(live=True, headline="Steht da")
    changed.headline = "Noch nicht gedruckt"
    lifecycle.save(changed, by=None)

    for form in FORMS:
        text = read(client, f"/feed.{form}")
        assert "Steht da" in text
        for hidden in ("Nur ein Entwurf", "Kommt erst noch", "Ist zurückgezogen", "Noch nicht gedruckt"):
            assert hidden not in text


def test_what_was_withdrawn_is_told_to_machines(client):
    story = ArticleFactory(withdrawn=True, since=timezone.now() - 2 * HOUR)
    long_ago = ArticleFactory(withdrawn=True, since=timezone.now() - timedelta(days=40))
    again = ArticleFactory(withdrawn=True, since=timezone.now() - 3 * HOUR)
    lifecycle.publish(again, by=None, override=["missing_file"], reason="Test")

    atom = tree(client, "/feed.atom")
    gone = [one.get("ref") for one in atom.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")]
    told = [one["id"] for one in json.loads(read(client, "/feed.json"))["_withdrawn"]]

    assert gone == told == [f"http://localhost:8000/#story-{story.pk}"]
    assert long_ago.pk != story.pk


def test_a_correction_stands_before_the_teaser(client):
    story = ArticleFactory(live=True, lead="Der Vorspann.")
    CorrectionFactory(article=story, text="Es waren <drei> Kräne.")

    told = json.loads(read(client, "/feed.json"))["items"][0]["content_html"]

    assert told.startswith("<p><strong>Korrigiert am")
    assert "Es waren &lt;drei&gt; Kräne." in told
    assert told.endswith("<p>Der Vorspann.</p>")


def test_a_picture_goes_along_while_its_rights_hold_for_feeds(client):
    now = timezone.now()
    fine = ImageFactory(renditions=True, alt="Der Kran")
    EditionFactory(headline="Mit Bild", lead_image=fine)
    for name, until in (("Ohne Rechte", "available_until"), ("Nicht in Feeds", "feed_until")):
        lapsed = ImageFactory(renditions=True)
        EditionFactory(headline=name, lead_image=lapsed, since=now - HOUR)
        type(lapsed).objects.filter(pk=lapsed.pk).update(**{until: now - timedelta(minutes=5)})

    items = {item["title"]: item.get("image") for item in json.loads(read(client, "/feed.json"))["items"]}
    media = tree(client, "/feed.rss").findall(f"channel/item/{MEDIA}content")

    assert items["Mit Bild"].startswith("http://localhost:8000/bilder/")
    assert items["Ohne Rechte"] is items["Nicht in Feeds"] is None
    assert [one.findtext(f"{MEDIA}title") for one in media] == ["Der Kran"]


def test_videos_have_a_media_feed(client):
    clip = ClipFactory(title="Die Brücke", footage=FootageFactory(), in_ms=0, out_ms=23_000)
    EditionFactory(body=body(video(clip)))
    ClipFactory(title="Nur am Desk")

    text = read(client, "/videos/feed.rss")

    content = tree(client, "/videos/feed.rss").find(f"channel/item/{MEDIA}content")
    assert content.get("duration") == "23"
    assert f"/videos/{clip.slug}/" in text
    assert "Nur am Desk" not in text
    assert content.find(f"{MEDIA}player").get("url") == f"http://localhost:8000/videos/{clip.slug}/"


def test_a_video_goes_along_with_its_approved_captions(client):
    file = ContentFile(b"\0\0\0\x18ftypmp42", name="x.mp4")
    footage = FootageFactory(file=file)
    spoken = "WEBVTT\n\n00:03.000 --> 00:05.000\nDer Kran.\n"
    track = visuals.approve_captions(visuals.take_captions(footage, spoken, by=None).track, by=None)
    visuals.take_captions(footage, spoken, by=None, language="en")
    EditionFactory(body=body(video(ClipFactory(footage=footage, in_ms=0, out_ms=23_000, typed_ms=None))))

    tracks = tree(client, "/videos/feed.rss").findall(f".//{MEDIA}subTitle")

    assert [one.attrib for one in tracks] == [
        {"type": "text/vtt", "lang": "de", "href": f"http://localhost:8000{track.address}"}
    ]


def test_a_list_no_reader_has_met_has_no_feed(client):
    tag, person = TagFactory(), PersonFactory()
    ArticleFactory(tags=[tag], people=[person], bylines=[person])

    for path in (
        f"/thema/{tag.slug}/feed.rss",
        f"/personen/{person.slug}/feed.rss",
        f"/autoren/{person.slug}/feed.rss",
    ):
        assert client.get(path).status_code == 404, path
    for path in ("/feed.exe", "/rubrik/nirgends/feed.rss", "/feed.", "/thema/nirgends/feed.json"):
        assert client.get(path).status_code == 404, path


def test_signs_that_xml_has_no_place_for_do_not_break_a_feed(client):
    EditionFactory(headline="Steuer\x0bzeichen ]]> & <b>", lead="Ein\x01 Satz.")

    for form in ("rss", "atom"):
        assert tree(client, f"/feed.{form}") is not None


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_feed_costs_the_same_for_any_number_of_stories(client, django_assert_num_queries, count):
    EditionFactory.create_batch(count, lead_image=ImageFactory(renditions=True), since=timezone.now() - HOUR)

    for form in FORMS:
        with django_assert_num_queries(2):  # the editions, the withdrawn
            read(client, f"/feed.{form}")


def test_pages_tell_their_feeds(client):
    SectionFactory(slug="lokales")
    EditionFactory()

    assert 'type="application/rss+xml" title="Fleetmünder Blatt" href="/feed.rss"' in read(client, "/")
    for form in FORMS:
        assert f'href="/rubrik/lokales/feed.{form}"' in read(client, "/rubrik/lokales/")


def test_who_holds_the_newest_feed_is_not_sent_it_again(client):
    EditionFactory()
    etag = client.get("/feed.rss").headers["ETag"]

    assert client.get("/feed.rss", headers={"If-None-Match": etag}).status_code == 304
    EditionFactory()
    assert client.get("/feed.rss", headers={"If-None-Match": etag}).status_code == 200

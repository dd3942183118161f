"""What pages, feeds, sitemaps and the API say of a video, and that a right that ends takes it out of all at once."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import lifecycle as stories
from articles.lifecycle import relating
from tests.bodies import body, video
from tests.factories import ArticleFactory, ClipFactory, EditionFactory, ImageFactory
from tests.visuals.footage_files import film, ready_footage
from visuals import lifecycle
from visuals.models import Clip, Footage
from visuals.search import CLIPS

pytestmark = pytest.mark.django_db

SAID = "WEBVTT\n\n00:03.000 --> 00:05.000\n<v Nils Averbeck>Der Querträger ist gerissen.\n\n00:06.000 --> 00:09.000\n<v Ada>Wie lang ist er?\n"


@pytest.fixture
def clip(video_desk):
    footage = ready_footage(film(12.0, size=(640, 360)), title="Hafenmagazin, Folge 3")
    lifecycle.approve_captions(lifecycle.take_captions(footage, SAID, by=video_desk).track, by=video_desk)
    lifecycle.take_captions(footage, SAID.replace("Querträger", "Entwurf"), by=video_desk, language="en")
    lifecycle.set_chapters(footage, "0:00 Vorspann\n0:03 Fahrbahn\n0:05 Lager\n0:11 Abspann", by=video_desk)
    clip = ClipFactory(
        slug="riss", title="Wo der Riss sitzt", teaser="Hier.", footage=footage, in_ms=3200, out_ms=7600, typed_ms=None
    )
    EditionFactory(slug="bruecke", body=body(video(clip)))
    clip.refresh_from_db()
    return clip


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def test_the_page_has_player_chapters_and_transcript_cut_to_the_clip(client, clip):
    page = text(client, "/videos/riss/")

    assert re.search(r'src="/sendungen/\w+/1/mp4/360\.mp4#t=3\.200,7\.600"', page)
    assert re.search(r'data-hls="/sendungen/\w+/1/hls/master\.m3u8" data-begin="3\.200" data-end="7\.600"', page)
    assert re.findall(r'data-seek="([\d.]+)">([^<]+)<', page) == [
        ("0.000", "Fahrbahn"),
        ("1.800", "Lager"),
        ("0.000", "0:00"),
        ("2.800", "0:02"),
    ]
    assert page.count('kind="captions"') == 1
    assert ("Der Querträger ist gerissen." in page, "Entwurf" in page) == (True, False)
    assert "Herunterladen" not in page


@pytest.mark.parametrize(
    ("asked", "begins"),
    [("2", "5.200"), ("0m2s", "5.200"), ("0:02", "5.200"), ("99", "6.600"), ("-1", "3.200"), ("x", "3.200"), ("", "3.200"), ("9" * 30, "3.200")],
)  # fmt: skip
def test_a_link_leads_to_a_second_of_the_clip_and_never_out_of_it(client, clip, asked, begins):
    assert f'#t={begins},7.600"' in text(client, f"/videos/riss/?t={asked}")


def test_machines_are_told_of_file_parts_and_end(client, clip):
    until = timezone.now().replace(microsecond=0) + timedelta(hours=2)
    Footage.objects.update(available_until=until)

    page = text(client, "/videos/riss/")
    data = json.loads(re.search(r'<script type="application/ld\+json">(.+?)</script>', page)[1])

    assert data["@type"] == "VideoObject"
    assert data["contentUrl"].endswith("/1/mp4/360.mp4#t=3.200,7.600")
    assert data["expires"] == timezone.localtime(until).isoformat()
    assert data["thumbnailUrl"][0].endswith("/1/poster/poster.jpg")
    assert [(part["name"], part["startOffset"], part["endOffset"]) for part in data["hasPart"]] == [
        ("Fahrbahn", 0, 1),
        ("Lager", 1, 4),
    ]
    assert data["hasPart"][1]["url"].endswith("/videos/riss/?t=1")
    assert "Verfügbar bis" in page
    sitemap = text(client, "/sitemap-videos.xml")
    assert f"<video:expiration_date>{timezone.localtime(until).isoformat()}" in sitemap
    assert "/1/mp4/360.mp4</video:content_loc>" in sitemap


def test_only_a_clip_of_the_whole_programme_can_be_downloaded(client, clip):
    whole = ClipFactory(slug="ganz", footage=clip.footage, typed_ms=None)
    EditionFactory(body=body(video(whole)))
    assert "herunterladen" not in text(client, "/videos/ganz/")
    Footage.objects.update(may_download=True)

    assert ("herunterladen" in text(client, "/videos/ganz/"), "herunterladen" in text(client, "/videos/riss/")) == (
        True,
        False,
    )


@pytest.mark.parametrize("of", [Clip, Footage])
def test_a_right_that_ends_takes_the_video_out_of_everything_at_once(client, clip, of):
    file = f"/sendungen/{clip.footage.key}/1/"
    places = [
        "/videos/",
        "/videos/feed.rss",
        "/videos/feed.json",
        "/sitemap-videos.xml",
        "/artikel/bruecke/",
        "/videos/riss/",
        "/api/stories/",
    ]
    number = clip.body_refs.filter(edition__isnull=False).first().edition.article_id
    places.append(f"/api/stories/{number}/")
    naming = [path for path in places if "riss" in text(client, path)]
    playing = [path for path in places if f"{file}mp4" in text(client, path)]
    assert naming == [
        "/videos/",
        "/videos/feed.rss",
        "/videos/feed.json",
        "/sitemap-videos.xml",
        "/artikel/bruecke/",
        "/videos/riss/",
        places[-1],
    ]
    assert playing == [
        "/videos/feed.rss",
        "/videos/feed.json",
        "/sitemap-videos.xml",
        "/artikel/bruecke/",
        "/videos/riss/",
        places[-1],
    ]

    of.objects.update(available_from=timezone.now() - timedelta(hours=2), available_until=timezone.now())

    assert [path for path in places if file in text(client, path)] == []
    assert [path for path in places[:4] if "riss" in text(client, path)] == []
    assert "Das Recht, dieses Video zu zeigen, endete am" in text(client, "/artikel/bruecke/")
    assert "Der Querträger ist gerissen." in text(client, "/videos/riss/")  # the words stay
    of.objects.update(available_from=timezone.now() + timedelta(hours=1), available_until=None)
    assert client.get("/videos/riss/").status_code == 404
    assert "riss" not in text(client, "/artikel/bruecke/")


@pytest.mark.parametrize("clips", [1, 3])
def test_the_page_asks_four_questions_with_captions_and_chapters(client, clip, django_assert_num_queries, clips):
    for number in range(clips):
        more = ClipFactory(slug=f"mehr-{number}", footage=clip.footage, in_ms=1000, out_ms=9000, typed_ms=None)
        EditionFactory(body=body(video(clip), video(more)))

    with django_assert_num_queries(4):  # clip with captions, words and chapters; stories; other clips; sections
        page = text(client, "/videos/riss/")

    assert (page.count('kind="captions"'), page.count("data-seek=")) == (1, 4)


def test_of_several_languages_captions_come_first_and_words_are_theirs(client, clip, video_desk):
    for kind, language in (("subtitles", "en"), ("descriptions", "de"), ("captions", "en")):
        said = SAID.replace("Querträger", f"{kind} {language}")
        taken = lifecycle.take_captions(clip.footage, said, by=video_desk, kind=kind, language=language)
        lifecycle.approve_captions(taken.track, by=video_desk)
    page = text(client, "/videos/riss/")

    assert re.findall(r'<track kind="(\w+)" src="[^"]+" srclang="(\w+)"', page) == [
        ("captions", "de"), ("captions", "en"), ("descriptions", "de"), ("subtitles", "en"),
    ]  # fmt: skip
    assert "Der Querträger ist gerissen." in page
    assert "subtitles en" not in page


@pytest.mark.parametrize("clips", [1, 3])
def test_a_story_costs_the_same_for_any_number_of_videos(client, clip, django_assert_num_queries, clips):
    more = [
        ClipFactory(footage=clip.footage, poster=ImageFactory(renditions=True), typed_ms=None) for _ in range(clips)
    ]
    edition = EditionFactory(body=body(*map(video, more)))

    with django_assert_num_queries(3):  # edition, clips with their captions, sections
        page = text(client, edition.get_absolute_url())

    assert page.count("<news-player") == clips


def test_after_a_video_of_a_story_the_next_one_is_offered_in_the_order_of_the_page(client, clip):
    """In the text, then below it; one that cannot be played (any more) is passed over."""
    cut = {"footage": clip.footage, "in_ms": 1000, "out_ms": 3000, "typed_ms": None}
    other, below = ClipFactory(slug="zwei", **cut), ClipFactory(slug="unten", **cut)
    gone = ClipFactory(slug="vorbei", **cut)
    story = ArticleFactory(body=body(video(clip), video(gone), video(other)), ready=True)
    relating.relate(story, below, by=None)
    edition = stories.publish(story, by=None)
    Clip.objects.filter(pk=gone.pk).update(available_until=timezone.now() - timedelta(hours=1))
    page = text(client, edition.get_absolute_url())
    assert re.findall(r'<a href="/videos/(\w+)/"><span>Als Nächstes', page) == ["zwei", "unten"]


@pytest.mark.parametrize("clips", [1, 3])
def test_search_leads_to_the_second_at_which_it_was_said(client, clip, django_assert_num_queries, clips):
    for number in range(1, clips):
        more = ClipFactory(slug=f"mehr-{number}", footage=clip.footage, in_ms=1000, out_ms=9000, typed_ms=None)
        EditionFactory(body=body(video(more)))
    CLIPS.keep(*Clip.objects.values_list("pk", flat=True))

    with django_assert_num_queries(4):  # clips, passages, lines, sections
        page = text(client, "/suche/?q=wie+lang&art=video")

    assert re.search(r'href="/videos/riss/\?t=2"><mark>Wie</mark> <mark>lang</mark> ist er\?</a>', page)
    assert page.count("said-at") == clips
    assert "said-at" not in text(client, "/suche/?q=entwurf&art=video")  # a draft

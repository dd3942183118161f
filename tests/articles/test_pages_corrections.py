"""Everything that was corrected, on one page: newest first, only of stories that readers have."""

import re
import sys
from datetime import UTC, datetime, timedelta

import pytest

from articles import lifecycle
from articles.models import Correction
from tests.factories import HOUR, ArticleFactory, CorrectionFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 6, 10, tzinfo=UTC)


def told(page):
    return re.findall(r"<p>(Es war [^<]+)</p>", page.content.decode())


def test_an_archive_without_corrections_says_so(client):
    page = client.get("/korrekturen/")
    assert "Bisher ist keine Geschichte dieser Website korrigiert worden." in page.content.decode()


def test_every_kind_with_its_story_newest_first(client):
    story = ArticleFactory(live=True, since=MORNING, headline="Der Kran", slug="kran")
    english = ArticleFactory(live=True, since=MORNING, headline="The crane", language="en")
    CorrectionFactory(article=story, text="Es war eins.", now=MORNING + HOUR)
    CorrectionFactory(article=english, text="Es war zwei.", kind=Correction.Kind.UPDATE, now=MORNING + 2 * HOUR)
    CorrectionFactory(article=story, text="Es war drei.", kind=Correction.Kind.CLARIFICATION, now=MORNING + 3 * HOUR)
    page = client.get("/korrekturen/")
    assert told(page) == ["Es war drei.", "Es war zwei.", "Es war eins."]
    markup = page.content.decode()
    assert '<a class="what" href="/artikel/kran/">Der Kran</a>' in markup
    assert '<li lang="en">' in markup
    assert [word in markup for word in ("Korrektur", "Aktualisierung", "Klarstellung")] == [True] * 3
    assert 'href="/korrekturen/"' in client.get("/").content.decode()


def test_a_correction_leads_to_where_the_story_is_now(client):
    story = ArticleFactory(live=True, since=MORNING, slug="alt")
    CorrectionFactory(article=story, text="Es war eins.", now=MORNING + HOUR)
    story.refresh_from_db()
    story.slug, story.headline = "neu", "Neuer Titel"
    lifecycle.save(story, by=None)
    lifecycle.publish(story, by=None)
    assert '<a class="what" href="/artikel/neu/">Neuer Titel</a>' in client.get("/korrekturen/").content.decode()


def test_nothing_is_told_of_a_story_that_readers_do_not_have(client):
    gone = ArticleFactory(live=True, since=MORNING, headline="Weg damit")
    ending = ArticleFactory(live=True, since=MORNING, headline="Abgelaufen")
    CorrectionFactory(article=gone, text="Es war eins.", now=MORNING + HOUR)
    CorrectionFactory(article=ending, text="Es war zwei.", now=MORNING + HOUR)
    ending.editions.filter(live_until=None).update(live_until=MORNING + 2 * HOUR)
    lifecycle.withdraw(gone, by=None, reason="Test")
    page = client.get("/korrekturen/").content.decode()
    assert "Es war" not in page
    assert "Weg damit" not in page
    assert "Abgelaufen" not in page


def test_a_headline_that_waits_for_its_edition_is_not_told(client):
    story = ArticleFactory(live=True, since=MORNING, headline="Der Kran")
    CorrectionFactory(article=story, text="Es war eins.", now=MORNING + HOUR)
    story.refresh_from_db()
    story.headline = "Geheim"
    lifecycle.save(story, by=None)
    lifecycle.schedule(story, by=None, at=datetime.now(UTC) + HOUR)
    assert "Geheim" not in client.get("/korrekturen/").content.decode()


def test_pages_are_walked_by_key_and_lose_none_when_new_ones_come(client, monkeypatch):
    monkeypatch.setattr(sys.modules["articles.views.corrections"], "SIZE", 3)
    story = ArticleFactory(live=True, since=MORNING)
    moments = [MORNING + HOUR, *[MORNING + 2 * HOUR] * 3, *(MORNING + n * HOUR for n in (3, 4, 5))]
    for number, at in enumerate(moments):  # three in the same second
        CorrectionFactory(article=story, text=f"Es war {number}.", now=at)
    first = client.get("/korrekturen/")
    CorrectionFactory(article=story, text="Es war neu.", now=MORNING + 9 * HOUR)
    read, page = told(first), first
    while more := re.search(r'<a rel="next" href="([^"]+)"', page.content.decode()):
        page = client.get(more[1])
        read += told(page)
    assert read == [f"Es war {number}." for number in reversed(range(7))]
    assert 'content="noindex"' in page.content.decode()
    assert 'href="/korrekturen/">Neueste' in page.content.decode()


@pytest.mark.parametrize(
    "key", ["", "x", "20260302T061000", "20260302T061000-x", "20269902T061000-1", f"20260302T061000-{'9' * 19}", "1-1"]
)
def test_a_made_up_key_is_not_found(client, key):
    assert client.get("/korrekturen/", {"vor": key}).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 12])
def test_the_archive_costs_the_same_for_any_number(client, count, django_assert_num_queries):
    for number in range(count):
        story = ArticleFactory(live=True, since=MORNING)
        CorrectionFactory(article=story, now=MORNING + HOUR + timedelta(seconds=number))
    with django_assert_num_queries(2):  # corrections with their stories, sections
        page = client.get("/korrekturen/")
    assert page.content.decode().count('class="what"') == count

"""Addresses of a story: every former one leads on in one hop, none tells of a plan, and a change is taken back."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from articles import lifecycle
from articles.lifecycle.addressing import take_back_address
from articles.models import Article, Draft, StorySlug
from tests.factories import HOUR, ArticleFactory

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 2, 6, 10, tzinfo=UTC)


def moved(story, slug, hours):
    story.refresh_from_db()
    story.slug = slug
    lifecycle.save(story, by=None)
    lifecycle.publish(story, by=None, now=MORNING + hours * HOUR)


def leads(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location")


@pytest.fixture
def story():
    return ArticleFactory(live=True, since=MORNING, slug="a")


def test_german_headlines_make_readable_addresses():
    story = ArticleFactory(live=True, headline="Größe & Höhe: „Süße Straße“ für Zoë’s Ærø")
    assert story.slug == "groesse-hoehe-suesse-strasse-fuer-zoes-aeroe"


def test_there_is_one_hop_from_any_former_address_and_nobody_remembers_it(client, story):
    for hours, slug in enumerate("bcd", 1):
        moved(story, slug, hours)
    for slug in "abc":
        answer = client.get(f"/artikel/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, "/artikel/d/")
        assert answer["Cache-Control"] == "no-cache"
    assert client.get("/artikel/d/").status_code == 200


def test_there_and_back_again_is_no_circle(client, story):
    moved(story, "b", 1)
    moved(story, "a", 2)
    assert client.get("/artikel/a/").status_code == 200
    assert leads(client, "/artikel/b/") == (301, "/artikel/a/")
    moved(story, "b", 3)
    assert client.get("/artikel/b/").status_code == 200
    assert leads(client, "/artikel/a/") == (301, "/artikel/b/")
    assert StorySlug.objects.count() == 2


def test_no_other_story_gets_an_address_that_readers_know(client, story):
    moved(story, "b", 1)
    other = ArticleFactory()
    other.slug = "a"
    with pytest.raises(lifecycle.Refused):
        lifecycle.save(other, by=None)
    Article.objects.filter(pk=other.pk).update(slug="a")  # past the gate
    with pytest.raises(lifecycle.Refused):
        lifecycle.publish(other, by=None)
    assert ArticleFactory(live=True, headline="A").slug == "a-2"
    assert leads(client, "/artikel/a/") == (301, "/artikel/b/")


def test_an_address_that_only_a_plan_has_tells_nothing(client, story):
    story.slug, story.headline = "was-morgen-kommt", "Was morgen kommt"
    lifecycle.save(story, by=None)
    plan = lifecycle.schedule(story, by=None, at=datetime.now(UTC) + HOUR)
    nowhere = client.get("/artikel/gibt-es-nicht/")
    for path in ("/artikel/was-morgen-kommt/", "/artikel/was-morgen-kommt/fassungen/"):
        assert client.get(path).status_code == nowhere.status_code == 404
    lifecycle.call_off(plan, by=None)
    assert client.get("/artikel/was-morgen-kommt/").status_code == 404


def test_an_address_moved_in_with_its_story_leads_on(client, story):
    StorySlug.objects.create(article=story, slug="aus-dem-alten-haus")
    assert leads(client, "/artikel/aus-dem-alten-haus/") == (301, "/artikel/a/")


def test_the_short_address_follows_and_never_tells_of_drafts(client, story):
    short = f"/a/{story.pk}/"
    assert leads(client, short) == (302, "/artikel/a/")
    moved(story, "b", 1)
    assert leads(client, short) == (302, "/artikel/b/")
    assert f'rel="shortlink" href="http://testserver{short}"' in client.get("/artikel/b/").content.decode().replace(
        "http://localhost:8000", "http://testserver"
    )
    lifecycle.withdraw(story, by=None, reason="Test")
    assert client.get(short).status_code == client.get("/artikel/b/").status_code == 410
    assert client.get(short).content == client.get("/artikel/a/").content
    hidden = [ArticleFactory(slug="x"), ArticleFactory(planned=True)]
    for number in (*(one.pk for one in hidden), 999_999, 2**63, 10**40):
        assert client.get(f"/a/{number}/").status_code == 404


def test_an_address_is_taken_back_as_a_version_and_with_the_next_edition(client, story, cvd):
    moved(story, "b", 1)
    client.force_login(cvd)
    panel = client.get(reverse("admin:articles_article_side", args=[story.pk, "versions"])).content.decode()
    assert 'name="slug" value="a"' in panel
    assert f"/a/{story.pk}/" in panel
    act = reverse("admin:articles_article_take_back_address", args=[story.pk])
    answer = client.post(act, {"slug": "a"}, follow=True)
    assert "Die Adresse der Geschichte ist wieder „a“." in answer.content.decode()
    story.refresh_from_db()
    assert (story.slug, story.version) == ("a", 3)
    assert client.get("/artikel/b/").status_code == 200  # readers have the old one until it is printed
    lifecycle.publish(story, by=cvd)
    assert client.get("/artikel/a/").status_code == 200
    assert leads(client, "/artikel/b/") == (301, "/artikel/a/")


def test_only_an_address_of_its_own_can_be_taken_back(story):
    ArticleFactory(live=True, since=MORNING, slug="fremd")
    for slug in ("fremd", "", "a", "nie-gesehen"):
        with pytest.raises(lifecycle.Refused):
            take_back_address(story, slug, by=None)


def test_words_that_are_not_saved_are_not_overtaken(client, story, cvd):
    moved(story, "b", 1)
    Draft.objects.create(article=story, user=cvd, token="t" * 8, seq=1, base_version=2, fields={"lead": "x"})
    client.force_login(cvd)
    client.post(reverse("admin:articles_article_take_back_address", args=[story.pk]), {"slug": "a"})
    story.refresh_from_db()
    assert story.slug == "b"
    assert Draft.objects.exists()

"""``SITE_LANGUAGE=en``: other words in addresses, other furniture; a story keeps its own language on any site."""

import importlib

import pytest
from django.urls import clear_url_caches

from tests.bodies import body, quote, video
from tests.factories import ClipFactory, EditionFactory, PersonFactory, TagFactory

pytestmark = pytest.mark.django_db

ADDRESSES = ("fronts.urls", "articles.urls", "visuals.urls", "newsroom.urls")


def read_addresses_again() -> None:
    for name in ADDRESSES:
        importlib.reload(importlib.import_module(name))
    clear_url_caches()


@pytest.fixture
def english_site(settings):
    """The words of addresses are chosen when the site starts, so it starts again, and once more afterwards."""
    before = settings.SITE_LANGUAGE, settings.LANGUAGE_CODE
    settings.SITE_LANGUAGE = settings.LANGUAGE_CODE = "en"
    read_addresses_again()
    yield
    settings.SITE_LANGUAGE, settings.LANGUAGE_CODE = before
    read_addresses_again()


def test_the_addresses_of_an_english_site_are_english(client, english_site):
    author, tag = PersonFactory(slug="reimers", author=True), TagFactory(slug="harbour")
    clip = ClipFactory(slug="crack")
    edition = EditionFactory(
        slug="bridge",
        language="en",
        section__slug="local",
        bylines=[author],
        people=[author],
        tags=[tag],
        body=body(video(clip)),
    )

    addresses = ["/", "/article/bridge/", "/section/local/", "/topic/harbour/", "/people/reimers/", "/authors/reimers/"]
    for path in (*addresses, "/videos/", "/videos/crack/"):
        assert client.get(path).status_code == 200, path
    assert edition.get_absolute_url() == "/article/bridge/"
    assert client.get("/artikel/bridge/").status_code == 404


def test_an_english_site_turns_pages_in_english(client, english_site):
    tag = TagFactory(slug="harbour")
    EditionFactory.create_batch(21, tags=[tag])

    assert 'href="/topic/harbour/?page=2"' in client.get("/topic/harbour/").content.decode()
    assert client.get("/topic/harbour/?page=2").status_code == 200


def test_a_browser_s_wish_changes_nothing(client):
    edition = EditionFactory()

    for path in ("/", edition.get_absolute_url()):
        plain = client.get(path)
        asked = client.get(path, headers={"Accept-Language": "en"})
        assert asked.content == plain.content
        assert asked["Content-Language"] == "de"
        assert "Accept-Language" not in asked.get("Vary", "")


@pytest.mark.parametrize(
    ("language", "page_is", "marks"),
    [("de", "de", "„Ja.“"), ("en", "en", "“Ja.”"), ("fr", "de", "«\u202fJa.\u202f»")],
)
def test_a_story_page_speaks_the_language_of_its_story(client, language, page_is, marks):
    edition = EditionFactory(language=language, body=body(quote("Ja.", name="X")))

    response = client.get(edition.get_absolute_url())
    text = response.content.decode()

    assert response["Content-Language"] == page_is
    assert f'<html lang="{page_is}">' in text
    assert ('<article class="page" lang="fr">' in text) == (language == "fr")
    assert marks in text


def test_dates_are_written_as_in_the_language_of_the_page(client):
    for language, written in (("de", "04.05.2026"), ("en", "4 May 2026")):
        edition = EditionFactory(language=language, body=body(video(ClipFactory())))
        assert written in client.get(edition.get_absolute_url()).content.decode()


def test_a_foreign_story_is_marked_in_lists(client):
    tag = TagFactory(slug="hafen")
    EditionFactory(language="en", tags=[tag])
    EditionFactory(language="de", tags=[tag])

    text = client.get("/thema/hafen/").content.decode()

    assert (text.count('<li lang="en">'), text.count('<li lang="de">')) == (1, 0)

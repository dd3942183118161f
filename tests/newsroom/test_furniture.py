"""What stands at the top and at the foot of every reader's page: drawn once, and never out of date."""

import re

import pytest

from articles.models import Section
from kit import drawing
from tests.factories import ArticleFactory, SectionFactory

pytestmark = pytest.mark.django_db
FURNITURE = ["site/_footer.html", "site/_links.html", "site/_sections.html"]


@pytest.fixture
def sections():
    return [SectionFactory(name=name, slug=name.lower(), position=at) for at, name in enumerate(("Hafen", "Rat"))]


def ways(client, path, *, foot=False):
    page = client.get(path).content.decode()
    part = page.partition("<footer")[2] if foot else page.partition('class="sections"')[2].partition("</nav>")[0]
    return re.findall(r'<a href="/rubrik/([^"]+)/"( aria-current="true")?>([^<]+)</a>', part)


@pytest.mark.parametrize("foot", [False, True])
def test_a_section_that_comes_goes_or_changes_its_name_is_seen_at_once(client, sections, foot):
    assert ways(client, "/", foot=foot) == [("hafen", "", "Hafen"), ("rat", "", "Rat")]

    Section.objects.filter(slug="rat").update(name="Rat & Tat", position=0)
    Section.objects.filter(slug="hafen").update(slug="kai", position=1)
    assert ways(client, "/", foot=foot) == [("rat", "", "Rat &amp; Tat"), ("kai", "", "Hafen")]

    Section.objects.all().delete()
    assert ways(client, "/", foot=foot) == []


def test_each_page_marks_where_its_reader_is(client, sections):
    mark = ' aria-current="true"'
    assert ways(client, "/rubrik/hafen/") == [("hafen", mark, "Hafen"), ("rat", "", "Rat")]
    assert ways(client, "/rubrik/rat/") == [("hafen", "", "Hafen"), ("rat", mark, "Rat")]
    assert ways(client, "/") == [("hafen", "", "Hafen"), ("rat", "", "Rat")]
    assert f'<a href="/videos/"{mark}>' in client.get("/videos/").content.decode()


def test_each_story_has_it_in_its_own_language(client, sections):
    pages = [
        client.get(
            f"/artikel/{ArticleFactory(language=language, live=True, section=sections[0]).slug}/"
        ).content.decode()
        for language in ("de", "en", "de")
    ]
    assert [("Hauptnavigation" in page, "Main navigation" in page) for page in pages] == [
        (True, False), (False, True), (True, False),
    ]  # fmt: skip


@pytest.fixture
def drawn(monkeypatch):
    """What is really drawn of it."""
    names, found = [], drawing.template

    def noted(wanted):
        names.extend(name for name in wanted if name in FURNITURE)
        return found(wanted)

    drawing.KEPT.forget()
    monkeypatch.setattr(drawing, "template", noted)
    return names


def test_it_is_drawn_once_for_all_pages_alike(client, sections, settings, drawn):
    for _reader in range(3):
        client.get("/")
    assert sorted(drawn) == FURNITURE
    settings.SITE_NAME = "Der andere Bote"
    assert "Der andere Bote." in client.get("/").content.decode().partition("<footer")[2]


def test_addresses_somebody_makes_up_do_not_fill_the_room_for_it(client, sections, drawn):
    for number in range(5):
        client.get(f"/rubrik/nirgends-{number}/")
    assert sorted(drawn) == FURNITURE

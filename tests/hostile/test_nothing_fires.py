"""More than a thousand attack strings through every field and every output, in a real browser: none runs. (B1)"""

import csv
import io
import json
import os
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client, override_settings
from lxml import etree

from tests.factories import UserFactory
from tests.hostile.browsing import Reader, as_pages
from tests.hostile.paper import OF_EACH, Paper
from tests.hostile.strings import STRINGS, packed

pytestmark = [pytest.mark.once, pytest.mark.django_db, pytest.mark.timeout(300)]
NOTHING = {"fired": [], "broken": [], "suspect": [], "outside": [], "failed": []}
SIDE_BY_SIDE = 40
#: every page once more in ``make soak``; here every fourth of those that differ in nothing but their strings
STEP = 1 if os.environ.get("HOSTILE") == "all" else 4


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The hostile paper, written once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("hostile")):
            paper = Paper(UserFactory(role="administrator"))
            yield paper
        transaction.set_rollback(True)


@pytest.fixture
def reader(browser, world):
    def open_a(*, is_bare: bool) -> Reader:
        inside = Client()
        inside.force_login(world.by)
        contexts.append(browser.new_context(locale="de-DE", timezone_id="Europe/Berlin"))
        return Reader(contexts[-1], inside, is_bare=is_bare)

    contexts = []
    yield open_a
    for context in contexts:
        context.close()


def public(paper: Paper) -> list[str]:
    numbers = range(0, OF_EACH, STEP)
    found = [f"/artikel/{story.slug}/" for story in (*paper.stories, *paper.short[::STEP])]
    found += [f"/artikel/{story.slug}/fassungen/" for story in paper.short[:6]]
    found += [f"/rubrik/rubrik-{n}/?seite={page}" for n in range(len(paper.sections)) for page in (1, 2)[: 5 - STEP]]
    found += [f"/{place}-{n}/" for n in numbers for place in ("thema/tag", "personen/person", "autoren/person")]
    found += [f"/videos/film-{n}/" for n in numbers]
    found += ["/", "/videos/", "/korrekturen/", "/archiv/", "/liveblog/live/", "/liveblog/live/1/"]
    found += ["/impressum/", "/datenschutz/", "/barrierefreiheit/", "/grundsaetze/"]
    found += [f"/suche/?q={quote(text)}" for text in packed(200)[:: 3 * STEP]]
    return [one.replace("'", "%27") for one in found]


def desk(paper: Paper) -> list[str]:
    rows = {
        "articles/article": [paper.stories[0].pk, paper.draft.pk, paper.gone.pk],
        "topics/tag": [one.pk for one in paper.tags[: 8 // STEP]],
        "people/person": [one.pk for one in paper.people[: 8 // STEP]],
        "visuals/image": [one.pk for one in paper.images[: 8 // STEP]],
        "visuals/clip": [one.pk for one in paper.clips[: 8 // STEP]],
        "visuals/footage": [paper.footage.pk],
        "articles/section": [one.pk for one in paper.sections[: 8 // STEP]],
    }
    found = [
        f"/admin/{name}/{key}/{page}/" for name, keys in rows.items() for key in keys for page in ("change", "history")
    ]
    found += [f"/admin/{name}/?p={page}" for name in rows for page in (1, 2)]
    found += ["/admin/people/auditevent/", "/admin/people/organisation/", "/admin/people/user/", "/admin/"]
    found += ["/admin/articles/edition/", "/admin/articles/revision/", "/admin/articles/correction/"]
    for story in (paper.draft, paper.short[1]):
        pages = ("workflow", "remarks", "check", "compare", "links", "delete", "related", "preview")
        found += [f"/admin/articles/article/{story.pk}/{page}/" for page in pages]
    found += [f"/admin/articles/article/{paper.blog.pk}/live/", f"/admin/visuals/footage/{paper.footage.pk}/captions/"]
    found += ["/admin/fronts/front/home/", "/admin/fronts/front/home/page/", "/admin/articles/article/calendar/week/"]
    found += [f"/admin/visuals/footage/{paper.footage.pk}/cut/", "/admin/articles/article/queue/"]
    found += [f"/admin/visuals/image/sheet/?ids={','.join(str(one.pk) for one in paper.images[:20])}"]
    found += [f"/admin/search/?q={quote(text)}" for text in packed(150)[:: 30 * STEP]]
    return [one.replace("'", "%27") for one in found]


def heard(told: dict) -> dict:
    return {name: told[name][:20] for name in NOTHING}


def test_there_are_enough_of_them():
    assert len({*STRINGS}) >= 738


def test_the_browser_hears_what_runs(reader):
    """The same strings, unescaped: if these were silent, silence would mean nothing."""
    told = reader(is_bare=True).show(as_pages(f"<title>x</title><p>{one}</p>" for one in STRINGS[:200]))

    assert len({*told["fired"]}) > 60
    assert len(told["suspect"]) > 60
    assert len({*told["outside"]}) > 20


def test_with_the_content_policy_off_escaping_alone_holds_on_readers_pages(reader, world):
    _none_fires(reader(is_bare=True), public(world))


def test_with_the_content_policy_off_escaping_alone_holds_at_the_desk(reader, world):
    _none_fires(reader(is_bare=True), desk(world))


def test_what_is_gone_or_never_was_repeats_nothing(reader, world):
    browsing = reader(is_bare=True)
    told = heard(browsing.open_all(["/artikel/weg/", *(f"/{quote(one)}".replace("'", "%27") for one in STRINGS[::40])]))

    assert {status for status, _path in told.pop("failed")} == {404, 410}
    assert told == {name: [] for name in told}


def _none_fires(browsing: Reader, paths: list[str]) -> None:
    for at in range(0, len(paths), SIDE_BY_SIDE):
        assert heard(browsing.open_all(paths[at : at + SIDE_BY_SIDE])) == NOTHING


def test_with_the_content_policy_on_nothing_even_tries(reader, world):
    browsing = reader(is_bare=False)
    for path in (*public(world)[::20], *desk(world)[::9]):
        assert heard(browsing.open(path)) == NOTHING, path


def test_what_we_hand_to_others_holds_in_their_programs(reader, world, client):
    """Letters and feeds: the HTML in them is drawn by programs that we do not know."""
    told = [
        client.get(f"/api/stories/{story.pk}/letter/").json()["html"] for story in world.stories[:: (STEP + 1) // 2]
    ]
    feeds = ["/feed", "/videos/feed", "/liveblog/live/feed", "/rubrik/rubrik-3/feed", "/personen/person-2/feed"]
    for feed in feeds:
        for form in ("rss", "atom"):
            tree = etree.fromstring(client.get(f"{feed}.{form}").content)
            told += [
                node.text
                for node in tree.iter()
                if node.text and "<" in node.text and "html" in node.tag + str(node.attrib)
            ]
        for item in client.get(f"{feed}.json").json()["items"]:
            told += [item.get("content_html") or ""]
    for name in ("sitemap", "sitemap-news", "sitemap-videos", "sitemap-pages"):
        etree.fromstring(client.get(f"/{name}.xml").content)
    for path in ("/api/stories/", *(f"/api/stories/{story.pk}/" for story in world.stories)):
        answer = client.get(path)
        assert answer.headers["Content-Type"].startswith("application/json")
        json.loads(answer.content)

    assert heard(reader(is_bare=True).show(as_pages(told))) == NOTHING


def test_the_log_as_a_table_holds_no_formula(world):
    inside = Client()
    inside.force_login(world.by)
    text = b"".join(inside.post("/admin/people/auditevent/export/").streaming_content).decode()
    rows = [*csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))]

    assert len(rows) > 300
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []

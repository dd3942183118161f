"""A page whose ground has changed asks again what it was drawn from, and is drawn anew only if it hears something else."""

import time
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import lifecycle
from articles.lifecycle import autosaving, checking, dismissing, handing, holding, live, previewing, relating, remarks
from articles.lifecycle.refiling import Filing, refile
from articles.models import Article, Check, Correction, Edition, Section
from fronts.lifecycle import Alarm, break_news, end_breaking
from fronts.models import BreakingNews, Front, FrontEdition, StandingPage
from kit import freshness
from people.models import Organisation, Person
from tests.bodies import body, teaser
from tests.factories import ArticleFactory, ClipFactory, EditionFactory, PersonFactory, SectionFactory, TagFactory
from tests.judges.site import make_site
from tests.newsroom.pages.conftest import Reader, in_front
from topics.models import Tag
from visuals.models import Clip, Footage, Image

SOON = timedelta(seconds=3)


def of(slug: str) -> Article:
    return Edition.objects.filter(slug=slug).latest("live_from").article


@pytest.fixture
def kran(pages) -> Article:
    """A story with neighbours: one points at it, one stands in the same section."""
    section, tag, person = SectionFactory(slug="lokales", name="Lokales"), TagFactory(slug="hafen"), PersonFactory()
    filed = {"section": section, "tags": [tag], "bylines": [person], "ready": True}
    story = ArticleFactory(slug="kran", headline="Der Kran steht", live=True, **filed)
    ArticleFactory(slug="nachbar", headline="Nebenan", live=True, body=body("Siehe", teaser(story)), **filed)
    ArticleFactory(slug="fern", headline="Weit weg", live=True, **filed)
    return story


ALL = ("/", "/artikel/kran/", "/artikel/fern/", "/rubrik/lokales/", "/feed.rss", "/thema/hafen/", "/impressum/")


def save(story: Article, editor) -> None:
    story.headline, story.lead, story.body = "Ein Entwurf", "Noch nicht.", body("Neu", "und länger")
    lifecycle.save(story, by=editor)


#: what the desk does with a story without publishing it
QUIET: dict[str, Callable[[Article, Any], Any]] = {
    "saved": save,
    "typed": lambda story, editor: autosaving.keep(
        story, by=editor, token="t" * 20, seq=1, base_version=story.version, fields={"headline": "Tippen"}
    ),
    "looked at": lambda story, editor: autosaving.greet(story, by=editor),
    "locked": lambda story, editor: holding.hold(story, by=editor, reason="Rückruf"),
    "embargoed": lambda story, editor: holding.set_embargo(story, timezone.now() + timedelta(days=1), by=editor),
    "handed on": lambda story, editor: handing.hand_over(story, to=editor, by=editor),
    "remarked": lambda story, editor: remarks.remark(story, "Stimmt das?", by=editor),
    "checked": lambda story, editor: checking.ask(story, Check.Kind.values[0], by=editor),
    "shown by a link": lambda story, editor: previewing.open_link(story, by=editor, hours=4),
    "left alone": lambda story, editor: dismissing.dismiss(
        story, PersonFactory.build(pk=Person.objects.get().pk), by=editor
    ),
}


@pytest.mark.parametrize("deed", QUIET)
def test_what_readers_do_not_see_ends_no_page_and_has_none_ask(kran, reader, drawn, cvd, deed):
    for place in ALL:
        reader.get(place)
    drawn.clear()
    QUIET[deed](Article.objects.get(pk=kran.pk), cvd)

    with CaptureQueriesContext(connection) as asked:
        for place in ALL:
            assert reader.get(place).status == "200 OK"
    assert (drawn, asked.captured_queries) == ([], [])


def test_publishing_one_story_leaves_the_page_of_another(kran, reader, drawn, cvd):
    before = {place: reader.get(place).body for place in (*ALL, "/artikel/nachbar/")}
    drawn.clear()
    kran.headline = "Der Kran fällt"
    lifecycle.save(kran, by=cvd)
    lifecycle.publish(kran, by=cvd)

    assert all("Der Kran fällt" in reader.get(place).text for place in ("/", "/artikel/kran/", "/artikel/nachbar/"))
    assert [reader.get(place).body for place in ("/artikel/fern/", "/impressum/")] == [
        before["/artikel/fern/"],
        before["/impressum/"],
    ]
    assert {*drawn} == {"/", "/artikel/kran/", "/artikel/nachbar/"}
    with CaptureQueriesContext(connection) as asked:
        reader.get("/artikel/fern/")
    assert asked.captured_queries == []  # once is enough


def test_a_page_that_holds_ends_with_what_was_planned_since_it_was_drawn(kran, reader, drawn, cvd):
    line = end_breaking(break_news(Alarm("Vogel frei", timedelta(minutes=5), story=kran), by=cvd), by=cvd)
    reader.get("/artikel/fern/")
    start = timezone.now() + SOON
    BreakingNews.objects.filter(pk=line.pk).update(live_from=start, live_until=start + timedelta(hours=1))

    assert "Vogel frei" not in reader.get("/artikel/fern/").text
    assert drawn == ["/artikel/fern/"]
    time.sleep(max(0.0, (start - timezone.now()).total_seconds()) + 0.02)
    assert "Vogel frei" in reader.get("/artikel/fern/").text


def test_what_stands_on_every_page_is_asked_once_for_all(kran, reader, drawn, cvd):
    places = ["/artikel/fern/", "/impressum/", "/feed.rss"]
    for place in places:
        reader.get(place)
    drawn.clear()
    for name in ("Erste", "Zweite"):
        break_news(Alarm(f"{name} Meldung", timedelta(minutes=5), story=kran), by=cvd)
        told = [reader.get(place).text for place in places[:2]]
        assert all(f"{name} Meldung" in page for page in told)
    drawn.clear()
    lifecycle.publish(kran, by=cvd)
    with CaptureQueriesContext(connection) as first:
        reader.get("/artikel/fern/")
    with CaptureQueriesContext(connection) as second:
        reader.get("/impressum/")
    assert drawn == []
    asked = [{query["sql"] for query in queries.captured_queries} for queries in (first, second)]
    assert asked[0]
    assert not asked[0] & asked[1]


def test_what_was_heard_for_all_ends_with_the_next_planned_change(kran, reader, drawn, cvd):
    line = end_breaking(break_news(Alarm("Vogel frei", timedelta(minutes=5), story=kran), by=cvd), by=cvd)
    for place in ("/artikel/fern/", "/artikel/nachbar/"):
        reader.get(place)
    start = timezone.now() + SOON
    BreakingNews.objects.filter(pk=line.pk).update(live_from=start, live_until=start + timedelta(hours=1))
    assert "Vogel frei" not in reader.get("/artikel/fern/").text
    time.sleep(max(0.0, (start - timezone.now()).total_seconds()) + 0.02)
    for place in ("/artikel/nachbar/", "/artikel/fern/"):
        assert "Vogel frei" in reader.get(place).text


def test_who_has_a_page_from_another_process_draws_it_and_asks_from_then_on(kran, reader, drawn, tmp_path):
    reader.get("/artikel/fern/")
    other = in_front(tmp_path / "pages")
    assert "Weit weg" in Reader(other).get("/artikel/fern/").text
    for _twice in range(2):
        lifecycle.publish(Article.objects.get(pk=kran.pk), by=None)
        Reader(other).get("/artikel/fern/")
    assert other.application.asked == ["/artikel/fern/"]


def test_a_question_with_a_moment_in_it_is_not_asked_again(pages, reader, drawn):
    """Asked with the moment of then, it would not hear of what began since."""
    handler = pages.application.handler

    def with_a_clock(environ, start_response):
        list(Edition.objects.live(timezone.now()).values_list("headline"))
        return handler(environ, start_response)

    pages.application.handler = with_a_clock
    reader.get("/impressum/")
    EditionFactory()
    reader.get("/impressum/")
    assert len(drawn) == 2


def test_what_is_changed_past_every_statement_draws_everything(kran, reader, drawn):
    reader.get("/artikel/fern/")
    freshness.changed()
    reader.get("/artikel/fern/")
    assert drawn == ["/artikel/fern/"] * 2


def test_a_database_that_is_away_when_a_page_asks_again_costs_only_drawing(kran, reader, drawn, monkeypatch):
    def away(question):
        raise RuntimeError

    reader.get("/artikel/fern/")
    monkeypatch.setattr(freshness.Question, "asked_again", away)
    lifecycle.publish(kran, by=None)
    assert "Weit weg" in reader.get("/artikel/fern/").text
    assert drawn == ["/artikel/fern/"] * 2


# --- after each change, whatever it is, what is stored is what Django would draw now


def _corrected(it) -> None:
    story = of("kran")
    story.lead = "Er stand."
    lifecycle.save(story, by=None)
    lifecycle.correct(story, by=None, text="Er stand nur.")


def _published(it) -> None:
    it.new = ArticleFactory(slug="neu", headline="Ganz neu", live=True, section=it.section, tags=[it.tag])


def _translated(it) -> None:
    ArticleFactory(slug="crane", headline="The crane", language="en", translation_of=of("kran"), live=True)


def _broken(it) -> None:
    it.alarm = break_news(Alarm("Vogel frei", timedelta(minutes=5), story=it.new), by=it.cvd)


def _arranged(it) -> None:
    layout = {"schema": 1, "areas": [{"id": "o", "kind": "opening", "slots": [{"id": "s", "pin": {"key": it.new.pk}}]}]}
    FrontEdition.objects.create(
        front=Front.objects.get_or_create(section=None)[0], number=1, layout=layout, live_from=timezone.now()
    )


def _posted(it) -> None:
    post = of("flut").live_posts.first()
    live.withdraw(post.entry, by=None, reason="Irrtum")


def _related(it) -> None:
    relating.relate(of("lang"), Clip.objects.get(slug="riss"), by=None)
    lifecycle.publish(of("lang"), by=None)


def _refiled(it) -> None:
    story = of("meinung")
    refile(story, Filing("section", SectionFactory(slug="umland", name="Umland")), by=it.cvd)
    lifecycle.publish(Article.objects.get(pk=story.pk), by=None)


OF_STORIES: dict[str, Callable[[SimpleNamespace], Any]] = {
    "a draft is begun": lambda it: ArticleFactory(headline="Entwurf", section=it.section, tags=[it.tag]),
    "a story is published": _published,
    "a story is corrected": _corrected,
    "a correction is reworded by hand": lambda it: Correction.objects.update(text="Anders."),
    "a story is translated": _translated,
    "the translation goes": lambda it: lifecycle.withdraw(of("crane"), by=None, reason="Irrtum"),
    "a line breaks": _broken,
    "the line ends": lambda it: end_breaking(it.alarm, by=it.cvd),
    "a front is published": _arranged,
    "a story gets an end": lambda it: holding.set_expiry(of("lang"), timezone.now() + timedelta(days=3), by=it.cvd),
    "a story is filed elsewhere": _refiled,
    "a video is related": _related,
    "a post is withdrawn": _posted,
    "an address is changed by hand": lambda it: Edition.objects.filter(slug="lang").update(slug="laenger"),
    "plain SQL": lambda it: connection.cursor().execute("UPDATE articles_edition SET headline = 'Von Hand'"),
    "two are withdrawn": lambda it: [
        lifecycle.withdraw(of(slug), by=None, reason="Irrtum") for slug in ("kran", "meinung")
    ],
    "one comes back": lambda it: lifecycle.publish(Article.objects.get(slug="kran"), by=None),
}
AROUND_THEM: dict[str, Callable[[SimpleNamespace], Any]] = {
    "a section is renamed": lambda it: Section.objects.filter(slug="lokales").update(name="Hiesiges"),
    "sections change places": lambda it: Section.objects.update(position=5),
    "a tag is renamed": lambda it: Tag.objects.update(name="Häfen"),
    "a tag is merged": lambda it: Tag.objects.filter(slug="hafen").update(
        merged_into=TagFactory(slug="kai", name="Kai")
    ),
    "a person is renamed": lambda it: Person.objects.filter(slug="lohmann").update(name="Ada Berg"),
    "her role ends": lambda it: it.person.roles.all().delete(),
    "an agency is renamed": lambda it: Organisation.objects.update(name="Neue Agentur"),
    "a picture is described": lambda it: Image.objects.update(alt="Anders", caption="Neu"),
    "a picture's right ends": lambda it: Image.objects.update(available_until=timezone.now()),
    "and begins": lambda it: Image.objects.update(available_until=None),
    "a clip is renamed": lambda it: Clip.objects.update(title="Vogelfilm"),
    "a clip's right ends": lambda it: Clip.objects.filter(slug="riss").update(available_until=timezone.now()),
    "footage may not be shown": lambda it: Footage.objects.update(available_until=timezone.now()),
    "a clip comes": lambda it: ClipFactory(slug="neu", public_from=timezone.now() - SOON),
    "and goes": lambda it: Clip.objects.filter(slug="neu").delete(),
    "words of the paper": lambda it: StandingPage.objects.create(kind="imprint", text="Neu"),
    "a person is erased": lambda it: lifecycle.erase(Person.objects.get(slug="lohmann"), reason="Urteil", by=None),
    "a picture is erased": lambda it: lifecycle.erase(it.image, reason="Urteil", by=None),
}
PLACES = """/ /rubrik/lokales/ /artikel/kran/ /artikel/lang/ /artikel/meinung/ /artikel/neu/ /liveblog/flut/
    /liveblog/flut/2/ /artikel/kran/fassungen/ /thema/hafen/ /personen/lohmann/ /autoren/lohmann/ /videos/ /videos/riss/
    /videos/lager/ /archiv/2026/3/ /archiv/2026/3/2/ /korrekturen/ /impressum/ /feed.rss /rubrik/lokales/feed.rss
    /liveblog/flut/feed.rss /sitemap-2026-3.xml /sitemap-news.xml /sitemap-videos.xml /sitemap-pages.xml""".split()


@pytest.mark.parametrize("changes", [OF_STORIES, AROUND_THEM], ids=["of stories", "around them"])
def test_after_each_change_every_page_is_as_django_draws_it(pages, reader, drawn, media, cvd, changes):
    make_site()
    it = SimpleNamespace(cvd=cvd, section=Section.objects.get(slug="lokales"), tag=Tag.objects.get(slug="hafen"))
    it.person, it.image = Person.objects.get(slug="lohmann"), Image.objects.first()
    django = Reader(WSGIHandler())
    for name, change in changes.items():
        change(it)
        for place in PLACES:
            stored, own = reader.get(place), django.get(place)
            assert (stored.status, stored.headers, stored.body) == (own.status, own.headers, own.body), (name, place)
    assert len(drawn) < len(PLACES) * len(changes) * 3 / 4  # or it would prove nothing

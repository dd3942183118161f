"""Many readers at the same moment: one asks for all, and meanwhile the others have what was true a moment ago."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import lifecycle
from articles.models import Section
from kit import freshness
from kit.freshness import together
from newsroom.pages import store as stores
from tests.factories import ArticleFactory, SectionFactory, TagFactory
from tests.newsroom.pages.conftest import Reader, in_front

NUMBERS = range(5)
PLACES = [f"/artikel/werft-{number}/" for number in NUMBERS]


@pytest.fixture
def stories(pages, reader):
    """Read once, and read again after a publication: their questions are known, and all of them have to ask."""
    section, tag = SectionFactory(slug="lokales"), TagFactory(slug="hafen")
    made = [ArticleFactory(slug=f"werft-{number}", section=section, tags=[tag], live=True) for number in NUMBERS]
    for place in ["/", *PLACES]:
        reader.get(place)
    return made


def publish_another() -> None:
    ArticleFactory(slug="ganz-neu", headline="Ganz neu", section=Section.objects.get(slug="lokales"), live=True)


def asked_for(question: str, reader: Reader, places: list[str]) -> int:
    with CaptureQueriesContext(connection) as heard:
        for place in places:
            assert reader.get(place).status == "200 OK"
    return sum(question in one["sql"] for one in heard.captured_queries)


def test_what_all_stories_ask_is_asked_once_where_the_way_is_long(stories, reader, drawn):
    del drawn[:]
    publish_another()

    asked = asked_for('"articles_edition"."slug" = ', reader, PLACES)

    assert asked == (1 if connection.vendor == "postgresql" else len(PLACES))
    assert drawn == []


def test_the_answers_are_those_that_each_would_have_heard(stories, pages):
    publish_another()
    asked = [question for held in pages._held.values() for question in held.questions if question.may_be_repeated]
    known = [question for question in asked if ' AS "clock"' not in question.sql]  # which hears another each time

    for question in known:
        alike = [other for other in known if other.sql == question.sql]
        for one, answer in freshness.asked_together(question, alike):
            assert answer == one.asked_again()
    if connection.vendor == "postgresql":
        (first, *alike) = [one for one in known if '"articles_edition"."slug" = ' in one.sql]
        assert len(freshness.asked_together(first, alike)) == len(PLACES)


def test_who_hears_something_else_is_drawn_whoever_asked(stories, reader, drawn):
    del drawn[:]
    story = stories[2]
    story.headline = "Die Werft schließt"
    lifecycle.publish(lifecycle.save(story, by=None), by=None)

    texts = [reader.get(place).text for place in PLACES]

    assert ["Die Werft schließt" in text.partition("</h1>")[0] for text in texts] == [n == 2 for n in NUMBERS]
    assert "/artikel/werft-2/" in drawn


def test_a_question_that_cannot_be_put_together_is_asked_alone(transactional_db, monkeypatch):
    monkeypatch.setattr(together, "_only_alone", set())
    mixed = [freshness.Question("default", "SELECT %s, '100 %%'", (word,)) for word in ("a", 1, None)]

    for question in mixed * 2:
        told = freshness.asked_together(question, mixed)
        assert told == [(question, question.asked_again())]

    if connection.vendor == "postgresql":  # to whom only what is written there is an interval
        lengths = [freshness.Question("default", "SELECT interval %s", (f"{days} days",)) for days in (1, 2)]
        assert [one for one, _answer in freshness.asked_together(lengths[0], lengths)] == lengths[:1]
        assert lengths[0].sql in together._only_alone


# --- while one reader waits for the new page


@pytest.fixture
def slowly(pages, monkeypatch):
    """Django answers when it is let go: ``begun`` and ``let_go`` are events."""
    handler, begun, let_go = pages.application.handler, threading.Event(), threading.Event()

    def slow(environ, start_response):
        begun.set()
        assert let_go.wait(20)
        try:
            return handler(environ, start_response)
        finally:
            connection.close()

    pages.application.handler = slow
    yield begun, let_go
    let_go.set()


def in_a_thread(pool: ThreadPoolExecutor, reader: Reader, place: str):
    def read() -> str:
        try:
            return reader.get(place).text
        finally:
            connection.close()

    return pool.submit(read)


def test_the_others_have_what_was_true_a_moment_ago_and_the_first_the_new(stories, reader, slowly):
    begun, let_go = slowly
    publish_another()
    with ThreadPoolExecutor() as pool:
        first = in_a_thread(pool, reader, "/")
        assert begun.wait(10)
        meanwhile = reader.get("/").text
        let_go.set()
        assert "Ganz neu" in first.result()
    assert "Ganz neu" not in meanwhile
    assert "Ganz neu" in reader.get("/").text


def test_what_was_true_longer_ago_is_waited_for(stories, pages, reader, slowly, monkeypatch):
    begun, let_go = slowly
    lifecycle.withdraw(stories[1], by=None, reason="Falsch")
    time.sleep(0.05)
    monkeypatch.setattr(stores, "LATE", 0.05)
    with ThreadPoolExecutor() as pool:
        both = [in_a_thread(pool, reader, PLACES[1])]
        assert begun.wait(10)
        both.append(in_a_thread(pool, reader, PLACES[1]))
        time.sleep(0.1)
        assert not both[1].done()
        let_go.set()
        assert len({one.result() for one in both}) == 1


def test_another_process_does_not_wait_for_this_one_either(stories, pages, reader, slowly, tmp_path):
    other = Reader(in_front(tmp_path / "pages"))
    assert "Ganz neu" not in other.get("/").text
    begun, let_go = slowly
    publish_another()
    with ThreadPoolExecutor() as pool:
        first = in_a_thread(pool, reader, "/")
        assert begun.wait(10)
        assert "Ganz neu" not in other.get("/").text
        let_go.set()
        assert "Ganz neu" in first.result()
    assert "Ganz neu" in other.get("/").text
    assert other.application.application.asked == []


@pytest.mark.parametrize("why", ["the clock has ended it", "a cache in front would keep it"])
def test_there_are_pages_that_are_not_shown_a_moment_longer(why, stories, pages, reader, slowly):
    begun, let_go = slowly
    publish_another()
    if why == "the clock has ended it":
        pages._held["/"].until = time.monotonic()
    else:
        pages.cached_in_front = True
    with ThreadPoolExecutor() as pool:
        both = [in_a_thread(pool, reader, "/")]
        assert begun.wait(10)
        both.append(in_a_thread(pool, reader, "/"))
        time.sleep(0.1)
        assert not both[1].done()
        let_go.set()
        assert all("Ganz neu" in one.result() for one in both)

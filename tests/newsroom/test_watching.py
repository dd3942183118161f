"""Numbers of requests, lines of the log, figures: what they say, and what they must never say."""

import json
import logging
import urllib.error
import urllib.request
from datetime import timedelta

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry

from articles.models import Edition
from newsroom.watching import figures, visits
from newsroom.watching.front_door import watched
from newsroom.watching.lines import JsonLine, WordLine
from newsroom.watching.work import WorkCollector
from people.models import Heartbeat
from tests.factories import EditionFactory
from tests.newsroom.test_serve import free_port


@pytest.fixture
def asked():
    """The status, the headers and the visit of one request, through everything an application server calls."""
    application = watched(get_wsgi_application())

    def ask(path: str, **headers: str):
        told = {}
        environ = RequestFactory().get(path, headers={"host": "localhost", **headers}).environ
        body = application(environ, lambda status, found, *more: told.update(status=status, headers=found))
        b"".join(body)
        body.close()
        return told["status"], told["headers"], environ[visits.KEY]

    yield ask
    visits.current.set(None)


def number_in(headers) -> str:
    (found,) = [value for name, value in headers if name == visits.HEADER]
    return found


@pytest.mark.django_db
def test_every_answer_has_a_number_of_its_own(asked):
    seen = set()
    for path in ("/", "/healthz", "/nirgendwo/", "/static/nothing.css"):
        _status, headers, visit = asked(path)
        assert number_in(headers) == visit.number
        seen.add(visit.number)
    assert len(seen) == 4


@pytest.mark.django_db
@pytest.mark.parametrize("given", ["0123456789abcdef", "req_A-1234", "f" * 64])
def test_a_number_given_in_front_is_kept(asked, given):
    assert number_in(asked("/healthz", **{"x-request-id": given})[1]) == given


@pytest.mark.django_db
@pytest.mark.parametrize(
    "given", ["", "short", "f" * 65, "a b c d e f", "x" * 8 + "\r\nSet-Cookie: a", "ü" * 10, "1234567\n"]
)
def test_a_number_that_could_be_more_than_that_is_replaced(asked, given):
    found = number_in(asked("/healthz", **{"x-request-id": given})[1])
    assert found != given
    assert visits.SANE.fullmatch(found)


@pytest.mark.django_db
def test_a_visit_knows_its_view_and_not_its_address(asked):
    assert asked("/healthz")[2].route == "healthz"
    assert asked("/suche/?q=hafen")[2].route == "search"
    assert asked("/nirgendwo/")[2].route == ""


def test_headers_shared_between_answers_do_not_grow():
    stored = [("Content-Type", "text/html")]

    def ready(environ, start_response):
        start_response("200 OK", stored)
        return [b""]

    door = watched(ready)
    for _visit in range(2):
        door({}, lambda status, headers, *more: None)
    assert stored == [("Content-Type", "text/html")]


# --- the log


def spoken(formatter: logging.Formatter, message: str, *arguments: object, error: Exception | None = None) -> str:
    told = (type(error), error, error.__traceback__) if error else None
    return formatter.format(logging.LogRecord("newsroom.x", logging.WARNING, "x.py", 1, message, arguments, told))


def test_a_line_is_one_line_of_json_with_the_number_of_its_request():
    token = visits.current.set(visit := visits.Visit("0123456789"))
    visit.route = "articles:story"
    try:
        line = spoken(JsonLine(), "Zwei\nZeilen \x1b[31m\u202e %s", "ä", error=ValueError("innen\nzwei"))
    finally:
        visits.current.reset(token)
    assert line.isascii()
    assert "\n" not in line
    told = json.loads(line)
    assert (told["level"], told["from"], told["request"], told["route"]) == (
        "WARNING", "newsroom.x", "0123456789", "articles:story",
    )  # fmt: skip
    assert told["said"] == "Zwei\nZeilen \x1b[31m\u202e ä"
    assert "ValueError: innen" in told["error"]
    assert told["at"].endswith("+00:00")


def test_outside_of_a_request_there_is_no_number():
    visits.current.set(None)
    assert "request" not in json.loads(spoken(JsonLine(), "Guten Morgen"))


@pytest.mark.parametrize("formatter", [JsonLine(), WordLine()])
@pytest.mark.parametrize(
    ("message", "kept", "gone"),
    [
        ("Not Found: /suche/?q=meine+krankheit&a=1", "/suche/?", "krankheit"),
        ("Bad Request: https://blatt.example/suche/?q=x-y", "blatt.example/suche/?", "x-y"),
        ("No letter could go to Ada.Lindqvist+neu@mail.example.org today", "today", "Lindqvist"),
        ("connection to postgres://desk:hush@db:5432/newsroom failed", "db:5432", "hush"),
        ("Not Found: /vorschau/a1b2c3:xyz/bild.jpg", "/vorschau/", "a1b2c3"),
        ("Not Found: /preview/a1b2c3:xyz/", "/preview/", "a1b2c3"),
    ],
)
def test_a_line_names_nobody_and_nothing_that_was_looked_for(formatter, message, kept, gone):
    line = spoken(formatter, message)
    assert kept in line
    assert gone not in line


@pytest.mark.parametrize("formatter", [JsonLine(), WordLine()])
def test_a_refusal_of_the_database_does_not_show_the_row(formatter):
    refusal = OperationalError("duplicate key\nDETAIL:  Key (username)=(lindqvist) already exists.")
    line = spoken(formatter, "It broke", error=refusal)
    assert "duplicate key" in line
    assert "lindqvist" not in line


def test_a_question_is_no_query():
    assert "is it right? Yes." in spoken(WordLine(), "is it right? Yes.")


def test_nothing_in_a_line_of_words_is_obeyed_by_a_terminal():
    assert spoken(WordLine(), "a\nb\x1b[2J\u202e").endswith(r"a\nb\x1b[2J\u202e")


# --- figures


def told_by(collector: WorkCollector) -> dict[tuple[str, ...], float]:
    return {
        (sample.name.removeprefix("newsroom_"), *sample.labels.values()): sample.value
        for family in collector.collect()
        for sample in family.samples
    }


def task(queue: str, seconds_ago: float, status: str = TaskResultStatus.READY) -> None:
    made = DBTaskResult.objects.create(
        task_path="tests.newsroom.slow.wait_for_leave", args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        run_after=timezone.now() - timedelta(seconds=seconds_ago), status=status, queue_name=queue,
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=made.pk).update(enqueued_at=timezone.now() - timedelta(seconds=seconds_ago))


@pytest.fixture
def _no_closing(monkeypatch):
    """A test's connection is its transaction."""
    monkeypatch.setattr("newsroom.watching.work.close_old_connections", lambda: None)


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_closing")
def test_figures_say_what_waits_and_for_how_long(django_assert_num_queries):
    moment = timezone.now() - timedelta(seconds=5)
    Heartbeat.objects.create(name="one", started_at=moment, at=moment)
    task("default", 90), task("default", 30), task("media", 5, TaskResultStatus.RUNNING), task("media", -600)
    EditionFactory()
    late = timezone.now() - timedelta(minutes=4, seconds=1)
    Edition.objects.update(live_from=late, printed_at=late, announced_at=None)

    with django_assert_num_queries(4):
        told = told_by(WorkCollector())

    assert told[("database_up",)] == 1
    assert 5 <= told[("heartbeat_age_seconds",)] < 60
    assert (told[("tasks", "default", "waiting")], told[("tasks", "default", "running")]) == (2, 0)
    assert (told[("tasks", "media", "waiting")], told[("tasks", "media", "running")]) == (0, 1)
    assert 90 <= told[("task_late_seconds", "default")] < 150
    assert told[("task_late_seconds", "media")] == 0
    assert (told[("late_announcements",)], told[("announcements_late_seconds",)]) == (1, 240)


@pytest.mark.django_db
@pytest.mark.usefixtures("_no_closing")
def test_a_database_that_is_away_is_a_figure(monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)
    assert told_by(WorkCollector()) == {("database_up",): 0}


@pytest.mark.once
def test_the_door_of_figures_answers_and_leaves_nothing(monkeypatch):
    monkeypatch.setattr(WorkCollector, "collect", lambda self: iter(()))
    port = free_port()
    with figures.open_door("127.0.0.1", port) as folder:
        assert folder.is_dir()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
            assert answer.status == 200
        with pytest.raises(OSError, match="in use"):
            figures.open_door("127.0.0.1", port)
    assert not folder.exists()
    with pytest.raises(urllib.error.URLError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics")


def test_asking_for_figures_asks_nothing_before_somebody_wants_them(django_assert_num_queries):
    CollectorRegistry().register(WorkCollector())  # without the mark of the database a question would fail here

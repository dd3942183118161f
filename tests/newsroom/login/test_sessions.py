"""Twelve hours at most, two without anybody there; one sees where one is logged in, and ends it."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from people.models import AuditEvent, Seat
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def _a_password_is_enough(settings):
    settings.SECOND_FACTOR = False
    settings.ASK_AGAIN_AFTER = 0


def come(user, **meta):
    client = Client(**meta)
    client.post("/admin/login/", {"username": user.username, "password": PASSWORD})
    return client


def aged(client, **seconds):
    session = client.session
    for name, value in seconds.items():
        session[name] = time.time() - value
    session.save()


@pytest.mark.parametrize(
    ("ages", "there"),
    [
        ({"seen": 110 * 60}, True),
        ({"seen": 121 * 60}, False),
        ({"begun": 11.9 * 3600, "seen": 60}, True),
        ({"begun": 12.1 * 3600, "seen": 60}, False),
    ],
)
def test_a_log_in_ends_in_time(editor, ages, there):
    client = come(editor)
    aged(client, **ages)

    answer = client.get("/admin/articles/article/")

    assert (answer.status_code == 200) is there
    assert Seat.objects.filter(user=editor).exists() is there


def test_what_a_page_asks_by_itself_is_nobody_being_there(editor):
    client = come(editor)
    aged(client, seen=100 * 60)

    assert client.get("/admin/pulse/").status_code == 200
    assert time.time() - client.session["seen"] > 99 * 60
    client.get("/admin/")
    assert time.time() - client.session["seen"] < 60


def test_being_there_is_written_down_every_few_minutes_and_not_at_each_request(editor):
    client = come(editor)

    with CaptureQueriesContext(connection) as asked:
        client.get("/admin/password_change/")
    assert not [query for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))]
    aged(client, seen=301)
    before = timezone.now()
    client.get("/admin/password_change/")
    assert Seat.objects.get().seen_at >= before


def test_she_sees_where_she_is_logged_in(editor):
    here = come(editor, HTTP_USER_AGENT=FIREFOX, REMOTE_ADDR="192.0.2.1")
    come(editor, HTTP_USER_AGENT="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) Version/18.0 Safari/604.1")

    page = here.get("/admin/mine/", headers={"accept-language": "en"})

    assert page.context["here"].device in ("Firefox on Windows", "Firefox auf Windows")
    assert page.context["here"].address == "192.0.2.1"
    assert [seat.device.split()[0] for seat in page.context["others"]] == ["Safari"]


def test_one_other_or_all_others_are_ended_and_never_a_strangers(editor, trainee):
    here, there, third, stranger = come(editor), come(editor), come(editor), come(trainee)
    one = Seat.objects.get(session_key=there.session.session_key)
    foreign = Seat.objects.get(user=trainee)

    here.post("/admin/mine/end/", {"seat": one.pk})
    here.post("/admin/mine/end/", {"seat": foreign.pk})

    assert there.get("/admin/").status_code == 302
    assert third.get("/admin/").status_code == stranger.get("/admin/").status_code == 200
    here.post("/admin/mine/end/", {"seat": "all"})
    assert third.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == stranger.get("/admin/").status_code == 200
    assert AuditEvent.objects.filter(verb="end sessions", actor=editor).count() == 2


def test_a_new_password_ends_the_others_and_keeps_this_one(editor):
    here, there = come(editor), come(editor)
    new = {"old_password": PASSWORD, "new_password1": "noch-ein-langes-Wort", "new_password2": "noch-ein-langes-Wort"}

    here.post("/admin/password_change/", new)

    assert there.get("/admin/").status_code == 302
    page = here.get("/admin/mine/")
    assert page.status_code == 200
    assert page.context["here"].session_key == here.session.session_key
    assert not page.context["others"]


def test_logging_out_leaves_no_seat(editor):
    client = come(editor)
    client.post("/admin/logout/")

    assert not Seat.objects.exists()
    assert not Session.objects.exists()


def test_a_closed_account_is_out_at_the_next_request(editor):
    client = come(editor)
    editor.is_active = False
    editor.save()

    assert client.get("/admin/").status_code == 302


def test_the_key_changes_when_one_comes_in(client, editor):
    session = client.session
    session["x"] = 1
    session.save()
    before = client.session.session_key
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})

    assert client.session.session_key != before


def test_a_session_without_a_beginning_is_none(client, editor):
    client.force_login(editor)
    session = client.session
    del session["begun"]
    session.save()

    assert client.get("/admin/").status_code == 302


@pytest.mark.parametrize("others", [1, 3, 20])
def test_the_page_costs_the_same_for_any_number(editor, django_assert_max_num_queries, others):
    client = come(editor)
    client.get("/admin/mine/")
    for n in range(others):
        kept = {"session_key": f"k{n}", "begun_at": timezone.now() - timedelta(hours=1)}
        Seat.objects.create(user=editor, **kept)

    with django_assert_max_num_queries(9):
        client.get("/admin/mine/")

"""Who guesses has to wait: shared by all processes, not reset by a right guess elsewhere, never for ever."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from people.lifecycle import throttle
from people.models import WrongGuesses
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def tried(client, name, word="falsch", **meta):
    return client.post("/admin/login/", {"username": name, "password": word}, headers=ENGLISH, **meta)


def later(**how):
    """As if so much time had gone by."""
    for row in WrongGuesses.objects.all():
        WrongGuesses.objects.filter(pk=row.pk).update(at=row.at - timedelta(**how))


def test_after_five_wrong_tries_one_waits_and_is_told_how_long(client, editor):
    codes = [tried(client, "editor").status_code for _n in range(5)]

    answer = tried(client, "editor", PASSWORD)

    assert codes == [200] * 5
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert "Please try again in 30 seconds." in answer.content.decode()
    later(seconds=31)
    assert tried(client, "editor", PASSWORD).status_code == 302


def test_an_unknown_name_waits_just_the_same(client, editor):
    answers = [[tried(client, name) for _n in range(6)][-1] for name in ("editor", "niemand")]

    first, second = (answer.content.decode().replace("niemand", "editor") for answer in answers)
    assert [answer.status_code for answer in answers] == [429, 429]
    assert first.count("30 seconds") == second.count("30 seconds") == 1


def test_waiting_grows_and_ends(client, editor):
    waits = []
    for _n in range(14):
        answer = tried(client, "editor")
        while answer.status_code == 429:
            waits.append(int(answer.headers["Retry-After"]))
            later(seconds=waits[-1])
            answer = tried(client, "editor")

    assert waits[:4] == sorted(waits[:4])
    assert waits[0] == 30
    assert max(waits) <= 900
    later(days=1)
    assert [tried(client, "editor").status_code for _n in range(5)] == [200] * 5


def test_logging_in_to_ones_own_account_resets_nobody_elses_count(client, editor, trainee):
    for _n in range(4):
        tried(client, "editor")
    assert tried(client, "trainee", PASSWORD).status_code == 302
    Client().post("/admin/login/", {"username": "trainee", "password": PASSWORD})

    tried(Client(), "editor")
    assert tried(Client(), "editor", PASSWORD).status_code == 429


def test_a_right_guess_takes_back_itself_alone(client, editor):
    for _n in range(4):
        tried(Client(), "editor")
    tried(Client(), "editor", PASSWORD)

    tried(Client(), "editor")
    assert tried(Client(), "editor").status_code == 429


def test_an_empty_cache_and_another_host_change_nothing(client, editor):
    for _n in range(5):
        tried(Client(), "editor", REMOTE_ADDR="192.0.2.7")
    cache.clear()

    assert tried(Client(), "editor", REMOTE_ADDR="192.0.2.8").status_code == 429


def test_an_address_that_tries_everybody_waits(editor, cast):
    codes = [tried(Client(), f"name{n}").status_code for n in range(31)]

    assert codes == [200] * 30 + [429]
    assert tried(Client(), "editor", PASSWORD, REMOTE_ADDR="192.0.2.8").status_code == 302


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_a_forged_address_helps_nobody(settings, proxies):
    """One proxy of ours writes one address down; what a client sends stands before it."""
    settings.PROXIES = proxies
    ours = ", 198.51.100.4" * (proxies - 1) if proxies else ""

    codes = [
        tried(Client(), f"name{n}", HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 192.0.2.9{ours}").status_code
        for n in range(31)
    ]

    assert codes[-1] == 429


def test_behind_a_proxy_each_address_counts_for_itself(settings):
    settings.PROXIES = 1
    for n in range(31):
        tried(Client(), f"name{n}", HTTP_X_FORWARDED_FOR="192.0.2.9")

    assert tried(Client(), "x", HTTP_X_FORWARDED_FOR="192.0.2.9").status_code == 429
    assert tried(Client(), "x", HTTP_X_FORWARDED_FOR="192.0.2.10").status_code == 200


def test_of_ipv6_a_household_is_one_address():
    codes = [tried(Client(), f"n{n}", REMOTE_ADDR=f"2001:db8:1:2::{n + 1:x}").status_code for n in range(31)]

    assert codes[-1] == 429
    assert tried(Client(), "n", REMOTE_ADDR="2001:db8:1:3::1").status_code == 200


def test_who_guesses_from_elsewhere_does_not_lock_out_her_own_device(client, editor, settings):
    settings.SECOND_FACTOR = False
    tried(client, "editor", PASSWORD)
    client.post("/admin/logout/")
    for _n in range(6):
        tried(Client(), "editor")

    assert tried(Client(), "editor", PASSWORD).status_code == 429
    assert tried(client, "editor", PASSWORD).status_code == 302


def test_her_own_device_is_no_way_to_guess_on_either(client, editor, trainee, settings):
    settings.SECOND_FACTOR = False
    tried(client, "editor", PASSWORD)
    client.post("/admin/logout/")

    assert [tried(client, "editor").status_code for _n in range(6)][-1] == 429
    client.cookies["device"] = "forged:x:y"
    assert [tried(client, "trainee").status_code for _n in range(6)][-1] == 429


def test_codes_are_counted_too_and_a_fresh_password_does_not_help(client, editor, app_of):
    app = app_of(editor)
    for _n in range(5):
        tried(client, "editor", PASSWORD)
        client.post("/admin/login/step/", {"code": "000000"})

    tried(client, "editor", PASSWORD)
    answer = client.post("/admin/login/step/", {"code": app.code()}, headers=ENGLISH)

    assert "try again in 30 seconds" in answer.content.decode()


def test_a_guess_counts_before_it_is_looked_at(db):
    """Ten at once are ten, and not ten times the first."""
    at = throttle.door("account", "x")

    waits = [throttle.guess(at) for _n in range(10)]

    assert waits[:5] == [0] * 5
    assert all(waits[5:])


def test_what_is_long_past_is_cleared_away(db):
    throttle.guess(throttle.door("account", "old"))
    WrongGuesses.objects.update(at=timezone.now() - timedelta(days=3))

    throttle.guess(throttle.door("account", "new"))

    assert WrongGuesses.objects.count() == 1


@pytest.mark.parametrize("others", [0, 1, 30])
def test_a_guess_costs_the_same_however_many_there_were(db, django_assert_num_queries, others):
    for n in range(others):
        throttle.guess(throttle.door("account", str(n)))

    with django_assert_num_queries(7):  # savepoint and its end, rows made, rows locked, two counted, old ones gone
        throttle.guess(throttle.door("account", "x"), throttle.door("address", "y"))


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_are_counted_one_by_one():
    """As many processes would: each with a connection of its own, all at the same moment."""
    at, start = (throttle.door("account", "x"), throttle.door("address", "y")), threading.Barrier(20)

    def one(_n):
        start.wait(20)
        try:
            return throttle.guess(*at)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        waits = [*pool.map(one, range(20))]

    assert waits.count(0) == 5

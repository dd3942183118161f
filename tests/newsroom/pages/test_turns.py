"""Pages are drawn one after the other, but nobody waits for long, and nobody for somebody who waits himself."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from newsroom.pages import turns
from tests.newsroom.pages.conftest import Reader, in_front

ADDRESSES = ["/", "/impressum/", "/videos/", "/archiv/"]


class Drawing:
    """An application that counts how many are at it at once."""

    def __init__(self, work) -> None:
        self.work, self.at_once, self.most = work, 0, 0
        self._lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self._lock:
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        try:
            self.work(environ["PATH_INFO"])
            start_response("200 OK", [("Content-Type", "text/plain")])
            return [environ["PATH_INFO"].encode()]
        finally:
            with self._lock:
                self.at_once -= 1


@pytest.fixture
def drawn(transactional_db, tmp_path, monkeypatch):
    """All four addresses at once: what was answered, and how many were drawn at the same time."""
    monkeypatch.setattr(turns, "PATIENCE", 10.0)
    turns.let_others()

    def draw(work):
        application = Drawing(work)
        pages = in_front(tmp_path / "pages")
        pages.application = application

        def read(address):
            try:
                return Reader(pages).get(address).text
            finally:
                connection.close()

        with ThreadPoolExecutor(len(ADDRESSES)) as readers:
            answers = [*readers.map(read, ADDRESSES)]
        return answers, application.most

    return draw


def test_one_page_at_a_time(drawn):
    assert drawn(lambda _path: time.sleep(0.05)) == (ADDRESSES, 1)


def test_nobody_waits_for_long(drawn, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.01)
    assert drawn(lambda _path: time.sleep(0.3)) == (ADDRESSES, 4)


def test_a_page_that_fails_gives_up_its_turn(drawn):
    def fail(_path):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        drawn(fail)
    assert turns._turn.acquire(timeout=0)
    turns._turn.release()


def test_who_waits_for_a_server_lets_another_one_draw(drawn):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite works in the thread that asks")
    everybody = threading.Barrier(len(ADDRESSES), timeout=10)

    def ask(_path):
        held_up = connection.execute_wrapper(lambda execute, *more: (everybody.wait(), execute(*more))[1])
        with connection.cursor() as cursor, held_up:
            cursor.execute("SELECT 1")

    assert drawn(ask) == (ADDRESSES, 4)


def test_in_between_it_is_the_turn_of_one(drawn):
    if connection.vendor == "sqlite":
        pytest.skip("SQLite works in the thread that asks")
    at_it, most = [], []

    def ask_and_work(path):
        for _question in range(3):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            at_it.append(path)
            most.append(len(at_it))
            time.sleep(0.01)
            at_it.remove(path)

    answers, _most = drawn(ask_and_work)
    assert (answers, max(most)) == (ADDRESSES, 1)


def test_a_turn_within_a_turn_is_the_same_one():
    with turns.taken(), turns.taken():
        assert not turns._turn.acquire(timeout=0)
    assert turns._turn.acquire(timeout=0)
    turns._turn.release()

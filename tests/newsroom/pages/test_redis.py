"""The same over a Redis that many machines share; without one these tests are skipped at home and fail under ``CI``."""

import os
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
import redis
from django.core.cache import caches

from kit import freshness
from newsroom import env, pages
from newsroom.env import REDIS_OPTIONS
from newsroom.pages.shelf import OnRedis
from newsroom.pages.store import Pages
from newsroom.pages.versions import SIZE, InRedis, Unavailable, slot_of
from tests.factories import EditionFactory
from tests.newsroom.pages.conftest import Counted, Reader, telling

SERVER = shutil.which("redis-server")


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """The port of one that is ours alone."""
    if not SERVER:
        advice = "no redis-server found: install it (Debian: apt install redis-server)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [SERVER, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    yield port
    process.terminate()
    process.wait(20)


@pytest.fixture
def client(server) -> Iterator[redis.Redis]:
    found, until = redis.Redis(port=server, **REDIS_OPTIONS), time.monotonic() + 20
    while time.monotonic() < until:
        try:
            found.ping()
            break
        except redis.RedisError:
            time.sleep(0.05)
    yield found
    found.close()


@pytest.fixture
def name(client) -> Iterator[str]:
    """Of one newsroom; its keys are gone afterwards."""
    made = f"newsroom-test-{secrets.token_hex(4)}"
    yield made
    for key in client.scan_iter(f"{made}*"):
        client.delete(key)


@pytest.fixture
def machine(client, name, transactional_db):
    """``machine()``: one more application server of this newsroom."""

    def machine() -> Pages:
        return Pages(Counted(), InRedis(client, f"{name}:versions"), OnRedis(client, f"{name}:page"))

    telling(InRedis(client, f"{name}:versions"))
    yield machine
    freshness.listen(None)


def test_what_one_machine_draws_others_find_and_what_one_changes_all_hear(machine):
    one, other = machine(), machine()
    edition = EditionFactory(slug="kran", headline="Vorher")
    first = Reader(one).get("/artikel/kran/")
    assert Reader(other).get("/artikel/kran/").body == first.body
    assert (one.application.asked, other.application.asked) == (["/artikel/kran/"], [])

    type(edition).objects.update(headline="Nachher")
    assert "Nachher" in Reader(other).get("/artikel/kran/").text
    assert "Nachher" in Reader(one).get("/artikel/kran/").text
    assert len(one.application.asked + other.application.asked) == 2


@pytest.mark.parametrize("spoilt", ["forgets everything", "cut short", "holds something else"])
def test_a_redis_that_forgets_or_lies_never_shows_what_was(machine, client, name, spoilt):
    one = machine()
    edition = EditionFactory(slug="kran", headline="Vorher")
    assert "Vorher" in Reader(one).get("/artikel/kran/").text

    freshness.listen(None)
    type(edition).objects.update(headline="Nachher")
    if spoilt == "forgets everything":
        client.delete(f"{name}:versions")
    elif spoilt == "cut short":
        client.set(f"{name}:versions", b"1234567")
    else:
        client.delete(f"{name}:versions")
        client.hset(f"{name}:versions", "a", "b")

    for _often in range(3):
        assert "Nachher" in Reader(one).get("/artikel/kran/").text


def test_a_redis_that_is_away_costs_only_drawing_and_owes_nothing(client, name, transactional_db, monkeypatch):
    away = redis.Redis.from_url("redis://127.0.0.1:1/0", **REDIS_OPTIONS)
    versions = InRedis(away, f"{name}:versions")
    pages = Pages(Counted(), versions, OnRedis(away, f"{name}:page"))
    for _twice in range(2):
        assert Reader(pages).get("/impressum/").status == "200 OK"
    assert len(pages.application.asked) == 2
    with pytest.raises(Unavailable):
        versions.bump({slot_of("articles_edition")})

    before = InRedis(client, f"{name}:versions").snapshot()
    versions.client = client  # it is back
    versions._silent_until = 0.0
    slot = slot_of("articles_edition") * 8
    after = versions.snapshot()
    assert len(after) == SIZE
    assert after[slot : slot + 8] != before[slot : slot + 8]


def test_one_that_accepts_and_says_nothing_holds_nobody(settings, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        monkeypatch.setenv("CACHE_URL", f"redis://127.0.0.1:{mute.getsockname()[1]}/0")
        settings.CACHES = {"default": env.cache("CACHE_URL")}
        for ask in (caches.create_connection("default").get, pages._redis.__wrapped__().get):
            with pytest.raises(redis.TimeoutError):
                ask("page")


def test_the_same_release_on_another_machine_reads_the_same_pages(settings, tmp_path):
    """Files come to each machine at another time, and lie elsewhere: only what stands in them counts."""
    stamps = []
    for number, words in enumerate(["one", "one", "two"]):
        settings.HERE = tmp_path / str(number)
        settings.HERE.mkdir()
        (settings.HERE / "story.html").write_text(words)
        os.utime(settings.HERE / "story.html", (number, number))
        stamps.append(pages._release())
    assert stamps[0] == stamps[1] != stamps[2]

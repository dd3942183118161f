"""The store by itself: one draws for all, room is bounded, and whatever breaks costs only time."""

import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from kit import freshness
from newsroom.pages import store as stores
from newsroom.pages.versions import InFile, Unavailable, slot_of
from tests.factories import EditionFactory, TagFactory
from tests.newsroom.pages.conftest import Reader, in_front, telling


def plain(status: str = "200 OK", *headers: tuple[str, str]):
    def application(environ, start_response):
        start_response(status, [("Content-Type", "text/plain"), ("Content-Length", "4"), *headers])
        return [b"page"]

    return application


def test_fifty_at_once_are_drawn_for_once(pages, reader, drawn):
    """The first is held until all others have come."""
    handler, all_there = pages.application.handler, threading.Event()

    def slowly(environ, start_response):
        all_there.wait(5)
        try:
            return handler(environ, start_response)
        finally:
            connection.close()

    pages.application.handler = slowly
    with ThreadPoolExecutor(50) as readers:
        asked = [readers.submit(_read, reader) for _number in range(50)]
        all_there.set()
        texts = {one.result() for one in asked}

    assert drawn == ["/impressum/"]
    assert len(texts) == 1


def _read(reader: Reader) -> str:
    try:
        return reader.get("/impressum/").text
    finally:
        connection.close()


def test_another_process_finds_what_one_has_drawn(pages, reader, tmp_path):
    other = in_front(tmp_path / "pages")
    first = reader.get("/impressum/")

    assert Reader(other).get("/impressum/").body == first.body
    assert other.application.asked == []

    TagFactory()  # the page does not stand on it
    assert Reader(in_front(tmp_path / "pages")).get("/impressum/").body == first.body
    newer = in_front(tmp_path / "pages", stamp="another release ")
    Reader(newer).get("/impressum/")
    assert newer.application.asked == ["/impressum/"]


def test_a_change_reaches_every_process(pages, reader, drawn, tmp_path):
    other = Reader(in_front(tmp_path / "pages"))
    edition = EditionFactory(slug="kran", headline="Vorher")
    assert "Vorher" in reader.get("/artikel/kran/").text
    assert "Vorher" in other.get("/artikel/kran/").text

    type(edition).objects.update(headline="Nachher")

    assert "Nachher" in other.get("/artikel/kran/").text
    assert "Nachher" in reader.get("/artikel/kran/").text
    assert drawn == ["/artikel/kran/"]


def test_a_change_while_a_page_is_drawn_is_not_lost(pages, reader, drawn):
    edition = EditionFactory(slug="kran", headline="Vorher")
    handler = pages.application.handler

    def meanwhile(environ, start_response):
        parts = list(handler(environ, start_response))
        type(edition).objects.update(headline="Nachher")
        return parts

    pages.application.handler = meanwhile
    assert "Vorher" in reader.get("/artikel/kran/").text
    pages.application.handler = handler
    assert "Nachher" in reader.get("/artikel/kran/").text
    assert len(drawn) == 2


def test_what_a_page_does_not_stand_on_leaves_it_alone(reader, drawn, cvd):
    reader.get("/impressum/")
    TagFactory()
    cvd.last_name = "Neu"
    cvd.save()
    reader.get("/impressum/")
    assert drawn == ["/impressum/"]


def test_room_is_bounded_and_what_is_read_stays(pages, reader, drawn, monkeypatch):
    editions = EditionFactory.create_batch(6)
    reader.get("/impressum/")
    monkeypatch.setattr(stores, "ROOM", 4 * pages._weight)
    for edition in editions:
        reader.get(edition.get_absolute_url())
        reader.get("/impressum/")

    assert pages._weight <= stores.ROOM
    assert len(pages._held) < 6
    assert "/impressum/" in pages._held
    assert drawn.count("/impressum/") == 1


@pytest.mark.parametrize(
    ("status", "header"),
    [
        ("200 OK", ("Set-Cookie", "a=b")),
        ("200 OK", ("Cache-Control", "private")),
        ("200 OK", ("Cache-Control", "no-store")),
        ("200 OK", ("Vary", "Cookie")),
        ("200 OK", ("Vary", "Accept-Encoding, Cookie")),
        ("404 Not Found", ("X", "y")),
        ("500 Internal Server Error", ("X", "y")),
        ("503 Service Unavailable", ("X", "y")),
    ],
)
def test_what_must_not_be_kept_is_not(pages, reader, drawn, status, header):
    pages.application.handler = plain(status, header)
    for _twice in range(2):
        assert reader.get("/impressum/").status == status
    assert len(drawn) == 2


def test_what_was_read_from_nobodys_tables_is_not_kept(pages, reader, drawn, cvd):
    def about_staff(environ, start_response):
        type(cvd).objects.count()
        return plain()(environ, start_response)

    pages.application.handler = about_staff
    for _twice in range(2):
        reader.get("/impressum/")
    assert len(drawn) == 2


# --- what can break


def cut_short(place):
    os.truncate(place / "versions", 7)


def empty(place):
    os.truncate(place / "versions", 0)


def garbage(place):
    (place / "versions").write_bytes(os.urandom(5000))


def gone(place):
    (place / "versions").unlink()


def a_folder_in_its_place(place):
    (place / "versions").unlink()
    (place / "versions").mkdir()


def drawings_spoilt(place):
    for path in (place / "drawn").rglob("*"):
        if path.is_file() and path.suffix != ".lock":
            path.write_bytes(b"\0" * 40 + path.read_bytes()[40:])


@pytest.mark.parametrize("spoilt", [cut_short, empty, garbage, gone, a_folder_in_its_place, drawings_spoilt])
def test_a_spoilt_store_never_shows_what_was_and_always_answers(pages, reader, tmp_path, spoilt, monkeypatch):
    monkeypatch.setattr("newsroom.pages.versions.AGAIN", -1)
    edition = EditionFactory(slug="kran", headline="Vorher")
    assert "Vorher" in reader.get("/artikel/kran/").text
    spoilt(tmp_path / "pages")

    try:
        type(edition).objects.update(headline="Nachher")
    except Unavailable:
        assert spoilt is a_folder_in_its_place

    for _often in range(3):
        assert "Nachher" in reader.get("/artikel/kran/").text
        assert "Nachher" in Reader(in_front(tmp_path / "pages")).get("/artikel/kran/").text


def test_a_folder_nobody_may_write_to_costs_only_drawing(transactional_db, tmp_path):
    (tmp_path / "file").touch()
    store = in_front(tmp_path / "file" / "pages")
    for _twice in range(2):
        assert Reader(store).get("/impressum/").status == "200 OK"
    assert len(store.application.asked) == 2


def test_two_that_open_a_new_file_at_once_see_each_other(tmp_path):
    channels = [InFile(tmp_path / "versions") for _number in range(8)]
    with ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(InFile.snapshot, channels))
    assert len(seen) == 1
    channels[0].bump({slot_of("articles_edition")})
    assert channels[7].marker() != next(iter(seen))[:8]


def test_whoever_comes_while_it_is_opened_for_the_first_time_finds_it_open(tmp_path):
    for number in range(20):
        channel, together = InFile(tmp_path / str(number)), threading.Barrier(8)

        def marker(channel=channel, together=together):
            together.wait(5)
            return channel.marker()

        with ThreadPoolExecutor(8) as pool:
            asked = [pool.submit(marker) for _thread in range(8)]
            assert len({one.result() for one in asked}) == 1


def test_a_plan_that_cannot_be_read_costs_only_drawing(pages, reader, drawn, monkeypatch):
    def broken():
        raise RuntimeError

    monkeypatch.setattr(freshness, "next_change", broken)
    for _twice in range(2):
        assert reader.get("/impressum/").status == "200 OK"
    assert len(drawn) == 2


def test_nothing_is_kept_longer_than_a_minute(pages, reader, drawn, monkeypatch):
    reader.get("/impressum/")
    now = stores.time.monotonic()
    monkeypatch.setattr(stores.time, "monotonic", lambda: now + stores.LONGEST - 5)
    reader.get("/impressum/")
    assert len(drawn) == 1
    monkeypatch.setattr(stores.time, "monotonic", lambda: now + stores.LONGEST + 1)
    reader.get("/impressum/")
    assert len(drawn) == 2


def test_the_ear_hears_what_a_store_is_told(pages, tmp_path):
    before = pages.versions.marker()
    telling(InFile(tmp_path / "pages" / "versions"))
    TagFactory()
    assert pages.versions.marker() != before

"""A store of ready pages in front of Django, as the application server has it, and somebody who asks it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from kit import freshness
from newsroom.pages.asking import Asked
from newsroom.pages.headers import for_readers
from newsroom.pages.shelf import Folder
from newsroom.pages.store import Pages
from newsroom.pages.versions import InFile, InRedis, slots_of

HOST = settings.SITE_URL.partition("://")[2]


@dataclass
class Got:
    status: str
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


class Counted:
    """Django's handler, and how often it was asked."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        self.asked: list[str] = []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self.handler(environ, start_response)


class Reader:
    """``reader.get("/")``; keywords are headers: ``cookie="a=b"``."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def get(self, address: str, method: str = "GET", **headers: str) -> Got:
        path, _, query = address.partition("?")
        environ = Asked(path, query).environ() | {"REQUEST_METHOD": method}
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        told: list[Any] = []
        parts = self.application(environ, lambda status, head, problem=None: told.extend([status, head]))
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        names = [name for name, _value in told[1]]
        assert len(names) == len({name.lower() for name in names}), f"a header twice: {names}"
        return Got(told[0], dict(told[1]), body)


def in_front(place: Path, versions: InFile | InRedis | None = None, **options: Any) -> Pages:
    return Pages(Counted(), versions or InFile(place / "versions"), Folder(place / "drawn"), **options)


def telling(versions: InFile | InRedis) -> None:
    """What every process of a newsroom does after its commits."""
    freshness.listen(lambda names: versions.bump(slots_of(for_readers(names))))


@pytest.fixture
def pages(transactional_db, tmp_path) -> Iterator[Pages]:
    store = in_front(tmp_path / "pages")
    telling(store.versions)
    yield store
    freshness.listen(None)


@pytest.fixture
def reader(pages) -> Reader:
    return Reader(pages)


@pytest.fixture
def drawn(pages) -> list[str]:
    """The paths Django has been asked for so far."""
    return pages.application.asked

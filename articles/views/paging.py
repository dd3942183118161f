"""Lists in pages: ``?seite=2``. One row more than shown is asked for, so nothing has to be counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

SIZE = 20
#: The databases' largest key: a number beyond it is no row's and must not reach them.
LARGEST_KEY = 2**63 - 1
#: No list of ours is that long, and a number beyond the database's integers must not reach it.
LAST = 9999
PAGE = {"de": "seite", "en": "page"}


@dataclass(frozen=True)
class Pages:
    """One page of a list and the ways to its neighbours ("" where there is none)."""

    items: Sequence[Any]
    number: int
    path: str
    more: bool

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def canonical(self) -> str:
        return _address(self.path, self.number)

    @property
    def earlier(self) -> str:
        return "" if self.is_first else _address(self.path, self.number - 1)

    @property
    def later(self) -> str:
        return _address(self.path, self.number + 1) if self.more else ""


def page_number(request: HttpRequest) -> int:
    """What the address asks for; anything that is no page number is no page."""
    asked = request.GET.get(PAGE[settings.SITE_LANGUAGE], "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= len(str(LAST)) and int(asked) > 0):
        raise Http404
    return int(asked)


def page_of(request: HttpRequest, rows: QuerySet[Any], *, size: int = SIZE, first: int | None = None) -> Pages:
    """The page that the address asks for. ``first``: how many the first page takes, if not ``size``."""
    number = page_number(request)
    opening = size if first is None else first
    start = 0 if number == 1 else opening + (number - 2) * size
    length = opening if number == 1 else size
    found = list(rows[start : start + length + 1])
    if number > 1 and not found:
        raise Http404
    return Pages(items=found[:length], number=number, path=request.path, more=len(found) > length)


def _address(path: str, number: int) -> str:
    return path if number == 1 else f"{path}?{PAGE[settings.SITE_LANGUAGE]}={number}"

"""Lists in pages: ``?seite=2``. One row more than shown is asked for, so nothing has to be counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, QueryDict

from kit.search import Ranked

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
    query: QueryDict | None = None

    @property
    def is_first(self) -> bool:
        return self.number == 1

    @property
    def canonical(self) -> str:
        return self._address(self.number)

    @property
    def earlier(self) -> str:
        return "" if self.is_first else self._address(self.number - 1)

    @property
    def later(self) -> str:
        return self._address(self.number + 1) if self.more else ""

    def _address(self, number: int) -> str:
        asked = self.query.copy() if self.query else QueryDict(mutable=True)
        asked.pop(PAGE[settings.SITE_LANGUAGE], None)
        if number > 1:
            asked[PAGE[settings.SITE_LANGUAGE]] = str(number)
        return f"{self.path}?{asked.urlencode()}" if asked else self.path


def page_number(request: HttpRequest) -> int:
    """What the address asks for; anything that is no page number is no page."""
    asked = request.GET.get(PAGE[settings.SITE_LANGUAGE], "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= len(str(LAST)) and int(asked) > 0):
        raise Http404
    return int(asked)


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any] | Ranked | Sequence[Any],
    *,
    size: int = SIZE,
    first: int | None = None,
    query: QueryDict | None = None,
) -> Pages:
    """The page that the address asks for. ``first``: how many the first page takes, if not ``size``; ``query``:
    what else of the address the neighbours keep."""
    number = page_number(request)
    opening = size if first is None else first
    start = 0 if number == 1 else opening + (number - 2) * size
    length = opening if number == 1 else size
    found = list(rows[start : start + length + 1])
    if number > 1 and not found:
        raise Http404
    return Pages(items=found[:length], number=number, path=request.path, more=len(found) > length, query=query)

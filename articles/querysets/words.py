"""Which words of the paper's own."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q


class KnownWordQuerySet(models.QuerySet):
    def holding(self, ends: Iterable[str], begins: Iterable[str]):
        """Those that end or begin with one of these, read off their indexes; they have to be small letters of ASCII."""
        spans = [("backwards", end[::-1]) for end in ends] + [("folded", begin) for begin in begins]
        asked = [Q(**{f"{name}__gte": first, f"{name}__lt": _behind(first)}) for name, first in spans]
        return self.filter(reduce(or_, asked)).order_by("backwards", "pk")


def _behind(first: str) -> str:
    """What comes after every word that begins with ``first``, in whatever order of a language the database sorts by."""
    return first[:-1] + chr(ord(first[-1]) + 1) if first[-1] not in "9z" else f"{first}zzzz"

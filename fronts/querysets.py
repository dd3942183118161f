"""What stands where on the home page; every question goes to live editions."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet

from articles.models import Edition, Section


def newest_of_each(sections: Iterable[Section], count: int) -> QuerySet[Edition]:
    """The ``count`` newest stories of every section by one query; each part walks one index."""
    live = Edition.objects.live().newest_first()
    parts = [Q(pk__in=live.in_section(section).values("pk")[:count]) for section in sections]
    if not parts:
        return Edition.objects.none()
    return Edition.objects.filter(reduce(or_, parts)).for_cards().newest_first()

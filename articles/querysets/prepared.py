"""A question that is written once and then only asked: putting it together costs half of a story's page."""

from functools import cache
from typing import Any

from django.apps import apps
from django.db import connection

#: stands for the address where the question is written
ADDRESS = "the-address-of-a-story"


def story_at(slug: str) -> Any:
    """The live edition at this address with everything its page needs, or None; as ``for_page`` would find it."""
    sql, params = _written(connection.vendor)
    given = [slug if param == ADDRESS else param for param in params]
    return next(iter(apps.get_model("articles", "Edition").objects.raw(sql, given)), None)


@cache
def _written(vendor: str) -> tuple[str, tuple[Any, ...]]:
    editions = apps.get_model("articles", "Edition").objects
    return editions.live().for_page().at_address(ADDRESS)[:1].query.sql_with_params()

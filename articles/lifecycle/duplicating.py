"""A second story that begins with the words of a first."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import canonical
from articles.lifecycle import relating, states
from articles.lifecycle.desk import locked
from articles.lifecycle.saving import save
from articles.models import PRINTED, Article
from people.lifecycle import record
from people.models import User


def duplicate(article: Article, *, by: User) -> Article:
    """A draft with the same text, names and tags; its own blocks, no address, no edition, and a note where it is from.

    Its blocks get ids of their own: remarks and links belong to those of the first.
    """
    with transaction.atomic():
        source = locked(article)
        printed = {name: getattr(source, name) for name in PRINTED}
        copy = Article(**printed, story_date=source.story_date, embargo_until=source.embargo_until)
        copy.body = _fresh(source.body)
        origin = _("Copy of “%(story)s” (no. %(number)s)") % {"story": str(source)[:120], "number": source.pk}
        copy.note = "\n".join(filter(None, [origin, source.note]))
        save(copy, by=by, label=origin, lists=states.lists(source))
        relating.copy(source, copy)
        record("duplicate", copy, by=by, after={"of": source.pk})
    return copy


def _fresh(body: Any) -> Any:
    if not isinstance(body, dict) or "content" not in body:
        return body
    return {**body, "content": [canonical.with_ids(_without_ids(node)) for node in body["content"]]}


def _without_ids(node: Any) -> Any:
    if not isinstance(node, dict):
        return node
    result = dict(node)
    if isinstance(node.get("attrs"), dict):
        result["attrs"] = {name: value for name, value in node["attrs"].items() if name != "id"}
    if "content" in node:
        result["content"] = [_without_ids(child) for child in node["content"]]
    return result

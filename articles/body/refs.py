"""Which library rows a body points at, as rows to be stored beside it."""

from typing import Any

from django.db.models import BigIntegerField

from articles.body.validate import Document, pointers
from articles.models import Article, BodyRef, Edition, LiveEntry, LivePost

Owner = Article | Edition | LiveEntry | LivePost
FIELDS: dict[type[Owner], str] = {Article: "article", Edition: "edition", LiveEntry: "entry", LivePost: "post"}
#: what a reference says besides whose it is
SAID = ("block", "kind", "number", "image_id", "clip_id", "person_id", "story_id")


def rows(document: Document, owner: Owner) -> list[BodyRef]:
    """Unsaved references of one body, one per block and target."""
    field = FIELDS[type(owner)]
    found: dict[tuple[Any, ...], BodyRef] = {}
    for number, block in enumerate(document.content, 1):
        for node, target, key in pointers(block):
            mark = (block.attrs.id, target, key)
            found.setdefault(
                mark,
                BodyRef(**{field: owner, f"{target}_id": key}, block=block.attrs.id, kind=node.type, number=number),
            )
    return list(found.values())


def keys(node: Any, name: str) -> list[int]:
    """What a stored body points at under ``name`` (image, clip, person …), also where it would not pass the gate;
    only what can be the number of a row."""
    if isinstance(node, list):
        return [key for child in node for key in keys(child, name)]
    if not isinstance(node, dict):
        return []
    attrs = node.get("attrs")
    own = attrs.get(name) if isinstance(attrs, dict) else None
    mine = [own] if type(own) is int and 0 < own <= BigIntegerField.MAX_BIGINT else []
    return mine + keys(node.get("content", []), name)


def rebuild(document: Document, owner: Owner) -> None:
    """Make the owner's references those of the document. Belongs into the transaction that stores the body.

    Most savings change none of them, and then nothing is written: pages for readers stand on this table.
    """
    wanted = rows(document, owner)
    said = sorted(owner.body_refs.order_by().values_list(*SAID), key=str)
    if said != sorted((tuple(getattr(row, name) for name in SAID) for row in wanted), key=str):
        owner.body_refs.all().delete()
        BodyRef.objects.bulk_create(wanted)


def store(document: Document, owner: Owner) -> list[BodyRef]:
    """The references of an owner that has none yet."""
    return BodyRef.objects.bulk_create(rows(document, owner))

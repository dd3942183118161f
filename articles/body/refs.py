"""Which library rows a body points at, as rows to be stored beside it."""

from typing import Any

from articles.body.validate import Document, pointers
from articles.models import Article, BodyRef, Edition, LiveEntry, LivePost

Owner = Article | Edition | LiveEntry | LivePost
FIELDS: dict[type[Owner], str] = {Article: "article", Edition: "edition", LiveEntry: "entry", LivePost: "post"}


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
    """What a stored body points at under ``name`` (image, clip, person …), also where it would not pass the gate."""
    if isinstance(node, list):
        return [key for child in node for key in keys(child, name)]
    if not isinstance(node, dict):
        return []
    own = (node.get("attrs") or {}).get(name)
    return ([own] if isinstance(own, int) else []) + keys(node.get("content", []), name)


def rebuild(document: Document, owner: Owner) -> None:
    """Replace the owner's references. Belongs into the transaction that stores the body."""
    owner.body_refs.all().delete()
    store(document, owner)


def store(document: Document, owner: Owner) -> list[BodyRef]:
    """The references of an owner that has none yet."""
    return BodyRef.objects.bulk_create(rows(document, owner))

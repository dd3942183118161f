"""One way to write a body, so that saving an untouched story stores the same bytes."""

import secrets
from typing import Any

ALPHABET = "abcdefghijkmnopqrstuvwxyz0123456789"
#: how far a body may be nested, counted in braces and brackets: ten lists inside each other, more than any copy
DEEPEST = 60
#: nodes that carry an id: everything but inlines and the document itself
WITHOUT_ID = {"doc", "text", "mention", "hard_break"}


def new_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(10))


def empty() -> dict[str, Any]:
    return {"schema": 1, "type": "doc", "content": []}


def document(blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"schema": 1, "type": "doc", "content": blocks}


def canonical(body: Any) -> Any:
    """Null attributes out, ``2.0`` to ``2``, trailing empty paragraphs off; what it does not know stays."""
    if not isinstance(body, dict) or body.get("type") != "doc":
        return empty() if body in ({}, None, "") else body
    cleaned = _clean(body)
    content = cleaned.get("content")
    if isinstance(content, list):
        while content and _is_empty_paragraph(content[-1]):
            content.pop()
    return cleaned


def _is_empty_paragraph(node: Any) -> bool:
    return isinstance(node, dict) and node.get("type") == "paragraph" and not node.get("content")


def _clean(value: Any, depth: int = 0) -> Any:
    if depth > DEEPEST:
        return value  # the gate refuses it
    if isinstance(value, dict):
        return {
            key: _clean(item, depth + 1)
            for key, item in value.items()
            if item is not None and not (key in ("content", "marks") and item == [] and value.get("type") != "doc")
        }
    if isinstance(value, list):
        return [_clean(item, depth + 1) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def with_ids(node: dict[str, Any]) -> dict[str, Any]:
    """The same node with an id wherever one is missing: for bodies that no editor wrote."""
    result = dict(node)
    if node.get("type") not in WITHOUT_ID:
        result["attrs"] = {"id": new_id(), **node.get("attrs", {})}
    if "content" in node:
        result["content"] = [with_ids(child) for child in node["content"]]
    return result

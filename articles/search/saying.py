"""The words of a body, for whoever looks for them."""

from collections.abc import Iterator
from typing import Any

#: words that a block keeps beside its text
SAID = ("name", "role", "label", "kicker", "title", "credit", "alt", "caption")


def said(node: Any) -> Iterator[str]:
    """Every word of a body, in whatever block it stands."""
    if isinstance(node, list):
        for child in node:
            yield from said(child)
    elif isinstance(node, dict):
        attrs = node.get("attrs") or {}
        yield from (attrs[name] for name in SAID if isinstance(attrs.get(name), str))
        # Inline nodes belong together, or a word in bold would end where its bold ends.
        content = node.get("content", [])
        if any(isinstance(child, dict) and "text" in child for child in content):
            yield "".join(_inline(child) for child in content if isinstance(child, dict))
        else:
            yield from said(content)


def _inline(node: dict[str, Any]) -> str:
    label = (node.get("attrs") or {}).get("label", "")
    return node.get("text", "") or (label if isinstance(label, str) else " ")

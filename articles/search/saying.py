"""The words of a body, for whoever looks for them."""

from typing import Any

#: words that a block keeps beside its text
SAID = ("name", "role", "label", "kicker", "title", "credit", "alt", "caption")


def said(node: Any) -> list[str]:
    """Every word of a body, in whatever block it stands."""
    found: list[str] = []
    _listen(node, found)
    return found


def _listen(node: Any, found: list[str]) -> None:
    if isinstance(node, list):
        for child in node:
            _listen(child, found)
    elif isinstance(node, dict):
        if attrs := node.get("attrs"):
            found += [attrs[name] for name in SAID if isinstance(attrs.get(name), str)]
        # Inline nodes belong together, or a word in bold would end where its bold ends.
        content = node.get("content", [])
        if any(isinstance(child, dict) and "text" in child for child in content):
            found.append("".join([_inline(child) for child in content if isinstance(child, dict)]))
        else:
            _listen(content, found)


def _inline(node: dict[str, Any]) -> str:
    label = (node.get("attrs") or {}).get("label", "")
    return node.get("text", "") or (label if isinstance(label, str) else " ")

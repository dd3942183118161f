"""What differs between two bodies: by block first, by word inside a changed block.

Blocks are the same when they have the same id, however their words or their place changed. The desk compares
versions with this, and readers see with it what changed between two editions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

Json = dict[str, Any]
Verb = Literal["same", "added", "removed", "changed"]
#: attributes whose words are part of a block's text
SAID = ("kicker", "title", "caption", "name", "role", "label", "source")
#: a word or a sign, each with the space behind it
WORD = re.compile(r"\w+\s*|[^\w\s]\s*|\s+")

#: pairs of words; two blocks of this size are looked at word by word in a blink, far longer ones hold a page up
MOST_COMPARED = 9_000_000


@dataclass(frozen=True)
class Words:
    """A run of words: in both, only in the new text, or only in the old one."""

    verb: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Change:
    """One block of either side. ``moved``: it stands elsewhere relative to its neighbours."""

    verb: Verb
    block: str
    kind: str
    words: tuple[Words, ...]
    attributes: tuple[str, ...] = ()  # names of what else changed: "image", "role", "link" …
    moved: bool = False
    old: Json | None = None
    new: Json | None = None


def compare(old: Json, new: Json) -> list[Change]:
    """Every block of both bodies in reading order: the new order, removed blocks where they stood."""
    before, after = _by_id(old), _by_id(new)
    order = list(after)
    for place, key in enumerate(before):
        if key not in after:
            order.insert(_place_for(key, place, list(before), order), key)
    moved = _moved(list(before), list(after))
    return [_change(key, before.get(key), after.get(key), key in moved) for key in order]


def text_of(node: Json) -> str:
    """All words of a block as they stand, blocks inside it on lines of their own."""
    attrs = node.get("attrs", {})
    own = [str(attrs[name]) for name in SAID if attrs.get(name)]
    content = node.get("content", [])
    if any(child.get("type") in ("text", "mention", "hard_break") for child in content):
        own.insert(0, "".join(_inline(child) for child in content))
    else:
        own += [text_of(child) for child in content]
    return "\n".join(part for part in own if part)


def words(old: str, new: str) -> tuple[Words, ...]:
    """The two texts as runs of shared, removed and added words."""
    left, right = WORD.findall(old), WORD.findall(new)
    if len(left) * len(right) > MOST_COMPARED:
        whole = (Words("removed", old), Words("added", new))
        return tuple(run for run in whole if run.text)
    runs: list[Words] = []
    for verb, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if verb == "equal":
            runs.append(Words("same", "".join(left[i1:i2])))
            continue
        if i2 > i1:
            runs.append(Words("removed", "".join(left[i1:i2])))
        if j2 > j1:
            runs.append(Words("added", "".join(right[j1:j2])))
    return tuple(runs)


def _by_id(body: Json) -> dict[str, Json]:
    """What is older than the gate may have blocks without an id; they are told apart by their place."""
    blocks = enumerate(body.get("content", []), 1)
    return {block.get("attrs", {}).get("id") or f"number-{number}": block for number, block in blocks}


def _place_for(key: str, place: int, before: list[str], order: list[str]) -> int:
    """Behind the nearest earlier block that is still there."""
    for earlier in reversed(before[:place]):
        if earlier in order:
            return order.index(earlier) + 1
    return 0


def _moved(before: list[str], after: list[str]) -> set[str]:
    """Shared blocks outside the longest run that kept its order."""
    there = set(after)
    left = [key for key in before if key in there]
    right = [key for key in after if key in set(left)]
    blocks = SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    kept = {key for match in blocks for key in left[match.a : match.a + match.size]}
    return set(left) - kept


def _change(key: str, old: Json | None, new: Json | None, moved: bool) -> Change:
    one = new or old or {}
    if old is None:
        return Change("added", key, one["type"], (Words("added", text_of(one)),), new=new)
    if new is None:
        return Change("removed", key, one["type"], (Words("removed", text_of(one)),), old=old)
    if old == new:
        return Change("same", key, one["type"], (Words("same", text_of(one)),), moved=moved, old=old, new=new)
    runs = words(text_of(old), text_of(new))
    return Change("changed", key, one["type"], runs, tuple(_attributes(old, new)), moved, old, new)


def _attributes(old: Json, new: Json) -> Iterator[str]:
    """What changed besides words: attributes by name, marks and links in running text, the kind itself."""
    if old["type"] != new["type"]:
        yield "type"
    names = sorted({*old.get("attrs", {}), *new.get("attrs", {})} - {*SAID, "id"})
    yield from (name for name in names if old.get("attrs", {}).get(name) != new.get("attrs", {}).get(name))
    left, right = set(_marks(old)), set(_marks(new))
    yield from sorted({name for name, _words, _detail in left ^ right})


def _marks(node: Json) -> Iterator[tuple[str, str, str]]:
    if node.get("type") == "mention":
        yield "mention", node["attrs"]["label"], str(node["attrs"]["person"])
    for mark in node.get("marks", []):
        yield mark["type"], node["text"], str(mark.get("attrs", {}).get("href", ""))
    for child in node.get("content", []):
        yield from _marks(child)


def _inline(node: Json) -> str:
    if node["type"] == "hard_break":
        return "\n"
    return str(node["attrs"]["label"] if node["type"] == "mention" else node.get("text", ""))

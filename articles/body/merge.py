"""Two writers' texts into one, by block: what only one of them changed is taken, what both changed stands twice.

No word of either is lost. Nothing here knows blocks from bylines: things have keys, and an order.
"""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from articles.body import canonical

Json = dict[str, Any]
Key = Hashable
Why = Literal["both_changed", "deleted_here", "deleted_there"]


@dataclass(frozen=True)
class Clash:
    """One block that both touched. ``both_changed`` asks: theirs stands under ``block``, mine behind it as ``mine``.

    The other two only tell: a block that one deleted and the other changed has stayed, as changed.
    """

    block: str
    why: Why
    mine: str = ""


def bodies(base: Json, theirs: Json, mine: Json) -> tuple[Json, list[Clash]]:
    """``mine`` and ``theirs``, both begun from ``base``, as one body; and where they met."""
    old, left, right = (blocks_of(body) for body in (base, theirs, mine))
    kept, clashes = _by_key(old, left, right)
    doubles = {clash.block: {**right[clash.block], **_renamed(right[clash.block])} for clash in clashes if clash.mine}
    content: list[Json] = []
    for key in order(list(old), list(left), list(right), kept):
        content.append(kept[key])
        if key in doubles:
            content.append(doubles[key])
    renamed = {key: block["attrs"]["id"] for key, block in doubles.items()}
    told = [Clash(clash.block, clash.why, renamed.get(clash.block, "")) for clash in clashes]
    return {**theirs, "content": _each_id_once(content)}, told


def blocks_of(body: Json) -> dict[str, Json]:
    """The top-level blocks by their ids, in order."""
    return {block["attrs"]["id"]: block for block in body.get("content", [])}


def mergeable(*bodies: Any) -> bool:
    """Whether every block of these has an id of its own. What is older than the gate may not."""
    try:
        return all(len(blocks_of(body)) == len(body.get("content", [])) for body in bodies)
    except (AttributeError, KeyError, TypeError):
        return False


def rows(
    base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any], key: Callable[[Any], Key]
) -> tuple[list[Any], list[Key]]:
    """Lists of bylines, people, tags: both writers' additions and removals; keys of those both changed (mine stays)."""
    old, left, right = ({key(row): row for row in side} for side in (base, theirs, mine))
    kept, clashes = _by_key(old, left, right)
    met = [clash.block for clash in clashes if clash.why == "both_changed"]
    for one in met:
        kept[one] = right[one]
    return [kept[one] for one in order(list(old), list(left), list(right), kept)], list(met)


def order(base: list[Any], theirs: list[Any], mine: list[Any], kept: Any) -> list[Any]:
    """Theirs, unless only I moved something; what the other has besides comes behind what it followed there."""
    first, second = (theirs, mine) if _moved(base, theirs) or not _moved(base, mine) else (mine, theirs)
    placed = [key for key in first if key in kept]
    there = set(placed)
    for place, key in enumerate(second):
        if key not in kept or key in there:
            continue
        before = next((earlier for earlier in reversed(second[:place]) if earlier in there), None)
        placed.insert(0 if before is None else placed.index(before) + 1, key)
        there.add(key)
    return placed


def _by_key(old: dict[Any, Any], left: dict[Any, Any], right: dict[Any, Any]) -> tuple[dict[Any, Any], list[Clash]]:
    """What stays under each key, and where both had their hands."""
    kept: dict[Any, Any] = {}
    clashes: list[Clash] = []
    for key in dict.fromkeys([*old, *left, *right]):
        was, one, other = old.get(key), left.get(key), right.get(key)
        if one == other or other == was:
            kept[key] = one
        elif one == was:
            kept[key] = other
        elif one is not None and other is not None:
            kept[key] = one
            clashes.append(Clash(key, "both_changed", mine=str(key)))
        else:
            kept[key] = one or other
            clashes.append(Clash(key, "deleted_here" if other is None else "deleted_there"))
    return {key: value for key, value in kept.items() if value is not None}, clashes


def _moved(before: list[Any], after: list[Any]) -> bool:
    there, still = set(before), set(after)
    return [key for key in before if key in still] != [key for key in after if key in there]


def _each_id_once(content: list[Json]) -> list[Json]:
    """What one pulled into a list and the other changed where it stood is in both places: the inner one is renamed."""
    seen = {block["attrs"]["id"] for block in content}
    return [{**block, **_inside_once(block, seen)} for block in content]


def _inside_once(block: Json, seen: set[str]) -> Json:
    if not isinstance(block.get("content"), list):
        return {}
    made = []
    for child in block["content"]:
        key = child.get("attrs", {}).get("id")
        if key in seen:
            child = {**child, "attrs": {**child["attrs"], "id": canonical.new_id()}}
        elif key:
            seen.add(key)
        made.append({**child, **_inside_once(child, seen)})
    return {"content": made}


def _renamed(block: Json) -> Json:
    """The same block under ids that nobody has: it is another one now, down to the last cell."""
    made: Json = {}
    if "attrs" in block and "id" in block["attrs"]:
        made["attrs"] = {**block["attrs"], "id": canonical.new_id()}
    if isinstance(block.get("content"), list):
        made["content"] = [{**child, **_renamed(child)} for child in block["content"]]
    return made

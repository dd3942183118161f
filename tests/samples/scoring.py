"""How well a parsed story agrees with the result an editor wrote down for it.

Blocks weigh one half; the other parts share the rest. Parts with nothing to compare on either side
(no video expected, none found) are left out, so that a plain story is not praised for what it lacks.
Beyond the contract an expected result may say ``"people": null`` (not compared) and ``warnings_allowed``.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

Story = Block = dict[str, Any]
Pairs = Sequence[tuple[int, int]]

BLOCK_WEIGHT = 0.5
SAME_TEXT = 0.9
EXACT = {
    "video": ("date", "duration_s"),
    "quote": ("speaker", "role"),
    "image": ("provider", "photographer"),
    "list": ("ordered",),
}
PICTURE = ("caption", "provider", "photographer")
TEXTS = ("caption", "kicker", "title", "text", "label")
HEAD = ("date", "kicker", "headline", "lead", "lead_image", "people", "warnings")

_SIGNS = dict.fromkeys(map(ord, "\"'„“”‟«»‹›‚‘’`´")) | dict.fromkeys(map(ord, "‐‑‒–—―−"), "-") | {8230: "..."}
_BEFORE_SIGN = re.compile(r"\s+(?=[,.;:!?])")


@dataclass(frozen=True)
class Score:
    total: float
    block_f1: float
    parts: dict[str, float]
    problems: list[str]


def normal(text: object) -> str:
    """Text without what the contract calls not significant; invisible characters stay, they are faults."""
    words = unicodedata.normalize("NFC", str(text or "")).translate(_SIGNS)
    return _BEFORE_SIGN.sub("", " ".join(words.split()))


def ratio(one: object, other: object) -> float:
    a, b = normal(one), normal(other)
    if a == b:
        return 1.0
    if len(a) > 3 * len(b) or len(b) > 3 * len(a):
        return 0.0
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def block_text(block: Block) -> str:
    if block["type"] == "list":
        return "\n".join(block.get("items") or [])
    return " ".join(str(block[key]) for key in TEXTS if block.get(key))


def spread(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks with a teaser's own lead-in set before it as the paragraph it also could have been."""
    for block in blocks:
        if block["type"] == "teaser" and block.get("intro"):
            yield {"type": "paragraph", "text": block["intro"]}
        yield block


def align(expected: Sequence[Block], actual: Sequence[Block]) -> Pairs:
    """The longest run of agreeing pairs that keeps the order of both sides."""
    width = len(actual)
    best = [[0] * (width + 1) for _ in range(len(expected) + 1)]
    for i in range(len(expected) - 1, -1, -1):
        for j in range(width - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if best[i + 1][j + 1] + 1 > best[i][j] and _agree(expected[i], actual[j]):
                best[i][j] = best[i + 1][j + 1] + 1
    pairs, i, j = [], 0, 0
    while i < len(expected) and j < width:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _agree(one: Block, other: Block) -> bool:
    return bool(one["type"] == other["type"] and ratio(block_text(one), block_text(other)) >= SAME_TEXT)


def f1(hits: float, wanted: int, found: int) -> float:
    return 2 * hits / (wanted + found) if wanted + found else 1.0


def fields_right(wanted: Story | None, found: Story | None, keys: Sequence[str]) -> float:
    """Share of the keys that agree; an unexpected or a missing whole counts nothing."""
    if wanted is None or found is None:
        return float(wanted is found)
    return sum(same(wanted.get(key), found.get(key)) for key in keys) / len(keys)


def same(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return normal(one) == normal(other)
    return one == other


def people_score(wanted: Sequence[Story], found: Sequence[Story]) -> float:
    """F1 over persons; the name is one half of a hit and its roles the other."""
    left = {normal(person["name"]).casefold(): person for person in found}
    hits = 0.0
    for person in wanted:
        match = left.pop(normal(person["name"]).casefold(), None)
        if match is not None:
            a, b = _roles(person), _roles(match)
            hits += 0.5 + 0.5 * f1(len(a & b), len(a), len(b))
    return f1(hits, len(wanted), len(found))


def _roles(person: Story) -> set[str]:
    return {normal(role).casefold() for role in person.get("roles") or []}


def _details(expected: Sequence[Block], actual: Sequence[Block], pairs: Pairs) -> dict[str, float]:
    """Exact fields of the blocks of one kind, over all that were wanted."""
    parts: dict[str, float] = {}
    for kind, keys in EXACT.items():
        if wanted := sum(block["type"] == kind for block in expected):
            hits = [(expected[i], actual[j]) for i, j in pairs if expected[i]["type"] == kind]
            parts[f"{kind}s"] = sum(fields_right(*hit, keys) for hit in hits) / wanted
    return parts


def score(expected: Story, actual: Story) -> Score:
    wanted, found = list(spread(expected["blocks"])), list(spread(actual.get("blocks") or []))
    pairs = align(wanted, found)
    block_f1 = f1(len(pairs), len(wanted), len(found))
    want_warn = set(expected["warnings"])
    have_warn = set(actual.get("warnings") or []) - set(expected.get("warnings_allowed", ()))
    parts = {
        "lead": ratio(expected["lead"], actual.get("lead")),
        "head": fields_right(expected, actual, ("kicker", "headline")),
        "date": fields_right(expected, actual, ("date",)),
        "lead_image": fields_right(expected.get("lead_image"), actual.get("lead_image"), PICTURE),
        **_details(wanted, found, pairs),
        "warnings": f1(len(want_warn & have_warn), len(want_warn), len(have_warn)),
    }
    if expected["people"] or (actual.get("people") and expected["people"] is not None):
        parts["people"] = people_score(expected["people"], actual.get("people") or [])
    total = BLOCK_WEIGHT * block_f1 + (1 - BLOCK_WEIGHT) * sum(parts.values()) / len(parts)
    return Score(total, block_f1, parts, _problems(expected, actual, wanted, found, pairs))


def _problems(
    expected: Story, actual: Story, wanted: Sequence[Block], found: Sequence[Block], pairs: Pairs
) -> list[str]:
    lines = [_differs(key, expected, actual) for key in HEAD if not same(expected.get(key), actual.get(key))]
    matched = {i for i, _ in pairs}, {j for _, j in pairs}
    for word, blocks, seen in zip(("missing", "unwanted"), (wanted, found), matched, strict=True):
        rest = (block for place, block in enumerate(blocks) if place not in seen)
        lines += [f"{word} {block['type']}: {block_text(block)[:90]!r}" for block in rest]
    for one, other in ((wanted[i], found[j]) for i, j in pairs):
        keys = [key for key in EXACT.get(one["type"], ()) if not same(one.get(key), other.get(key))]
        lines += [f"{one['type']} {_differs(key, one, other)}" for key in keys]
    return lines


def _differs(key: str, wanted: Story, found: Story) -> str:
    return f"{key}: wanted {wanted.get(key)!r}, got {found.get(key)!r}"


def main(folder: Path, *, talk: bool) -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    parse: Callable[[bytes], Any] = importlib.import_module("articles.body.paste").parse
    results = []
    for path in sorted(folder.glob("*.txt")):
        expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
        results.append(got := score(expected, parse(path.read_bytes()).as_contract()))
        low = " ".join(f"{name} {value:.2f}" for name, value in got.parts.items() if value < 1)
        print(f"{path.stem:<16} {got.total:.3f}  blocks {got.block_f1:.3f}  {low}")
        for line in got.problems if talk else ():
            print(f"    {line}")
    mean, blocks = (sum(getattr(got, key) for got in results) / len(results) for key in ("total", "block_f1"))
    print(f"{'mean':<16} {mean:.3f}  blocks {blocks:.3f}  lowest {min(got.total for got in results):.3f}")


if __name__ == "__main__":
    places = [Path(word) for word in sys.argv[1:] if word != "-v"]
    main(places[0] if places else Path(__file__).parent, talk="-v" in sys.argv)

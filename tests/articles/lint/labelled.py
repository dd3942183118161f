"""Labelled texts for the desk lint: what is wrong in each, and nothing else. ``tests/samples/lint/*.json``."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from articles.body import validate
from articles.lint import Copy, Facts, Finding, Held, Picture, Register, copy_of, examine
from tests import bodies

FOLDER = Path(__file__).resolve().parents[2] / "samples" / "lint"
SETS = tuple(sorted(path.stem for path in FOLDER.glob("*.json")))
MENTION = re.compile(r"\[\[(\d+)\|([^\]]+)\]\]")

Json = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    id: str
    copy: Copy
    wrong: tuple[tuple[str, str], ...]  # rule, words of the finding or the beginning of them


def load(name: str) -> list[Sample]:
    told = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    register = Register([(key, name, aliases) for key, name, aliases in told["people"]])
    roles = {int(key): [Held(t, _day(a), _day(b)) for t, a, b in held] for key, held in told["roles"].items()}
    pictures = {int(key): Picture(*one) for key, one in told["pictures"].items()}
    return [Sample(one["id"], _copy(told, one, register, roles, pictures), _pairs(one)) for one in told["texts"]]


def _copy(told: Json, one: Json, register: Register, roles: Any, pictures: Any) -> Copy:
    document = validate.typed(bodies.body(*map(_block, one["blocks"])))
    heads = {"lead": one.get("lead", "")}
    day, language = date.fromisoformat(told["day"]), told["language"]
    copy = copy_of(document, heads, day=day, language=language, lead_image=one.get("lead_image"))
    spoken = {key for b in document.content for _n, kind, key in validate.pointers(b) if kind == "person"}
    present = spoken | register.named_in("\n".join(passage.text for passage in copy.passages))
    return replace(copy, facts=Facts(register, roles, pictures, frozenset(present)))


def _block(written: Json | str) -> Json:
    if isinstance(written, str):
        heading = written.removeprefix("## ")
        return bodies.crosshead(heading) if heading != written else bodies.paragraph(*_inlines(written))
    one = dict(written)
    if "quote" in one:
        return bodies.quote(one.pop("quote"), **one)
    if "image" in one:
        return bodies.picture(one.pop("image"), **one)
    if "gallery" in one:
        return bodies.gallery(*one["gallery"])
    if "list" in one:
        return bodies.bullets(*one["list"])
    return bodies.teaser(one.pop("teaser"), **one)


def _inlines(text: str) -> Iterator[Json | str]:
    end = 0
    for match in MENTION.finditer(text):
        yield from filter(None, [text[end : match.start()]])
        yield bodies.mention(int(match[1]), match[2])
        end = match.end()
    yield from filter(None, [text[end:]])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _pairs(one: Json) -> tuple[tuple[str, str], ...]:
    return tuple((rule, words) for rule, words in one["wrong"])


@dataclass
class Score:
    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.false) if self.right + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def judge(sample: Sample) -> tuple[list[Finding], list[Finding], list[tuple[str, str]]]:
    """Findings that are right, that are false, and what was missed."""
    wanted = list(sample.wrong)
    right, false = [], []
    for one in examine(sample.copy).findings:
        match = next((pair for pair in wanted if pair[0] == one.rule and pair[1] in one.words), None)
        if match is None:
            false.append(one)
        else:
            wanted.remove(match)
            right.append(one)
    return right, false, wanted


def scores(names: tuple[str, ...] = SETS) -> dict[str, Score]:
    """By rule."""
    table: dict[str, Score] = {}
    for sample in (sample for name in names for sample in load(name)):
        right, false, missed = judge(sample)
        for rule, count in Counter(one.rule for one in right).items():
            table.setdefault(rule, Score()).right += count
        for one in false:
            table.setdefault(one.rule, Score()).false += 1
        for rule, _words in missed:
            table.setdefault(rule, Score()).missed += 1
    return table


def overall(table: dict[str, Score]) -> Score:
    rows = list(table.values())
    return Score(sum(row.right for row in rows), sum(row.false for row in rows), sum(row.missed for row in rows))

"""The gate: nothing is stored that does not pass here."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import Field, ValidationError

from articles.body import canonical
from articles.body.blocks import Block
from articles.body.nodes import Node

MOST = 10  # problems told at once; more would be read by nobody
LARGEST = 2_000_000  # bytes of JSON, checked where requests come in
MODELS = {
    "image": "visuals.Image",
    "clip": "visuals.Clip",
    "person": "people.Person",
    "story": "articles.Article",
}
KIND_NAMES = {
    "paragraph": gettext_lazy("paragraph"),
    "crosshead": gettext_lazy("crosshead"),
    "list": gettext_lazy("list"),
    "quote": gettext_lazy("quote"),
    "image": gettext_lazy("picture"),
    "gallery": gettext_lazy("gallery"),
    "clip": gettext_lazy("clip"),
    "teaser": gettext_lazy("teaser"),
    "factbox": gettext_lazy("fact box"),
    "table": gettext_lazy("table"),
    "embed": gettext_lazy("embed"),
    "divider": gettext_lazy("divider"),
}


class Document(Node):
    schema_: Literal[1] = Field(alias="schema")
    type: Literal["doc"]
    content: list[Block] = []

    def plain(self) -> str:
        return "\n\n".join(filter(None, (block.plain() for block in self.content)))


@dataclass(frozen=True)
class Problem:
    """What is wrong at one place, in words for an editor."""

    number: int  # of the top-level block, from 1; 0 is the whole body
    block: str  # its id, or ""
    sentence: str


class BodyRefused(ValueError):
    """A body that must not be stored; ``problems`` says why, in the reader's language of the moment."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems[:MOST]
        super().__init__(" ".join(problem.sentence for problem in self.problems))


def typed(body: Any) -> Document:
    """The body as typed blocks, without asking whether the rows it points at exist."""
    if _nested_deeper(body, canonical.DEEPEST):
        raise BodyRefused([Problem(0, "", _("The story is nested too deeply: lists in lists in lists."))])
    try:
        return Document.model_validate(body)
    except ValidationError as error:
        raise BodyRefused([_told(body, item) for item in error.errors(include_url=False)]) from error


def _nested_deeper(body: Any, limit: int) -> bool:
    level = [body]
    for _depth in range(limit + 1):
        inner = [child for one in level if isinstance(one, (dict, list)) for child in _inside(one)]
        if not inner:
            return False
        level = inner
    return True


def _inside(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, dict) else value


def check(body: Any) -> Document:
    """The body as typed blocks, every pointed-at row existing. One query per kind of row."""
    document = typed(body)
    if problems := [*_doubled_ids(document), *_missing_rows(document)]:
        raise BodyRefused(problems)
    return document


def walk(node: Node) -> Iterator[Any]:
    """The node and everything in it. Typed loosely: which attributes there are depends on the kind."""
    yield node
    for child in node.children():
        yield from walk(child)


def pointers(block: Node) -> Iterator[tuple[Any, str, int]]:
    """Every row that a block or anything in it points at: (node, target, key)."""
    for node in walk(block):
        for attribute, target in node.refs.items():
            key = getattr(getattr(node, "attrs", None), attribute, None)
            if key is not None:
                yield node, target, key


def place(number: int, kind: str) -> str:
    return _("Block %(number)s (%(kind)s)") % {"number": number, "kind": KIND_NAMES.get(kind, kind)}


def _doubled_ids(document: Document) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for number, block in enumerate(document.content, 1):
        for node in walk(block):
            key = getattr(getattr(node, "attrs", None), "id", None)
            if key is None:
                continue
            seen[key] += 1
            if seen[key] == 2:
                told = _("%(place)s: this block stands in the story twice.") % {"place": place(number, block.type)}
                yield Problem(number, key, told)


def _missing_rows(document: Document) -> Iterator[Problem]:
    uses = [
        (number, block, target, key)
        for number, block in enumerate(document.content, 1)
        for _node, target, key in pointers(block)
    ]
    there = {
        target: set(
            apps.get_model(MODELS[target])
            .objects.filter(pk__in={u[3] for u in uses if u[2] == target})
            .values_list("pk", flat=True)
        )
        for target in {use[2] for use in uses}
    }
    words = {
        "image": _("picture %(key)s does not exist (any more)."),
        "clip": _("clip %(key)s does not exist (any more)."),
        "person": _("person %(key)s does not exist (any more)."),
        "story": _("story %(key)s does not exist (any more)."),
    }
    for number, block, target, key in uses:
        if key not in there[target]:
            sentence = f"{place(number, block.type)}: {words[target] % {'key': key}}"
            yield Problem(number, block.attrs.id, sentence)


def _told(body: Any, error: Any) -> Problem:
    location = error["loc"]
    index = location[1] if len(location) > 1 and location[0] == "content" and isinstance(location[1], int) else None
    if index is None:
        return Problem(0, "", _("This is not a story body (%(what)s).") % {"what": error["msg"]})
    node = body["content"][index]
    kind = node.get("type", "?") if isinstance(node, dict) else "?"
    attrs = node.get("attrs") if isinstance(node, dict) else None
    key = attrs.get("id", "") if isinstance(attrs, dict) else ""
    return Problem(index + 1, str(key), f"{place(index + 1, str(kind)[:40])}: {_reason(error)}")


def _reason(error: Any) -> str:
    field = ".".join(
        str(part) for part in error["loc"][3:] if isinstance(part, str) and part not in ("content", "attrs")
    )
    cause = str(error.get("ctx", {}).get("error", ""))
    if cause == "unsafe_link":
        return _("this link leads nowhere we allow. Use https://, mailto: or an address of this site.")
    if cause == "control_character":
        return _("it holds control characters.")
    if error["type"] in ("union_tag_invalid", "union_tag_not_found", "model_attributes_type"):
        return _("this kind of block is not known here.")
    if error["type"] == "too_short" or (error["type"] == "missing" and error["loc"][-1] == "content"):
        return _("it is empty.")
    if error["type"] in ("too_long", "string_too_long"):
        return _("it is too long.")
    if error["type"] == "extra_forbidden":
        return _("“%(field)s” is not known here.") % {"field": field}
    return _("“%(field)s” is not as it should be.") % {"field": field or error["type"]}

"""Pictures: each with a credit and an alternative text, none twice."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.body import validate
from articles.lint.copy import Copy, Passage
from articles.lint.finding import Finding, Rule, found


def uses(copy: Copy) -> Iterator[tuple[int, str, str, Passage]]:
    """Every picture where it stands: its number, credit and alternative text there, and the place."""
    if copy.lead_image:
        yield copy.lead_image, copy.lead_image_credit, "", Passage("", "head", "lead_image")
    for block in copy.document.content:
        for node in validate.walk(block):
            if getattr(node, "type", "") == "image":
                yield node.attrs.image, node.attrs.credit, node.attrs.alt, _place(block, node)


def _place(block: Any, node: Any) -> Passage:
    return Passage("", block.type, "image", block.attrs.id, node.attrs.id)


def credit(copy: Copy) -> Iterator[Finding]:
    for key, here, _alt, place in uses(copy):
        picture = copy.facts.pictures.get(key)
        if picture and not (here or picture.credit):
            told = _("The picture “%(name)s” has no credit.") % {"name": picture.name}
            yield found("missing_credit", place, (0, 0), told, words=f"{key}", required=True)


def alt(copy: Copy) -> Iterator[Finding]:
    for key, _credit, here, place in uses(copy):
        picture = copy.facts.pictures.get(key)
        if picture and not (here or picture.alt or picture.decorative):
            told = _("The picture “%(name)s” has no alternative text.") % {"name": picture.name}
            yield found("missing_alt", place, (0, 0), told, words=f"{key}", required=True)


def twice(copy: Copy) -> Iterator[Finding]:
    seen = set()
    for key, _credit, _alt, place in uses(copy):
        if key in seen and key in copy.facts.pictures:
            name = copy.facts.pictures[key].name
            told = _("The picture “%(name)s” stands in the story twice.") % {"name": name}
            yield found("picture_twice", place, (0, 0), told, words=f"{key}")
        seen.add(key)


RULES = (
    Rule("missing_credit", gettext_lazy("credits"), credit),
    Rule("missing_alt", gettext_lazy("alternative texts"), alt),
    Rule("picture_twice", gettext_lazy("pictures once only"), twice),
)

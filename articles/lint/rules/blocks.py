"""What a block needs beside its words: something after a colon or a crosshead, a speaker, a target."""

from collections.abc import Iterator
from itertools import zip_longest

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.body import leading
from articles.lint.copy import Copy, Passage
from articles.lint.finding import Change, Finding, Fix, Rule, found

#: a crosshead is a signpost: what is longer is a sentence, and stands in three lines on a phone
LONGEST_CROSSHEAD = 60


def colon(copy: Copy) -> Iterator[Finding]:
    """The rule that printing obeys, too; said here while somebody writes."""
    passages = {one.node: one for one in copy.passages if one.part == "text"}
    for _number, block in leading.dangling(copy.document):
        if (passage := passages.get(block.attrs.id)) is None:
            continue
        place = passage.text.rstrip().rfind(":")
        told = _("The paragraph ends with a colon, but nothing follows that it leads into.")
        words = passage.text.rstrip()[-40:]
        yield found("dangling_colon", passage, (place, place + 1), told, words=words, required=True)


def long_crosshead(copy: Copy) -> Iterator[Finding]:
    for passage in _crossheads(copy):
        if len(passage.text) > LONGEST_CROSSHEAD:
            told = _("The crosshead has %(count)s characters; more than %(most)s stand in three lines on a phone.")
            sentence = told % {"count": len(passage.text), "most": LONGEST_CROSSHEAD}
            yield found("long_crosshead", passage, (0, len(passage.text)), sentence)


def crosshead_stop(copy: Copy) -> Iterator[Finding]:
    for passage in _crossheads(copy):
        text = passage.text.rstrip()
        last = text.split(" ")[-1]
        is_short_form = last.count(".") > 1 or last.rstrip(".").isdigit() or len(last) < 4
        if text.endswith(".") and not text.endswith("..") and not is_short_form and ". " not in text:
            end = len(text)
            fix = Fix(_("Take the full stop out"), (Change(end - 1, end, ""),))
            told = _("Crossheads stand without a full stop: “%(words)s”.") % {"words": last}
            yield found("crosshead_stop", passage, (end - 1, end), told, fix, words=text[-40:])


def lone_crosshead(copy: Copy) -> Iterator[Finding]:
    passages = {one.block: one for one in _crossheads(copy)}
    blocks = [block for block in copy.document.content if block.type != "paragraph" or block.plain().strip()]
    for block, after in zip_longest(blocks, blocks[1:]):
        if block.type != "crosshead" or block.attrs.id not in passages:
            continue
        passage = passages[block.attrs.id]
        if after is None:
            told = _("Nothing follows the crosshead “%(words)s”.") % {"words": Truncator(passage.text).chars(60)}
        elif after.type == "crosshead" and after.attrs.level <= block.attrs.level:
            told = _("Another crosshead follows “%(words)s” directly.") % {"words": Truncator(passage.text).chars(60)}
        else:
            continue
        yield found("lone_crosshead", passage, (0, len(passage.text)), told)


def speaker(copy: Copy) -> Iterator[Finding]:
    for block in copy.document.content:
        if block.type == "quote" and block.plain().strip() and not block.attrs.name.strip():
            passage = _whole(block)
            yield found("no_speaker", passage, (0, 0), _("The set-out quote does not say whose words these are."))


def target(copy: Copy) -> Iterator[Finding]:
    for block in copy.document.content:
        if block.type == "teaser" and block.attrs.article is None:
            passage = _whole(block)
            name = block.attrs.title or block.attrs.kicker or passage.text[:60]
            told = _("The teaser “%(words)s” leads to no story yet.") % {"words": name}
            yield found("no_target", passage, (0, 0), told, words=name)


def _crossheads(copy: Copy) -> list[Passage]:
    return [one for one in copy.passages if one.kind == "crosshead" and one.part == "text" and one.text.strip()]


def _whole(block: object) -> Passage:
    text = "".join(child.plain() for child in block.content)  # type: ignore[attr-defined]
    return Passage(text, block.type, "text", block.attrs.id, block.attrs.id)  # type: ignore[attr-defined]


RULES = (
    Rule("dangling_colon", gettext_lazy("lead-ins"), colon),
    Rule("long_crosshead", gettext_lazy("crossheads"), long_crosshead),
    Rule("crosshead_stop", gettext_lazy("crossheads"), crosshead_stop),
    Rule("lone_crosshead", gettext_lazy("crossheads"), lone_crosshead),
    Rule("no_speaker", gettext_lazy("speakers of quotes"), speaker),
    Rule("no_target", gettext_lazy("teasers"), target),
)

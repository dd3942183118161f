"""Signs a typewriter has for want of better: three dots, a hyphen as a dash, an accent as an apostrophe."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lint.copy import Copy
from articles.lint.finding import Change, Finding, Fix, Rule, found

DOTS = re.compile(r"(?<![./])(?:\.{3}|\. \. \.)(?![./])")
HYPHEN = re.compile(r"(?<=\S) (?P<dash>--?) (?=\S)|(?<=\w)(?P<tight>--)(?=\w)")
ACCENT = re.compile(r"(?<=[^\W\d_])[´`](?=[^\W\d_])")


def ellipsis(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        for match in DOTS.finditer(passage.text):
            fix = Fix(_("Put in “…”"), (Change(*match.span(), "…"),))
            told = _("Three dots are one sign in print: “…”.")
            yield found("ellipsis", passage, match.span(), told, fix, words=_near(passage.text, *match.span()))


def dash(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        for match in HYPHEN.finditer(passage.text):
            start, end = match.span()
            if passage.text[start - 1].isdigit() and passage.text[end].isdigit():
                continue  # 7 - 3 may be a sum, a score, a span: each has another sign
            fix = Fix(_("Put in “–”"), (Change(start, end, " – "),))
            words = _near(passage.text, start, end)
            told = _("A hyphen stands for a dash: “%(words)s”.") % {"words": words}
            yield found("dash", passage, (start, end), told, fix, words=words)


def apostrophe(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        for match in ACCENT.finditer(passage.text):
            fix = Fix(_("Put in an apostrophe"), (Change(*match.span(), "’"),))
            words = _near(passage.text, *match.span())
            told = _("An accent stands for an apostrophe: “%(words)s”.") % {"words": words}
            yield found("apostrophe", passage, match.span(), told, fix, words=words)


def _near(text: str, start: int, end: int) -> str:
    left = text[:start].split(" ")[-1][-20:]
    right = text[end:].split(" ")[0][:20]
    return f"{left}{text[start:end]}{right}"


RULES = (
    Rule("ellipsis", gettext_lazy("dashes and dots"), ellipsis),
    Rule("dash", gettext_lazy("dashes and dots"), dash),
    Rule("apostrophe", gettext_lazy("apostrophes"), apostrophe),
)

"""Spaces: one between words, none before a comma, one after it, one between a figure and its unit."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lint.copy import Copy, Passage
from articles.lint.finding import Change, Finding, Fix, Rule, found

BLANK = "[ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]"
DOUBLE = re.compile(rf"(?<=\S){BLANK}{{2,}}(?=\S)")
BEFORE_SIGN = re.compile(rf"(?<=[\w)\]“”»«\"])(?P<gap>{BLANK}+)(?P<sign>[,;!?]|[.:](?![.…]))(?![\w)(-])")
#: French puts a space before the tall signs, and a score stands between two
TALL = frozenset(";:!?")
AFTER_SIGN = re.compile(r"(?<![\w@/.])[^\W\d_]{2,}(?P<sign>,|[.!?](?=[A-ZÄÖÜÉ][a-zäöüéß]))(?=[^\W\d_]{2})")
ADDRESS = re.compile(r"@|://|www\.|\.(?:de|com|org|net|eu|io|fr|at|ch|uk)\b", re.I)
UNITS = re.compile(r"(?<![\w.,])(?<!\w-)\d[\d.,]*(?P<unit>%|€|°C|km/h|kWh|MWh|km|cm|mm|kg|MW|GB|MB|ha)(?![\w%/-]|ig)")


def double(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        for match in DOUBLE.finditer(passage.text):
            fix = Fix(_("Leave one space"), (Change(match.start(), match.end(), " "),))
            words = _around(passage, *match.span())
            yield found(
                "double_space",
                passage,
                match.span(),
                _("Two spaces: “%(words)s”.") % {"words": words},
                fix,
                words=words,
            )


def before_sign(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        for match in BEFORE_SIGN.finditer(passage.text):
            if copy.language == "fr" and match["sign"] in TALL:
                continue
            if match["sign"] == ":" and passage.text[match.start() - 1].isdigit():
                continue  # 3 : 2
            fix = Fix(_("Take the space out"), (Change(*match.span("gap"), ""),))
            words = _around(passage, *match.span())
            told = _("A space before the sign: “%(words)s”.") % {"words": words}
            yield found("space_before_sign", passage, match.span(), told, fix, words=words)


def after_sign(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        for match in AFTER_SIGN.finditer(passage.text):
            words = _around(passage, match.start("sign"), match.end("sign"))
            if ADDRESS.search(words):
                continue
            fix = Fix(_("Put in a space"), (Change(match.end("sign"), match.end("sign"), " "),))
            told = _("No space after the sign: “%(words)s”.") % {"words": words}
            yield found("missing_space", passage, match.span("sign"), told, fix, words=words)


def units(copy: Copy) -> Iterator[Finding]:
    """``25 %``, ``10 km``: German and the rules of units want the space; English writes 25% and €25 without."""
    for passage in copy.passages:
        for match in UNITS.finditer(passage.text):
            if match["unit"] in "%€" and copy.language == "en":
                continue
            start = match.start("unit")
            mended = f"{match[0][: start - match.start()]}\N{NO-BREAK SPACE}{match['unit']}"
            fix = Fix(_("Put in “%(words)s”") % {"words": mended}, (Change(start, start, "\N{NO-BREAK SPACE}"),))
            told = _("Between figure and unit stands a space: “%(words)s”.") % {"words": match[0]}
            yield found("unit_space", passage, match.span(), told, fix)


def _around(passage: Passage, start: int, end: int) -> str:
    """The place with the words at either side."""
    left = passage.text[:start].split()[-1:] or [""]
    right = passage.text[end:].split()[:1] or [""]
    return f"{left[0][-24:]}{passage.text[start:end]}{right[0][:24]}"


RULES = (
    Rule("double_space", gettext_lazy("spaces"), double),
    Rule("space_before_sign", gettext_lazy("spaces"), before_sign),
    Rule("missing_space", gettext_lazy("spaces"), after_sign),
    Rule("unit_space", gettext_lazy("figures and units"), units),
)

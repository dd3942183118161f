"""Quote marks: those of the language, one kind in a story, each opened and closed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lint.copy import Copy, Passage
from articles.lint.finding import Change, Finding, Fix, Rule, found

NAME = "quote_marks"
OPEN = "unbalanced_quotes"
SET_OUT = "quoted_twice"
SIGNS = '"„“”«»‟'
#: ways of quoting that a language's copy may choose from, its own first
STYLES = {"de": ("„“", "»«"), "en": ("“”",), "fr": ("«»", "“”")}
SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}\n\t"
MOST_SHOWN = 40


@dataclass(frozen=True)
class Mark:
    place: int
    sign: str
    opens: bool
    depth: int  # 0: not inside other marks


def marks_of(text: str, language: str) -> list[Mark]:
    """Each mark with what it does there: the same sign opens in one language and closes in another."""
    marks: list[Mark] = []
    depth = 0
    for place, sign in enumerate(text):
        if sign not in SIGNS or _measures(text, place, depth):
            continue
        opens = _opens(text, place, language, depth)
        depth -= 0 if opens else 1
        marks.append(Mark(place, sign, opens, max(depth, 0)))
        depth = max(depth, 0) + (1 if opens else 0)
    return marks


def _measures(text: str, place: int, depth: int) -> bool:
    """Inches and seconds: 27" wide, 5'10"."""
    return text[place] == '"' and depth == 0 and place > 0 and text[place - 1].isdigit()


def _opens(text: str, place: int, language: str, depth: int) -> bool:
    sign = text[place]
    if sign in "„‟" or (sign == "«" and language == "fr"):
        return True
    if sign == "”" or (sign == "»" and language == "fr"):
        return False
    before = text[place - 1] if place else " "
    after = text[place + 1] if place + 1 < len(text) else " "
    begins = before in SPACES or before in "([{/–—-„‚‘›»«“\"'"
    if after in SPACES or after in ".,;:!?)]}…":
        return begins and before in SPACES and depth == 0 and sign != "“"
    return begins


def find(copy: Copy) -> Iterator[Finding]:
    outer = {
        passage: [mark for mark in marks_of(passage.text, copy.language) if not mark.depth]
        for passage in copy.passages
        if passage.part not in ("name", "role")
    }
    style = _style(copy.language, [mark for marks in outer.values() for mark in marks])
    for passage, marks in outer.items():
        wrong = [mark for mark in marks if mark.sign != style[0 if mark.opens else 1]]
        if wrong:
            yield _told(passage, wrong, style, copy.language)


def _style(language: str, marks: list[Mark]) -> str:
    """The way the story mostly goes, among those its language allows; the language's own if none leads."""
    allowed = STYLES.get(language, STYLES["en"])
    used = Counter(way for mark in marks for way in allowed if mark.sign == way[0 if mark.opens else 1])
    return max(allowed, key=lambda way: (used[way], way == allowed[0]))


def _told(passage: Passage, wrong: list[Mark], style: str, language: str) -> Finding:
    first = wrong[0].place
    end = next((mark.place + 1 for mark in wrong[1:] if not mark.opens), first + MOST_SHOWN)
    words = passage.text[first : min(end, first + MOST_SHOWN)]
    shown = words if end <= first + MOST_SHOWN else f"{words.rsplit(maxsplit=1)[0]} …"
    own = STYLES.get(language, STYLES["en"])[0]
    if style == own:
        told = _("Quote marks in this language are %(open)s %(close)s; here it says: %(words)s")
    else:
        told = _("Elsewhere this story quotes with %(open)s %(close)s; here it says: %(words)s")
    sentence = told % {"open": style[0], "close": style[1], "words": shown}
    changes = tuple(_change(passage.text, mark, style) for mark in wrong)
    fix = Fix(_("Put in %(open)s %(close)s") % {"open": style[0], "close": style[1]}, changes)
    return found(NAME, passage, (first, wrong[-1].place + 1), sentence, fix, words=words)


def _change(text: str, mark: Mark, style: str) -> Change:
    """French marks stand off their words, all others do not."""
    start, end = mark.place, mark.place + 1
    thin = "\N{NARROW NO-BREAK SPACE}" if style == "«»" else ""
    if mark.opens:
        while end < len(text) and text[end] in SPACES and mark.sign in "«»":
            end += 1
        return Change(start, end, style[0] + thin)
    while start > 0 and text[start - 1] in SPACES and mark.sign in "«»":
        start -= 1
    return Change(start, end, thin + style[1])


def unbalanced(copy: Copy) -> Iterator[Finding]:
    """A quotation may run over several paragraphs; it has to end in one of them."""
    pending: tuple[Passage, Mark] | None = None
    for passage in copy.passages:
        if passage.part in ("name", "role"):
            continue
        marks = marks_of(passage.text, copy.language)
        carries = passage.kind == "paragraph" and passage.block == passage.node
        anew = pending and carries and copy.language != "de" and marks and marks[0].opens and not marks[0].place
        if anew:  # English opens each paragraph of a long quotation again
            marks = marks[1:]
        opened, closed = _left_over(marks)
        if pending and carries and closed:
            pending, closed = None, closed[1:]
        elif pending and not anew and (not carries or marks):
            yield _left_open(*pending)
            pending = None
        for mark in closed:
            told = _("This quote mark closes nothing: %(words)s") % {"words": _around(passage.text, mark.place)}
            yield found(OPEN, passage, (mark.place, mark.place + 1), told, words=_around(passage.text, mark.place))
        for mark in opened:
            if mark is opened[-1] and carries and not pending:
                pending = (passage, mark)
            else:
                yield _left_open(passage, mark)
    if pending:
        yield _left_open(*pending)


def _left_over(marks: list[Mark]) -> tuple[list[Mark], list[Mark]]:
    opened: list[Mark] = []
    closed: list[Mark] = []
    for mark in marks:
        if mark.opens:
            opened.append(mark)
        elif opened:
            opened.pop()
        else:
            closed.append(mark)
    return opened, closed


def _left_open(passage: Passage, mark: Mark) -> Finding:
    words = _around(passage.text, mark.place)
    told = _("This quote mark is opened and never closed: %(words)s") % {"words": words}
    return found(OPEN, passage, (mark.place, mark.place + 1), told, words=words)


def _around(text: str, place: int) -> str:
    """The mark with a few of the words it stands at."""
    start = max(0, place - 20) if place and not text[place - 1].isspace() else place
    return text[start : place + 24].strip().replace("\n", " ")


def set_out(copy: Copy) -> Iterator[Finding]:
    """A set-out quote gets its marks from the page; with marks of its own readers see four."""
    for passage in copy.passages:
        if passage.kind != "quote" or passage.part != "text":
            continue
        text = passage.text.strip()
        start = passage.text.find(text)
        marks = marks_of(text, copy.language)
        if len(marks) < 2 or marks[0].place != 0 or marks[-1].place != len(text) - 1:
            continue
        if any(not mark.depth for mark in marks[1:-1]) or not marks[0].opens or marks[-1].opens:
            continue
        end = start + len(text)
        changes = (Change(start, start + 1, ""), Change(end - 1, end, ""))
        told = _("A set-out quote gets its quote marks by itself; with these, readers see two pairs.")
        fix = Fix(_("Take these out"), changes)
        yield found(SET_OUT, passage, (start, end), told, fix, words=text[:MOST_SHOWN])


RULES = (
    Rule(NAME, gettext_lazy("quote marks"), find),
    Rule(OPEN, gettext_lazy("quotations closed"), unbalanced),
    Rule(SET_OUT, gettext_lazy("set-out quotes"), set_out),
)

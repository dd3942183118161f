"""WebVTT and SRT by one reader: both are times with an arrow, and words below. Every cue knows its line in the file."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.translation import gettext as _

from visuals.pipeline.captions.decoding import ENCODINGS, decode
from visuals.pipeline.captions.markup import inside

LARGEST = 5 * 1024 * 1024
MOST_CUES = 20_000
LONGEST = 2000  # signs in one cue
MOMENT = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:([.,])(\d{1,3}))?"
TIMES = re.compile(rf"[ \t]*{MOMENT}[ \t]*-+>[ \t]*{MOMENT}(?:[ \t]+(.*?))?[ \t]*", re.ASCII)
#: also what was meant as a time and is none; an arrow between words is just an arrow
ARROW = re.compile(r"\d\s*-->|-->\s*\d|^\s*\d[\d:.,]*\s*-+>")
SETTING = re.compile(
    r"(?:vertical:(?:rl|lr)|line:-?\d{1,4}(?:\.\d+)?%?(?:,(?:start|center|end))?"
    r"|position:\d{1,3}(?:\.\d+)?%(?:,(?:line-left|center|line-right))?"
    r"|size:\d{1,3}(?:\.\d+)?%|align:(?:start|center|end|left|right))"
)
ASIDE = ("NOTE", "STYLE", "REGION", "X-TIMESTAMP-MAP")
NEVER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Spoken:
    """A cue as it was read, with the number of its line."""

    line: int
    start_ms: int
    end_ms: int
    text: str
    speaker: str = ""
    markup: str = ""
    placing: str = ""


@dataclass
class Verdict:
    """``refusals``: why it cannot be taken. ``hints``: what viewers would stumble over, or what was mended."""

    refusals: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


@dataclass
class Reading(Verdict):
    spoken: list[Spoken] = field(default_factory=list)
    form: str = ""
    encoding: str = ""


def read(data: bytes | str, *, encoding: str = "") -> Reading:
    """What a file says. Times are as in the file; whether they fit a programme is for ``judge``."""
    found = Reading()
    if len(data) > LARGEST:
        found.refusals.append(_("The file is larger than 5 MB; captions of a whole evening have less."))
        return found
    text = data if isinstance(data, str) else _decoded(data, encoding, found)
    if not text.strip():
        found.refusals.append(found.refusals[0] if found.refusals else _("The file is empty."))
        del found.refusals[1:]
        return found
    lines = NEVER.sub("", text.removeprefix("\ufeff")).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found.form = "WebVTT" if lines[0].startswith("WEBVTT") else "SRT"
    for block in _blocks(lines, loose=found.form == "SRT"):
        _take(block, found)
    if len(found.spoken) > MOST_CUES:
        found.refusals.append(_("More than 20,000 lines of captions are too many for one programme."))
    if not found.spoken and not found.refusals:
        found.refusals.append(
            _("No captions were found: words need a time as in “00:00:01.000 --> 00:00:03.500” above them.")
        )
    return found


def _decoded(data: bytes, wished: str, found: Reading) -> str:
    read_as = decode(data, wished)
    if read_as is None:
        told = _("The file cannot be read as %(encoding)s. Let it be recognised, or choose another encoding.")
        found.refusals.append(told % {"encoding": ENCODINGS.get(wished, wished)})
        return ""
    text, found.encoding = read_as
    return text


@dataclass
class _Block:
    number: int  # of the line with the times, from 1
    times: str
    words: list[str]


def _blocks(lines: list[str], *, loose: bool) -> Iterator[_Block | int]:
    """Each line with an arrow and what stands below it. ``loose``: up to the next arrow, so that an empty line
    inside of a cue, as SRT files have them, cuts off nothing. A bare number is a line that belongs to no cue.
    """
    arrows = [at for at, line in enumerate(lines) if ARROW.search(line) and not _is_aside(lines, at)]
    for at, following in pairwise([*arrows, len(lines)]):
        words = lines[at + 1 : following]
        if following < len(lines) and _names_what_follows(words):
            words.pop()
        if not loose and "" in (stripped := [word.strip() for word in words]):
            rest = stripped.index("")
            yield from _strays(words[rest:], at + 2 + rest)
            words = words[:rest]
        yield _Block(at + 1, lines[at], words)


def _names_what_follows(words: list[str]) -> bool:
    """Whether the last line is the number or name of the next cue: below an empty line, or a bare number."""
    return len(words) > 1 and bool(words[-1].strip()) and (not words[-2].strip() or words[-1].strip().isdecimal())


def _is_aside(lines: list[str], at: int) -> bool:
    """An arrow inside of a NOTE is no time."""
    while at and lines[at - 1].strip():
        at -= 1
    return lines[at].startswith(ASIDE)


def _strays(lines: list[str], number: int) -> Iterator[int]:
    aside = False
    for offset, line in enumerate(lines):
        if not line.strip():
            aside = False
        elif aside or (aside := line.startswith(ASIDE)):
            continue
        else:
            yield number + offset


def _take(block: _Block | int, found: Reading) -> None:
    if isinstance(block, int):
        found.hints.append(_("Line %(line)s belongs to no time and was left out.") % {"line": block})
        return
    times = TIMES.fullmatch(block.times)
    if not times:
        told = _("Line %(line)s: “%(words)s” is no pair of times.")
        found.refusals.append(told % {"line": block.number, "words": block.times.strip()[:60]})
        return
    start, end = _ms(times.groups()[:5]), _ms(times.groups()[5:10])
    if start is None or end is None:
        told = _("Line %(line)s: “%(words)s” has more than 59 minutes or seconds.")
        found.refusals.append(told % {"line": block.number, "words": block.times.strip()[:60]})
        return
    speaker, text, markup = inside("\n".join(block.words))
    if not text:
        found.hints.append(_("Line %(line)s: a time without words was left out.") % {"line": block.number})
    elif len(text) > LONGEST:
        found.refusals.append(_("Line %(line)s: 2,000 characters are the most for one time.") % {"line": block.number})
    else:
        placing = " ".join(one for one in (times[11] or "").split() if SETTING.fullmatch(one))[:80]
        found.spoken.append(Spoken(block.number, start, end, text, speaker, markup, placing))


def _ms(parts: tuple[str | None, ...]) -> int | None:
    hours, minutes, seconds, _sign, fraction = parts
    if int(minutes or 0) > 59 or int(seconds or 0) > 59:
        return None
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds or 0)
    return whole * 1000 + int((fraction or "0").ljust(3, "0"))

"""Do these cues fit a programme, and can they be read by people? Times are checked here: no format does it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kit.durations import clock
from visuals.pipeline.captions.parsing import Spoken, Verdict

#: what an eye can follow: two lines of 42 characters, 25 characters a second at the very most
LINES, WIDTH, PACE = 2, 42, 25
GRACE_MS = 1000  # captions may end a little after the last picture
TOLD = 8  # of one kind; who has read eight has understood
TEN_HOURS = 10 * 3600 * 1000  # where broadcasters let a programme's clock begin


def judge(spoken: Sequence[Spoken], duration_ms: int | None, *, shift_ms: int = 0) -> tuple[list[Spoken], Verdict]:
    """In the order of time, shifted; with what forbids them, and what viewers would stumble over."""
    verdict = Verdict()
    moved = [replace(one, start_ms=one.start_ms + shift_ms, end_ms=one.end_ms + shift_ms) for one in spoken]
    if any(later.start_ms < one.start_ms for one, later in pairwise(moved)):
        verdict.hints.append(_("Some lines did not stand in the order of time and were sorted."))
    moved.sort(key=lambda one: (one.start_ms, one.end_ms))
    verdict.refusals += _bounded(_impossible(moved)) + _bounded(_outside(moved, duration_ms))
    if not verdict.refusals:
        verdict.hints += _bounded(_overlapping(moved)) + _bounded(_hard_to_read(moved))
    return moved, verdict


def _impossible(spoken: Sequence[Spoken]) -> list[str]:
    told = _("Line %(line)s: the words at %(start)s end before they begin.")
    return [told % _facts(one) for one in spoken if one.end_ms <= one.start_ms]


def _outside(spoken: Sequence[Spoken], duration_ms: int | None) -> list[str]:
    told = _("Line %(line)s: the words would begin before the programme does.")
    found = [told % _facts(one) for one in spoken if one.start_ms < 0]
    if duration_ms is None:
        return found
    late = [one for one in spoken if one.end_ms > duration_ms + GRACE_MS]
    if late and spoken[0].start_ms >= TEN_HOURS > duration_ms:
        told = _(
            "The first words come at %(start)s, but the programme lasts %(duration)s. Programme clocks often begin "
            "at 10:00:00: say so under “clock begins at”."
        )
        return [*found, told % (_facts(spoken[0]) | {"duration": clock(duration_ms)})]
    told = _("Line %(line)s: the words until %(end)s come after the end of the programme (%(duration)s).")
    return found + [told % (_facts(one) | {"duration": clock(duration_ms)}) for one in late]


def _overlapping(spoken: Sequence[Spoken]) -> list[str]:
    told = _("Line %(line)s: the words at %(start)s begin before those of line %(before)s have ended.")
    late = ((one, later) for one, later in pairwise(spoken) if later.start_ms < one.end_ms)
    return [told % (_facts(later) | {"before": one.line}) for one, later in late]


def _hard_to_read(spoken: Sequence[Spoken]) -> list[str]:
    found = []
    for one in spoken:
        lines = one.text.split("\n")
        if len(lines) > LINES or max(map(len, lines)) > WIDTH:
            told = _("Line %(line)s: more than two lines of 42 characters cover the picture.")
            found.append(told % _facts(one))
        elif len(one.text) * 1000 > PACE * (one.end_ms - one.start_ms):
            told = _("Line %(line)s: nobody reads “%(words)s” in %(seconds)s seconds.")
            found.append(told % (_facts(one) | {"seconds": f"{(one.end_ms - one.start_ms) / 1000:.1f}"}))
    return found


def _facts(one: Spoken) -> dict[str, str | int]:
    start, end = clock(max(one.start_ms, 0)), clock(max(one.end_ms, 0))
    return {"line": one.line, "start": start, "end": end, "words": one.text.replace("\n", " ")[:40]}


def _bounded(sentences: list[str]) -> list[str]:
    more = len(sentences) - TOLD
    if more <= 0:
        return sentences
    told = ngettext("And one more line of this kind.", "And %(number)s more lines of this kind.", more)
    return [*sentences[:TOLD], told % {"number": more}]

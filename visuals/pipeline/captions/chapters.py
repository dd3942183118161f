"""A pasted list of chapters, as people write them under videos: a time, then a title."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kit.durations import clock, parse_clock
from visuals.pipeline.captions.parsing import Verdict

LINE = re.compile(r"[\s(\[•*-]*(\d[\d:]*)(?:[.,]\d{1,3})?[)\]]?\s*[-–—:|.)]*\s*(.*)")
LONGEST = 120


@dataclass(frozen=True)
class Mark:
    start_ms: int
    title: str


def read_chapters(text: str, duration_ms: int | None) -> tuple[list[Mark], Verdict]:
    """One chapter a line, ``0:00 Title``. An empty list is a list, too: of no chapters."""
    marks: list[Mark] = []
    verdict = Verdict()
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and (told := _take(line.strip(), marks, duration_ms)):
            verdict.refusals.append(_("Line %(line)s: %(told)s") % {"line": number, "told": told})
    if marks and not verdict.refusals and marks[0].start_ms:
        told = _("The first chapter begins at %(start)s; until then the programme has none.")
        verdict.hints.append(told % {"start": clock(marks[0].start_ms)})
    return marks, verdict


def _take(line: str, marks: list[Mark], duration_ms: int | None) -> str:
    """Adds the chapter to ``marks``, or says why not."""
    found = LINE.fullmatch(line)
    start = parse_clock(found[1]) if found else None
    if found is None or start is None:
        return _("“%(words)s” does not begin with a time such as 1:23.") % {"words": line[:40]}
    title = " ".join(found[2].split())
    if not title:
        return _("the chapter at %(start)s has no title.") % {"start": clock(start)}
    if len(title) > LONGEST:
        return _("a title has at most 120 characters.")
    if duration_ms is not None and start >= duration_ms:
        facts = {"start": clock(start), "duration": clock(duration_ms)}
        return _("%(start)s comes after the end of the programme (%(duration)s).") % facts
    if marks and start <= marks[-1].start_ms:
        facts = {"start": clock(start), "before": clock(marks[-1].start_ms)}
        return _("%(start)s does not come after %(before)s above it.") % facts
    marks.append(Mark(start, title))
    return ""

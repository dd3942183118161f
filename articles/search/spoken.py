"""Where in a clip something was said: the line of its transcript that fits best, and the second it is said at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from kit.search import Query, parse
from kit.search.marking import marked, marks
from visuals.models import Clip, Cue, Passage
from visuals.search import PASSAGES

MOST = 3  # of one clip
PASSES = 100  # whoever has more than these has found a word, not a place


@dataclass(frozen=True)
class Moment:
    ms: int  # on the clip's own clock
    words: SafeString


def moments(clips: Sequence[Clip], typed: str) -> dict[int, list[Moment]]:
    """By clip, in the order of time. Two questions for any number of clips; none where nothing was typed."""
    query = parse(typed)
    programmes = {clip.footage_id for clip in clips if clip.footage_id}
    if not (query and programmes):
        return {}
    passages = list(PASSAGES.matching(Passage.objects.approved_of(programmes), typed).select_related("track")[:PASSES])
    cues = Cue.objects.filter(track__in={passage.track_id for passage in passages}) if passages else ()
    best = [cue for cue in _best(passages, list(cues), query) if cue]
    footage = {passage.track_id: passage.track.footage_id for passage in passages}
    found = {}
    for clip in clips:
        inside = [cue for cue in best if footage[cue.track_id] == clip.footage_id and _within(clip, cue)]
        found[clip.pk] = [_moment(clip, cue, query) for cue in sorted(inside, key=lambda cue: cue.start_ms)[:MOST]]
    return found


def _best(passages: Iterable[Passage], cues: Sequence[Cue], query: Query) -> Iterable[Cue | None]:
    """Of each passage the line that says most of what was asked for, the first of them."""
    for passage in passages:
        lines = [
            cue
            for cue in cues
            if cue.track_id == passage.track_id and passage.start_ms <= cue.start_ms < passage.end_ms
        ]
        yield max(lines, key=lambda cue: len({mark.term for mark in marks(cue.text, query)}), default=None)


def _within(clip: Clip, cue: Cue) -> bool:
    return cue.end_ms > (clip.in_ms or 0) and (clip.out_ms is None or cue.start_ms < clip.out_ms)


def _moment(clip: Clip, cue: Cue, query: Query) -> Moment:
    return Moment(max(cue.start_ms - (clip.in_ms or 0), 0), marked(" ".join(cue.text.split()), query))

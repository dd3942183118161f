"""WebVTT as browsers take it: written from the rows, never copied from a file."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Protocol

from visuals.pipeline.captions.chapters import Mark
from visuals.pipeline.captions.transcript import Timed

HEAD = "WEBVTT\n"
OPEN_END = 359_999_999  # 99:59:59.999, where nobody has measured the programme


class Written(Timed, Protocol):
    @property
    def markup(self) -> str: ...
    @property
    def placing(self) -> str: ...


class Begun(Protocol):
    @property
    def start_ms(self) -> int: ...
    @property
    def title(self) -> str: ...


def vtt(cues: Iterable[Written], *, shift_ms: int = 0) -> str:
    """``shift_ms``: where the programme's 0:00 stands on the clock of the file that is played."""
    return "\n".join([HEAD, *(_cue(cue, shift_ms) for cue in cues)])


def chapters_vtt(chapters: Sequence[Mark | Begun], duration_ms: int | None, *, shift_ms: int = 0) -> str:
    """The next chapter ends the one before it, the end of the programme the last."""
    ends = [chapter.start_ms for chapter in chapters[1:]] + [duration_ms or OPEN_END]
    rows = [
        _block(one.start_ms + shift_ms, end + shift_ms, "", escape(one.title, quote=False))
        for one, end in zip(chapters, ends, strict=True)
    ]
    return "\n".join([HEAD, *rows])


def _cue(cue: Written, shift_ms: int) -> str:
    words = cue.markup or escape(cue.text, quote=False)
    if cue.speaker:
        words = f"<v {escape(cue.speaker, quote=False).replace('>', '')}>{words}"
    return _block(cue.start_ms + shift_ms, cue.end_ms + shift_ms, cue.placing, words)


def _block(start_ms: int, end_ms: int, placing: str, words: str) -> str:
    # An arrow inside of words would be read as a time.
    words = words.replace("-->", "--&gt;")
    return f"{_moment(start_ms)} --> {_moment(end_ms)}{' ' + placing if placing else ''}\n{words}\n"


def _moment(ms: int) -> str:
    seconds, rest = divmod(max(ms, 0), 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"

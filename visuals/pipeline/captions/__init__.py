"""Timed text from files of any kind: read with line numbers, judged in sentences, written anew as WebVTT."""

from visuals.pipeline.captions.chapters import Mark, read_chapters
from visuals.pipeline.captions.decoding import ENCODINGS
from visuals.pipeline.captions.judging import judge
from visuals.pipeline.captions.parsing import Reading, Spoken, Verdict, read
from visuals.pipeline.captions.transcript import Row, passages, transcript
from visuals.pipeline.captions.writing import chapters_vtt, vtt

__all__ = [
    "ENCODINGS",
    "Mark",
    "Reading",
    "Row",
    "Spoken",
    "Verdict",
    "chapters_vtt",
    "judge",
    "passages",
    "read",
    "read_chapters",
    "transcript",
    "vtt",
]

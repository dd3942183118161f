"""What a picture file says of itself: IIM, XMP and EXIF, read without a table, a request or a decoded pixel.

The law of this room: metadata never refuses a picture. Whatever is broken costs the words of its own block and
leaves a warning.
"""

from collections.abc import Mapping
from datetime import date

from visuals.pipeline.metadata.blocks import find
from visuals.pipeline.metadata.fields import listen
from visuals.pipeline.metadata.limits import FILE_BYTES
from visuals.pipeline.metadata.reading import Reading, interpret


def read(data: bytes, spellings: Mapping[str, str] | None = None, today: date | None = None) -> Reading:
    """``spellings``: how else agencies are written → their names, as the desk keeps them."""
    try:
        blocks = find(data) if len(data) <= FILE_BYTES else None
        if blocks is None:
            return _nothing("file: no picture of a kind we read")
        speech = listen(blocks)
        reading = interpret(speech, spellings, today)
    except Exception as error:  # last resort, so that an upload never fails on what a file says of itself
        return _nothing(f"file: metadata unreadable ({type(error).__name__})")
    for sentence in blocks.warnings:
        reading.warn(sentence)
    return reading


def _nothing(warning: str) -> Reading:
    reading = Reading()
    reading.warn(warning)
    return reading

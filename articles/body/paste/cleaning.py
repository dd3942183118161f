"""The text an editor sees, without the characters she cannot see.

Every later step counts positions in what ``clean`` returns.
"""

from __future__ import annotations

import re
import unicodedata

# Soft hyphen, zero-width and bidi marks, BOM, word joiner, variation selectors, Arabic letter mark.
# Joiners (200C, 200D) stay between letters of scripts and emoji that need them.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_JOINERS = re.compile("(?<=[\u0000-\u024f])[\u200c\u200d]+|[\u200c\u200d]+(?=[\u0000-\u024f]|$)")
_LINE_ENDS = re.compile("\r\n?|\x0b|\x0c|\x1c|\x1d|\x1e|\x85|\u2028|\u2029")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_WIDE_GAPS = re.compile(r"[ \t]{3,}")
_LINE_EDGES = re.compile(r"[ \t]*\n[ \t]*")


def clean(text: str) -> str:
    text = _LINE_ENDS.sub("\n", text)
    text = _JOINERS.sub("", _INVISIBLE.sub("", text))
    text = _SPACES.sub(" ", _CONTROL.sub("", text))
    text = unicodedata.normalize("NFC", text)
    return _LINE_EDGES.sub("\n", _WIDE_GAPS.sub("  ", text)).strip()

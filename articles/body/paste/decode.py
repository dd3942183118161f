"""Bytes of unknown origin become text.

Law: nothing is refused that a person could have typed. Only files that are no text at all
(pictures, PDF, archives) raise ``NotText``, with a sentence for the editor.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .mending import mend


class NotText(ValueError):
    """The file holds no text; ``sentence`` says so in the editor's language."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Decoded:
    """``repaired``: characters had to be guessed or put right, so an editor should look."""

    text: str
    repaired: bool


_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PICTURE = _("This file is a picture, not a text.")
_FILM = _("This file is a film or a sound, not a text.")
_ARCHIVE = _("This file is an archive, not a text. A Word file ends in .docx.")
_SIGNATURES = (
    (b"\x89PNG", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE),
    (b"MM\x00*", _PICTURE),
    (b"%PDF-", _("This file is a PDF. Copy its text and paste it, or save it as a Word file.")),
    (b"{\\rtf", _("This file is in RTF. Save it as .docx or .txt and try again.")),
    (b"\xd0\xcf\x11\xe0", _("This file is in the old Word format. Save it as .docx and try again.")),
    (b"PK\x03\x04", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"Rar!", _ARCHIVE),
    (b"\x1aE\xdf\xa3", _FILM),
    (b"ID3", _FILM),
    (b"OggS", _FILM),
    (b"\x7fELF", _("This file is a program, not a text.")),
)
_PLACED_SIGNATURES = ((4, b"ftyp", _FILM), (8, b"WEBP", _PICTURE), (8, b"WAVE", _FILM))
_BINARY = _("This file does not look like text.")
# Letters and marks of German, English and French print; anything else is a sign of a wrong guess.
_EXPECTED = frozenset("äöüßÄÖÜéèêëàâîïôœùûçÉÈÊÀÂÎÔŒÇæÆñáíóúøåšžŠŽ„“”‚‘’«»–—…€£©°§·•\xa0²³½×")
_WINDOWS, _MAC, _DOS = "cp1252", "mac_roman", "cp850"


def decode(data: bytes) -> Decoded:
    """Text in any of the encodings newsrooms meet, its mojibake put right."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _finish(data[len(mark) :].decode(encoding, "replace"), guessed=False)
    _refuse_other_files(data)
    if wide := _wide_encoding(data):
        return _finish(data.decode(wide, "replace"), guessed=False)
    if _mostly_control(data):
        raise NotText(_BINARY)
    try:
        return _finish(data.decode("utf-8"), guessed=False)
    except UnicodeDecodeError:
        return _finish(_guess(data), guessed=True)


def _finish(text: str, *, guessed: bool) -> Decoded:
    mended = mend(text)
    return Decoded(mended, guessed or mended != text.lstrip("\ufeff"))


def _refuse_other_files(data: bytes) -> None:
    for signature, sentence in _SIGNATURES:
        if data.startswith(signature):
            raise NotText(sentence)
    for place, signature, sentence in _PLACED_SIGNATURES:
        if data[place : place + 4] == signature and b"\x00" in data[:64]:
            raise NotText(sentence)


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark betrays itself by where its zero bytes stand."""
    sample = data[:4000]
    quarter = len(sample) // 4
    if quarter < 1:
        return None
    zeros = [sample[place::4].count(0) / quarter for place in range(4)]
    if min(zeros[2:]) > 0.9 and zeros[0] < 0.1:
        return "utf-32-le"
    if min(zeros[:2]) > 0.9 and zeros[3] < 0.1:
        return "utf-32-be"
    even, odd = (zeros[0] + zeros[2]) / 2, (zeros[1] + zeros[3]) / 2
    if odd > 0.6 and even < 0.2:
        return "utf-16-le"
    if even > 0.6 and odd < 0.2:
        return "utf-16-be"
    return None


def _mostly_control(data: bytes) -> bool:
    sample = data[:20_000]
    strange = sum(1 for byte in sample if byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a\x1b")
    return strange > max(8, len(sample) // 25)


def _guess(data: bytes) -> str:
    """UTF-8 with scars, or the one-byte encoding whose high characters look most like print."""
    scarred = data.decode("utf-8", "replace")
    broken, whole = scarred.count("\ufffd"), sum(1 for char in scarred if char > "\x7f")
    if whole - broken >= broken:
        return _utf8_with_islands(data)
    return max((_one_byte(data, encoding) for encoding in (_WINDOWS, _MAC, _DOS)), key=_plausible)


def _utf8_with_islands(data: bytes) -> str:
    """UTF-8 in which single bytes come from a Windows program; a cut-off last character is dropped."""
    pieces: list[str] = []
    while data:
        try:
            pieces.append(data.decode("utf-8"))
            break
        except UnicodeDecodeError as trouble:
            pieces.append(data[: trouble.start].decode("utf-8"))
            if trouble.reason != "unexpected end of data":
                pieces.append(_one_byte(data[trouble.start : trouble.start + 1], _WINDOWS))
                data = data[trouble.start + 1 :]
            else:
                break
    return "".join(pieces)


def _one_byte(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:  # cp1252 has five holes; Latin-1 has none
        return "".join(bytes([byte]).decode(encoding, "ignore") or bytes([byte]).decode("latin-1") for byte in data)


def _plausible(text: str) -> int:
    """More is likelier: expected letters count for, strange signs and marks inside words against."""
    score = 0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char > "\x7f":
            score += 1 if char in _EXPECTED else -2
            score -= 2 if char.isupper() and before.islower() else 0
            score -= 3 if char in "„“”‚‘…§°©•" and before.isalpha() and after.isalpha() else 0
            score -= 3 if char.islower() and (after.isupper() or after.isdigit()) else 0
            score -= 2 if char.isalpha() and char not in "àÀ" and not (before.isalpha() or after.isalpha()) else 0
    return score

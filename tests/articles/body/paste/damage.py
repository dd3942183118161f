"""What happens to a story on its way from one program to another, in a form that can be repeated.

Each way of damage takes the text of a sample and gives bytes; the story in it is still the same, so
the sample's expected result still holds, give or take the warning about the encoding.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_STAMP = re.compile(r"\| \d+:\d\d(?::\d\d)? min$", re.MULTILINE)
_CREDIT_LINE = re.compile(r"((?:Quelle|Foto|Source|Photo|Crédit) ?:[^\n]*)\n\n")
_ATTRIBUTED = re.compile(r"((?<=[.!?…]) [„“”«»\"] [A-ZÀ-Þ][^\n„“”«»\"]*)\n\n")
_SIGN = re.compile(r"(?<=[.!?…]) ([„“”«»\"]) (?=[A-ZÀ-Þ][^\n„“”«»\"]*$)", re.MULTILINE)


def windows(text: str) -> bytes:
    return _one_byte(text, "cp1252")


def mac(text: str) -> bytes:
    return _one_byte(text, "mac_roman")


def utf16(text: str) -> bytes:
    return text.encode("utf-16")


def utf16_without_mark(text: str) -> bytes:
    return text.encode("utf-16-be")


def utf8_with_mark(text: str) -> bytes:
    return text.encode("utf-8-sig")


def mojibake(text: str) -> bytes:
    return _misread(text).encode()


def double_mojibake(text: str) -> bytes:
    return _misread(_misread(text)).encode()


def half_mojibake(text: str) -> bytes:
    middle = text.index("\n", len(text) // 2)
    return (_misread(text[:middle]) + text[middle:]).encode()


def islands(text: str) -> bytes:
    """Every fifth line was typed on another computer."""
    rows = text.split("\n")
    return b"\n".join(_one_byte(row, "cp1252") if place % 5 == 3 else row.encode() for place, row in enumerate(rows))


def entities(text: str) -> bytes:
    return text.encode("ascii", "xmlcharrefreplace")


def invisible(text: str) -> bytes:
    """Soft hyphens, zero-width spaces and joiners inside words, no-break spaces between them."""
    dice = random.Random(7)  # noqa: S311 - repeatable, not secret
    out = []
    for before, char in zip(" " + text, text, strict=False):
        if before.isalpha() and char.isalpha() and dice.random() < 0.04:
            out.append(dice.choice("\u00ad\u200b\u2060\ufeff\u200d"))
        out.append(dice.choice(" \u00a0\u202f ") if char == " " and dice.random() < 0.1 else char)
    return "".join(out).encode()


def carriage_returns(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()


def trailing_spaces(text: str) -> bytes:
    return re.sub(r"\n", "  \n \t", text).encode()


def no_blank_lines(text: str) -> bytes:
    return re.sub(r"\n\s*\n+", "\n", text).encode()


def stamps_run_on(text: str) -> bytes:
    return re.sub(r"(\| \d+:\d\d(?::\d\d)? min)\n\n", r"\1 ", text).encode()


def stamps_on_own_line(text: str) -> bytes:
    return re.sub(r" (\d\d[./]\d\d[./]\d{4} \| \d+:\d\d(?::\d\d)? min)", r"\n\1", text).encode()


def captions_run_on(text: str) -> bytes:
    return _CREDIT_LINE.sub(r"\1 ", text).encode()


def credits_on_own_line(text: str) -> bytes:
    return re.sub(r" ((?:Quelle|Foto|Source|Photo|Crédit) ?:)", r"\n\1", text).encode()


def attributions_run_on(text: str) -> bytes:
    return _ATTRIBUTED.sub(r"\1 ", text).encode()


def attributions_on_own_line(text: str) -> bytes:
    return _SIGN.sub(r" \1\n", text).encode()


def marks_below(text: str) -> bytes:
    return _SIGN.sub(r"\n\1 ", text).encode()


def wrapped(text: str) -> bytes:
    """Folded at 72 characters, as mail programs do."""
    import textwrap  # noqa: PLC0415 - needed by this damage alone

    return "\n".join(textwrap.fill(row, 72, break_on_hyphens=False) if row else "" for row in text.split("\n")).encode()


def spaced_out(text: str) -> bytes:
    return re.sub(r"\n\n", "\n\n\n\n", text).encode()


def some_run_on(text: str) -> bytes:
    """One blank line in four became a space, one in four a line break."""
    dice = random.Random(11)  # noqa: S311 - repeatable, not secret
    return re.sub(r"\n\n+", lambda gap: dice.choice([" ", "\n", gap.group(), gap.group()]), text).encode()


def one_line(text: str) -> bytes:
    return " ".join(text.split()).encode()


REPAIRED: tuple[Callable[[str], bytes], ...] = (windows, mac, mojibake, double_mojibake, half_mojibake, islands)
SOUND: tuple[Callable[[str], bytes], ...] = (
    utf16, utf16_without_mark, utf8_with_mark, entities, invisible, carriage_returns, trailing_spaces,
    no_blank_lines, stamps_run_on, stamps_on_own_line, captions_run_on, credits_on_own_line,
    attributions_run_on, attributions_on_own_line, marks_below, wrapped, spaced_out,
)  # fmt: skip


def _one_byte(text: str, encoding: str) -> bytes:
    return text.encode(encoding, "replace")


def _misread(text: str) -> str:
    return "".join(
        bytes([byte]).decode("cp1252", "ignore") or bytes([byte]).decode("latin-1") for byte in text.encode()
    )

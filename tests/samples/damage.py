"""What happens to a story between another newsroom's system and the paste box.

Each damage is deterministic and says what an importer can still be held to: it takes the clean text with its
expected result and returns what arrives together with the result that is now right, or ``None`` where a story
has nothing this damage could hurt. Where the loss leaves open which persons can still be named, ``people`` is
``None``: not compared. ``warnings_allowed`` lists warnings that are neither wanted nor wrong.
"""

from __future__ import annotations

import copy
import re
import textwrap
from collections.abc import Callable
from typing import Any

Story = dict[str, Any]
Damaged = tuple[bytes | str, Story]
Damage = Callable[[str, Story], Damaged | None]

ENOUGH = 24  # words; half of fewer looks like a crosshead
STAMP_END = re.compile(r"\d:\d\d min$")
STAMP_DATE = re.compile(r"\b\d\d([./])\d\d\1(\d{4})(?= \| \d)")
CLOCK = re.compile(r"(\d+):\d\d(?= min$)", re.MULTILINE)
CREDIT = re.compile(r"^(.*\s(?:Quelle|Foto|Source|Photo)[^\S\n]?:)[^\S\n]+\S.*$", re.MULTILINE)
ITEM = re.compile(r"(?:[-–•*]|\d+[.)]) ")
LONG_WORD = re.compile(r"[^\W\d_]{10,}")
BARE_WORD = re.compile(r"\w+")


def mojibake(text: str, expected: Story) -> Damaged:
    """UTF-8 read as Windows-1252 and saved again; the five bytes that code page lacks pass through."""
    broken = "".join(_as_1252(byte) for byte in text.encode())
    return broken, _warned(expected, "encoding_repaired")


def _as_1252(byte: int) -> str:
    raw = bytes([byte])
    return raw.decode("latin-1" if byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else "cp1252")


def cp1252(text: str, expected: Story) -> Damaged:
    """An old code page; what it cannot hold arrives as a question mark and nobody can know better."""
    changed = _each_text(expected, lambda words: words.encode("cp1252", "replace").decode("cp1252"))
    return text.encode("cp1252", "replace"), _allowing(changed, "encoding_repaired")


def utf16(text: str, expected: Story) -> Damaged:
    """Little-endian with its mark, as Windows' editor saves "Unicode"."""
    return b"\xff\xfe" + text.encode("utf-16-le"), _allowing(expected, "encoding_repaired")


def soft_hyphens(text: str, expected: Story) -> Damaged:
    """Copied from a page that hyphenates: a mark in every long word, zero-width spaces and a BOM."""
    broken = LONG_WORD.sub(lambda word: f"{word[0][:5]}\u00ad{word[0][5:]}", text)
    return "\ufeff" + broken.replace(", ", ", \u200b"), _allowing(expected, "encoding_repaired")


def hard_spaces(text: str, expected: Story) -> Damaged:
    """No-break spaces before numbers and units and around the stamp's bar."""
    broken = re.sub(r" (?=\d)", "\u00a0", text).replace(" min", "\u202fmin").replace(" | ", "\u00a0|\u00a0")
    return broken, copy.deepcopy(expected)


def straight_quotes(text: str, expected: Story) -> Damaged:
    """Typewriter signs throughout, the mark of the set-out quote included."""
    signs = dict.fromkeys(map(ord, "„“”«»"), '"') | dict.fromkeys(map(ord, "‚‘’"), "'")
    return text.translate(signs), copy.deepcopy(expected)


def crlf(text: str, expected: Story) -> Damaged:
    return text.replace("\n", "\r\n").encode(), copy.deepcopy(expected)


def single_newlines(text: str, expected: Story) -> Damaged:
    """The blank lines are lost; every block is one line (a list one line an item)."""
    return re.sub(r"\n{2,}", "\n", text), copy.deepcopy(expected)


def hard_wrapped(text: str, expected: Story) -> Damaged:
    """Sent by mail: no line is longer than 72 characters, blank lines between blocks are kept."""
    lines = (textwrap.fill(line, 72, break_on_hyphens=False) for line in text.split("\n"))
    return "\n".join(lines), copy.deepcopy(expected)


def joined_by_spaces(text: str, expected: Story) -> Damaged | None:
    """After each clip's stamp the next block goes on in the same line."""
    chunks = _chunks(text)
    joined = [chunks[0]]
    for before, chunk in zip(chunks, chunks[1:], strict=False):
        if STAMP_END.search(before) and not ITEM.match(chunk):
            joined[-1] += f" {chunk}"
        else:
            joined.append(chunk)
    return None if len(joined) == len(chunks) else ("\n\n".join(joined) + "\n", copy.deepcopy(expected))


def impossible_date(text: str, expected: Story) -> Damaged | None:
    if not expected["date"]:
        return None
    broken = text.replace(f"date {expected['date']}", f"date {expected['date'][:4]}-02-30", 1)
    return broken, _warned(expected, "invalid_date") | {"date": None}


def impossible_stamp_date(text: str, expected: Story) -> Damaged | None:
    """The first dated clip was recorded on a 31 February."""
    right = _warned(expected, "invalid_date")
    clip = next((block for block in right["blocks"] if block["type"] == "video" and block["date"]), None)
    if clip is None:
        return None
    year, month, day = clip["date"].split("-")
    spellings = f"{day}.{month}.{year}", f"{day}/{month}/{year}"
    stamp = next(hit for hit in STAMP_DATE.finditer(text) if hit[0] in spellings)
    clip["date"] = None
    return f"{text[: stamp.start()]}31{stamp[1]}02{stamp[1]}{year}{text[stamp.end() :]}", right


def impossible_duration(text: str, expected: Story) -> Damaged | None:
    """The first clip's clock shows 75 seconds."""
    right = _warned(expected, "invalid_duration")
    clip = next((block for block in right["blocks"] if block["type"] == "video"), None)
    if clip is None:
        return None
    clip["duration_s"] = None
    return CLOCK.sub(r"\1:75", text, count=1), right


def truncated(text: str, expected: Story) -> Damaged | None:
    """The copy ends in the middle of the last long paragraph."""
    blocks = copy.deepcopy(expected["blocks"])
    while blocks and not (blocks[-1]["type"] == "paragraph" and len(blocks[-1]["text"].split()) >= ENOUGH):
        blocks.pop()
    if not blocks:
        return None
    words = blocks[-1]["text"].split()
    stop = next((n for n in range(len(words) // 2, len(words) - 1) if BARE_WORD.fullmatch(words[n])), None)
    if stop is None:
        return None
    rest = " ".join(words[: stop + 1])
    end = text.rindex(blocks[-1]["text"]) + len(rest)
    blocks[-1]["text"] = rest
    return text[:end], _warned(expected, "truncated") | {"blocks": blocks, "people": None}


def credit_lost(text: str, expected: Story) -> Damaged | None:
    """After the first credit word nothing is left."""
    right = _warned(expected, "missing_credit")
    pictures = [right["lead_image"], *(block for block in right["blocks"] if block["type"] == "image")]
    picture = next((one for one in pictures if one and one["provider"]), None)
    if picture is None:
        return None
    picture["provider"] = picture["photographer"] = None
    return CREDIT.sub(r"\1", text, count=1), right


def speaker_lost(text: str, expected: Story) -> Damaged | None:
    """The first set-out quote ends with its mark."""
    right = _warned(expected, "missing_speaker") | {"people": None}
    quote = next((block for block in right["blocks"] if block["type"] == "quote"), None)
    if quote is None or not (quote["speaker"] or quote["role"]):
        return None
    words = ", ".join(filter(None, (quote["speaker"], quote["role"]))).split()
    attribution = re.compile(r"\s+" + r"\s+".join(map(re.escape, words)))
    start = text.index(quote["text"]) + len(quote["text"])
    quote["speaker"] = quote["role"] = None
    return text[:start] + attribution.sub("", text[start:], count=1), right


DAMAGES: tuple[Damage, ...] = (
    mojibake, cp1252, utf16, soft_hyphens, hard_spaces, straight_quotes, crlf, single_newlines, hard_wrapped,
    joined_by_spaces, impossible_date, impossible_stamp_date, impossible_duration, truncated, credit_lost,
    speaker_lost,
)  # fmt: skip


def _chunks(text: str) -> list[str]:
    return [chunk for chunk in re.split(r"\n{2,}", text.rstrip("\n")) if chunk]


def _warned(expected: Story, code: str) -> Story:
    right = copy.deepcopy(expected)
    right["warnings"] = sorted({*right["warnings"], code})
    return right


def _allowing(expected: Story, code: str) -> Story:
    return copy.deepcopy(expected) | {"warnings_allowed": [code]}


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list):
        return [_each_text(one, change) for one in value]
    if isinstance(value, dict):
        return {key: _each_text(one, change) for key, one in value.items()}
    return value

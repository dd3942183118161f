"""IPTC-IIM: a row of datasets, each ``1C``, record, number, length, bytes."""

import hashlib

from visuals.pipeline.metadata import wording
from visuals.pipeline.metadata.limits import DATASETS

# The lengths at which IIM cuts; a value that ends exactly there may be half of what XMP has.
LENGTHS = {
    5: 64, 25: 64, 40: 256, 80: 32, 90: 32, 92: 32, 95: 32, 101: 64, 103: 32, 105: 256, 110: 32, 115: 32, 116: 128,
    120: 2000,
}  # fmt: skip
UTF8_MARKERS = (b"\x1b%G", b"\x1b%/G", b"\x1b%/H", b"\x1b%/I")
CHARSET = (1, 90)


def datasets(block: bytes) -> dict[tuple[int, int], list[bytes]]:
    """(record, dataset) → values. Steps over what is no dataset, ends where nothing follows."""
    found: dict[tuple[int, int], list[bytes]] = {}
    at = 0
    for _turn in range(DATASETS):
        at = block.find(b"\x1c", at)
        if at < 0 or at + 5 > len(block):
            break
        record, number = block[at + 1], block[at + 2]
        size = int.from_bytes(block[at + 3 : at + 5], "big")
        start = at + 5
        if size & 0x8000:  # the length of the length
            width = size & 0x7FFF
            size = int.from_bytes(block[start : start + min(width, 8)], "big") if width <= 8 else len(block)
            start += width
        if not 1 <= record <= 9 or start + size > len(block):
            at += 1
            continue
        found.setdefault((record, number), []).append(block[start : start + size])
        at = start + size
    return found


def texts(block: bytes, warnings: list[str]) -> dict[int, list[str]]:
    """Record 2 as text: UTF-8 if it is, else Windows-1252, whatever the marker says."""
    found = datasets(block)
    marker = (found.get(CHARSET) or [b""])[0].strip(b"\0 ")
    read: dict[int, list[str]] = {}
    guessed = False
    for (record, number), values in found.items():
        if record != 2 or number == 0:
            continue
        for value in values:
            text, is_utf8 = wording.decode(value)
            guessed |= not is_utf8
            read.setdefault(number, []).append(text)
    if guessed:
        warnings.append("iim: text is no UTF-8, read as Windows-1252" + (", against its marker" * _is_utf8(marker)))
    elif marker and not _is_utf8(marker):
        warnings.append("iim: unknown character set marker")
    return read


def _is_utf8(marker: bytes) -> bool:
    return marker.startswith(UTF8_MARKERS)


def edited_later(block: bytes, digest: bytes) -> bool:
    """Photoshop noted what IIM it wrote, and that is no longer what stands there: someone changed IIM alone."""
    if not block or not digest:
        return False
    bare = block.rstrip(b"\0")
    padded = {block, *(bare + b"\0" * count for count in range(4))}
    return all(hashlib.md5(each, usedforsecurity=False).digest() != digest for each in padded)


def may_be_cut(number: int, text: str) -> bool:
    """Is this value exactly as long as IIM allows, counted in characters or in bytes?"""
    length = LENGTHS.get(number)
    return length is not None and (len(text) == length or length - 3 <= len(text.encode()) <= length)

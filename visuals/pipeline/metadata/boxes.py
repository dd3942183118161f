"""AVIF (and HEIF): boxes within boxes; metadata are items that ``iinf`` names and ``iloc`` finds."""

from collections.abc import Callable, Iterator
from itertools import islice

from visuals.pipeline.metadata.limits import BLOCK_BYTES

MAX_ITEMS = 1_000
MAX_PIECES = 8
MAX_TAKEN = 4


def walk(data: bytes, take: Callable[[str, bytes], None]) -> None:
    for name, start, end in _boxes(data, 0, len(data)):
        if name == b"meta":
            _meta(data, start + 4, end, take)
        elif name == b"uuid" and data[start : start + 16].hex() == "be7acfcb97a942e89c71999491e3afac":
            take("xmp", data[start + 16 : end])


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= end:
        size, name, start = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8], at + 8
        if size == 1:
            size, start = int.from_bytes(data[at + 8 : at + 16], "big"), at + 16
        stop = end if size == 0 else min(at + size, end)
        if stop < start:
            return
        yield name, start, stop
        at = stop


def _meta(data: bytes, start: int, end: int, take: Callable[[str, bytes], None]) -> None:
    kinds: dict[int, str] = {}
    places: dict[int, tuple[int, list[tuple[int, int]]]] = {}
    inner = 0
    for name, begin, stop in _boxes(data, start, end):
        if name == b"iinf":
            kinds = _kinds(data, begin, stop)
        elif name == b"iloc":
            places = _places(data[begin:stop])
        elif name == b"idat":
            inner = begin
    for number, kind in islice(kinds.items(), MAX_TAKEN):
        method, extents = places.get(number, (0, []))
        base = inner if method == 1 else 0
        content = b"".join(data[base + at : base + at + min(size, BLOCK_BYTES)] for at, size in extents)
        if kind == "exif":
            take("exif", content[4 + int.from_bytes(content[:4], "big") :])
        elif content:
            take("xmp", content)


def _kinds(data: bytes, start: int, end: int) -> dict[int, str]:
    """Which items are metadata."""
    kinds = {}
    wide = data[start] > 0
    for name, begin, stop in _boxes(data, start + (8 if wide else 6), end):
        version = data[begin]
        if name != b"infe" or version < 2 or len(kinds) > MAX_ITEMS:
            continue
        size = 4 if version > 2 else 2
        number = int.from_bytes(data[begin + 4 : begin + 4 + size], "big")
        kind = data[begin + 6 + size : begin + 10 + size]
        if kind == b"Exif":
            kinds[number] = "exif"
        elif kind == b"mime" and b"rdf+xml" in data[begin + 10 + size : stop]:
            kinds[number] = "xmp"
    return kinds


def _places(box: bytes) -> dict[int, tuple[int, list[tuple[int, int]]]]:
    """Item → how its offsets count, and (offset, length) of its pieces."""
    version, at = box[0], 6
    offset_size, length_size = box[4] >> 4, box[4] & 15
    base_size, index_size = box[5] >> 4, (box[5] & 15) if version in (1, 2) else 0

    def number(size: int) -> int:
        nonlocal at
        at += size
        return int.from_bytes(box[at - size : at], "big")

    places = {}
    for _item in range(min(number(4 if version == 2 else 2), MAX_ITEMS)):
        if at >= len(box):
            break
        name = number(4 if version == 2 else 2)
        method = number(2) & 15 if version in (1, 2) else 0
        number(2)
        base, extents = number(base_size), []
        for _piece in range(min(number(2), MAX_PIECES)):
            number(index_size)
            extents.append((base + number(offset_size), number(length_size)))
        places[name] = (method, extents)
    return places

"""EXIF: who, what, when. GPS is only told of, never given away."""

import struct

from visuals.pipeline.metadata import wording
from visuals.pipeline.metadata.tiff import EXIF_IFD, GPS_IFD, Tree

NAMES = {0x010E: "ImageDescription", 0x013B: "Artist", 0x8298: "Copyright"}
DATES = {0x9003: "DateTimeOriginal", 0x9011: "OffsetTimeOriginal"}
LATITUDE, LONGITUDE = 2, 4


def read(block: bytes, warnings: list[str]) -> dict[str, list[str]]:
    tree = Tree.of(block)
    if tree is None:
        if block:
            warnings.append("exif: unreadable")
        return {}
    main = tree.directory(tree.first, {*NAMES, *DATES, EXIF_IFD, GPS_IFD})
    inner = tree.directory(tree.number(main[EXIF_IFD]), set(DATES)) if EXIF_IFD in main else {}
    if GPS_IFD in main and _has_position(tree, tree.number(main[GPS_IFD])):
        warnings.append("gps: the file knows where it was taken; that is not stored")
    values = {NAMES.get(tag) or DATES[tag]: raw for tag, raw in (main | inner).items() if tag in NAMES or tag in DATES}
    return {name: [wording.decode(raw.split(b"\0")[0])[0]] for name, raw in values.items()}


def _has_position(tree: Tree, at: int) -> bool:
    """Three true fractions each way; a version alone, zeros over zeros or NaN is no position."""
    found = tree.directory(at, {LATITUDE, LONGITUDE})
    return all(_is_angle(tree, found.get(tag, b"")) for tag in (LATITUDE, LONGITUDE))


def _is_angle(tree: Tree, raw: bytes) -> bool:
    if len(raw) != 24:
        return False
    numbers = struct.unpack(("<" if tree.order == "little" else ">") + "6I", raw)
    return all(numbers[1::2]) and numbers[0] / numbers[1] <= 180 and any(numbers[::2])

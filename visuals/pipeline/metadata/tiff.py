"""The directories of TIFF, which EXIF is made of, too. Values come as the bytes that stand in the file.

Pillow would turn text into Latin-1 and drop IIM that was written as LONG; and it warns where we go on reading.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

HEADERS = {b"II*\0": "little", b"MM\0*": "big", b"II+\0": "little", b"MM\0+": "big"}
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
XMP, IIM, PHOTOSHOP, EXIF_IFD, GPS_IFD = 700, 33723, 34377, 34665, 34853
Order = Literal["little", "big"]


@dataclass(frozen=True)
class Tree:
    """One TIFF structure: header, byte order, 32 or 64 bits."""

    data: bytes
    order: Order
    big: bool
    first: int

    @classmethod
    def of(cls, data: bytes) -> "Tree | None":
        if data[:4] not in HEADERS:
            return None
        order: Order = "little" if data[:1] == b"I" else "big"
        big = 43 in data[2:4]
        return cls(data, order, big, int.from_bytes(data[8:16] if big else data[4:8], order))

    def number(self, raw: bytes) -> int:
        return int.from_bytes(raw[:8], self.order)

    def directory(self, at: int, wanted: set[int]) -> dict[int, bytes]:
        """Tag → bytes of the directory at ``at``; entries that point outside of the file are left out."""
        data, found = self.data, {}
        width, head, room = (20, 8, 8) if self.big else (12, 2, 4)
        count = int.from_bytes(data[at : at + head], self.order)
        for entry in range(at + head, min(at + head + count * width, len(data) - width + 1), width):
            tag = int.from_bytes(data[entry : entry + 2], self.order)
            if tag not in wanted or tag in found:
                continue
            kind = int.from_bytes(data[entry + 2 : entry + 4], self.order)
            size = int.from_bytes(data[entry + 4 : entry + 4 + room], self.order) * SIZES.get(kind, 1)
            place = entry + 4 + room
            if size > room:
                place = int.from_bytes(data[place : place + room], self.order)
            if place + size <= len(data):
                found[tag] = data[place : place + size]
        return found


def walk(data: bytes, take: Callable[[str, bytes], None]) -> None:
    tree = Tree.of(data)
    if tree is None:
        return
    tags = tree.directory(tree.first, {XMP, IIM, PHOTOSHOP})
    take("exif", data)
    if XMP in tags:
        take("xmp", tags[XMP])
    if IIM in tags:
        take("iim", _as_written(tags[IIM]))
    if PHOTOSHOP in tags:
        take("photoshop", tags[PHOTOSHOP])


def _as_written(iim: bytes) -> bytes:
    """IIM that was called LONG and therefore turned round by fours."""
    if iim[:1] == b"\x1c" or iim[3:4] != b"\x1c":
        return iim
    return b"".join(iim[at : at + 4][::-1] for at in range(0, len(iim), 4))

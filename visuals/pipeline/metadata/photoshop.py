"""Photoshop's image resources, the envelope around IIM: ``8BIM``, number, name, length, content."""

import re
from collections.abc import Iterator

IIM, DIGEST, XMP, EXIF = 0x0404, 0x0425, 0x0424, 0x0422
MOST = 2_000
CUT_SHORT = 8  # so often a resource may promise more than there is
SIGNATURE = re.compile(rb"8BIM|PHUT|AgHg|DCSR|MeSa")


def resources(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of those resources we read; what stands between two of them is stepped over."""
    at = cut = 0
    for _turn in range(MOST):
        found = SIGNATURE.search(data, at)
        if not found or cut >= CUT_SHORT:
            return
        at = found.end()
        number = int.from_bytes(data[at : at + 2], "big")
        name = data[at + 2] if at + 2 < len(data) else 0
        start = at + 2 + (name + 1 + (name + 1) % 2)
        size = int.from_bytes(data[start : start + 4], "big")
        whole = start + 4 + size <= len(data)  # else the length is wrong, or the file ends here
        if number in (IIM, DIGEST, XMP, EXIF):
            yield number, data[start + 4 : start + 4 + size]
            cut += not whole
        if whole:
            at = start + 4 + size

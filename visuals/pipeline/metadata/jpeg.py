"""JPEG, and MPO, whose first picture is a JPEG: segments up to the image data."""

from collections.abc import Callable

from visuals.pipeline.metadata.xmp import looks_like_xmp

XMP = b"http://ns.adobe.com/xap/1.0/\0"
EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
PHOTOSHOP = (b"Photoshop 3.0\0", b"Adobe_Photoshop2.5:", b"Adobe_CM\0")
APP1, APP13, SCAN, END = 0xE1, 0xED, 0xDA, 0xD9
ALONE = {0x01, *range(0xD0, 0xD9)}  # markers without a length

STEPS = 20_000


def walk(data: bytes, take: Callable[[str, bytes], None]) -> None:
    resources = bytearray()  # a long Photoshop block is split over several segments
    at, end = 2, len(data)
    for _turn in range(STEPS):
        if at + 4 > end:
            break
        if data[at] != 0xFF:
            take("warning", b"jpeg: segments out of step")
            at = data.find(b"\xff", at)
            if at < 0:
                break
            continue
        marker = data[at + 1]
        if marker == 0xFF or marker == 0 or marker in ALONE:
            at += 1 if marker == 0xFF else 2
            continue
        if marker in (SCAN, END):
            break
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        content = data[at + 4 : at + 2 + size]
        if marker == APP1:
            _app1(content, take)
        elif marker == APP13:
            _app13(content, resources, take)
        at += 2 + max(size, 2)
    if resources:
        take("photoshop", bytes(resources))


def _app1(content: bytes, take: Callable[[str, bytes], None]) -> None:
    if content[:4] == b"Exif":
        take("exif", content[6:])
    elif content.startswith(XMP):
        take("xmp", content[len(XMP) :])
    elif content.startswith(EXTENDED):
        take("extended", content[len(EXTENDED) :])
    elif looks_like_xmp(content):
        take("xmp", content)
        take("warning", b"xmp: damaged signature")
    elif content[6:10] in (b"II*\0", b"MM\0*"):
        take("exif", content[6:])
        take("warning", b"exif: damaged signature")


def _app13(content: bytes, resources: bytearray, take: Callable[[str, bytes], None]) -> None:
    for signature in PHOTOSHOP:
        if content.startswith(signature):
            resources += content[len(signature) :]
            return
    if content[:1] == b"\x1c":
        take("iim", content)
    else:
        resources += content

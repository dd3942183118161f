"""PNG, WebP and GIF: chunks with a name and a length."""

import binascii
import re
import zlib
from collections.abc import Callable

from visuals.pipeline.metadata.limits import BLOCK_BYTES

Take = Callable[[str, bytes], None]
STEPS = 100_000
MAX_TEXTS = 8  # that we read, so that many small ones do not unpack to much
NO_DIGITS = bytes(sign for sign in range(256) if sign not in b"0123456789ABCDEFabcdef")
RAW_PROFILE = b"Raw profile type "


def walk_png(data: bytes, take: Take) -> None:
    at, texts = 8, 0
    for _turn in range(STEPS):
        if at + 8 > len(data):
            break
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        content = data[at + 8 : at + 8 + size]
        if name == b"eXIf":
            take("exif", content.removeprefix(b"Exif\0\0"))
        elif name in (b"iTXt", b"zTXt", b"tEXt") and texts < MAX_TEXTS:
            keyword, text = _text(name, content)
            texts += bool(keyword)
            _profile(keyword, text, take)
        elif name == b"IEND":
            return
        at += size + 12
    take("warning", b"png: cut off")


def _text(name: bytes, content: bytes) -> tuple[bytes, bytes]:
    keyword, _nul, rest = content.partition(b"\0")
    if keyword != b"XML:com.adobe.xmp" and not keyword.startswith(RAW_PROFILE):
        return b"", b""
    if name == b"tEXt":
        return keyword, rest
    if name == b"zTXt":
        return keyword, _inflate(rest[1:])
    compressed, body = rest[:1] == b"\1", rest[2:].split(b"\0", 2)[-1]  # language, translated keyword, text
    return keyword, _inflate(body) if compressed else body


def _inflate(data: bytes) -> bytes:
    """As much as is whole, and no more than a block may have."""
    stream = zlib.decompressobj()
    try:
        return stream.decompress(data, BLOCK_BYTES)
    except zlib.error:
        return b""


def _profile(keyword: bytes, text: bytes, take: Take) -> None:
    if keyword == b"XML:com.adobe.xmp":
        take("xmp", text)
    if not keyword.startswith(RAW_PROFILE):
        return
    kind = keyword[len(RAW_PROFILE) :].lower()
    raw = _unhex(text)
    if raw[:6] == b"Exif\0\0" or kind == b"exif":
        take("exif", raw.removeprefix(b"Exif\0\0"))
    elif kind in (b"iptc", b"8bim"):
        take("iim" if raw[:1] == b"\x1c" else "photoshop", raw)
    elif kind in (b"xmp", b"app1"):
        take("xmp", raw)


def _unhex(text: bytes) -> bytes:
    """``\\niptc\\n     123\\n48656c…``, as ImageMagick writes what PNG has no chunk for."""
    head = re.match(rb"\n?[\w ]{0,20}\n {0,20}\d{1,20}\n", text[:80])
    digits = text[head.end() if head else 0 :].translate(None, NO_DIGITS)
    return binascii.unhexlify(digits[: len(digits) // 2 * 2])


def walk_webp(data: bytes, take: Take) -> None:
    at = 12
    for _turn in range(STEPS):
        if at + 8 > len(data):
            break
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        content = data[at + 8 : at + 8 + size]
        if name == b"EXIF":
            take("exif", content.removeprefix(b"Exif\0\0"))
        elif name in (b"XMP ", b"XMP\0"):
            take("xmp", content)
        at += 8 + size + size % 2


def walk_gif(data: bytes, take: Take) -> None:
    start = data.find(b"\x21\xff\x0bXMP DataXMP")
    if start >= 0:
        take("xmp", data[start + 14 : start + 14 + BLOCK_BYTES])

"""Where in a picture file the three kinds of metadata lie; what they say is not asked here.

Containers are walked by hand and never decoded: a picture whose pixels are damaged still says who took it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from visuals.pipeline.metadata import boxes, chunks, jpeg, photoshop, tiff
from visuals.pipeline.metadata.limits import SALVAGE_BYTES
from visuals.pipeline.metadata.xmp import OPENINGS, looks_like_xmp


@dataclass
class Blocks:
    """Raw blocks of one file. ``digest`` is what Photoshop noted of the IIM block it last wrote."""

    iim: bytes = b""
    digest: bytes = b""
    exif: bytes = b""
    packets: list[bytes] = field(default_factory=list)
    extended: list[bytes] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def take(self, kind: str, data: bytes) -> None:
        if kind == "photoshop":
            for number, content in photoshop.resources(data):
                self._resource(number, content)
        elif kind == "iim":
            self.iim = self.iim or data
        elif kind == "exif":
            self.exif = self.exif or data
        elif kind == "xmp":
            self.packets.append(data)
        elif kind == "extended":
            self.extended.append(data)
        else:
            self.warnings.append(data.decode())

    def _resource(self, number: int, content: bytes) -> None:
        if number == photoshop.IIM:
            self.take("iim", content)
        elif number == photoshop.DIGEST and len(content) >= 16:
            self.digest = self.digest or content[:16]
        elif number == photoshop.XMP:
            self.take("xmp", content)
        elif number == photoshop.EXIF:
            self.take("exif", content)


Walk = Callable[[bytes, Callable[[str, bytes], None]], None]


def find(data: bytes) -> Blocks | None:
    """The blocks of a file; None if it is no picture of a kind we know."""
    walk = _walker(data)
    if walk is None:
        return None
    blocks = Blocks()
    try:
        walk(data, blocks.take)
    except Exception as error:  # a damaged container: what was found so far counts
        blocks.warnings.append(f"file: damaged ({type(error).__name__})")
    if blocks.warnings or not (blocks.iim or blocks.exif or blocks.packets):
        _salvage(data[:SALVAGE_BYTES], blocks)
    return blocks


def _walker(data: bytes) -> Walk | None:
    if data[:2] == b"\xff\xd8":
        return jpeg.walk
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return chunks.walk_png
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return chunks.walk_webp
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return chunks.walk_gif
    if data[:4] in tiff.HEADERS:
        return tiff.walk
    if data[4:8] == b"ftyp":
        return boxes.walk
    return None


def _salvage(data: bytes, blocks: Blocks) -> None:
    """Look for what a damaged container no longer leads to, or what stands behind the end of the image."""
    if not blocks.packets:
        start = min((at for opening in OPENINGS if (at := data.find(opening)) >= 0), default=-1)
        if start >= 0 and looks_like_xmp(data[start : start + 4096]):
            blocks.packets.append(data[start:])
            blocks.warnings.append("xmp: found outside of its place")
    if not blocks.iim and (at := data.find(b"8BIM\x04\x04")) >= 0:
        blocks.take("photoshop", data[at : at + 1_000_000])
        blocks.warnings.append("iim: found outside of its place")
    if not blocks.exif:
        at = max(data.find(b"Exif\0\0II*\0"), data.find(b"Exif\0\0MM\0*"))
        if at >= 0:
            blocks.exif = data[at + 6 : at + 6 + 65_536]
            blocks.warnings.append("exif: found outside of its place")

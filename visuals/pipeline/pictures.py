"""From an original to what readers get: upright, sRGB, without metadata, in a short list of widths.

Pillow only. Each width is made from the next larger one, and a JPEG is decoded no larger than needed:
a third of the time of opening the file again for every width.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageCms, ImageOps

FORMATS = ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "GIF"]  # MPO comes with JPEG
MAX_BYTES = 40_000_000
MAX_PIXELS = 60_000_000
WIDTHS = (320, 480, 640, 960, 1280, 1600, 1920)
SAVE = {
    "avif": {"format": "AVIF", "quality": 58, "speed": 8},
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
JPEG_WIDTHS = (640, 1280)  # for feeds, social networks and very old browsers


class NotAPicture(ValueError):
    """The file cannot be used; ``args[0]`` is one of ``too_large``, ``too_many_pixels``, ``unreadable``."""


@dataclass(frozen=True)
class Encoded:
    format: str
    width: int
    height: int
    data: bytes


def measure(data: bytes) -> tuple[str, int, int]:
    """Format ("jpeg") and upright size of a picture, without decoding it whole; raises ``NotAPicture``."""
    if len(data) > MAX_BYTES:
        raise NotAPicture("too_large")
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            width, height = picture.size
            if width * height > MAX_PIXELS:
                raise NotAPicture("too_many_pixels")
            turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            return str(picture.format).lower(), *((height, width) if turned else (width, height))
    except NotAPicture:
        raise
    except Exception as error:  # Pillow raises nearly anything on damaged bytes
        raise NotAPicture("unreadable") from error


def renditions(data: bytes) -> Iterator[Encoded]:
    """Every size and format, widest first. Never larger than the original."""
    picture = _upright_srgb(data)
    widths = [width for width in WIDTHS if width < picture.width] or []
    top = min(picture.width, WIDTHS[-1])
    if top not in widths:
        widths.append(top)
    fallbacks = {max((w for w in widths if w <= wanted), default=widths[0]) for wanted in JPEG_WIDTHS}
    for width in sorted(widths, reverse=True):
        if width < picture.width:
            height = max(1, round(picture.height * width / picture.width))
            picture = picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for form, options in SAVE.items():
            if form != "jpeg" or width in fallbacks:
                yield Encoded(form, picture.width, picture.height, _encode(picture, options))


def _upright_srgb(data: bytes) -> Image.Image:
    measure(data)
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.format == "JPEG":
            opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
        profile = opened.info.get("icc_profile")
        picture = ImageOps.exif_transpose(opened)
    picture = _in_srgb(picture, profile)
    picture.info.clear()  # the comment, EXIF and XMP of the original go no further
    return picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if picture.mode.startswith("I"):  # 16 bits a channel: down to 8 before the mode changes
        picture = picture.point(lambda value: value / 257).convert("L")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            picture = converted or picture
        except ImageCms.PyCMSError:
            pass  # a broken profile is worth less than none
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        ground = Image.new("RGB", clear.size, "white")
        ground.paste(clear, mask=clear.getchannel("A"))
        return ground
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _encode(picture: Image.Image, options: dict) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, **options)
    return buffer.getvalue()

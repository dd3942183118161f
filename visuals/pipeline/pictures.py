"""From an original to what readers get: upright, sRGB, without metadata, in a short list of widths.

Pillow only. Each width is made from the next larger one, and a JPEG is decoded no larger than needed:
a third of the time of opening the file again for every width.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
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
TALLEST = 16383  # pixels; WebP knows no more
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
    with _opened(data) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise NotAPicture("too_many_pixels")
        # TIFF is the one format whose size Pillow has turned already
        turned = picture.format != "TIFF" and picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        form = "jpeg" if picture.format == "MPO" else str(picture.format).lower()
        return form, *((height, width) if turned else (width, height))


def decode_once(data: bytes) -> None:
    """Read the file to its end, as small as its format allows: a broken upload is told now, not by a job at night."""
    with _opened(data) as picture:
        picture.draft(None, (1, 1))
        picture.load()


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """The file as a picture; whatever is wrong with it then or later is ``NotAPicture``."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
            yield opened
    except NotAPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture("too_many_pixels") from error
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
    with _opened(data) as opened:
        if opened.format == "JPEG":
            opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
        profile = opened.info.get("icc_profile")
        picture = ImageOps.exif_transpose(opened)
        picture = _in_srgb(_on_white(_eight_bits(picture)), profile)
    if picture.height > TALLEST:
        picture = picture.resize((max(1, round(picture.width * TALLEST / picture.height)), TALLEST))
    picture.info.clear()  # the comment, EXIF and XMP of the original go no further
    return picture


def _eight_bits(picture: Image.Image) -> Image.Image:
    """16 bits a channel down to 8, before Pillow cuts off what is brighter than 255."""
    if not picture.mode.startswith("I"):
        return picture
    if picture.mode != "I":
        picture = picture.convert("I")
    return picture.point(lambda value: value / 257).convert("L")


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: readers' pages are light and dark, a picture has one ground."""
    if not picture.has_transparency_data:
        return picture
    clear = picture.convert("RGBA")
    ground = Image.new("RGB", clear.size, "white")
    ground.paste(clear, mask=clear.getchannel("A"))
    return ground


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    if picture.mode not in ("RGB", "CMYK", "L"):
        picture = picture.convert("RGB")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, source, srgb, outputMode="RGB") or picture
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile is worth less than none
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _encode(picture: Image.Image, options: dict) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, **options)
    return buffer.getvalue()

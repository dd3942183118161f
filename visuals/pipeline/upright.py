"""From a file of any kind to one upright picture in sRGB, or the reason why not. Pillow only.

What is decoded here came from strangers, so the desk does it in a child process; see ``apart``.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, ImageCms

FORMATS = ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "GIF"]  # MPO comes with JPEG
MAX_BYTES = 40_000_000
MAX_PIXELS = 60_000_000
TALLEST = 16383  # pixels; WebP knows no more
#: Modes that ``Image.reduce`` averages by itself; all others are turned into one of them first.
AVERAGED = {"L", "LA", "RGB", "RGBA", "CMYK", "I", "F"}


class NotAPicture(ValueError):
    """The file cannot be used; ``args[0]`` says why, and is a key of ``lifecycle.SENTENCES``."""


@contextmanager
def opened(data: bytes) -> Iterator[Image.Image]:
    """The file as a picture; whatever is wrong with it then or later is ``NotAPicture``."""
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            yield picture
    except (NotAPicture, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NotAPicture("too_many_pixels") from error
    except Exception as error:  # Pillow raises nearly anything on damaged bytes
        raise NotAPicture("unreadable") from error


def measure(data: bytes) -> tuple[str, int, int]:
    """Format ("jpeg") and upright size of a picture, without decoding it whole; raises ``NotAPicture``."""
    if len(data) > MAX_BYTES:
        raise NotAPicture("too_large")
    with opened(data) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise NotAPicture("too_many_pixels")
        # TIFF is the one format whose size Pillow has turned already
        turned = picture.format != "TIFF" and picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        form = "jpeg" if picture.format == "MPO" else str(picture.format).lower()
        return form, *((height, width) if turned else (width, height))


def decode_once(data: bytes) -> None:
    """Read the file to its end, as small as its format allows: a broken upload is told now, not by a job at night."""
    with opened(data) as picture:
        picture.draft(None, (1, 1))
        picture.load()


def upright(data: bytes, widest: int) -> Image.Image:
    """Upright, 8 bits, sRGB, on white, without a word of metadata; about ``widest`` across or less where it is smaller.

    Made small as early as possible: sixty megapixels must not be held three times over.
    """
    measure(data)
    with opened(data) as source:
        if source.format == "JPEG":
            source.draft("RGB", (widest, widest))
        profile = source.info.get("icc_profile")
        source.load()
        picture = _eight_bits(_reduced(source, widest))
        if source.format != "TIFF":  # turned while it was loaded
            picture = _turned(picture, source.getexif().get(0x0112, 1))
        picture = _in_srgb(_on_white(picture), profile)
    if picture.height > TALLEST:
        picture = picture.resize((max(1, round(picture.width * TALLEST / picture.height)), TALLEST))
    picture.info.clear()  # the comment, EXIF and XMP of the original go no further
    return picture


def _reduced(picture: Image.Image, widest: int) -> Image.Image:
    """Averaged down by a whole number, so that both sides stay at least ``widest``, or the picture as it is."""
    by = min(picture.size) // widest
    if by < 2:
        return picture
    if picture.mode not in AVERAGED:
        wide = "I" if picture.mode.startswith("I") else "RGBA" if picture.has_transparency_data else "RGB"
        picture = picture.convert(wide)
    return picture.reduce(by)


def _turned(picture: Image.Image, orientation: int) -> Image.Image:
    steps = {2: [0], 3: [3], 4: [1], 5: [5], 6: [4], 7: [6], 8: [2]}  # values of ``Image.Transpose``
    for step in steps.get(orientation, []):
        picture = picture.transpose(Image.Transpose(step))
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


def dotted(picture: Image.Image) -> str:
    """What it looks like in 64 bits as hex: whether each point is brighter than its left neighbour. "" if flat.

    Two files of one photograph, resized or packed anew, differ in a few bits.
    """
    points = picture.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            at = row * 9 + column
            bits = bits << 1 | (points[at + 1] > points[at])
    return f"{bits:016x}" if 6 <= bits.bit_count() <= 58 else ""

"""What readers get of a picture: a short list of widths, whole and cut in fixed ratios, encoded anew.

Each width is made from the next larger one, and a JPEG is decoded no larger than needed: a third of the time of
opening the file again for every width (``bench/renditions.py``).
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image

from visuals.pipeline.upright import MAX_BYTES, MAX_PIXELS, TALLEST, NotAPicture, decode_once, measure, upright

__all__ = ["MAX_BYTES", "MAX_PIXELS", "TALLEST", "NotAPicture", "decode_once", "measure", "renditions"]

WIDTHS = (320, 480, 640, 960, 1280, 1600, 1920)
#: The ratios a page may ask for, and how wide; nothing in an address chooses a size.
RATIOS = {"16:9": (16, 9), "3:2": (3, 2), "4:3": (4, 3), "1:1": (1, 1), "3:4": (3, 4)}
CUT_WIDTHS = (320, 640, 1280)
SAVE = {
    "avif": {"format": "AVIF", "quality": 50, "speed": 8, "max_threads": 1},
    "webp": {"format": "WEBP", "quality": 78, "method": 2},
    "jpeg": {"format": "JPEG", "quality": 80, "optimize": True, "progressive": True},
}
#: From this width on a picture is mostly seen with two or three of its dots in one point of a screen: what is left out
#: of it there nobody sees, and the lead picture of a story on a phone weighs a third less.
DENSE, DENSE_QUALITY = 960, {"avif": 45, "webp": 65}
#: A chart keeps every line: nothing is lost, and nothing is cut off.
SAVE_GRAPHIC = {
    "webp": {"format": "WEBP", "lossless": True, "quality": 60, "method": 4},
    "png": {"format": "PNG", "optimize": True},
}
PLAIN = ("jpeg", "png")  # for feeds, social networks and very old browsers: few widths are enough
PLAIN_WIDTHS = (640, 1280)

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Encoded:
    format: str
    width: int
    height: int
    data: bytes
    ratio: str = ""  # "" is the whole picture


@dataclass(frozen=True)
class Recipe:
    """How one picture is to be made: where its point is, what was cut by hand (x, y, width, height as fractions),
    whether it is a chart, and the XMP that goes into every file.
    """

    focus: tuple[float, float] = (0.5, 0.5)
    crops: dict[str, Box] = field(default_factory=dict)
    ratios: tuple[str, ...] = ()
    graphic: bool = False
    xmp: bytes = b""
    forms: tuple[str, ...] = ()  # only these, if any are named


#: How the first look is packed, which the desk sees until the rest is made.
FIRST = Recipe(forms=("webp",))


def renditions(data: bytes, recipe: Recipe | None = None) -> Iterator[Encoded]:
    """Every size and format, widest first, then the cuts. Never larger than the original."""
    recipe = recipe or Recipe()
    whole = upright(data, WIDTHS[-1])
    whole = _scaled(whole, top := min(whole.width, WIDTHS[-1]))  # the larger one is let go
    yield from ladder(whole, sorted({*(w for w in WIDTHS if w < top), top}), recipe)
    for ratio in () if recipe.graphic else recipe.ratios:
        box = recipe.crops.get(ratio) or box_around(recipe.focus, RATIOS[ratio], whole.size)
        cut = whole.crop(_pixels(box, whole.size))
        if cut.width < CUT_WIDTHS[0]:  # smaller than any place on a page: the whole picture serves as well
            continue
        top = min(cut.width, CUT_WIDTHS[-1])
        widths = sorted({*(w for w in CUT_WIDTHS if w < top), top})
        yield from ladder(_scaled(cut, top), widths, recipe, ratio)


def box_around(focus: tuple[float, float], ratio: tuple[int, int], size: tuple[int, int]) -> Box:
    """The largest box of ``ratio`` in a picture of ``size`` with ``focus`` as near its middle as the edges allow."""
    width, height = size
    across = min(1.0, height * ratio[0] / ratio[1] / width)
    down = min(1.0, width * ratio[1] / ratio[0] / height)
    left, top = (min(max(point - part / 2, 0.0), 1.0 - part) for point, part in zip(focus, (across, down), strict=True))
    return (left, top, across, down)


def _pixels(box: Box, size: tuple[int, int]) -> tuple[int, int, int, int]:
    width, height = size
    left, top = min(round(box[0] * width), width - 1), min(round(box[1] * height), height - 1)
    return left, top, max(left + 1, round((box[0] + box[2]) * width)), max(top + 1, round((box[1] + box[3]) * height))


def ladder(picture: Image.Image, widths: list[int], recipe: Recipe, ratio: str = "") -> Iterator[Encoded]:
    """One picture in ``widths``, each made from the next larger one."""
    fallbacks = {max((w for w in widths if w <= wanted), default=widths[0]) for wanted in PLAIN_WIDTHS}
    for width in reversed(widths):
        picture = _scaled(picture, width)
        for form, options in (SAVE_GRAPHIC if recipe.graphic else SAVE).items():
            if recipe.forms and form not in recipe.forms:
                continue
            if form not in PLAIN or width in fallbacks:
                if width >= DENSE and form in DENSE_QUALITY and not recipe.graphic:
                    options = {**options, "quality": DENSE_QUALITY[form]}
                encoded = _encode(picture, options, recipe.xmp)
                yield Encoded(form, picture.width, picture.height, encoded, ratio)


def _scaled(picture: Image.Image, width: int) -> Image.Image:
    if width >= picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encode(picture: Image.Image, options: dict, xmp: bytes) -> bytes:
    buffer = io.BytesIO()
    if xmp and options["format"] != "PNG":
        options = {**options, "xmp": xmp}
    picture.save(buffer, **options)
    return buffer.getvalue()

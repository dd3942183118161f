from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone

from visuals.models import Image
from visuals.models.rendition import Size
from visuals.pipeline import alttext
from visuals.pipeline.pictures import RATIOS, box_around

register = template.Library()

#: Best compression first: a browser takes the first source it can read.
FORMATS = ("avif", "webp")
PLAIN = ("jpeg", "png")
#: On a phone with three dots to the point nobody sees the third: as wide as the window means three quarters of it.
DENSE_PHONE = "(max-width: 34rem) and (min-resolution: 2.7dppx) 75vw, "
#: What the plain ``<img>`` asks for where a browser knows no ``srcset``.
FALLBACK_WIDTH = 960


@register.inclusion_tag("visuals/_picture.html")
def picture(
    image: Image | None,
    sizes: str = "100vw",
    *,
    alt: str | None = None,
    eager: bool = False,
    placeholder: bool = False,
    ratio: str = "",
    narrow: str = "",
) -> dict[str, Any]:
    """A ``<picture>`` of every format and size there is. ``sizes`` has to be true to the layout.

    ``alt`` is None for "as in the library". Without renditions: nothing, or a kept place if ``placeholder``.
    ``ratio``: the desk's cut for it ("1:1"), where the picture has one; ``narrow``: the one for a phone.
    """
    cut = image.cut_list(ratio) if image and ratio else []
    ladder = cut or (image.renditions_list if image else [])
    if image is None or not ladder:
        return {"ladder": [], "placeholder": placeholder}
    plain = sorted(_of(ladder, *PLAIN) or _of(ladder, "webp") or ladder, key=lambda size: size.width)
    largest = max(ladder, key=lambda size: size.width)
    return {
        "ladder": ladder,
        "sources": [
            (form, _srcset(found)) for form in FORMATS if (found := _of(ladder, form)) and form != plain[0].format
        ],
        "narrow_sources": _narrow(image, narrow),
        "srcset": _srcset(plain),
        "src": next((size for size in plain if size.width >= FALLBACK_WIDTH), plain[-1]).url,
        "width": largest.width,
        "height": largest.height,
        "sizes": f"{DENSE_PHONE}{sizes}" if sizes.endswith("100vw") else sizes,
        "alt": "" if image.decorative else image.alt if alt is None else alt,
        "eager": eager,
        "whole": image.kind == Image.Kind.GRAPHIC,  # a frame of another shape may not cut it
        **_point(image, ratio if cut else ""),
    }


def _point(image: Image, ratio: str) -> dict[str, int]:
    """Where the focus lies in what is shown, in tenths: for places that cut the picture once more."""
    left, top, width, height = 0.0, 0.0, 1.0, 1.0
    if ratio:
        size = (image.width or 1, image.height or 1)
        box = image.crops.get(ratio) or box_around((image.focal_x, image.focal_y), RATIOS[ratio], size)
        left, top, width, height = box
    across, down = (image.focal_x - left) / width, (image.focal_y - top) / height
    return {"across": round(min(max(across, 0), 1) * 10), "down": round(min(max(down, 0), 1) * 10)}


def _narrow(image: Image, ratio: str) -> list[tuple[str, str]]:
    cut = image.cut_list(ratio) if ratio else []
    return [(form, _srcset(found)) for form in FORMATS if (found := _of(cut, form))]


@register.filter
def shown(image: Image | None) -> Image | None:
    """The picture if its rights cover this moment, else None: lists load it by a join that cannot ask."""
    if not image:  # a template says "" for a relation that is not there
        return None
    return image if image.may_go_to("site", timezone.now()) else None


@register.filter
def rights_word(image: Image) -> str:
    """ "over", "later", "soon" (within a week), or "" where nothing has to be said."""
    now = timezone.now()
    if image.available_until and image.available_until <= now:
        return "over"
    if image.available_from and image.available_from > now:
        return "later"
    return "soon" if image.available_until and image.available_until <= now + timedelta(days=7) else ""


@register.filter
def alt_findings(image: Image) -> list[str]:
    return alttext.findings(image.alt, image.caption, decorative=image.decorative)


@register.filter
def is_upright(image: Image | None) -> bool:
    return bool(image and image.width and image.height and image.height > image.width)


@register.filter
def share_url(image: Image | None) -> str:
    """One JPEG near 1200 pixels, as link previews of other sites want it, cut wide; "" if there is none."""
    sizes = [*image.cut_list("16:9"), *image.renditions_list] if image else []
    found = _of(sizes, *PLAIN)
    wide = [size for size in found if size.width * 9 == size.height * 16]
    found = sorted(wide or found, key=lambda size: size.width)
    return next((size for size in found if size.width >= 1200), found[-1]).url if found else ""


def _of(ladder: Iterable[Size], *forms: str) -> list[Size]:
    return [size for size in ladder if size.format in forms]


def _srcset(sizes: Iterable[Size]) -> str:
    return ", ".join(f"{size.url} {size.width}w" for size in sizes)

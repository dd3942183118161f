"""Addresses out of words: German letters spelt out, everything else folded to ASCII."""

import secrets
import unicodedata
from collections.abc import Callable

_SPELT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ß": "ss",
        "æ": "ae",
        "ø": "oe",
        "å": "a",
        "œ": "oe",
        "ł": "l",
        "đ": "d",
        "ı": "i",
    }
)
LENGTH = 80


def slug_of(words: str, length: int = LENGTH) -> str:
    """``Größe & Höhe`` → ``groesse-hoehe``; "" if nothing but signs is left. Cut at a word's end."""
    text = unicodedata.normalize("NFC", words).lower().translate(_SPELT)
    text = unicodedata.normalize("NFKD", text).lower()  # mathematical capitals fold to plain ones
    kept = "".join(
        c if c.isascii() and c.isalnum() else "" if unicodedata.combining(c) or c in "'’" else "-" for c in text
    )
    slug = "-".join(part for part in kept.split("-") if part)
    if len(slug) <= length:
        return slug
    cut = slug[: length + 1].rpartition("-")[0] or slug[:length]
    return cut.strip("-")


def free_slug(words: str, taken: Callable[[str], bool], fallback: str) -> str:
    """The first of ``slug``, ``slug-2``, ``slug-3`` … that ``taken`` does not know."""
    stem = slug_of(words) or f"{fallback}-{secrets.token_hex(3)}"
    slug, number = stem, 2
    while taken(slug):
        slug, number = f"{stem}-{number}", number + 1
    return slug

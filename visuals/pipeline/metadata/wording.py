"""Text as it comes out of files, made fit to be stored: one encoding, no control characters, no placeholders."""

import re
import unicodedata
from collections.abc import Iterable

CAPTION, TEXT, LINE, NAME = 5_000, 2_000, 500, 160
# Cc and Cf are controls, bidirectional marks and invisible signs; the two joiners belong to scripts and emoji.
KEPT = {"\n", "\u200c", "\u200d"}
PLACEHOLDERS = re.compile(
    r"""[\W_]*                                            # -, ---, ?, blanks
    | n/?a\.? | none | null | nil | undefined | unknown | unbekannt | default | untitled
    | no\ (name|description|caption) | \w+(\ \w+)?\ digital\ camera
    | <[^<>]*> | \[(enter|insert|your)[^\]]*\]
    | (olympus|minolta|konica\ minolta|samsung|kodak|fujifilm|nikon|canon|sony|casio|pentax)?\ ?
      (digital\ )?(still\ )?camera(\ pictures)?
    | sony\ dsc | samsung(\ \w{1,4})? | dsc | file\ written\ by\ .* | software:\ .* | \{".*\}
    | exif[_ ]jpeg([_ ]picture|[_ ]t422)? | jpeg[_ ]picture | picasa
    | dcim.* | (img|dsc|dscn|dscf|dji|pxl|mvimg)[_-]?[0-9_]+(\.\w+)? | (processed|created|edited)\ with\ .*
    | (your|owner'?s?)\ name | owner | photographer('s\ name)? | fotograf | screenshot | bildschirmfoto
    """,
    re.I | re.X,
)
PHONE_CODES = re.compile(r"[a-z]{2,8}(_[a-z]{2,8})*")  # "dav", "oznor_vivi": a phone's note, no caption
MOJIBAKE = re.compile("[ÃÂâ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


def decode(raw: bytes) -> tuple[str, bool]:
    """Text and whether it was UTF-8; a last character that was cut in two is given up."""
    raw = raw.rstrip(b"\0")
    for cut in range(4):
        try:
            text = raw[: len(raw) - cut].decode("utf-8")
        except UnicodeDecodeError as error:
            if error.reason != "unexpected end of data":
                break
        else:
            return text, True
    return raw.decode("cp1252", "ignore"), False


def clean(text: str, limit: int = TEXT) -> str:
    """NFC, no control characters, blanks single, at most ``limit`` characters; lines stay lines."""
    text = unicodedata.normalize("NFC", _mended(text[: limit * 4]))
    text = re.sub(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]", "\n", text).replace("\t", " ")
    text = "".join(sign for sign in text if sign in KEPT or unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Cn"))
    text = re.sub(r"[^\S\n]+", " ", text)
    text = re.sub(r" ?\n ?", "\n", text)
    return re.sub(r"\n{3,}", "\n\n", text)[:limit].strip()


def line(text: str, limit: int = LINE) -> str:
    """``clean`` for what is one line by nature."""
    return clean(text, limit).replace("\n", " ")


def is_placeholder(text: str) -> bool:
    return len(text) < 200 and PLACEHOLDERS.fullmatch(text.strip()) is not None


def is_phone_code(text: str) -> bool:
    return PHONE_CODES.fullmatch(text.strip()) is not None


def _mended(text: str) -> str:
    """UTF-8 that someone took for Windows-1252: “BÃ¼ttner”."""
    if not MOJIBAKE.search(text):
        return text
    for wrong in ("cp1252", "latin-1"):
        try:
            return text.encode(wrong).decode("utf-8")
        except UnicodeError:
            continue
    return text


def fold(text: str) -> str:
    """What two spellings of one name have in common: no case, no accents, no punctuation; ü is ue."""
    text = text.casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ø"): "oe", ord("å"): "a"})
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if sign.isalnum())


def distinct(texts: Iterable[str]) -> list[str]:
    """Each name once, in its first spelling."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(fold(text) or text, text)
    return list(found.values())

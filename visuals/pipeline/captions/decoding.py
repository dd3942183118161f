"""Bytes to text. What names itself is believed, then UTF-8, which does not fit by chance; then it is guessed."""

import codecs

#: as one says it in a form; the first that can read a file is tried in this order when the desk chooses none
ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252 (Western Europe)",
    "iso8859-15": "ISO 8859-15 (Western Europe)",
    "mac-roman": "Mac OS Roman",
    "cp850": "DOS 850",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "koi8-r": "KOI8-R (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
}
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the other's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: one byte a letter: anything can be read as any of them, so the letters have to tell
GUESSED = ("cp1252", "mac-roman", "cp850")
LIKELY = set("äöüÄÖÜßéèêëàâáåæøñçóòôíìîïúùûœ„“”‚‘’»«–—…€§°·¿¡\xa0")


def decode(data: bytes, wished: str = "") -> tuple[str, str] | None:
    """The text and the encoding it was read in; None if that cannot be it."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return _read(data, name)
    if wished:
        return _read(data, _by_zeros(data) if wished == "utf-16" else wished)
    if found := _by_zeros(data):
        return _read(data, found)
    return _read(data, "utf-8") or _guess(data)


def _by_zeros(data: bytes) -> str:
    """UTF-16 without its mark: in Latin text every second byte is zero."""
    head = data[:400]
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    return "utf-16-be" if head[::2].count(0) > len(head) // 4 else ""


def _read(data: bytes, name: str) -> tuple[str, str] | None:
    try:
        return data.decode(name or "utf-16-le"), name
    except UnicodeDecodeError:
        return None


def _guess(data: bytes) -> tuple[str, str] | None:
    """The encoding in which most letters beyond ASCII are ones that people write."""
    best: tuple[int, tuple[str, str]] | None = None
    for name in GUESSED:
        if found := _read(data, name):
            odd = sum(1 for letter in found[0] if letter > "\x7f" and letter not in LIKELY)
            if best is None or odd < best[0]:
                best = odd, found
    return best[1] if best else None

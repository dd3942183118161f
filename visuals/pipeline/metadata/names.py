"""Photographers as agencies write them: in capitals, with their agency, with a title, several at once."""

import re

from visuals.pipeline.metadata import wording

LABEL = re.compile(
    r"""^\s*(?:(?:foto|fotos|photo|photos|photograph|photographer|fotograf|fotografin|bild|bilder|bildquelle|quelle|picture
    |image|credit|photo\ credit|bildnachweis|source|courtesy)\s*(?::|\bby\b|\bof\b|\bvon\b)\s*:?\s*|by\s+|©\s*|\(c\)\s*
    |copyright\b\s*:?\s*|(?:19|20)\d\d(?:\s*-\s*(?:19|20)?\d\d)?\s*,?\s+)""",
    re.I | re.X,
)
TITLE = re.compile(
    r"(?i)\s*[,;-]\s*(?:stf|str|fre|staff|stringer|freelance(?:r)?|contributor|fotograf(?:in)?|photographer)$"
)
SEVERAL = re.compile(r"\s*[;&|]\s*|\s+(?:and|und|et|y)\s+")
INVERTED = re.compile(r"([^\W\d_][\w'’-]+), ([^\W\d_][\w'’.-]+(?: [^\W\d_][\w'’.-]*)?)")
NOBODY = {"uncredited", "stf", "staff", "nn", "anonymous", "anonym", "unattributed", "nocredit", "notcredited"}
NO_PERSON = {
    "handout": "Handout", "pool": "Pool", "stringer": "Stringer", "str": "STR", "ho": "HO", "archiv": "Archiv",
}  # fmt: skip
NOTES = {"stf", "str", "file", "archiv", "staff"}
PARTICLES = {"von", "van", "der", "den", "zu", "zum", "de", "da", "dos", "del", "di", "bin", "ter", "ten"}
MASKED = re.compile(r"x[A-ZÄÖÜ][^\Wx]*(?:x[A-ZÄÖÜ]?[^\Wx]+)+x")  # “xJanxHuebnerx”, as imago hides names from search
# Long words close German compounds, too (“Stadtarchiv”); short ones stand alone, for many a surname ends like them.
HOUSE = re.compile(
    r"""(?i)\b(?:\w*(?:images?|photos?|fotos?|bilder|press|presse|agency|agentur|agence|archive?|media|medien|pictures?
    |studios?|verlag|museum|polizei|police|feuerwehr|universit\w+|institut\w*|ministerium|zeitung|regierung)
    |bild|news|sport|office|wire|navy|army|forces?|guard|corps|department|government|parliament|congress|palace|kremlin
    |council|church|times|post|group|gmbh|inc|ltd|llc|ag|kg|e\.?v|services?|stock|bank|tv|films?|pool|handout|collection
    |library)\b""",
    re.X,
)


def bare(text: str) -> str:
    """Without “Foto:”, “©”, a year in front and what closes a sentence."""
    text = wording.line(text, wording.NAME * 2)
    for _turn in range(4):
        text, changed = LABEL.subn("", text)
        if not changed:
            break
    if MASKED.fullmatch(text):
        text = text[1:-1].replace("x", " ")
    text = re.sub(r"(?i)[\s.,;-]*\ball rights reserved\b.*$", "", text)
    text = text.strip(" ,;:|/-\"'[]+")
    opened = text.count("(") - text.count(")")
    return text.lstrip("( ") if opened > 0 else text.rstrip(") ") if opened < 0 else _unwrapped(text)


def _unwrapped(text: str) -> str:
    """Without the brackets around all of it; those within stay: “US Navy (Handout)”."""
    return text[1:-1].strip() if re.fullmatch(r"\([^()]*\)", text) else text


def is_nobody(text: str) -> bool:
    return wording.is_placeholder(text) or wording.fold(text) in NOBODY


def is_person(text: str) -> bool:
    """Two to four words that could be someone’s name and no company’s."""
    words = text.replace(".", ". ").split()
    if not 2 <= len(words) <= 4 or HOUSE.search(text) or re.search(r"[\d@_&+]", text):
        return False
    return all(word[0].isupper() or word.casefold() in PARTICLES for word in words)


def spelt(name: str) -> str:
    """``ALEX BRANDON`` → “Alex Brandon”; what is not all capitals stays as it is."""
    if known := NO_PERSON.get(wording.fold(name)):
        return known
    if not name.isupper() or len(name) < 4:
        return name
    words = name.split()
    return " ".join(_word(word, inner=0 < at < len(words) - 1) for at, word in enumerate(words))


def _word(word: str, *, inner: bool) -> str:
    if inner and word.casefold() in PARTICLES:
        return word.casefold()
    if re.fullmatch(r"(?:[A-Z]\.)+|[BCDFGHJKLMNPQRSTVWXZ]{2,3}\.?", word):  # initials: J.D., JB
        return word
    word = re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word.replace("’", "'"))
    word = re.sub(r"'S$", "'s", word)
    return re.sub(r"^Mc([^\W\d_])", lambda part: "Mc" + part[1].upper(), word)


def split(text: str) -> list[str]:
    """The people in one by-line, titles gone, “Büttner, Jens” turned round."""
    text = TITLE.sub("", bare(text))
    if INVERTED.fullmatch(text):
        last, _comma, first = text.partition(", ")
        if wording.fold(first) not in ("jr", "sr"):
            return [spelt(f"{first} {last}")]
    parts = [part for part in SEVERAL.split(text) if part]
    parts = [piece for part in parts for piece in _at_commas(part)]
    return [spelt(part) for part in parts if not is_nobody(part)]


def _at_commas(text: str) -> list[str]:
    pieces = [TITLE.sub("", piece.strip()) for piece in text.split(",") if piece.strip()]
    pieces = [piece for piece in pieces if wording.fold(piece) not in NOTES] or pieces
    return pieces if all(len(piece.split()) > 1 for piece in pieces) or len(pieces) == 1 else [text]

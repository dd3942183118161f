"""The credit line: provider, bar, photographer, out of whatever agencies put into by-line, credit and source."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from visuals.pipeline.metadata import agencies, names, wording

JOINTS = re.compile(r"\s*/\s*|\s*\|\s*|(?:^|\s+)(via)\s+", re.I)
LOOSE = re.compile(r"\s*[,;+]\s+|\s+[-–—]\s+|:\s+")
CODE = re.compile(r"(?:\b[A-Z]{0,4}\d{3,}\w*\b|\bX\d+\b)")
ADDRESS = re.compile(r"https?://(?:www\.)?|\bwww\.(?=\S+\.(?!gettyimages|imago))")
NOISE = ("+++", "***", "**")  # “+++ dpa-Bildfunk +++”: stands behind the credit
TPX = "TPX IMAGES OF THE DAY"
TAIL = 400  # a credit stands within the last so many characters of a caption
IN_BRACKETS = re.compile(r"\(([^()]{3,160})\)$")
AFTER_LABEL = re.compile(
    r"(?i)(?:^|[\s.])((?:photo|bild)?(?:foto|photo|bild|bildquelle|quelle|credit|picture|bildnachweis)\s*(?::|\bby\b)\s*"
    r"[^\n:()]{3,100})$"
)
AGENCY_FIRST = re.compile(
    r"(?:^|\s)((?:(?:REUTERS|AFP PHOTO|EPA-EFE|EPA|AP PHOTO|AP Photo)\s*/|BELGA PHOTO\s)\s*[^\n/.()]{3,60})$"
)
IN_BRACKETS_BEHIND = re.compile(r"(.+?)\s*\(([^()]{2,60})\)")  # “Rolf Vennenbernd (dpa)”
NOTES = re.compile(r"(?i)\s*,\s*(?:file|archiv\w*|symbolbild|pool|handout|undatiert\w*|fil[em] photo)\s*$")
RIGHTS = re.compile(r"\s*(?:/|\||,|;|\bvia\b|\bby\b|\bfor\b)\s*", re.I)


@dataclass
class Credit:
    """``parts`` are (joint, name): what stands between a part and the one before, ``/`` or `` via ``."""

    photographers: list[str] = field(default_factory=list)
    parts: list[tuple[str, str]] = field(default_factory=list)

    @property
    def provider(self) -> str:
        return "".join(("" if at == 0 else joint) + name for at, (joint, name) in enumerate(self.parts))

    @property
    def line(self) -> str:
        sides = [self.provider, ", ".join(self.photographers)]
        return " | ".join(wording.distinct(side for side in sides if side))


class Desk:
    """Reads credits with the spellings the desk knows."""

    def __init__(self, spellings: Mapping[str, str] | None = None):
        self.spellings = {wording.fold(spelling): name for spelling, name in (spellings or {}).items()}

    def credit(self, creators: Sequence[str], givers: Sequence[str]) -> Credit:
        """``givers`` are candidates for the provider, best first; the first with something left wins."""
        people, hints = self._creators(creators)
        found = Credit(people)
        for at, giver in enumerate(givers):
            parts, others = self._parts(giver, people)
            later = any(self._parts(other, people)[0] and self._is_known(other) for other in givers[at + 1 :])
            if not people and len(parts) == 1 and names.is_person(parts[0][1]) and later:
                people[:] = names.split(parts[0][1])  # the name stands where the agency should
                continue
            if parts:
                found.parts = parts
                people.extend(others if not people else [])
                break
        if not found.parts:
            found.parts = [("/", hint) for hint in dict.fromkeys(hints)]
        return found

    def of_caption(self, caption: str) -> tuple[str, str]:
        """The credit that closes a caption, and the caption without it: “… (AP Photo/Alex Brandon)”."""
        caption = _without_noise(caption)
        before, text = caption[:-TAIL], caption[-TAIL:]
        if found := IN_BRACKETS.search(text):
            inside = found[1]
            if names.LABEL.match(inside) or any(self._known(part) for part in RIGHTS.split(inside)):
                return _without_notes(inside), (before + text[: found.start()]).strip()
        for pattern in (AFTER_LABEL, AGENCY_FIRST):
            if found := pattern.search(text):
                return _without_notes(found[1]), (before + text[: found.start()]).strip()
        return "", ""

    def of_rights(self, rights: str) -> str:
        """An agency we know that is named in a copyright note: “Copyright 2026 The Associated Press. All …”."""
        for part in RIGHTS.split(names.bare(rights)):
            if known := self._known(names.bare(part).rstrip(".")):
                return known
        return ""

    def known(self, text: str) -> str | None:
        return self._known(text)

    def _known(self, text: str) -> str | None:
        return agencies.canonical(text, self.spellings)

    def _is_known(self, text: str) -> bool:
        return any(self._known(part) for _joint, part in _pieces(text))

    def _creators(self, creators: Sequence[str]) -> tuple[list[str], list[str]]:
        """Photographers, and the agencies that stood among them."""
        people: list[str] = []
        hints: list[str] = []
        for creator in creators:
            pieces = [piece for _joint, part in _pieces(creator) for piece in self._loosened(part)]
            rest = []
            for piece in pieces:
                known = self._known(piece)
                hints.extend([known] if known else [])
                rest.extend([] if known else [piece])
            persons = [piece for piece in rest if names.is_person(piece)] if len(rest) > 1 else rest
            if persons:
                people.extend(name for person in persons for name in names.split(person))
            else:
                people.extend(["/".join(rest)] if rest else [])
        return [name[: wording.NAME] for name in wording.distinct(people) if wording.fold(name)], hints

    def _parts(self, text: str, people: Sequence[str]) -> tuple[list[tuple[str, str]], list[str]]:
        """The provider without the photographers, and a person who stood in it though no by-line told of them."""
        folded = [wording.fold(name) for name in people]
        pieces = [(joint, piece) for joint, part in _pieces(text) for piece in self._loosened(part, folded)]
        parts: list[tuple[str, str]] = []
        for joint, piece in pieces:
            piece = _without(piece, people)
            if not piece or names.is_nobody(piece) or wording.fold(piece) in folded:
                continue
            name = self._known(piece) or names.NO_PERSON.get(wording.fold(piece)) or piece
            if wording.fold(name) not in {wording.fold(other) for _joint, other in parts}:
                parts.append((joint, name))
        others: list[str] = []
        if not people and len(parts) > 1:
            strange = [part for part in (parts[0], parts[-1]) if not self._known(part[1])]
            for part in strange[:1]:
                if names.is_person(part[1]):
                    parts.remove(part)
                    others = names.split(part[1])
        return parts, others

    def _loosened(self, part: str, folded: Sequence[str] = ()) -> list[str]:
        """“Alex Brandon, AP” in two, “Getty Images, Inc.” in one."""
        if self._known(part):
            return [part]
        if (found := IN_BRACKETS_BEHIND.fullmatch(part)) and self._known(found[2]):
            return [found[1], found[2]]
        if part.startswith("BELGA PHOTO "):
            return ["BELGA PHOTO", part.removeprefix("BELGA PHOTO ")]
        before, _word, after = re.sub(r"\s+(?:for|für)\s+", "\n", part).partition("\n")
        if after and self._known(after) and not self._known(before):
            return [before, after]
        pieces = [piece for piece in LOOSE.split(part) if piece]
        if len(pieces) > 1 and any(self._known(piece) or wording.fold(piece) in folded for piece in pieces):
            return pieces
        return [part]


def _pieces(text: str) -> list[tuple[str, str]]:
    """The provider, split where agencies join: (joint, part)."""
    text = ADDRESS.sub("", wording.line(text, wording.NAME * 2))
    if not CODE.fullmatch(text.strip()):
        text = re.sub(r"^" + CODE.pattern + r"\s+", "", text)
    else:
        return []
    pieces, at, joint = [], 0, "/"
    for found in JOINTS.finditer(text):
        pieces.append((joint, text[at : found.start()]))
        at, joint = found.end(), " via " if found[1] else "/"
    pieces.append((joint, text[at:]))
    return [(joint, bare) for joint, piece in pieces if (bare := names.bare(piece))]


def _without(piece: str, people: Sequence[str]) -> str:
    """A part of the provider without the photographer’s own name in it."""
    for name in people:
        if len(name) > 4:
            piece = re.sub(rf"(?i)(?:\b(?:by|von)\s+)?(?<!\w){re.escape(name)}(?!\w)", " ", piece)
    return names.bare(re.sub(r"\s+", " ", piece))


def _without_notes(credit: str) -> str:
    """“AP Photo/Alex Brandon, File” without what is no name."""
    return NOTES.sub("", credit).strip()


def _without_noise(caption: str) -> str:
    for _turn in range(6):
        caption = caption.rstrip(" .\n").removesuffix(TPX).rstrip()
        mark = next((mark for mark in NOISE if caption.endswith(mark)), None)
        if mark is None:
            break
        start = caption.rfind(mark, 0, len(caption) - len(mark))
        caption = caption[: start if start >= 0 else -len(mark)].rstrip("+*")
    return caption.rstrip(" .\n")

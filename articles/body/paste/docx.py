"""The words of a Word file, a paragraph a line, in the notation of the plain-text export.

Read as a stream and only after the archive's own directory was checked, so that a bomb is refused
before a byte of it is unpacked. Words struck out under "track changes" are gone, as in print.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field
from xml.sax import SAXException
from xml.sax.handler import ContentHandler, feature_namespaces
from xml.sax.xmlreader import AttributesNSImpl

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.sax import make_parser  # type: ignore[import-untyped]
from django.utils.translation import gettext_lazy as _

from .decode import NotText

_Name = tuple[str | None, str]
_DOCUMENT, _NUMBERING = "word/document.xml", "word/numbering.xml"
_MOST_ENTRIES = 3_000
_MOST_BYTES = 200_000_000
_MOST_DOCUMENT_BYTES = 12_000_000
_WORST_RATIO = 150  # Word's own XML packs ten to forty times
_SMALL = 1_000_000
_DEEPEST = 200
_BROKEN = _("This Word file is damaged or protected and cannot be read.")
_NOT_WORD = _("This file is an archive, not a Word file.")
_TOO_BIG = _("This Word file unpacks to more than a story can hold. Copy its text and paste it instead.")
# Style ids as Word writes them in English and in German.
_LIST_STYLES = ("ListBullet", "ListNumber", "Aufzhlungszeichen", "Listennummer", "Listepuces", "Listenumros")
_SKIPPED = frozenset(["del", "moveFrom", "Fallback", "instrText", "delText", "footnotePr"])


def is_archive(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def read_docx(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bombs(archive)
            names = set(archive.namelist())
            if _DOCUMENT not in names:
                raise NotText(_NOT_WORD)
            ordered = _ordered_lists(_unpack(archive, _NUMBERING)) if _NUMBERING in names else frozenset()
            story = _Story(ordered)
            _stream(_unpack(archive, _DOCUMENT), story)
    except (zipfile.BadZipFile, SAXException, DefusedXmlException, OSError, EOFError) as trouble:
        raise NotText(_BROKEN) from trouble
    except (RuntimeError, NotImplementedError, zipfile.LargeZipFile, ValueError) as trouble:
        if isinstance(trouble, NotText):
            raise
        raise NotText(_BROKEN) from trouble  # encrypted, or packed in a way Python does not know
    return story.text()


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if len(entries) > _MOST_ENTRIES or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        raise NotText(_TOO_BIG)
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > _WORST_RATIO * max(1, entry.compress_size):
            raise NotText(_TOO_BIG)


def _unpack(archive: zipfile.ZipFile, name: str) -> bytes:
    """What the directory promised; an entry that holds more lied."""
    with archive.open(name) as entry:
        content = entry.read(_MOST_DOCUMENT_BYTES + 1)
    if len(content) > _MOST_DOCUMENT_BYTES:
        raise NotText(_TOO_BIG)
    return content


def _stream(content: bytes, handler: ContentHandler) -> None:
    parser = make_parser()
    parser.forbid_dtd = True
    parser.setFeature(feature_namespaces, True)
    parser.setContentHandler(handler)
    parser.parse(io.BytesIO(content))


def _ordered_lists(content: bytes) -> frozenset[str]:
    numbering = _Numbering()
    _stream(content, numbering)
    return frozenset(number for number, kind in numbering.lists.items() if kind in numbering.ordered)


class _Nested(ContentHandler):
    """Word elements by their local names; deeper than any program writes is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0

    def startElementNS(self, name: _Name, qname: str | None, attrs: AttributesNSImpl) -> None:  # noqa: N802 - the library's name
        self.depth += 1
        if self.depth > _DEEPEST:
            raise NotText(_TOO_BIG)
        self.opened(name[1], {key[1]: value for key, value in attrs.items()})

    def endElementNS(self, name: _Name, qname: str | None) -> None:  # noqa: N802 - the library's name
        self.depth -= 1
        self.closed(name[1])

    def opened(self, name: str, attributes: dict[str, str]) -> None: ...

    def closed(self, name: str) -> None: ...


class _Numbering(_Nested):
    """Which list numbers count and which only have dots."""

    def __init__(self) -> None:
        super().__init__()
        self.lists: dict[str, str] = {}
        self.ordered: set[str] = set()
        self._abstract = self._number = self._level = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        value = attributes.get("val", "")
        match name:
            case "abstractNum":
                self._abstract = attributes.get("abstractNumId", "")
            case "lvl":
                self._level = attributes.get("ilvl", "")
            case "numFmt" if self._level == "0" and value not in ("bullet", "none"):
                self.ordered.add(self._abstract)
            case "num":
                self._number = attributes.get("numId", "")
            case "abstractNumId":
                self.lists[self._number] = value


@dataclass
class _Paragraph:
    words: list[str] = field(default_factory=list)
    number: str | None = None
    style: str = ""


class _Story(_Nested):
    """Collects the paragraphs; boxes nest them, so the open ones are a stack."""

    def __init__(self, ordered: frozenset[str]) -> None:
        super().__init__()
        self._ordered = ordered
        self._open: list[_Paragraph] = []
        self._done: list[tuple[str, bool]] = []
        self._counts: dict[str, int] = {}
        self._skipping = 0
        self._in_text = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if self._skipping or name in _SKIPPED:
            self._skipping += 1
            return
        value = attributes.get("val", "")
        match name:
            case "p":
                self._open.append(_Paragraph())
            case "t":
                self._in_text = True
            case "tab" | "ptab":
                self._write(" ")
            case "br" | "cr":
                self._write("\n")
            case "noBreakHyphen":
                self._write("-")
            case "numId" if self._open and value != "0":
                self._open[-1].number = value
            case "pStyle" if self._open and value.startswith(_LIST_STYLES):
                self._open[-1].style = value

    def closed(self, name: str) -> None:
        if self._skipping:
            self._skipping -= 1
        elif name == "t":
            self._in_text = False
        elif name == "p" and self._open:
            self._finish(self._open.pop())

    def characters(self, content: str) -> None:
        if self._in_text and not self._skipping:
            self._write(content)

    def _write(self, words: str) -> None:
        if self._open:
            self._open[-1].words.append(words)

    def _finish(self, paragraph: _Paragraph) -> None:
        words = "".join(paragraph.words).strip()
        if not words:
            return
        sign = self._sign(paragraph)
        self._done.append((sign + words, bool(sign)))

    def _sign(self, paragraph: _Paragraph) -> str:
        number = paragraph.number or paragraph.style
        if paragraph.number in self._ordered or (not paragraph.number and "num" in number.casefold()):
            self._counts[number] = self._counts.get(number, 0) + 1
            return f"{self._counts[number]}. "
        return "- " if number else ""

    def text(self) -> str:
        """Items of one list stand right below each other, everything else apart."""
        lines: list[str] = []
        before_is_item = False
        for words, is_item in self._done:
            if lines and not (is_item and before_is_item):
                lines.append("")
            lines.append(words)
            before_is_item = is_item
        return "\n".join(lines)

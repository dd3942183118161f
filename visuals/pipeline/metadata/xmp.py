"""XMP packets, read property by property: whatever the prefixes, attributes or elements, one packet or two."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from xml.etree.ElementTree import TreeBuilder

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from visuals.pipeline.metadata.limits import ELEMENTS, PACKETS, XMP_BYTES

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
WIDE = {"utf-32-le": b"<\0\0\0", "utf-32-be": b"\0\0\0<", "utf-16-le": b"<\0", "utf-16-be": b"\0<"}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NAMESPACES = {
    "purl.org/dc/elements/1.1": "dc",
    "ns.adobe.com/photoshop/1.0": "photoshop",
    "ns.adobe.com/xap/1.0/rights": "xmpRights",
    "ns.adobe.com/xmp/note": "xmpNote",
    "ns.adobe.com/exif/1.0": "exif",
    "iptc.org/std/Iptc4xmpCore/1.0/xmlns": "Iptc4xmpCore",
    "iptc.org/std/Iptc4xmpExt/2008-02-29": "Iptc4xmpExt",
    "ns.useplus.org/ldf/xmp/1.0": "plus",
    "xmp.gettyimages.com/gift/1.0": "GettyImagesGIFT",
}
FOLDED = {address.casefold(): prefix for address, prefix in NAMESPACES.items()}
OPENINGS = (b"<x:xmpmeta", b"<x:xapmeta", b"<rdf:RDF")
OPENING = re.compile(r"<((?:[\w.-]+:)?(?:xmpmeta|xapmeta|RDF))[\s>]")
NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BARE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#(?:[1-9]\d{1,6}|9|x0*(?:9|[aAdD]|[1-9a-fA-F][0-9a-fA-F]{1,5}));)")
ROWS = {f"{RDF}Alt", f"{RDF}Bag", f"{RDF}Seq"}
LANGUAGES = ("x-default", "de", "en")

Properties = dict[str, list[str]]


class Builder(TreeBuilder):
    """Keeps what was built before the damage."""

    root: Any = None
    elements = 0

    def start(self, tag: str, attrs: dict[str, str]) -> Any:
        self.elements += 1
        if self.elements > ELEMENTS:
            raise ElementTree.ParseError("too many elements")
        element = super().start(tag, attrs)
        self.root = element if self.root is None else self.root
        return element


def looks_like_xmp(content: bytes) -> bool:
    head = content[:4096].replace(b"\0", b"")
    return b"xmpmeta" in head or b"xapmeta" in head or b"rdf:RDF" in head


def read(packets: list[bytes], extended: list[bytes], warnings: list[str]) -> Properties:
    """``dc:creator`` → texts, keys in lower case behind the prefix. Of two packets the last one has its say first."""
    found: Properties = {}
    left = XMP_BYTES
    for packet in reversed(packets[-PACKETS:]):
        found = _packet(packet, left, warnings) | found
        left = max(0, left - len(packet))
    if extended:
        guid = "".join(found.get("xmpNote:hasextendedxmp", []))
        found = _packet(_joined(extended, guid), left, warnings) | found
    if len(packets) > 1:
        warnings.append(f"xmp: {len(packets)} packets, the last one counts")
    return found


def _joined(parts: list[bytes], guid: str) -> bytes:
    """Extended XMP: each part says whose it is, how long the whole and where the part begins."""
    pieces = {int.from_bytes(part[36:40], "big"): part[40:] for part in parts if part[:32].decode("latin-1") == guid}
    return b"".join(pieces[at] for at in sorted(pieces))


def _packet(packet: bytes, room: int, warnings: list[str]) -> Properties:
    found: Properties = {}
    if len(packet) > room:
        warnings.append("xmp: larger than 1 MB, ignored")
        return found
    text = _text(packet)
    if re.search(r"<!(?:DOCTYPE|ENTITY)", text):
        warnings.append("xmp: declares entities, ignored")
        return found
    for document in islice(_documents(text), PACKETS):  # in one block, too, the last one has its say
        for description in _descriptions(document, warnings):
            _properties(description, found)
    return found


def _text(packet: bytes) -> str:
    head = packet[:400]
    if head.count(0) > len(head) // 4:
        for name, sign in WIDE.items():
            if (at := packet.find(sign, 0, 400)) >= 0:
                text = packet[at:].decode(name, "replace")
                break
        else:
            text = packet.decode("utf-16", "replace")
    else:
        try:
            text = packet.decode("utf-8")
        except UnicodeDecodeError as error:
            late = len(packet) - error.start < 4 or b"\xc3" in packet
            text = packet.decode("utf-8", "replace") if late else packet.decode("cp1252", "replace")
    return NO_XML.sub("", text)


def _documents(text: str) -> Iterator[str]:
    """Each ``xmpmeta`` (or bare ``RDF``), without what is wrapped around it; the last one may lack its end."""
    at = 0
    while found := OPENING.search(text, at):
        closing = f"</{found[1]}>"
        end = text.find(closing, found.end())
        at = len(text) if end < 0 else end + len(closing)
        yield text[found.start() : at]


def _descriptions(document: str, warnings: list[str]) -> Iterable[Any]:
    root = _parsed(document, warnings)
    if root is None:
        return []
    graphs = [root] if root.tag == f"{RDF}RDF" else [child for child in root if child.tag == f"{RDF}RDF"]
    return [description for graph in graphs for description in graph]


def _parsed(document: str, warnings: list[str]) -> Any:
    mended = BARE.sub("&amp;", document)
    builder = Builder()
    parser = ElementTree.DefusedXMLParser(target=builder, forbid_dtd=True)
    try:
        parser.feed(mended.encode())
        parser.close()
    except (ElementTree.ParseError, DefusedXmlException):
        warnings.append("xmp: not well-formed, read as far as it goes")
    return builder.root


def _name(tag: str) -> str | None:
    """``{http://purl.org/dc/elements/1.1/}Rights`` → ``dc:rights``; None if we do not read that vocabulary."""
    address, _brace, local = tag[1:].rpartition("}")
    prefix = FOLDED.get(address.casefold().partition("://")[2].strip("/"))
    return f"{prefix}:{local.casefold()}" if prefix else None


def _properties(description: Any, found: Properties) -> None:
    for tag, value in description.attrib.items():
        if (name := _name(tag)) and value.strip():
            found[name] = [value]
    for child in description:
        if name := _name(child.tag):
            _property(name, child, found)


def _property(name: str, element: Any, found: Properties) -> None:
    for item in _items(element):
        _structure(name, item, found)
    if texts := _texts(element):
        found[name] = texts


def _items(element: Any) -> list[Any]:
    rows = [row for row in element if row.tag in ROWS]
    return list(rows[0]) if rows else [element]


def _texts(element: Any) -> list[str]:
    items = _items(element)
    texts = [(item.get(LANG, ""), (item.text or "").strip() or item.get(f"{RDF}resource", "")) for item in items]
    texts = [(lang, value) for lang, value in texts if value]
    if any(row.tag == f"{RDF}Alt" for row in element):
        texts = _chosen(texts)
    return [value for _lang, value in texts]


def _structure(name: str, item: Any, found: Properties) -> None:
    """A place or a person in parts: ``…:locationcreated`` gives ``…:locationcreated/city``, one value an item."""
    for holder in [item, *(child for child in item if child.tag == f"{RDF}Description")]:
        parts = [(tag, [value]) for tag, value in holder.attrib.items()]
        parts += [(child.tag, _texts(child)) for child in holder]
        for tag, values in parts:
            if part := _name(tag):
                found.setdefault(f"{name}/{part.partition(':')[2]}", []).extend(values)


def _chosen(texts: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """One of several languages: the default, else German, else English, else the first."""
    for language in LANGUAGES:
        for lang, value in texts:
            if value and lang.casefold().split("-" if language != "x-default" else "\0")[0] == language:
                return [(lang, value)]
    return texts[:1]

"""The few words that travel in every copy: whose it is, and what may be done with it. Nothing of the camera.

Taking such information out of a picture is forbidden where copyright management information is protected, so what
the desk keeps of it is written back as XMP.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
HEAD = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
)
TAIL = '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'


def packet(*, creators: Iterable[str] = (), credit: str = "", source: str = "", rights: str = "", terms: str = "",
           digital_source: str = "") -> bytes:  # fmt: skip
    """An XMP packet of what is not empty; no packet at all if nothing is said."""
    attributes = {
        "photoshop:Credit": credit,
        "photoshop:Source": source,
        "Iptc4xmpExt:DigitalSourceType": digital_source and SOURCES + digital_source.removeprefix(SOURCES),
    }
    said = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value)
    names = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in creators if name)
    inner = f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>" if names else ""
    inner += _worded("dc:rights", rights) + _worded("xmpRights:UsageTerms", terms)
    return f"{HEAD}{said}>{inner}{TAIL}".encode() if said or inner else b""


def _worded(name: str, text: str) -> str:
    if not text:
        return ""
    return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'

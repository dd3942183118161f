"""Picture files as agencies, cameras and archives make them, byte by byte; for tests of the reader only."""

import hashlib
import io
import struct
import zlib
from xml.sax.saxutils import escape, quoteattr

from PIL import Image

UTF8, REUTERS = b"\x1b%G", b"\x1b%5"
SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "GettyImagesGIFT": "http://xmp.gettyimages.com/gift/1.0/",
    "xmpNote": "http://ns.adobe.com/xmp/note/",
    "exif": "http://ns.adobe.com/exif/1.0/",
}
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XMP_HEAD, EXT_HEAD = b"http://ns.adobe.com/xap/1.0/\0", b"http://ns.adobe.com/xmp/extension/\0"


def iim(values: dict[int, str | bytes | list], charset: bytes | None = UTF8, encoding: str = "utf-8") -> bytes:
    """``{80: "Ada Lind", 25: ["a", "b"]}`` as a block of datasets."""
    rows = [] if charset is None else [(1, 90, charset)]
    rows.append((2, 0, b"\0\4"))
    for number, value in values.items():
        for each in value if isinstance(value, list) else [value]:
            rows.append((2, number, each if isinstance(each, bytes) else each.encode(encoding)))
    return b"".join(struct.pack(">BBBH", 0x1C, record, number, len(raw)) + raw for record, number, raw in rows)


def resource(number: int, content: bytes) -> bytes:
    padding = b"\0" * (len(content) % 2)
    return b"8BIM" + struct.pack(">HHI", number, 0, len(content)) + content + padding


def photoshop(block: bytes, digest: bytes | None = None) -> bytes:
    """``digest=b""``: the right one."""
    whole = resource(0x03ED, b"\0\x48\0\0\0\1\0\1\0\x48\0\0\0\1\0\1") + resource(0x0404, block)
    if digest is not None:
        whole += resource(0x0425, digest or hashlib.md5(block, usedforsecurity=False).digest())
    return whole


def alt(**languages: str) -> str:
    rows = "".join(
        f"<rdf:li xml:lang={quoteattr(lang.replace('_', '-'))}>{escape(text)}</rdf:li>"
        for lang, text in languages.items()
    )
    return f"<rdf:Alt>{rows}</rdf:Alt>"


def row(kind: str, *texts: str) -> str:
    return f"<rdf:{kind}>" + "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in texts) + f"</rdf:{kind}>"


def xmp(elements: dict[str, str] | None = None, attributes: dict[str, str] | None = None) -> bytes:
    """A packet; ``elements`` are XML already (see ``alt`` and ``row``), ``attributes`` are plain text."""
    spaces = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in SPACES.items())
    inline = "".join(f" {name}={quoteattr(value)}" for name, value in (attributes or {}).items())
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in (elements or {}).items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="{RDF}"><rdf:Description rdf:about="" {spaces}{inline}>{inner}</rdf:Description></rdf:RDF>'
        f'</x:xmpmeta>{" " * 200}<?xpacket end="w"?>'
    ).encode()


def exif(tags: dict[int, str], inner: dict[int, str] | None = None, gps: dict[int, object] | None = None) -> bytes:
    """A TIFF structure without the ``Exif`` signature."""
    made = Image.Exif()
    made.update(tags)
    if inner:
        made.get_ifd(0x8769).update(inner)
    if gps:
        made.get_ifd(0x8825).update(gps)
    return made.tobytes().removeprefix(b"Exif\0\0")


def pixels(form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (24, 16), "teal").save(buffer, form, **options)
    return buffer.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(block: bytes = b"", packet: bytes = b"", exif_block: bytes = b"", *, more: bytes = b"") -> bytes:
    """``block`` is a Photoshop block, see ``photoshop``; ``more`` are segments of any kind."""
    head = segment(0xE1, b"Exif\0\0" + exif_block) if exif_block else b""
    if packet:
        head += segment(0xE1, XMP_HEAD + packet)
    if block:
        head += segment(0xED, b"Photoshop 3.0\0" + block)
    plain = pixels("JPEG")
    return plain[:2] + head + more + plain[2:]


def wire(values: dict[int, str | bytes | list], **options: object) -> bytes:
    """A JPEG that has nothing but IIM."""
    return jpeg(photoshop(iim(values, **options)))


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(*chunks: bytes) -> bytes:
    plain = pixels("PNG")
    return plain[:33] + b"".join(chunks) + plain[33:]


def raw_profile(kind: bytes, content: bytes) -> bytes:
    body = b"\n" + kind + b"\n%8d\n" % len(content) + content.hex().encode() + b"\n"
    return chunk(b"zTXt", b"Raw profile type " + kind + b"\0\0" + zlib.compress(body))


def tiff(tags: dict[int, tuple[int, bytes]], order: str = "<") -> bytes:
    """A directory of our own making: tag → (type, bytes), such as IIM called LONG."""
    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    size = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1}
    entries, heap = b"", b""
    start = 8 + 2 + 12 * len(tags) + 4
    for tag, (kind, raw) in sorted(tags.items()):
        raw += b"\0" * (-len(raw) % size[kind])
        place = struct.pack(order + "I", start + len(heap)) if len(raw) > 4 else raw.ljust(4, b"\0")
        entries += struct.pack(order + "HHI", tag, kind, len(raw) // size[kind]) + place
        heap += raw if len(raw) > 4 else b""
    return head + struct.pack(order + "H", len(tags)) + entries + b"\0\0\0\0" + heap

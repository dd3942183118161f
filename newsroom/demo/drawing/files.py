"""Drawn pictures as the files a camera, a phone or a graphics desk would hand in."""

import io
import struct

from PIL import Image

ORIENTATION, TURNED_RIGHT = 0x0112, 6
CREDIT, SOURCE, BYLINE = 110, 115, 80  # IPTC datasets of record 2


def encoded(picture: Image.Image, form: str, credit: str, maker: str) -> bytes:
    """``form``: "jpeg", "png", or "turned": a JPEG on its side, as phones store them, with the credit in its IPTC."""
    buffer = io.BytesIO()
    if form == "png":
        picture.save(buffer, "PNG", optimize=True)
    elif form == "turned":
        exif = Image.Exif()
        exif[ORIENTATION] = TURNED_RIGHT
        lying = picture.transpose(Image.Transpose.ROTATE_90)
        lying.save(buffer, "JPEG", quality=90, exif=exif, extra=_iptc(credit, maker))
    else:
        picture.save(buffer, "JPEG", quality=90)
    return buffer.getvalue()


def _iptc(credit: str, maker: str) -> bytes:
    """An APP13 segment: Photoshop's resource 0x0404 around the IPTC records, which say they are UTF-8."""
    records = b"\x1c\x01\x5a" + struct.pack(">H", 3) + b"\x1b%G"
    for dataset, words in ((BYLINE, maker), (CREDIT, credit), (SOURCE, credit)):
        data = words.encode()
        records += struct.pack(">BBBH", 0x1C, 2, dataset, len(data)) + data
    resource = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(records)) + records + b"\x00" * (len(records) % 2)
    payload = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + struct.pack(">H", len(payload) + 2) + payload

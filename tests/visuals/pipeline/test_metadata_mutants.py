"""Two thousand damaged files: none crashes the reader, none keeps it busy. ``MUTANTS=20000`` asks for more."""

import os
import random
import time

import pytest

from tests.visuals.pipeline.agency_files import (
    chunk,
    exif,
    iim,
    jpeg,
    photoshop,
    pixels,
    png,
    raw_profile,
    row,
    tiff,
    xmp,
)
from visuals.pipeline.metadata import read
from visuals.pipeline.metadata.reading import KEYS

pytestmark = pytest.mark.once
MUTANTS = int(os.environ.get("MUTANTS", "2000"))
BLOCK = iim(
    {80: ["Ada Lind", "Bo Ekman"], 110: "Ada Lind/AP", 120: "Boats. (AP Photo/Ada Lind)", 55: "20261121", 25: "a, b"}
)
PACKET = xmp({"dc:creator": row("Seq", "Ada Lind")}, {"photoshop:Credit": "AFP via Getty Images"})
CAMERA = exif({0x010E: "Boats", 0x013B: "Ada Lind"}, {0x9003: "2026:11:21 10:15:00"}, {1: "N", 2: (1.0, 2.0, 3.0)})
SEEDS = [
    jpeg(photoshop(BLOCK, b""), PACKET, CAMERA),
    jpeg(photoshop(BLOCK, b"\1" * 16), PACKET),
    png(raw_profile(b"iptc", photoshop(BLOCK)), chunk(b"eXIf", CAMERA)),
    png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + PACKET)),
    pixels("WEBP", xmp=PACKET, exif=b"Exif\0\0" + CAMERA),
    pixels("AVIF", xmp=PACKET, exif=b"Exif\0\0" + CAMERA),
    pixels("MPO", save_all=True, exif=b"Exif\0\0" + CAMERA),
    tiff({33723: (4, BLOCK), 700: (1, PACKET)}),
    tiff({34377: (7, photoshop(BLOCK))}, ">"),
]
NUMBERS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\x1c\x02\x50\xff", b"8BIM", b"<x:x")


def mutant(chance: random.Random) -> bytes:
    """Bits turned, bytes lost, gained or doubled, lengths that lie, the end missing."""
    data = bytearray(chance.choice(SEEDS))
    kind = chance.randrange(6)
    for _turn in range(chance.choice((1, 3, 10, 50))):
        at = chance.randrange(max(len(data), 1))
        if kind == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del data[at : at + chance.randrange(1, 40)]
        elif kind == 2:
            data[at:at] = chance.randbytes(chance.randrange(1, 9))
        elif kind == 3:
            data[at : at + 4] = chance.choice(NUMBERS)
        elif kind == 4:
            data[at:at] = data[at : at + chance.randrange(1, 300)] * chance.choice((1, 2, 30))
        else:
            del data[max(at, 30) :]
    return bytes(data)


def test_no_mutant_crashes_the_reader_or_keeps_it_busy():
    chance = random.Random(20261123)  # noqa: S311 the same mutants every time
    worst = total = 0.0
    for _number in range(MUTANTS):
        data = mutant(chance)
        began = time.process_time()
        values = read(data).values
        spent = time.process_time() - began
        worst, total = max(worst, spent), total + spent
        assert tuple(values) == KEYS
        assert not any("metadata unreadable" in warning for warning in values["warnings"])
    print(f"{MUTANTS} mutants: worst {worst * 1000:.1f} ms, mean {total / MUTANTS * 1000:.2f} ms")
    assert worst < 1
    assert total / MUTANTS < 0.01


def xmp_in_png(packet: bytes) -> bytes:
    return png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + packet))


@pytest.mark.parametrize(
    "data",
    [
        xmp_in_png(xmp({"dc:subject": "<a>" * 130_000 + "</a>" * 130_000})),
        xmp_in_png(xmp({"dc:subject": "&" * 980_000})),
        xmp_in_png(b"<x:xmpmeta " * 80_000),
        xmp_in_png(b"<x:xmpmeta ></x:xmpmeta>" * 40_000),
        jpeg()[:2] + b"\x00\xff" * 2_000_000,
        b"\xff\xd8" + b"\xff\xed\xfa\x02" * 1 + b"8BIM" * 1_000_000,
        jpeg(photoshop(iim({120: "**" * 2_400 + "x", 80: "a/" * 4_000, 110: " via " * 2_000, 40: "A,.&- " * 4_000}))),
        jpeg(photoshop(iim({120: "Foto: A, " * 550, 116: "© by " * 3_000, 40: "EMBARGO " * 2_000}))),
    ],
    ids=["deep", "ampersands", "openings", "packets", "markers", "resources", "credit", "caption"],
)
def test_what_was_made_to_keep_a_reader_busy_does_not(data):
    began = time.process_time()
    read(data)

    assert time.process_time() - began < 1

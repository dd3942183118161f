"""The same words in every kind of file, and what is left of them when a file is damaged."""

import struct
import zlib

import pytest

from tests.visuals.pipeline.agency_files import (
    alt,
    chunk,
    exif,
    iim,
    jpeg,
    photoshop,
    pixels,
    png,
    raw_profile,
    row,
    segment,
    tiff,
    xmp,
)
from visuals.pipeline.metadata import read

pytestmark = pytest.mark.once
WORDS = {80: "Ada Lind", 110: "AP", 120: "Boats leave."}
BLOCK = iim(WORDS)
PACKET = xmp(
    {"dc:creator": row("Seq", "Ada Lind"), "photoshop:Credit": "AP", "dc:description": alt(x_default="Boats leave.")}
)
CAMERA = exif({0x013B: "Ada Lind", 0x010E: "Boats leave."}, {0x9003: "2026:11:21 10:15:00"})


def itxt(packet: bytes, *, packed: bool = False) -> bytes:
    body = (b"\1\0", zlib.compress(packet)) if packed else (b"\0\0", packet)
    return chunk(b"iTXt", b"XML:com.adobe.xmp\0" + body[0] + b"\0\0" + body[1])


FILES = {
    "jpeg iim": lambda: jpeg(photoshop(BLOCK)),
    "jpeg iim in two segments": lambda: jpeg(more=b"".join(
        segment(0xED, b"Photoshop 3.0\0" + part) for part in (photoshop(BLOCK)[:70], photoshop(BLOCK)[70:]))),
    "jpeg iim without its envelope": lambda: jpeg(more=segment(0xED, BLOCK)),
    "jpeg iim behind the end": lambda: jpeg() + photoshop(BLOCK),
    "jpeg xmp": lambda: jpeg(b"", PACKET),
    "png xmp": lambda: png(itxt(PACKET)),
    "png xmp packed": lambda: png(itxt(PACKET, packed=True)),
    "png raw profile iptc": lambda: png(raw_profile(b"iptc", photoshop(BLOCK))),
    "png raw profile xmp": lambda: png(raw_profile(b"xmp", PACKET)),
    "webp": lambda: pixels("WEBP", xmp=PACKET),
    "avif": lambda: pixels("AVIF", xmp=PACKET),
    "gif": lambda: pixels("GIF").replace(
        b"\x2c\0\0\0\0", b"\x21\xff\x0bXMP DataXMP" + PACKET + b"\1\0\0\x2c\0\0\0\0", 1),
    "tiff xmp": lambda: tiff({700: (1, PACKET)}),
    "tiff iim": lambda: tiff({33723: (7, BLOCK)}, ">"),
    "tiff iim as long": lambda: tiff({33723: (4, BLOCK)}),
    "tiff iim as long, turned": lambda: tiff({33723: (4, b"".join(
        BLOCK.ljust(-len(BLOCK) % 4 + len(BLOCK), b"\0")[at : at + 4][::-1] for at in range(0, len(BLOCK), 4)))}, ">"),
    "tiff photoshop": lambda: tiff({34377: (1, photoshop(BLOCK))}),
    "pillow's tiff": lambda: pixels("TIFF", tiffinfo={33723: BLOCK, 700: PACKET}),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_credit_and_caption_are_found_in_every_kind_of_file(name):
    got = read(FILES[name]()).values

    assert (got["credit"], got["caption"]) == ("AP | Ada Lind", "Boats leave.")


@pytest.mark.parametrize(
    "make",
    [
        lambda: jpeg(b"", b"", CAMERA),
        lambda: png(chunk(b"eXIf", CAMERA)),
        lambda: png(raw_profile(b"exif", b"Exif\0\0" + CAMERA)),
        lambda: pixels("WEBP", exif=b"Exif\0\0" + CAMERA),
        lambda: pixels("AVIF", exif=b"Exif\0\0" + CAMERA),
        lambda: pixels("MPO", save_all=True, exif=b"Exif\0\0" + CAMERA),
        lambda: CAMERA,
    ],
)
def test_what_a_camera_wrote_is_found_in_every_kind_of_file(make):
    got = read(make()).values

    assert (got["credit"], got["caption"], got["taken_at"]) == ("Ada Lind", "Boats leave.", "2026-11-21T10:15:00")


def test_a_screenshot_says_nothing_and_that_is_no_fault():
    got = read(pixels("PNG")).values

    assert {name: value for name, value in got.items() if value} == {}


@pytest.mark.parametrize("data", [b"", b"<html><body>no picture", b"%PDF-1.7", b"\0" * 5_000, b"MZ8BIM\x04\x04" * 9])
def test_what_is_no_picture_says_so(data):
    assert read(data).values["warnings"] == ["file: no picture of a kind we read"]


def test_one_broken_block_costs_only_its_own_words():
    damaged = bytearray(photoshop(BLOCK))
    damaged[damaged.index(b"Ada Lind") - 2 : damaged.index(b"Ada Lind")] = b"\x7f\xff"  # its length
    got = read(jpeg(bytes(damaged), b"<x:xmpmeta><<<", CAMERA)).values

    assert (got["credit"], got["caption"], got["taken_at"]) == ("AP | Ada Lind", "Boats leave.", "2026-11-21T10:15:00")


def test_segments_out_of_step_are_found_again():
    whole = jpeg(photoshop(BLOCK), PACKET)
    got = read(whole[:2] + b"\x00\x12garbage\x00" + whole[2:]).values

    assert got["credit"] == "AP | Ada Lind"
    assert got["warnings"] == ["jpeg: segments out of step"]


@pytest.mark.parametrize("name", ["jpeg iim", "jpeg xmp", "png xmp", "webp", "avif", "tiff xmp"])
def test_a_file_cut_anywhere_is_still_read(name):
    whole = FILES[name]()

    assert all(isinstance(read(whole[:length]).values["warnings"], list) for length in range(0, len(whole), 7))


def test_a_packed_chunk_is_unpacked_only_so_far():
    bomb = chunk(b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(b"\n" * 50_000_000))
    assert read(png(bomb, itxt(PACKET))).values["credit"] == "AP | Ada Lind"


def test_a_directory_that_points_nowhere_or_at_itself_ends():
    loop = b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", 2) + struct.pack("<HHII", 0x8769, 4, 1, 8)
    loop += struct.pack("<HHII", 0x013B, 2, 0x7FFFFFFF, 0x7FFFFFFF) + bytes(4)

    assert read(jpeg(b"", b"", loop)).values["photographers"] == []

"""What goes wrong in real files, each built from bytes: character sets, cut text, dates, placeholders, packets."""

import struct
from datetime import date

import pytest

from tests.visuals.pipeline.agency_files import (
    REUTERS,
    UTF8,
    alt,
    exif,
    iim,
    jpeg,
    photoshop,
    row,
    wire,
    xmp,
)
from visuals.pipeline.metadata import read

pytestmark = pytest.mark.once
TODAY = date(2026, 11, 23)


def values(data: bytes) -> dict:
    return read(data, today=TODAY).values


@pytest.mark.parametrize(
    ("charset", "encoding", "warned"),
    [
        (UTF8, "utf-8", False),
        (None, "utf-8", False),
        (None, "cp1252", True),
        (UTF8, "cp1252", True),
        (REUTERS, "utf-8", True),
        (REUTERS, "cp1252", True),
        (b"\x1b.A", "latin-1", True),
    ],
)
def test_the_marker_of_the_character_set_decides_only_the_warning(charset, encoding, warned):
    got = values(wire({80: "Jens Bütner", 120: "Straße in Łódź" if encoding == "utf-8" else "Straße"},
                      charset=charset, encoding=encoding))  # fmt: skip

    assert got["photographers"] == ["Jens Bütner"]
    assert got["caption"] == ("Straße in Łódź" if encoding == "utf-8" else "Straße")
    assert any(warning.startswith("iim:") for warning in got["warnings"]) is warned


def test_utf8_that_was_cut_within_a_character_loses_that_character_only():
    assert values(wire({90: "Müünster".encode()[:4]}))["place"] == "Mü"[:2]


def test_utf8_taken_for_windows_1252_is_mended():
    packet = xmp({"dc:creator": row("Seq", "Jens Bütner".encode().decode("cp1252"))})

    assert values(jpeg(b"", packet))["photographers"] == ["Jens Bütner"]


LONG_NAME = "Wolfgang-Maximilian Hohenstein-Lautersberger"


def test_what_iim_cut_is_taken_from_xmp_even_where_iim_goes_first():
    block = iim({80: LONG_NAME[:32], 110: "dpa", 105: "x" * 256})
    packet = xmp({"dc:creator": row("Seq", LONG_NAME)}, {"photoshop:Credit": "AP", "photoshop:Headline": "x" * 300})
    got = values(jpeg(photoshop(block, digest=b"\1" * 16), packet))

    assert got["photographers"] == [LONG_NAME]
    assert got["headline"] == "x" * 300
    assert got["provider"] == "dpa"  # not cut, and IIM was edited later


@pytest.mark.parametrize(("digest", "provider"), [(None, "AP"), (b"", "AP"), (b"\1" * 16, "dpa")])
def test_iim_goes_first_only_if_photoshop_no_longer_knows_it(digest, provider):
    packet = xmp(attributes={"photoshop:Credit": "AP"})

    assert values(jpeg(photoshop(iim({110: "dpa"}), digest), packet))["provider"] == provider


def test_exif_comes_last_except_for_the_date():
    packet = xmp({"dc:creator": row("Seq", "Ada Lind")}, {"photoshop:DateCreated": "2026-11-22T09:00:00+01:00"})
    old = exif({0x010E: "Old caption", 0x013B: "Bo Ekman", 0x8298: "(c) Bo"}, {0x9003: "2026:11:21 10:15:00"})
    got = values(jpeg(photoshop(iim({120: "New caption", 55: "20261120"})), packet, old))

    assert (got["photographers"], got["caption"], got["copyright"]) == (["Ada Lind"], "New caption", "(c) Bo")
    assert got["taken_at"] == "2026-11-21T10:15:00"
    assert any("disagree about the day" in warning for warning in got["warnings"])


@pytest.mark.parametrize(
    ("day", "clock", "moment"),
    [
        ("20261123", "101500+0100", "2026-11-23T10:15:00+01:00"),
        ("20261123", "101500", "2026-11-23T10:15:00"),
        ("20261123", "1015", "2026-11-23T10:15"),
        ("20261123", "25:99", "2026-11-23"),
        ("20261123", "garbage", "2026-11-23"),
        ("2026-11-23", "", "2026-11-23"),
        ("20261100", "", "2026-11"),
        ("19390000", "", "1939"),
        ("1939", "", "1939"),
        ("19390901", "", "1939-09-01"),
        ("00000000", "", None),
        ("00010101", "", None),
        ("20261332", "", None),
        ("20990101", "", None),
        ("yesterday", "", None),
    ],
)
def test_dates_of_iim_are_as_exact_as_they_are(day, clock, moment):
    assert values(wire({55: day, 60: clock}))["taken_at"] == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23T10:15:00.123+01:00", "2026-11-23T10:15:00+01:00"),
        ("2026-11-23T10:15Z", "2026-11-23T10:15+00:00"),
        ("2026-11-23T10:15", "2026-11-23T10:15"),
        ("2026-11", "2026-11"),
        ("2026", "2026"),
        ("2026-11-23T00:00:00+99:00", "2026-11-23T00:00:00"),
        ("2026:11:23 10:15:00", "2026-11-23T10:15:00"),
        ("2026-02-30", None),
    ],
)
def test_dates_of_xmp(text, moment):
    assert values(jpeg(b"", xmp(attributes={"photoshop:DateCreated": text})))["taken_at"] == moment


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("2026:11:23 10:15:00", "+01:00", "2026-11-23T10:15:00+01:00"),
        ("2026:11:23 10:15:00", "", "2026-11-23T10:15:00"),
        ("0000:00:00 00:00:00", "", None),
        ("    :  :     :  :  ", "", None),
        ("1939:00:00 00:00:00", "", "1939"),
        ("2099:01:01 00:00:00", "", None),
    ],
)
def test_dates_of_cameras(text, zone, moment):
    inner = {0x9003: text} | ({0x9011: zone} if zone else {})

    assert values(jpeg(b"", b"", exif({}, inner)))["taken_at"] == moment


def test_a_date_that_is_none_leaves_the_word_to_the_next_block():
    old = exif({}, {0x9003: "2099:01:01 00:00:00"})
    got = values(jpeg(photoshop(iim({55: "19390901"})), b"", old))

    assert got["taken_at"] == "1939-09-01"
    assert got["warnings"] == ["taken_at: EXIF DateTimeOriginal lies in the future: 2099-01-01T00:00:00"]


def test_a_position_is_told_of_and_never_stored():
    place = exif({}, gps={1: "N", 2: (53.0, 33.0, 1.0), 3: "E", 4: (9.0, 59.0, 1.0)})
    version = exif({}, gps={0: b"\2\3\0\0"})
    nothing = place.replace(struct.pack(">II", 53, 1), bytes(8)).replace(struct.pack("<II", 53, 1), bytes(8))

    told = [bool(values(jpeg(b"", b"", each))["warnings"]) for each in (place, version, nothing)]
    assert told == [True, False, False]
    assert "53" not in str(values(jpeg(b"", b"", place)))


@pytest.mark.parametrize(
    "nothing",
    [
        "-",
        "   ",
        "n/a",
        "N/A",
        "OLYMPUS DIGITAL CAMERA",
        "SAMSUNG CSC",
        "File written by Adobe Photoshop® 4.0",
        "SONY DSC",
        "SAMSUNG",
        "DCIM100MEDIADJI_01.JPG",
        "<text>",
        "--",
    ],
)
def test_placeholders_are_empty(nothing):
    got = values(jpeg(photoshop(iim({120: nothing, 80: nothing, 110: nothing})), b"", exif({0x010E: nothing})))

    assert (got["caption"], got["photographers"], got["provider"], got["credit"]) == (None, [], None, None)


def test_a_phone_notes_its_mode_where_captions_belong():
    assert values(jpeg(b"", b"", exif({0x010E: "oznor_vivi"})))["caption"] is None


@pytest.mark.parametrize(
    ("keywords", "kept"),
    [
        (["boats", "harbour", "boats"], ["boats", "harbour"]),
        (["boats, harbour; storm"], ["boats", "harbour", "storm"]),
        (["boats harbour storm quay pier tide"], ["boats", "harbour", "storm", "quay", "pier", "tide"]),
        (["White House"], ["White House"]),
        (["boats", ":sport:sailing:regatta", "-"], ["boats"]),
    ],
)
def test_keywords_are_taken_apart_and_machine_codes_dropped(keywords, kept):
    assert values(wire({25: keywords}))["keywords"] == kept


def test_text_is_composed_without_controls_and_not_endless():
    text = "Bu\u0308tner\x07 \u202eevil\u202c\u200b a\tb\r\nsecond   line"

    assert values(wire({120: text}))["caption"] == "Bütner evil a b\nsecond line"
    assert len(values(jpeg(b"", xmp({"dc:description": alt(x_default="x" * 60_000)})))["caption"]) == 5_000

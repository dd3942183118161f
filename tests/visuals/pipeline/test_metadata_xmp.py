"""XMP as it is found: attributes and elements, languages, several packets, wide characters, damage."""

import pytest

from tests.visuals.pipeline.agency_files import EXT_HEAD, XMP_HEAD, alt, iim, jpeg, photoshop, row, segment, xmp
from visuals.pipeline.metadata import read

pytestmark = pytest.mark.once


def values(packet: bytes, **more: bytes) -> dict:
    return read(jpeg(b"", packet, **more)).values


FULL = {
    "dc:creator": row("Seq", "Ada Lind", "Bo Ekman"),
    "dc:description": alt(x_default="Boats leave."),
    "dc:rights": alt(x_default="© Fahrhaven"),
    "dc:subject": row("Bag", "boats", "quay"),
    "xmpRights:UsageTerms": alt(x_default="Editorial use"),
    "Iptc4xmpCore:AltTextAccessibility": alt(x_default="Three boats at a quay"),
    "Iptc4xmpExt:PersonInImage": row("Bag", "Cleo Brandt"),
    "photoshop:Headline": "Storm",
    "photoshop:City": "Fahrhaven",
    "photoshop:Country": "Germany",
    "photoshop:Credit": "AP",
    "photoshop:Instructions": "GERMANY OUT",
    "plus:ImageSupplierImageID": "FB-1",
    "Iptc4xmpExt:DigitalSourceType": "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia",
    "photoshop:DateCreated": "2026-11-22",
}


def test_every_field_has_its_value():
    assert values(xmp(FULL)) == {
        "credit": "AP | Ada Lind, Bo Ekman",
        "provider": "AP",
        "photographers": ["Ada Lind", "Bo Ekman"],
        "caption": "Boats leave.",
        "headline": "Storm",
        "alt": "Three boats at a quay",
        "taken_at": "2026-11-22",
        "people": ["Cleo Brandt"],
        "place": "Fahrhaven, Germany",
        "copyright": "© Fahrhaven",
        "usage_terms": "Editorial use",
        "instructions": "GERMANY OUT",
        "supplier_id": "FB-1",
        "digital_source": FULL["Iptc4xmpExt:DigitalSourceType"],
        "keywords": ["boats", "quay"],
        "warnings": [
            "restriction: GERMANY OUT",
            "digital_source: generated or altered by a model (trainedalgorithmicmedia)",
        ],
    }


def test_attributes_say_the_same_as_elements():
    plain = {name: value for name, value in FULL.items() if not value.startswith("<")}

    assert values(xmp(attributes=plain)) == values(xmp(plain))


def test_whatever_prefix_and_address_with_https_or_capitals():
    packet = (
        xmp({"dc:Rights": alt(x_default="© Fahrhaven"), "photoshop:Credit": "AP"})
        .replace(b"photoshop:", b"ps:").replace(b"xmlns:photoshop", b"xmlns:ps")
        .replace(b"http://purl.org", b"https://purl.org")
    )  # fmt: skip

    assert (values(packet)["copyright"], values(packet)["provider"]) == ("© Fahrhaven", "AP")


@pytest.mark.parametrize(
    ("languages", "chosen"),
    [
        ({"en_US": "Boats", "x_default": "Boote"}, "Boote"),
        ({"fr": "Bateaux", "de_DE": "Boote"}, "Boote"),
        ({"fr": "Bateaux", "en": "Boats"}, "Boats"),
        ({"x_default": "", "fr": "Bateaux"}, "Bateaux"),
    ],
)
def test_one_language_is_chosen(languages, chosen):
    assert values(xmp({"dc:description": alt(**languages)}))["caption"] == chosen


def test_people_and_places_in_parts():
    person = f"<rdf:Bag><rdf:li rdf:parseType='Resource'><Iptc4xmpExt:PersonName>{alt(x_default='Cleo Brandt')}" \
        "</Iptc4xmpExt:PersonName></rdf:li></rdf:Bag>"  # fmt: skip
    place = "<rdf:Bag><rdf:li><rdf:Description Iptc4xmpExt:City='Fahrhaven' Iptc4xmpExt:CountryName='Germany'/>" \
        "</rdf:li></rdf:Bag>"  # fmt: skip
    got = values(xmp({"Iptc4xmpExt:PersonInImageWDetails": person, "Iptc4xmpExt:LocationCreated": place}))

    assert (got["people"], got["place"]) == (["Cleo Brandt"], "Fahrhaven, Germany")


def test_getty_names_the_people_shown():
    assert values(xmp({"GettyImagesGIFT:Personality": row("Bag", "Cleo Brandt")}))["people"] == ["Cleo Brandt"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_wide_characters_are_read_with_their_nuls(encoding):
    packet = xmp({"dc:creator": row("Seq", "Jens Bütner")}).decode().encode(encoding)

    assert values(packet)["photographers"] == ["Jens Bütner"]


def test_of_two_packets_the_last_one_counts():
    first = xmp({"photoshop:Credit": "AFP", "photoshop:City": "Fahrhaven"})
    second = segment(0xE1, XMP_HEAD + xmp({"photoshop:Credit": "AP"}))
    got = values(first, more=second)

    assert (got["provider"], got["place"]) == ("AP", "Fahrhaven")
    assert values(first + xmp({"photoshop:Credit": "AP"}))["provider"] == "AP"  # both in one segment


def extended(packet: bytes, guid: bytes, size: int = 60_000) -> bytes:
    parts = [(at, packet[at : at + size]) for at in range(0, len(packet), size)]
    whole = len(packet).to_bytes(4, "big")
    return b"".join(
        segment(0xE1, EXT_HEAD + guid + whole + at.to_bytes(4, "big") + part) for at, part in reversed(parts)
    )


def test_xmp_of_more_than_64_kb_goes_on_in_further_segments():
    guid = "A" * 32
    long = xmp({"dc:description": alt(x_default="Boats leave."), "photoshop:Headline": "x" * 100_000})
    other = extended(xmp({"photoshop:City": "Elsewhere"}), b"B" * 32)
    main = xmp({"photoshop:Credit": "AP"}, {"xmpNote:HasExtendedXMP": guid})
    got = values(main, more=extended(long, guid.encode()) + other)

    assert (got["provider"], got["caption"], got["place"]) == ("AP", "Boats leave.", None)


def test_a_damaged_signature_is_no_reason_not_to_read():
    got = read(jpeg(more=segment(0xE1, b"http://ns.adobe.com/xap/1.1/?" + xmp({"photoshop:Credit": "AP"})))).values

    assert (got["provider"], got["warnings"]) == ("AP", ["xmp: damaged signature"])


def test_too_large_and_what_declares_entities_is_ignored_and_told():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + xmp({"photoshop:Credit": "&a;"})
    block = photoshop(iim({110: "dpa"}))
    got = read(jpeg(block, bomb)).values

    assert (got["provider"], got["warnings"]) == ("dpa", ["xmp: declares entities, ignored"])
    large = read(b"\x89PNG\r\n\x1a\n" + png_xmp(b"x" * 1_000_001))
    assert large.values["warnings"][0] == "xmp: larger than 1 MB, ignored"


def png_xmp(packet: bytes) -> bytes:
    content = b"XML:com.adobe.xmp\0\0\0\0\0" + packet
    return len(content).to_bytes(4, "big") + b"iTXt" + content + b"\0\0\0\0" + b"\0\0\0\0IEND\0\0\0\0"


@pytest.mark.parametrize(
    "damage",
    [
        lambda packet: packet[: packet.index(b"<dc:subject")],  # cut off
        lambda packet: packet.replace(b"quay", b"quay & pier"),  # a bare ampersand
        lambda packet: packet.replace(b"quay", b"quay\x01&#1;"),
        lambda packet: packet.replace(b"</rdf:RDF>", b"</rdf:Oops>"),
    ],
)
def test_a_broken_packet_is_read_as_far_as_it_goes(damage):
    got = values(damage(xmp({"photoshop:Credit": "AP", "dc:subject": row("Bag", "boats", "quay")})))

    assert got["provider"] == "AP"


def test_a_packet_in_windows_1252_is_read_all_the_same():
    packet = xmp({"dc:creator": row("Seq", "Jens Bütner")}).decode().replace("\ufeff", "").encode("cp1252")

    assert values(packet)["photographers"] == ["Jens Bütner"]


def test_words_that_bind_the_desk_warn_and_propose_an_end():
    words = "NO ARCHIVES; ONE TIME USE. Use within 14 days"
    packet = xmp({"photoshop:Instructions": words, "photoshop:DateCreated": "2026-11-01"})
    reading = read(jpeg(b"", packet))

    assert reading.suggestions == {"available_until": "2026-11-15"}
    assert reading.values["warnings"] == [
        "restriction: NO ARCHIVES",
        "restriction: ONE TIME USE",
        "restriction: within 14 days",
        "restriction: proposed last day 2026-11-15",
    ]

"""A picture that comes in brings its own words: for empty fields, and without anybody being made up."""

from datetime import date

import pytest

from people.models import Organisation, Person
from tests.factories import OrganisationFactory, PersonFactory
from tests.visuals.pipeline.agency_files import pixels, wire
from visuals import lifecycle
from visuals.models import Image

pytestmark = pytest.mark.django_db
FILE = wire({80: "ADA LIND", 110: "AP Photo", 120: "Boats leave. (AP Photo/Ada Lind)", 55: "20261121"})


def taken(data: bytes = FILE, **fields: object) -> Image:
    return Image.objects.get(pk=lifecycle.take_file(Image(**fields), data).pk)


def test_empty_fields_are_filled_from_the_file():
    agency, person = OrganisationFactory(name="AP"), PersonFactory(name="Ada Lind")
    image = taken()

    assert (image.agency, image.photographer, image.photographer_name) == (agency, person, "")
    assert (image.credit, image.taken_on) == ("AP | Ada Lind", date(2026, 11, 21))
    assert image.caption == "Boats leave. (AP Photo/Ada Lind)"
    assert image.metadata["suggestions"] == {"caption": "Boats leave."}
    assert image.metadata["found"]["credit"] == [{"source": "IIM 2:110", "values": ["AP Photo"]}]
    assert image.alt == ""  # the desk has to say what a picture shows


def test_nobody_and_no_agency_is_created_and_no_credit_lost():
    image = taken()

    assert (Organisation.objects.count(), Person.objects.count()) == (0, 0)
    assert (image.agency, image.photographer, image.photographer_name) == (None, None, "Ada Lind")
    assert image.credit == "AP | Ada Lind"
    assert image.metadata["suggestions"]["agency"] == "AP"


def test_spellings_of_the_desk_are_known():
    agency = OrganisationFactory(name="Nordlicht", aliases="AP\nNL Bild")

    assert taken().agency == agency


def test_of_two_persons_with_one_name_none_is_guessed():
    PersonFactory(name="Ada Lind"), PersonFactory(name="Ada Lind")

    assert (taken().photographer, taken().photographer_name) == (None, "Ada Lind")


def test_what_the_desk_typed_stays():
    house = OrganisationFactory(name="FB-Bild")
    image = taken(agency=house, caption="Ours", taken_on=date(2026, 1, 1))

    assert (image.credit, image.caption, image.taken_on) == ("FB-Bild", "Ours", date(2026, 1, 1))
    assert image.metadata["values"]["credit"] == "AP | Ada Lind"


def test_a_file_without_words_changes_nothing():
    image = taken(pixels("PNG"))

    assert (image.caption, image.credit, image.taken_on) == ("", "", None)

"""What a file says of itself at the desk: where each value stood, and how it is taken again."""

import html
import json
import re

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.utils import translation

from people.models import AuditEvent, Organisation
from tests.factories import OrganisationFactory
from tests.visuals.desk.test_describing import ENGLISH, ROOM
from tests.visuals.desk.test_upload import upload
from tests.visuals.pipeline.agency_files import iim, jpeg, photoshop
from visuals import lifecycle
from visuals.models import Image

pytestmark = pytest.mark.django_db
FILE = jpeg(
    photoshop(
        iim({
            80: "ADA LIND", 110: "AP", 120: "Boats leave. (AP Photo/Ada Lind)", 105: "Boats", 55: "20251101", 90: "Kiel",
            25: ["Boats", "Harbour"], 40: "NO ARCHIVES. 14 DAYS",
        })
    )
)  # fmt: skip


@pytest.fixture
def image():
    return lifecycle.take_file(Image(), FILE)


@pytest.fixture
def desk(client, picture_desk):
    client.force_login(picture_desk)
    return client


def told(image, prefix="", page=False):
    written = Template("{% load said %}{% said_by_file image.metadata prefix page=page %}")
    with translation.override("en"):
        return written.render(Context({"image": image, "prefix": prefix, "page": page}))


def taken(text):
    """All that its buttons put into a form."""
    return [json.loads(html.unescape(each)) for each in re.findall(r'data-take="([^"]*)"', text)]


def test_each_value_says_where_it_stood(image):
    text = told(image)
    assert "IIM 2:80</span> ADA LIND" in text
    assert "IIM 2:120</span> Boats leave. (AP Photo/Ada Lind)" in text
    assert "as we read it</span> AP | Ada Lind" in text
    assert "By its instructions it may be shown until 15.11.2025." in text
    assert taken(text) == []  # nothing to put it into


def test_each_value_can_be_taken_again(image):
    on_sheet, on_page = taken(told(image, "id_p7-")), taken(told(image, "id_", page=True))
    assert {"id_p7-photographer": "Ada Lind"} in on_sheet
    assert {"id_p7-agency": "AP"} in on_sheet
    assert {"id_p7-caption": "Boats leave."} in on_sheet  # without its credit
    for each in (
        {"id_credit_override": "AP | Ada Lind"}, {"id_taken_on": "2025-11-01"}, {"id_place": "Kiel"},
        {"id_tags": "Boats, Harbour"}, {"id_title": "Boats"},
        {"id_available_until_0": "2025-11-15", "id_available_until_1": "23:59:59"},
    ):  # fmt: skip
        assert each in on_page


def test_the_page_of_a_picture_has_every_field_that_can_be_filled(desk, image):
    page = desk.get(f"{ROOM}{image.pk}/change/", headers=ENGLISH).content.decode()
    assert len(fields := {name for each in taken(page) for name in each}) > 8
    assert [name for name in fields if f'id="{name}"' not in page] == []
    assert image.place == "Kiel"


def fields_of(page):
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields if name != "upload"}
    values |= {"available_until_0": "", "available_until_1": "", "imageperson_set-TOTAL_FORMS": "0"}
    values |= {"imageperson_set-INITIAL_FORMS": "0", "tags": ""}
    return {name: value for name, value in values.items() if value is not None and value is not False}


def test_a_longer_right_and_a_credit_by_hand_need_a_reason_which_is_logged(desk, image):
    Image.objects.filter(pk=image.pk).update(
        available_until="2026-01-01T00:00:00Z", photographer_name="Ada Lind", credit_override="", alt="Boats"
    )
    url = f"{ROOM}{image.pk}/change/"
    typed = fields_of(desk.get(url, headers=ENGLISH))
    longer = typed | {"available_until_0": "2031-01-01", "available_until_1": "00:00:00"}
    refused = desk.post(url, longer, headers=ENGLISH)
    assert "Whoever extends that needs a reason." in refused.content.decode()
    by_hand = typed | {"available_until_0": "2026-01-01", "available_until_1": "01:00:00", "credit_override": "Nobody"}
    refused = desk.post(url, by_hand, headers=ENGLISH)
    assert "Why does the line by hand stand in place" in refused.content.decode()

    assert desk.post(url, longer | {"reason": "Mail of today"}, headers=ENGLISH).status_code == 302

    event = AuditEvent.objects.filter(verb="change").latest("pk")
    assert (event.reason, event.after["available_until"][:4], "reason" in event.after) == (
        "Mail of today",
        "2031",
        False,
    )


@pytest.mark.parametrize(("channel", "told"), [("feed", "in feeds"), ("syndication", "for partners")])
def test_a_longer_right_in_a_channel_needs_a_reason_on_the_page_too(desk, image, channel, told):
    Image.objects.filter(pk=image.pk).update(alt="Boats", **{f"{channel}_until": "2026-01-01T00:00:00Z"})
    url = f"{ROOM}{image.pk}/change/"
    typed = fields_of(desk.get(url, headers=ENGLISH)) | {f"{channel}_until_0": "", f"{channel}_until_1": ""}
    refused = desk.post(url, typed, headers=ENGLISH)
    assert f"was free {told} until 01.01.2026. Whoever extends that" in refused.content.decode()
    early = {"available_from_0": "2026-02-01", "available_from_1": "00:00", f"{channel}_until_0": "2026-01-01"}
    refused = desk.post(url, typed | early | {f"{channel}_until_1": "00:00"}, headers=ENGLISH)
    assert "The rights would end before they begin." in refused.content.decode()
    assert desk.post(url, typed | {"reason": "Mail of today"}, headers=ENGLISH).status_code == 302
    event = AuditEvent.objects.filter(verb="change").latest("pk")
    assert (event.reason, event.after[f"{channel}_until"]) == ("Mail of today", None)


def test_the_usual_agencies_become_rows_that_the_desk_can_edit(desk):
    mine = OrganisationFactory(name="Associated Press", aliases="")
    call_command("agencies", "--if-none")
    assert [*Organisation.objects.all()] == [mine]  # somebody has begun a list of their own

    call_command("agencies")

    assert Organisation.objects.spelt("dpa-Bildfunk").name == "dpa"
    assert Organisation.objects.spelt("AP") is None  # theirs is called otherwise, and stays as it is
    before = Organisation.objects.count()
    call_command("agencies")
    assert Organisation.objects.count() == before > 40
    Organisation.objects.filter(name="AFP").update(name="Agence France-Presse", aliases="AFP")
    assert upload(desk, jpeg(photoshop(iim({80: "Bo Ekman", 110: "AFP"}))))["done"]["credit"] == (
        "Agence France-Presse | Bo Ekman"
    )


def test_a_caption_loses_the_credit_at_its_end_by_one_click(desk, image):
    page = desk.get(f"{ROOM}sheet/", {"ids": image.pk}, headers=ENGLISH).content.decode()
    assert {f"id_p{image.pk}-caption": "Boats leave."} in taken(page.partition("Without the credit")[0][-400:])
    lifecycle.describe({image.pk: lifecycle.Change({"caption": "Boats leave."})}, by=None)
    assert "Without the credit" not in desk.get(f"{ROOM}sheet/", {"ids": image.pk}, headers=ENGLISH).content.decode()


def test_the_page_of_a_picture_says_what_its_alternative_text_lacks(desk, image):
    url = f"{ROOM}{image.pk}/change/"
    assert "people who do not see the picture learn nothing" in desk.get(url, headers=ENGLISH).content.decode()
    lifecycle.describe({image.pk: lifecycle.Change({"alt": "IMG_4711.jpg"})}, by=None)
    assert "The alternative text is the name of a file." in desk.get(url, headers=ENGLISH).content.decode()

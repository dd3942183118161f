"""As a picture editor does it, in Chromium: drop, check, choose by keys, describe many, cut by keys, swap nothing twice."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.conftest import PASSWORD
from tests.factories import ImageFactory, OrganisationFactory
from tests.visuals.desk.test_upload import photo
from visuals.models import Image

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(240)]
ROOM = "/admin/visuals/image/"


@pytest.fixture
def desk(page, picture_desk):
    page.set_default_timeout(40_000)
    page.goto("/admin/login/")
    page.fill("#id_username", picture_desk.username)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    expect(page.locator("#user-tools")).to_be_visible()
    return page


def test_many_are_dropped_one_is_refused_one_is_known_and_all_are_checked(desk, tmp_path):
    OrganisationFactory(name="AP")
    known = ImageFactory(file=photo(3), title="Der alte Kran")
    files = {
        "eins.jpg": photo(1),
        "zwei.jpg": photo(2),
        "bekannt.jpg": photo(3),
        "kaputt.jpg": b"<html>",
        "x.jpg": photo(1),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    desk.goto(f"{ROOM}upload/")
    desk.set_input_files(".droparea input", [tmp_path / name for name in files])

    rows = desk.locator(".upload")
    expect(rows.nth(1)).to_have_attribute("data-state", "done", timeout=90_000)
    expect(rows.nth(2)).to_contain_text("Der alte Kran", timeout=90_000)
    expect(rows.nth(3)).to_have_attribute("data-state", "refused", timeout=90_000)
    expect(rows.nth(4)).to_have_attribute("data-state", "refused")
    rows.nth(2).get_by_role("button", name="Vorhandenes nehmen").click()
    expect(rows.nth(2)).to_have_attribute("data-state", "done")
    assert Image.objects.count() == 3

    desk.get_by_role("link", name="3 Bilder prüfen").click()
    expect(desk.locator(".sheetrow")).to_have_count(3)
    first = desk.locator(".sheetrow").first
    first.get_by_label("Agentur").fill("AP")
    first.get_by_label("Fotograf").fill("Ada Lind")
    first.get_by_label("Alternativtext").fill("Hügel im Licht.")
    expect(first.locator(".changed")).to_have_count(3)
    desk.keyboard.press("Control+s")
    expect(desk.locator(".messagelist")).to_contain_text("1 Bild geändert", timeout=30_000)
    image = Image.objects.exclude(pk=known.pk).get(agency__name="AP")
    assert (image.credit, image.alt) == ("AP | Ada Lind", "Hügel im Licht.")


def test_the_contact_sheet_is_worked_by_keys(desk):
    images = [ImageFactory(title=f"Bild {n}", file=photo(n)) for n in (1, 2, 3)]
    desk.goto(ROOM)
    expect(desk.locator(".pic")).to_have_count(3)
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("x")
    desk.keyboard.press("ArrowRight")
    desk.keyboard.press("x")
    drawer = desk.locator(".drawer")
    expect(drawer).to_contain_text("2 Bilder gemeinsam")
    desk.keyboard.press("Space")
    expect(desk.locator("#picture-look figure")).to_have_count(2)
    desk.keyboard.press("Escape")
    expect(desk.locator("#picture-look")).to_be_hidden()

    drawer.get_by_label("Fotograf").fill("Marlo Wittenborg")
    drawer.get_by_label("Agentur").fill("Nie gehört")
    desk.keyboard.press("Control+Enter")
    expect(drawer).to_contain_text("kennen wir nicht")
    expect(drawer.get_by_label("Fotograf")).to_have_value("Marlo Wittenborg")
    drawer.get_by_label("Agentur").fill("")
    desk.keyboard.press("Control+Enter")
    expect(desk.locator(".messagelist")).to_contain_text("2 Bilder geändert", timeout=30_000)
    named = set(Image.objects.filter(photographer_name="Marlo Wittenborg").values_list("pk", flat=True))
    assert named == {image.pk for image in images[1:]}


def test_a_picture_is_cut_by_keys_and_by_mouse_with_every_ratio_in_sight(desk):
    image = ImageFactory(file=photo(4, size=(1200, 800)))
    desk.goto(f"{ROOM}{image.pk}/crops/")
    point = desk.locator(".point")
    point.focus()
    for _step in range(4):
        desk.keyboard.press("Shift+ArrowLeft")
    before = desk.evaluate("document.querySelector('canvas[data-ratio=\"3:4\"]').toDataURL().length")
    assert before > 1000
    desk.keyboard.press("4")  # 1:1
    frame = desk.locator(".frame")
    expect(frame).to_be_focused()
    desk.keyboard.press("-")
    desk.keyboard.press("ArrowDown")
    expect(desk.locator(".preview.on .how")).to_have_text("von Hand")
    box = frame.bounding_box()
    desk.mouse.move(box["x"] + 20, box["y"] + 20)
    desk.mouse.down()
    desk.mouse.move(box["x"] + 60, box["y"] + 20, steps=4)
    desk.mouse.up()
    with desk.expect_navigation():
        desk.keyboard.press("Control+s")
    image.refresh_from_db()
    assert image.focal_x == pytest.approx(0.3, abs=0.01)
    assert [*image.crops] == ["1:1"]
    left, top, across, down = image.crops["1:1"]
    assert across / down == pytest.approx(800 / 1200, rel=0.02)
    assert left > 0.05
    desk.locator("[data-reset='1:1']").click()
    with desk.expect_navigation():
        desk.get_by_role("button", name=re.compile("Sichern")).click()
    image.refresh_from_db()
    assert json.dumps(image.crops) == "{}"

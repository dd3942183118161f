"""In Chromium, with an authenticator of its own: a passkey made, used as a second step, and instead of a password."""

import re

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe

from tests.conftest import PASSWORD
from tests.newsroom.login.conftest import App

PERSONS = re.compile(r"^[^?]*/admin/people/person/$")
INSIDE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(page, live_server, settings):
    """A machine with a finger on its sensor. Keys are bound to the host that the settings name."""
    settings.SITE_URL = live_server.url
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": INSIDE})
    return page


@pytest.fixture
def complaints(page):
    heard: list[str] = []
    page.on("console", lambda said: heard.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.on("request", lambda asked: heard.append(asked.url) if "//localhost:" not in asked.url else None)
    return heard


def password(page, name="editor"):
    page.fill("#id_username", name)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")


def leave(page):
    page.goto("/admin/mine/")
    page.evaluate("document.querySelector('#logout-form').requestSubmit()")
    page.wait_for_url("**/logout/")


def test_a_passkey_is_made_then_a_second_step_then_the_whole_log_in(device, complaints, cast):
    page = device
    page.goto("/admin/people/person/")
    password(page)
    page.wait_for_url("**/mine/")
    page.click("a[href$='/passkeys/']")
    page.fill("#id_name", "Mein Rechner")
    page.click("#content [type=submit]")
    page.wait_for_url("**/codes/")
    assert page.locator(".codes li").count() == 10
    with page.expect_download() as saved:
        page.click("form[action$='/file/'] button")
    assert len(saved.value.path().read_text().split()) >= 10

    leave(page)
    page.goto("/admin/login/?next=/admin/people/person/")
    password(page)
    page.wait_for_url("**/step/")
    page.click("desk-passkey button")
    page.wait_for_url(PERSONS)

    leave(page)
    page.goto("/admin/login/?next=/admin/people/person/")
    page.click("desk-passkey button")
    page.wait_for_url(PERSONS)

    page.goto("/admin/mine/")
    page.click("a[href$='/name/']")
    page.fill("#id_name", "Der alte Rechner")
    page.click("#content [type=submit]")
    page.wait_for_url("**/mine/")
    assert "Der alte Rechner" in page.inner_text(".factors")
    page.click(".factors a[href$='/remove/']")
    assert page.locator("#content form").count() == 0  # the last one stays
    assert [factor.wrap().name for factor in Authenticator.objects.filter(type="webauthn")] == ["Der alte Rechner"]
    assert complaints == []


def test_a_key_without_its_user_at_hand_opens_nothing(device, cast, live_server):
    """A refused finger: the page says so, and the password is still there."""
    page = device
    page.goto("/admin/login/")
    page.click("desk-passkey button")  # this device holds no key of ours
    page.wait_for_selector("desk-passkey [role=alert]:not([hidden])", timeout=60_000)
    password(page)
    page.wait_for_url("**/mine/")


def test_an_app_is_set_up_from_the_picture_and_its_code_opens(page, complaints, cast):
    page.goto("/admin/")
    password(page, "CvD")
    page.wait_for_url("**/mine/")
    page.click("a[href$='/app/']")
    assert page.locator(".qr svg path").count() == 1
    page.click("summary")
    app = App(page.inner_text(".secret"))
    page.fill("#id_code", app.code())
    page.press("#id_code", "Enter")
    page.wait_for_url("**/codes/")

    leave(page)
    page.goto("/admin/")
    password(page, "CvD")
    page.wait_for_url("**/step/")
    page.fill("#id_code", app.code(1))  # the last one is used up; a phone may be half a minute fast
    page.press("#id_code", "Enter")
    page.wait_for_url("**/admin/")
    assert complaints == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_way_in(device, cast, app_of, scheme):
    page = device
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    found = {}

    def look(path=""):
        if path:
            page.goto(path)
        found[page.url] = [
            rule["id"]
            for rule in Axe()
            .run(page, context={"exclude": [[".messagelist"]]}, options={"preload": False})
            .response["violations"]
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url

    look("/admin/login/")
    look("/admin/login/forgotten/")
    page.goto("/admin/login/")
    password(page)
    page.wait_for_url("**/mine/")
    for path in ("/admin/mine/", "/admin/mine/app/", "/admin/mine/passkeys/"):
        look(path)
    page.click("#content [type=submit]")
    page.wait_for_url("**/codes/")
    look()
    look("/admin/mine/")
    look("/admin/login/again/")
    leave(page)
    page.goto("/admin/login/")
    password(page)
    page.wait_for_url("**/step/")
    look()

    assert {url: ids for url, ids in found.items() if ids} == {}

"""Name and password alone open nothing outside the demo; a code opens once; nobody is led to another house."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.test import Client
from django.urls import Resolver404, get_resolver
from django.utils import timezone

from newsroom import settings as house
from people.models import AuditEvent, User
from tests.conftest import PASSWORD
from tests.newsroom.login.conftest import App
from tests.newsroom.matrix_world import routes

pytestmark = pytest.mark.django_db
NEW = "ein-neues-langes-Wort"


def password(client, user, **more):
    return client.post("/admin/login/", {"username": user.username, "password": PASSWORD, **more})


def test_a_password_and_a_code_open_the_desk(client, editor, app_of):
    app = app_of(editor)

    first = password(client, editor)
    between = client.get("/admin/")
    second = client.post("/admin/login/step/", {"code": app.code()})

    assert first.url == "/admin/login/step/"
    assert between.url.startswith("/admin/login/")
    assert second.url == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_code_opens_once_even_for_another_process(client, editor, app_of, settings):
    app = app_of(editor)
    code = app.code()
    password(client, editor)
    client.post("/admin/login/step/", {"code": code})

    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    }  # as another process has it
    other = Client()
    password(other, editor)
    again = other.post("/admin/login/step/", {"code": f"{code[:3]} {code[3:]}"})

    assert again.status_code == 200
    assert "code" in again.context["form"].errors
    assert other.get("/admin/").status_code == 302


def test_a_recovery_code_opens_once(client, editor, app_of, codes_of):
    app_of(editor)
    code = codes_of(editor)[0]
    password(client, editor)

    assert client.post("/admin/login/step/", {"code": code}).url == "/admin/"
    other = Client()
    password(other, editor)
    assert other.post("/admin/login/step/", {"code": code}).status_code == 200


def test_neither_secrets_nor_codes_can_be_read_in_the_database(editor, app_of, codes_of):
    app = app_of(editor)
    codes = codes_of(editor)

    kept = str([*Authenticator.objects.values_list("data", flat=True)])

    assert app.secret not in kept
    assert not [code for code in codes if code in kept]
    assert "'seed': 'gAAAA" in kept


def test_staff_without_a_factor_get_no_page_before_they_have_one(client, administrator):
    """Every address of the desk there is, whatever it answers with: list, form, JSON, file."""
    assert password(client, administrator).url == "/admin/"
    open_to_her = {
        "admin/login/", "admin/login/step/", "admin/login/passkey/", "admin/login/again/", "admin/login/go-on/",
        "admin/login/forgotten/", "admin/login/forgotten/sent/", "admin/login/new/<uidb64>/<token>/",
        "admin/mine/", "admin/mine/app/", "admin/mine/passkeys/", "admin/mine/codes/", "admin/mine/codes/file/",
        "admin/language/", "admin/logout/", "admin/jsi18n/",
    }  # fmt: skip
    asked = 0
    for route in sorted({*routes()} - open_to_her):
        if not route.startswith("admin/"):
            continue
        path = "/" + _filled(route)
        for method in ("get", "post"):
            answer = getattr(client, method)(path)
            assert (answer.status_code, answer.headers.get("Location")) in [(302, "/admin/mine/"), (404, None)], path
            assert answer.status_code == 302 or not _resolves(path), path
            asked += 1
    assert asked > 300


def _filled(route):
    return re.sub(r"<(?:(\w+):)?(\w+)>", lambda found: "1" if found[1] in ("int", None) else "x", route)


def _resolves(path):
    try:
        return get_resolver().resolve(path)
    except Resolver404:
        return None


def test_she_sets_up_an_app_and_is_in(client, editor):
    password(client, editor)
    page = client.get("/admin/mine/app/")
    done = client.post("/admin/mine/app/", {"code": App(page.context["form"].secret).code()})

    assert "<svg" in page.content.decode()
    assert done.url == "/admin/mine/codes/"
    codes = client.get("/admin/mine/codes/")
    assert len(codes.context["unused_codes"]) == 10
    assert "****" in str(client.get("/admin/mine/codes/").context["unused_codes"])  # this once
    assert client.get("/admin/").status_code == 200
    assert AuditEvent.objects.filter(verb="add factor", actor=editor).exists()


@pytest.mark.parametrize("page", ["app", "passkeys"])
def test_a_password_found_later_makes_no_factor(client, editor, page):
    User.objects.filter(pk=editor.pk).update(factor_until=timezone.now())
    password(client, editor)

    asked = [client.get(f"/admin/mine/{page}/"), client.post(f"/admin/mine/{page}/", {"code": "123456"})]

    assert [answer.url for answer in asked] == ["/admin/mine/", "/admin/mine/"]
    mine = client.get("/admin/mine/")
    assert mine.context["late"]
    assert f"/admin/mine/{page}/" not in mine.content.decode()
    assert not Authenticator.objects.filter(user=editor).exists()


def test_who_came_in_before_the_factor_was_made_makes_no_other_one(client, editor, app_of):
    """She may have set it up because somebody else was in with her password."""
    password(client, editor)
    app_of(editor)

    for page in ("app", "passkeys", "codes"):
        assert client.get(f"/admin/mine/{page}/").url.startswith("/admin/login/again/"), page


@pytest.mark.parametrize("how", ["new password", "reset"])
def test_an_administrator_vouches_for_a_day_and_she_is_told(
    client, administrator, editor, come_in, mailoutbox, how, django_capture_on_commit_callbacks
):
    User.objects.filter(pk=editor.pk).update(factor_until=timezone.now(), email="redaktion@example.org")
    come_in(client, administrator)
    path, sent = {
        "new password": ("password", {"password1": NEW, "password2": NEW, "usable_password": "true"}),
        "reset": ("second-factor", {"reason": "Telefon verloren"}),
    }[how]

    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/admin/people/user/{editor.pk}/{path}/", sent).status_code == 302

    editor.refresh_from_db()
    assert timedelta(hours=23) < editor.factor_until - timezone.now() <= timedelta(hours=24)
    assert [letter.to for letter in mailoutbox] == [["redaktion@example.org"]]


def test_a_session_from_before_the_factor_has_to_show_it(client, editor, app_of):
    password(client, editor)
    app = app_of(editor)

    assert client.get("/admin/").url.startswith("/admin/login/again/")
    assert client.post("/admin/login/again/", {"password": PASSWORD}).status_code == 200
    assert client.get("/admin/").status_code == 302
    client.post("/admin/login/again/", {"code": app.code()})
    assert client.get("/admin/").status_code == 200


def test_in_the_demo_a_password_is_enough(client, editor, settings):
    settings.SECOND_FACTOR = False
    settings.ASK_AGAIN_AFTER = 0

    password(client, editor)

    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    "evil",
    [
        "//evil.example",
        "https://evil.example/",
        "https:evil.example",
        "/\\evil.example",
        "/%09/evil.example",
        "javascript:alert(1)",
    ],
)
@pytest.mark.parametrize("factor", [True, False])
def test_nobody_is_led_to_another_house(client, editor, app_of, settings, evil, factor):
    settings.SECOND_FACTOR = factor
    app = app_of(editor) if factor else None

    answer = password(client, editor, next=evil)
    if app:
        answer = client.post("/admin/login/step/", {"code": app.code(), "next": evil})

    assert answer.url == "/admin/" or answer.url == "/%09/evil.example"  # a path of this house, if an odd one


def test_where_she_wanted_to_go_is_where_she_comes(client, editor, app_of):
    app = app_of(editor)
    sent = client.get("/admin/people/person/")

    password(client, editor, next="/admin/people/person/")

    assert sent.url == "/admin/login/?next=/admin/people/person/"
    assert client.post("/admin/login/step/", {"code": app.code()}).url == "/admin/people/person/"


@pytest.mark.parametrize("who", ["reader", "closed", "nobody"])
def test_who_may_not_is_told_the_same_as_who_is_not(client, cast, who):
    name = "reader" if who == "reader" else "editor" if who == "closed" else "niemand"
    cast["editor"].is_active = False
    cast["editor"].save()

    answer = client.post("/admin/login/", {"username": name, "password": PASSWORD})
    other = Client().post("/admin/login/", {"username": "trainee", "password": "falsch"})

    assert [*answer.context["form"].non_field_errors()] == [*other.context["form"].non_field_errors()]
    assert answer.status_code == other.status_code == 200


def test_outside_the_desk_half_a_log_in_is_none(client, editor, app_of):
    """Pictures and programmes that are not out yet are shown to the desk at readers' addresses, too."""
    password(client, editor)
    app = app_of(editor)
    assert not client.get("/").wsgi_request.user.is_authenticated

    client.post("/admin/login/again/", {"code": app.code()})

    assert client.get("/").wsgi_request.user.is_authenticated


def test_only_the_demo_goes_without():
    """The settings of the tests are not those of the house."""
    assert house.SECOND_FACTOR is True
    assert house.ASK_AGAIN_AFTER == 300
    assert house.SESSION_COOKIE_AGE == 12 * 60 * 60


def test_whoever_was_there_before_an_update_has_a_week(editor):
    User.objects.filter(pk=editor.pk).update(factor_until=timezone.now())

    import_module("people.migrations.0008_a_week_for_those_already_there").a_week(apps, None)

    editor.refresh_from_db()
    assert timedelta(days=6) < editor.factor_until - timezone.now() <= timedelta(days=7)

"""One's own factors: added, removed, made anew, never the last one; and what an administrator does for a colleague."""

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client, TestCase

from people.models import AuditEvent, Seat
from tests.conftest import PASSWORD
from tests.newsroom.login.conftest import App

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def verbs(user):
    return [*AuditEvent.objects.filter(target_id=str(user.pk)).order_by("pk").values_list("verb", flat=True)]


def test_the_last_factor_stays(client, editor, come_in):
    come_in(client, editor)

    page = client.post("/admin/mine/app/remove/", headers=ENGLISH)

    assert "one has to stay" in page.content.decode()
    assert Authenticator.objects.filter(user=editor, type="totp").exists()


def test_in_the_demo_the_last_one_may_go_and_its_codes_with_it(client, editor, come_in, codes_of, settings):
    come_in(client, editor)
    codes_of(editor)
    there = Client()
    settings.SECOND_FACTOR = False
    there.post("/admin/login/", {"username": "editor", "password": PASSWORD})

    client.post("/admin/mine/app/remove/")

    assert not Authenticator.objects.exists()
    assert verbs(editor)[-1] == "remove factor"


def test_removing_a_factor_logs_out_everywhere_else(client, editor, come_in, settings):
    come_in(client, editor)
    settings.SECOND_FACTOR = False
    Seat.objects.create(user=editor, session_key="elsewhere")

    client.post("/admin/mine/app/remove/")

    assert [seat.session_key for seat in editor.seats.all()] == [client.session.session_key]


def test_new_codes_end_the_old_ones(client, editor, come_in, codes_of):
    come_in(client, editor)
    old = codes_of(editor)

    assert client.post("/admin/mine/codes/new/").url == "/admin/mine/codes/"
    new = client.get("/admin/mine/codes/").context["unused_codes"]

    assert not {*old} & {*new}
    assert verbs(editor)[-1] == "new codes"


def test_the_codes_come_as_a_file_and_nothing_else_does(client, editor, come_in):
    come_in(client, editor)

    file = client.post("/admin/mine/codes/file/", {"code": ["12345678", "87654321"]})

    assert file.headers["Content-Type"].startswith("text/plain")
    assert "12345678\n87654321" in file.content.decode()
    assert client.post("/admin/mine/codes/file/", {"code": ["<script>"]}).status_code == 400


def test_a_wrong_code_is_in_the_log_with_the_address(client, editor, app_of):
    app_of(editor)
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    client.post("/admin/login/step/", {"code": "000000"}, REMOTE_ADDR="192.0.2.5")

    line = AuditEvent.objects.get(verb="refuse factor")
    assert (line.actor, line.after["address"]) == (None, "192.0.2.5")


def test_a_factor_that_cannot_be_read_any_more_says_so(client, editor, app_of, settings):
    app = app_of(editor)
    settings.SECRET_KEY = "another-key-" + "x" * 50
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})

    answer = client.post("/admin/login/step/", {"code": app.code()}, headers=ENGLISH)

    assert "cannot be read any more" in answer.content.decode()


def test_after_a_change_of_the_key_with_a_fallback_all_still_fits(client, editor, app_of, settings):
    app = app_of(editor)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "x" * 50
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})

    assert client.post("/admin/login/step/", {"code": app.code()}).url == "/admin/"


def test_an_administrator_resets_by_command(client, editor, come_in, capsys):
    come_in(client, editor)

    call_command("reset_second_factor", "editor", reason="Telefon verloren")

    assert client.get("/admin/").status_code == 302
    assert verbs(editor)[-2:] == ["reset factors", "end sessions"]
    assert AuditEvent.objects.get(verb="reset factors").reason == "Telefon verloren"
    again = Client()
    again.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    assert again.get("/admin/").url == "/admin/mine/"
    with pytest.raises(CommandError, match="no user"):
        call_command("reset_second_factor", "niemand")


def test_an_administrator_resets_at_the_desk_with_a_reason(client, administrator, editor, come_in, app_of):
    app_of(editor)
    come_in(client, administrator)
    way = f"/admin/people/user/{editor.pk}/second-factor/"

    lacking = client.post(way, {"reason": " "})
    done = client.post(way, {"reason": "Telefon verloren"})

    assert (lacking.status_code, done.status_code) == (200, 302)
    assert not Authenticator.objects.filter(user=editor).exists()
    assert AuditEvent.objects.get(verb="reset factors").actor == administrator
    assert way in client.get(f"/admin/people/user/{editor.pk}/change/").content.decode()


def test_nobody_resets_who_has_every_right(client, administrator, admin_user, come_in):
    come_in(client, administrator)

    assert client.post(f"/admin/people/user/{admin_user.pk}/second-factor/", {"reason": "x"}).status_code == 403


def test_adding_an_app_twice_or_with_a_wrong_code_adds_nothing(client, editor):
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    page = client.get("/admin/mine/app/")

    wrong = client.post("/admin/mine/app/", {"code": "000000"})

    assert wrong.context["form"].secret == page.context["form"].secret  # the picture stays the same
    assert not Authenticator.objects.exists()
    client.post("/admin/mine/app/", {"code": App(page.context["form"].secret).code()})
    assert client.get("/admin/mine/app/").status_code == 302
    assert Authenticator.objects.filter(type="totp").count() == 1


def test_who_took_her_time_setting_up_is_asked_for_her_password(client, editor, settings):
    client.post("/admin/login/", {"username": "editor", "password": PASSWORD})
    session = client.session
    session["account_authentication_methods"][0]["at"] -= 3600
    session.save()

    asked = client.get("/admin/mine/app/")

    assert client.post(asked.url, {"password": PASSWORD}).url == "/admin/mine/app/"
    assert client.get("/admin/mine/app/").status_code == 200


def test_who_has_no_factor_yet_is_seen_in_the_list_of_users(client, administrator, editor, come_in):
    come_in(client, administrator)

    without = client.get("/admin/people/user/?factor=no").context["cl"].queryset
    having = client.get("/admin/people/user/?factor=yes").context["cl"].queryset

    assert [user.username for user in having] == ["administrator"]
    assert editor in without
    assert administrator not in without


def test_who_has_an_address_gets_a_letter_about_each_change(client, editor, come_in, mailoutbox):
    editor.email = "redaktion@example.org"
    editor.save()
    come_in(client, editor)
    new = {"old_password": PASSWORD, "new_password1": "noch-ein-langes-Wort", "new_password2": "noch-ein-langes-Wort"}

    with TestCase.captureOnCommitCallbacks(execute=True):
        client.post("/admin/mine/codes/new/")
        client.post("/admin/password_change/", new)
        call_command("reset_second_factor", "editor")

    assert [letter.to for letter in mailoutbox] == [["redaktion@example.org"]] * 3
    assert [letter.subject.rpartition(": ")[2] for letter in mailoutbox] == [
        "Notfall-Codes erzeugt", "Passwort geändert", "zweiter Faktor zurückgesetzt",
    ]  # fmt: skip
    assert "http://localhost:8000/admin/mine/" in mailoutbox[0].body
    assert "noch-ein" not in str([letter.body for letter in mailoutbox])

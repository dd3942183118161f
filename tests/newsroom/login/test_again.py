"""Before what matters one is asked again if it was more than five minutes ago; what was sent is kept meanwhile."""

import time

import pytest
from django.core import mail
from django.utils import timezone

from people.models import AuditEvent, User, WrongGuesses
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
AGAIN = "/admin/login/again/"
NEW = "ein-neues-langes-Wort"


@pytest.fixture
def chief(client, administrator, come_in, app_of):
    """An administrator who came in ten minutes ago."""
    app = app_of(administrator)
    come_in(client, administrator, app)
    aged(client, 600)
    return administrator


def aged(client, seconds):
    session = client.session
    for record in session["account_authentication_methods"]:
        record["at"] = time.time() - seconds
    session.save()


@pytest.mark.parametrize(
    "path",
    [
        "/admin/people/user/add/", "/admin/people/user/{pk}/change/", "/admin/people/user/{pk}/delete/",
        "/admin/people/user/{pk}/password/", "/admin/people/user/{pk}/second-factor/", "/admin/auth/group/add/",
        "/admin/password_change/", "/admin/mine/app/remove/", "/admin/mine/passkeys/", "/admin/mine/codes/new/",
    ],
)  # fmt: skip
def test_what_matters_is_asked_for_again_and_then_shown(client, chief, editor, path):
    path = path.format(pk=editor.pk)

    first = client.get(path)
    wrong = client.post(first.url, {"password": "falsch"})
    right = client.post(first.url, {"password": PASSWORD})

    assert first.url == f"{AGAIN}?next={path}"
    assert wrong.status_code == 200
    assert right.url == path
    assert client.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/admin/", "/admin/people/user/", "/admin/articles/article/add/", "/admin/mine/"])
def test_daily_work_is_never_asked_again(client, chief, path):
    aged(client, 11 * 3600)
    assert client.get(path).status_code == 200


def test_a_form_that_was_asked_for_in_time_may_be_filled_in_for_half_an_hour(client, chief, editor):
    aged(client, 29 * 60)
    answer = client.post(f"/admin/people/user/{editor.pk}/second-factor/", {"reason": "x"})
    assert answer.url == f"/admin/people/user/{editor.pk}/change/"


def test_what_was_sent_too_late_is_kept_and_goes_on_by_one_click(client, chief, editor):
    aged(client, 31 * 60)
    path = f"/admin/people/user/{editor.pk}/second-factor/"

    first = client.post(path, {"reason": "Telefon\nverloren"})
    second = client.post(first.url, {"password": PASSWORD})
    page = client.get(second.url)

    assert (first.url, second.url) == (f"{AGAIN}?next={path}", "/admin/login/go-on/")
    assert f'action="{path}"' in page.content.decode()
    assert "Telefon\nverloren" in page.content.decode()
    assert client.get("/admin/login/go-on/").url == "/admin/"  # once
    assert not AuditEvent.objects.filter(verb="reset factors").exists()


def test_the_log_as_a_file_is_asked_for_at_once_and_then_sent(client, chief):
    first = client.post("/admin/people/auditevent/export/?verb=save")
    client.post(first.url, {"password": PASSWORD})
    page = client.get("/admin/login/go-on/").content.decode()

    assert 'action="/admin/people/auditevent/export/?verb=save"' in page
    assert client.post("/admin/people/auditevent/export/?verb=save").status_code == 200


def test_ticked_users_are_not_deleted_without_being_asked(client, chief, editor):
    answer = client.post("/admin/people/user/", {"action": "delete_selected", "_selected_action": editor.pk})
    assert answer.url.startswith(AGAIN)


def test_no_password_is_kept_in_a_session(client, chief, editor):
    aged(client, 31 * 60)
    path = f"/admin/people/user/{editor.pk}/password/"

    first = client.post(path, {"password1": NEW, "password2": NEW})

    assert NEW not in str(dict(client.session))
    assert client.post(first.url, {"password": PASSWORD}).url == path  # its page, to be filled in anew


def test_a_code_or_the_password_answers_and_both_are_counted(client, chief, app_of):
    for _n in range(5):
        client.post(f"{AGAIN}?next=/admin/", {"password": "falsch"})

    told = client.post(f"{AGAIN}?next=/admin/", {"password": PASSWORD}, headers={"accept-language": "en"})

    assert "try again in 30 seconds" in told.content.decode()
    assert AuditEvent.objects.filter(verb="refuse", target_id=str(chief.pk)).count() == 5


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_being_asked_leads_to_no_other_house(client, chief, evil):
    assert client.post(f"{AGAIN}?next={evil}", {"password": PASSWORD}).url == "/admin/"


# --- Letters for a forgotten password


def ask(client, address, **meta):
    return client.post("/admin/login/forgotten/", {"email": address}, headers={"accept-language": "en"}, **meta)


@pytest.fixture
def known(editor):
    editor.email = "redaktion@example.org"
    editor.save()
    return editor


def test_a_letter_leads_to_a_new_password_and_not_past_the_factor(client, known, app_of, settings):
    settings.SITE_URL = "https://blatt.example.org"
    app_of(known)
    ask(client, known.email, HTTP_HOST="testserver")

    way = mail.outbox[0].body.split("https://blatt.example.org")[1].split()[0]
    form = client.get(way)
    done = client.post(form.url, {"new_password1": NEW, "new_password2": NEW})

    assert done.url == "/admin/login/"
    assert User.objects.get(pk=known.pk).check_password(NEW)
    assert client.get("/admin/").status_code == 302
    assert client.post("/admin/login/", {"username": "editor", "password": NEW}).url == "/admin/login/step/"
    assert client.get(way).context["validlink"] is False  # once


def test_an_account_made_without_a_password_is_opened_by_a_letter(client, known):
    known.set_unusable_password()
    known.factor_until = timezone.now()
    known.save()
    ask(client, known.email)

    way = "/" + mail.outbox[0].body.split("://")[1].split()[0].partition("/")[2]
    client.post(client.get(way).url, {"new_password1": NEW, "new_password2": NEW})
    client.post("/admin/login/", {"username": "editor", "password": NEW})

    assert client.get("/admin/mine/app/").status_code == 200


def test_the_answer_is_the_same_whoever_is_asked_about(client, known, reader):
    reader.email = "leser@example.org"
    reader.save()

    answers = [ask(client, address) for address in (known.email, "niemand@example.org", reader.email)]

    assert {(answer.status_code, answer.url) for answer in answers} == {(302, "/admin/login/forgotten/sent/")}
    assert [letter.to for letter in mail.outbox] == [[known.email]]


def test_nobody_is_buried_in_letters(client, known):
    answers = [ask(client, known.email, REMOTE_ADDR=f"192.0.2.{n}") for n in range(8)]

    assert {answer.status_code for answer in answers} == {302}
    assert len(mail.outbox) == 3


def test_one_address_asks_only_so_often(client):
    codes = [ask(client, f"n{n}@example.org").status_code for n in range(11)]

    assert codes == [302] * 10 + [429]
    assert WrongGuesses.objects.filter(door__startswith="letters:").count() == 1


def test_a_new_password_by_letter_ends_what_is_open(client, known, come_in):
    come_in(client, known)
    other = client.__class__()
    ask(other, known.email)
    way = mail.outbox[0].body.split("localhost:8000")[1].split()[0]

    other.post(other.get(way).url, {"new_password1": NEW, "new_password2": NEW})

    assert client.get("/admin/").status_code == 302

"""People, organisations, users and the log at the desk."""

import datetime

import pytest
from django.utils import timezone

from people.lifecycle import record
from people.models import AuditEvent, Organisation, Person, Role, User
from tests.factories import ImageFactory, OrganisationFactory, PersonFactory, RoleFactory, UserFactory

DAY = datetime.timedelta(days=1)
NO_ROLES = {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}


def person_form(**fields):
    return {
        "name": "Ada Lindqvist",
        "slug": "",
        "aliases": "",
        "about": "",
        "born": "",
        "died": "",
        **NO_ROLES,
        **fields,
    }


@pytest.mark.parametrize(
    ("path", "open_to"),
    [
        ("person/", {"trainee", "editor", "CvD", "picture-desk", "video-desk", "administrator"}),
        ("person/add/", {"editor", "CvD", "picture-desk", "video-desk", "administrator"}),
        ("organisation/", {"trainee", "editor", "CvD", "picture-desk", "video-desk", "administrator"}),
        ("organisation/add/", {"editor", "CvD", "picture-desk", "video-desk", "administrator"}),
        ("user/", {"administrator"}),
        ("user/add/", {"administrator"}),
        ("auditevent/", {"administrator"}),
        ("auditevent/add/", set()),
    ],
)
def test_each_of_the_cast_gets_in_where_she_should(client, someone, path, open_to):
    client.force_login(someone)

    status = client.get(f"/admin/people/{path}").status_code

    expected = 200 if someone.username in open_to else 302 if someone.username == "reader" else 403
    assert status == expected


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_of_persons_costs_the_same_for_any_number(client, administrator, django_assert_num_queries, rows):
    for person in PersonFactory.create_batch(rows):
        RoleFactory(person=person)
    client.force_login(administrator)

    with django_assert_num_queries(8):  # session, user, 2 permissions, 2 counts, persons, roles
        page = client.get("/admin/people/person/")

    assert page.content.decode().count("Hafenmeisterin") == rows


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_of_users_costs_the_same_for_any_number(client, administrator, django_assert_num_queries, rows):
    UserFactory.create_batch(rows, role="editor")
    client.force_login(administrator)

    # session, user, 2 permissions, 2 counts, groups to filter, users, their groups, their factors
    with django_assert_num_queries(10):
        assert client.get("/admin/people/user/").status_code == 200


def test_a_person_gets_an_address_from_her_name(client, administrator):
    PersonFactory(name="Änne Größl", slug="aenne-groessl")
    client.force_login(administrator)

    client.post("/admin/people/person/add/", person_form(name="Änne Größl"))

    assert [*Person.objects.order_by("pk").values_list("slug", flat=True)] == ["aenne-groessl", "aenne-groessl-2"]


def test_a_taken_address_is_said_in_a_sentence(client, administrator):
    PersonFactory(slug="ada")
    client.force_login(administrator)

    page = client.post("/admin/people/person/add/", person_form(slug="ada"))

    assert page.status_code == 200
    assert Person.objects.count() == 1


def test_a_role_that_ends_before_it_begins_is_refused_in_words(client, administrator):
    client.force_login(administrator)
    role = {
        "roles-TOTAL_FORMS": 1,
        "roles-INITIAL_FORMS": 0,
        "roles-0-title": "Bürgermeisterin",
        "roles-0-valid_from": "2024-05-01",
        "roles-0-valid_until": "2023-05-01",
    }

    page = client.post("/admin/people/person/add/", person_form(**role), headers={"accept-language": "en"})

    assert "The role would end before it begins." in page.content.decode()
    assert not Role.objects.exists()


def test_nobody_dies_before_being_born(client, administrator):
    client.force_login(administrator)

    page = client.post(
        "/admin/people/person/add/", person_form(born=1929, died=1861), headers={"accept-language": "en"}
    )

    assert "Nobody dies before being born" in page.content.decode()


def test_search_finds_a_person_by_another_spelling(client, administrator):
    PersonFactory(name="Dorothea Anklamer", aliases="Bürgermeisterin Anklamer\nD. Anklamer")
    PersonFactory(name="Levin Boskamper")
    client.force_login(administrator)

    page = client.get("/admin/people/person/", {"q": "Bürgermeisterin"}).content.decode()

    assert ("Dorothea Anklamer" in page, "Levin Boskamper" in page) == (True, False)


def test_the_list_shows_the_role_of_today_and_not_the_last_one(client, administrator):
    person = PersonFactory()
    today = timezone.localdate()
    RoleFactory(person=person, title="Kämmerin", valid_until=today - DAY)
    RoleFactory(person=person, title="Bürgermeisterin", valid_from=today)
    client.force_login(administrator)

    page = client.get("/admin/people/person/").content.decode()

    assert ("Bürgermeisterin" in page, "Kämmerin" in page) == (True, False)


def test_an_agency_that_credits_a_picture_is_not_deleted(client, administrator):
    agency = OrganisationFactory()
    ImageFactory(agency=agency, caption="Der Kran am Morgen")
    client.force_login(administrator)

    page = client.post(f"/admin/people/organisation/{agency.pk}/delete/", {"post": "yes"})

    assert "Der Kran am Morgen" in page.content.decode()
    assert Organisation.objects.filter(pk=agency.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_changes_or_deletes_a_line_of_the_log(client, administrator, method):
    line = record("save", administrator, by=administrator)
    client.force_login(administrator)

    deleted = getattr(client, method)(f"/admin/people/auditevent/{line.pk}/delete/", {"post": "yes"})
    changed = client.post(f"/admin/people/auditevent/{line.pk}/change/", {"verb": "nothing"})

    assert (deleted.status_code, changed.status_code) == (403, 403)
    assert AuditEvent.objects.get().verb == "save"


def test_a_user_is_made_by_form_and_may_log_in(client, administrator):
    client.force_login(administrator)
    password = "vier-Worte-die-niemand-raet"

    client.post(
        "/admin/people/user/add/",
        {"username": "nele", "password1": password, "password2": password, "usable_password": "true"},
    )

    assert User.objects.get(username="nele").check_password(password)


@pytest.mark.parametrize(("language", "words"), [("en", ("saved", "person")), ("de", ("gesichert", "Person"))])
def test_the_log_says_what_was_done_in_words(client, administrator, language, words):
    record("save", PersonFactory(), by=administrator)
    client.force_login(administrator)

    page = client.get("/admin/people/auditevent/", headers={"accept-language": language}).content.decode()

    assert [f">{word}</td>" in page for word in words] == [True, True]

"""The page of roles says what the groups really may, to everybody at the desk; who keeps users cannot rise by it."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group

from articles.models import SectionGrant
from newsroom.role_page import deeds, lists, members_by_role
from newsroom.roles import ROLES, codenames, set_up_roles
from people.models import AuditEvent, User
from tests.factories import SectionFactory, UserFactory
from tests.newsroom.test_audit import posted


def test_every_right_of_every_role_stands_on_the_page(client, cvd):
    client.force_login(cvd)

    page = client.get("/admin/roles/", headers={"accept-language": "en"})

    told = {right.about: right.cells for right in [*page.context["deeds"], *page.context["lists"]]}
    columns = [*ROLES]
    assert told["Stories"][columns.index("trainee")] == "see, add, change"
    assert told["Stories"][columns.index("editor")] == "see, add, change, delete"
    assert told["Users"] == ["", "", "", "", "", "see, add, change, delete"]
    assert told["May publish and schedule stories"] == ["", "in own sections", "yes", "", "", "yes"]
    granted = {code for grants in ROLES.values() for code, letters in grants.items() if not letters}
    assert len(page.context["deeds"]) == len(granted)


def test_the_page_is_open_to_the_whole_desk(client, someone):
    client.force_login(someone)

    assert client.get("/admin/roles/").status_code == (302 if someone.username == "reader" else 200)


@pytest.mark.parametrize("users", [1, 3, 12])
def test_the_page_costs_the_same_for_any_number_of_users(client, cvd, django_assert_num_queries, users):
    for user in UserFactory.create_batch(users, role="editor"):
        SectionGrant.objects.create(user=user, section=SectionFactory())
    client.force_login(cvd)

    with django_assert_num_queries(7):  # session, user, 2 permissions, users, their groups, their sections
        assert client.get("/admin/roles/").status_code == 200


def test_who_holds_a_role_is_named_with_the_sections(client, administrator, editor):
    SectionGrant.objects.create(user=editor, section=SectionFactory(name="Hafen"))
    UserFactory(username="ohne", is_staff=True)
    client.force_login(administrator)

    page = client.get("/admin/roles/", headers={"accept-language": "de"}).content.decode()

    assert [user.username for user in members_by_role()["editor"]] == ["editor"]
    assert "Hafen" in page
    assert f'href="/admin/people/user/{editor.pk}/change/#section_grants-group"' in page
    assert "ohne" in page


def test_the_table_and_the_groups_cannot_differ(roles, client):
    """The page reads ``ROLES``; the groups are made from it. Here both are held against each other once."""
    for name, grants in ROLES.items():
        held = Group.objects.get(name=name).permissions.values_list("content_type__app_label", "codename")
        assert {f"{floor}.{code}" for floor, code in held} == codenames(grants)
    assert deeds()


def test_a_role_is_read_and_not_changed_in_the_admin(client, administrator):
    client.force_login(administrator)
    group = Group.objects.get(name="editor")
    address = f"/admin/auth/group/{group.pk}/"

    page = client.get(f"{address}change/", headers={"accept-language": "de"}).content.decode()
    changed = client.post(f"{address}change/", {"name": "editor", "permissions": []})
    deleted = client.post(f"{address}delete/", {"post": "yes"})
    client.post("/admin/auth/group/", {"action": "delete_selected", "_selected_action": [group.pk], "post": "yes"})

    assert "/admin/roles/" in page
    assert (changed.status_code, deleted.status_code) == (403, 403)
    assert Group.objects.get(name="editor").permissions.exists()


def test_a_group_of_their_own_is_changed_as_ever(client, administrator):
    client.force_login(administrator)
    group = Group.objects.create(name="Gäste")

    posted(client, f"/admin/auth/group/{group.pk}/change/", name="Besuch")

    assert Group.objects.filter(name="Besuch").exists()


def test_sections_are_granted_on_the_user_s_own_page(client, administrator, trainee):
    section = SectionFactory(name="Hafen")
    client.force_login(administrator)
    granted = {
        "section_grants-TOTAL_FORMS": 1,
        "section_grants-0-section": section.pk,
        "section_grants-0-role": "trainee",
    }

    posted(client, f"/admin/people/user/{trainee.pk}/change/", **granted)

    assert SectionGrant.objects.get().section == section
    assert "Hafen" in str(AuditEvent.objects.get(verb="change", target_id=str(trainee.pk)).after)


def test_an_administrator_makes_nobody_almighty_and_touches_nobody_who_is(client, administrator, editor):
    root = User.objects.create_superuser("root", password="x")
    client.force_login(administrator)

    posted(client, f"/admin/people/user/{editor.pk}/change/", is_superuser="on")
    password = {"password1": "ein-neues-langes-Wort", "password2": "ein-neues-langes-Wort", "set-password": "1"}
    answers = [
        client.post(f"/admin/people/user/{root.pk}/{page}/", data).status_code
        for page, data in (("change", {"username": "root"}), ("password", password), ("delete", {"post": "yes"}))
    ]

    assert not User.objects.get(pk=editor.pk).is_superuser
    assert answers == [403, 403, 403]
    assert User.objects.get(username="root").check_password("x")


def test_a_role_that_drifted_is_told_in_the_log(roles):
    group = Group.objects.get(name="trainee")
    group.permissions.remove(group.permissions.get(codename="add_article"))

    set_up_roles()

    line = AuditEvent.objects.get(verb="roles")
    assert (line.target_label, line.after) == ("trainee", {"permissions": ["add_article"]})


def test_nothing_is_listed_that_the_desk_does_not_have(roles):
    assert [right for right in lists(admin.site) if not any(right.cells)] == []

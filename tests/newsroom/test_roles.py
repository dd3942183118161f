"""Who may do what at the desk, as groups that can be made again and again."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from newsroom.roles import ROLES, codenames, set_up_roles
from tests.roles import make_roles


@pytest.mark.django_db
def test_roles_are_made_once_and_then_left_alone():
    assert set_up_roles() == [*ROLES]
    assert set_up_roles() == []
    assert {*Group.objects.values_list("name", flat=True)} == {*ROLES}


def test_the_groups_other_tests_begin_with_are_those_of_the_command(roles):
    assert set_up_roles() == []


@pytest.mark.django_db
def test_they_are_it_where_permissions_have_got_other_numbers():
    """As after a backup was brought back, or a table of them emptied."""
    make_roles()
    Group.objects.all().delete()
    there = list(Permission.objects.values("content_type_id", "codename", "name"))
    Permission.objects.all().delete()
    Permission.objects.bulk_create(Permission(**words) for words in there)

    make_roles()

    assert set_up_roles() == []


@pytest.mark.django_db
def test_a_role_that_drifted_is_set_back(capsys):
    set_up_roles()
    Group.objects.get(name="trainee").permissions.add(Permission.objects.get(codename="publish_article"))

    call_command("roles")

    assert capsys.readouterr().out == "Set up: trainee\n"
    assert not Group.objects.filter(name="trainee", permissions__codename="publish_article").exists()


def test_letters_spell_codenames():
    assert codenames({"articles.section": "av", "articles.erase_article": ""}) == {
        "articles.add_section",
        "articles.view_section",
        "articles.erase_article",
    }


@pytest.mark.parametrize(
    ("permission", "allowed"),
    [
        ("articles.add_article", {"trainee", "editor", "CvD", "administrator"}),
        ("articles.publish_article", {"editor", "CvD", "administrator"}),
        ("articles.withdraw_article", {"editor", "CvD", "administrator"}),
        ("articles.see_all_sections", {"CvD", "administrator"}),
        ("articles.erase_article", {"administrator"}),
        ("visuals.change_image", {"CvD", "picture desk", "video desk", "administrator"}),
        ("visuals.delete_image", {"CvD", "picture desk", "administrator"}),
        ("visuals.change_footage", {"CvD", "video desk", "administrator"}),
        ("visuals.add_clip", {"editor", "CvD", "video desk", "administrator"}),
        ("visuals.view_clip", {*ROLES}),
        ("people.add_person", {*ROLES} - {"trainee"}),
        ("people.change_user", {"administrator"}),
        ("people.view_auditevent", {"administrator"}),
        ("people.change_auditevent", set()),
        ("articles.change_edition", set()),
    ],
)
def test_each_permission_is_held_by_exactly_these(cast, permission, allowed):
    assert {name for name, user in cast.items() if user.has_perm(permission)} == allowed

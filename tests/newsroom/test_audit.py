"""No act at the desk without its line: every form, every deletion, every sign-in."""

import ast
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import FileField

from articles.models import SectionGrant
from fronts.models import StandingPage
from people.models import AuditEvent, User
from people.templatetags.audit import VERBS
from tests.conftest import PASSWORD
from tests.factories import (
    ClipFactory,
    FootageFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    PortraitFactory,
    RoleFactory,
    SectionFactory,
    TagFactory,
    UserFactory,
    picture_bytes,
)

ROOT = Path(__file__).resolve().parents[2]
#: row, and the one thing that is changed in its form
FORMS = {
    "people.person": (PersonFactory, {"about": "Eine Zeile."}),
    "people.organisation": (OrganisationFactory, {"url": "https://fb-bild.example/"}),
    "people.user": (UserFactory, {"email": "neu@fleet.example"}),
    "auth.group": (lambda: Group.objects.create(name="Gäste"), {"name": "Besuch"}),
    "topics.tag": (TagFactory, {"description": "Alles über den Hafen."}),
    "articles.section": (SectionFactory, {"description": "Was in der Stadt geschieht."}),
    "visuals.image": (ImageFactory, {"title": "Kran"}),
    "visuals.clip": (ClipFactory, {"title": "Der Kran dreht sich"}),
    "visuals.footage": (FootageFactory, {"title": "Hafenmagazin, Folge 99"}),
    "visuals.portrait": (PortraitFactory, {}),
    "fronts.standingpage": (lambda: StandingPage.objects.create(kind="imprint", text="Wir."), {"text": "Wir sind es."}),
}
KEPT = {"fronts.standingpage"}  # nobody may delete one
#: written by verbs, which have their own lines, or by nobody's hand
OTHERWISE = {"articles.article", "articles.edition", "articles.revision", "articles.correction", "people.auditevent"}
OTHERWISE |= {"fronts.front", "fronts.breakingnews"}


def filled(form) -> dict[str, object]:
    """A form of the admin as a browser would send it back untouched."""
    sent = {}
    for field in form:
        value = field.value()
        if value is None or value is False or isinstance(field.field, FileField):
            continue
        sent[field.html_name] = [getattr(one, "pk", one) for one in value] if isinstance(value, list) else value
    return sent


def posted(client, address, **changed):
    """The change form, fetched and sent back with something changed."""
    page = client.get(address)
    sent = filled(page.context["adminform"].form)
    for inline in page.context["inline_admin_formsets"]:
        sent |= filled(inline.formset.management_form)
        for form in inline.formset.initial_forms:
            sent |= filled(form)
    return client.post(address, sent | changed)


def test_every_list_is_tried_here(db):
    registered = {model._meta.label_lower for model in admin.site._registry}

    assert {name for name in registered if not name.startswith("django_tasks")} - OTHERWISE == {*FORMS}


@pytest.mark.parametrize("name", [name for name, (_row, change) in FORMS.items() if change])
def test_a_change_by_form_is_in_the_log_with_before_and_after(client, administrator, name):
    make, change = FORMS[name]
    row = make()
    ((field, value),) = change.items()
    was = getattr(row, field)
    client.force_login(administrator)
    address = f"/admin/{name.replace('.', '/')}/{row.pk}/change/"

    answer = posted(client, address, **change)

    assert answer.status_code == 302, answer.context["errors"]
    line = AuditEvent.objects.filter(target_type=name, target_id=str(row.pk)).last()
    assert line.actor == administrator
    assert (line.before.get(field, ""), line.after[field]) == (was, value)
    history = client.get(address.replace("change", "history")).content.decode()
    assert f"<ins>{value}</ins>" in history


@pytest.mark.parametrize("name", sorted({*FORMS} - KEPT))
@pytest.mark.parametrize("way", ["form", "list"])
def test_a_deletion_is_in_the_log_with_what_there_was(client, administrator, name, way):
    row = FORMS[name][0]()
    label, place = str(row), f"/admin/{name.replace('.', '/')}/"
    client.force_login(administrator)

    if way == "form":
        client.post(f"{place}{row.pk}/delete/", {"post": "yes"})
    else:
        client.post(place, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"})

    line = AuditEvent.objects.get(verb="delete", target_type=name)
    assert (line.target_label, line.target_id, line.actor) == (label, str(row.pk), administrator)
    assert line.before


def test_a_new_row_is_in_the_log(client, administrator):
    client.force_login(administrator)
    none = {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}

    client.post("/admin/people/person/add/", {"name": "Ada Lindqvist", "born": "1970", **none})

    assert AuditEvent.objects.get(verb="add").after == {"name": "Ada Lindqvist", "born": 1970}


def test_rows_of_an_inline_are_told_one_by_one(client, administrator):
    role = RoleFactory(title="Kämmerin")
    client.force_login(administrator)

    posted(client, f"/admin/people/person/{role.person.pk}/change/", **{"roles-0-title": "Bürgermeisterin"})

    line = AuditEvent.objects.get(verb="change")
    assert line.before == {"people.role": ["Bürgermeisterin (title: Kämmerin)"]}
    assert line.after == {"people.role": ["Bürgermeisterin (title: Bürgermeisterin)"]}


def test_a_file_is_told_by_its_name(client, administrator):
    image = ImageFactory()
    client.force_login(administrator)
    upload = SimpleUploadedFile("Kran am Morgen.jpg", picture_bytes(), content_type="image/jpeg")

    posted(client, f"/admin/visuals/image/{image.pk}/change/", upload=upload)

    assert AuditEvent.objects.get(verb="change").after == {"upload": "Kran am Morgen.jpg"}


def test_groups_of_a_user_are_told_by_name_and_a_password_never(client, administrator, editor):
    client.force_login(administrator)
    cvd = Group.objects.get(name="CvD")

    posted(client, f"/admin/people/user/{editor.pk}/change/", groups=[cvd.pk])
    client.post(
        f"/admin/people/user/{editor.pk}/password/",
        {"password1": "ein-neues-langes-Wort", "password2": "ein-neues-langes-Wort", "set-password": "1"},
    )

    groups, password = AuditEvent.objects.filter(target_type="people.user", verb="change").order_by("pk")
    assert (groups.before, groups.after) == ({"groups": ["editor"]}, {"groups": ["CvD"]})
    assert "•" in str(password.after)
    assert "Wort" not in str([*AuditEvent.objects.values()])


def test_her_own_new_password_is_in_the_log(client, editor):
    client.force_login(editor)
    new = {"old_password": PASSWORD, "new_password1": "noch-ein-langes-Wort", "new_password2": "noch-ein-langes-Wort"}

    client.post("/admin/password_change/", new)

    assert AuditEvent.objects.get(verb="change password").actor == editor


def test_who_comes_goes_and_is_turned_away_is_in_the_log(client, editor):
    client.post("/admin/login/", {"username": editor.username, "password": "falsch"})
    client.post("/admin/login/", {"username": "meinGeheimesPasswort", "password": "x"})
    client.post("/admin/login/", {"username": editor.username, "password": PASSWORD})
    client.post("/admin/logout/")

    lines = AuditEvent.objects.order_by("pk").values_list("verb", "actor", "target_id")
    assert [*lines] == [
        ("refuse", None, str(editor.pk)),
        ("refuse", None, ""),
        ("sign in", editor.pk, str(editor.pk)),
        ("sign out", editor.pk, str(editor.pk)),
    ]
    assert "meinGeheimes" not in str([*AuditEvent.objects.values()])


def test_a_section_granted_is_in_the_log(client, administrator, editor):
    section = SectionFactory(name="Stadt")
    client.force_login(administrator)
    granted = {
        "grants-TOTAL_FORMS": 1,
        "grants-0-user": editor.pk,
        "grants-0-section": section.pk,
        "grants-0-role": "editor",
    }

    posted(client, f"/admin/articles/section/{section.pk}/change/", **granted)

    assert SectionGrant.objects.get().user == editor
    assert "Stadt" in str(AuditEvent.objects.get(verb="change").after["articles.sectiongrant"])


@pytest.mark.once
def test_every_verb_of_the_log_has_its_words():
    """Whoever writes a new verb into the log adds it to ``VERBS`` in ``people/templatetags/audit.py``."""
    written = set()
    for floor in ("articles", "visuals", "people", "topics", "fronts", "newsroom"):
        for path in (ROOT / floor).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "record":
                    first = node.args[0] if node.args else None
                    written |= (
                        {one.value for one in ast.walk(first) if isinstance(one, ast.Constant)} if first else set()
                    )
    assert sorted(word for word in written if isinstance(word, str) and word and word not in VERBS) == []


def test_a_user_with_lines_in_the_log_is_closed_and_not_deleted(client, administrator, editor):
    client.force_login(editor)
    client.post("/admin/logout/")
    client.force_login(administrator)

    client.post(f"/admin/people/user/{editor.pk}/delete/", {"post": "yes"})

    assert User.objects.filter(pk=editor.pk).exists()


def test_the_past_of_a_row_that_cannot_be_is_no_server_error(client, cvd):
    client.force_login(cvd)

    assert client.get("/admin/fronts/standingpage/%00/history/").url == "/admin/"

"""The log: nobody rewrites it, everybody of the house who may can read it, and a spreadsheet can, too."""

import csv
import importlib
import io

import pytest
from django.db import DatabaseError, connection, transaction

from people.admin.log import as_csv
from people.lifecycle import record
from people.models import AuditEvent
from tests.factories import ArticleFactory, PersonFactory, UserFactory

LOG = "/admin/people/auditevent/"
GUARD = importlib.import_module("people.migrations.0003_log_is_append_only")
NO_WAY_AROUND = importlib.import_module("people.migrations.0006_log_has_no_way_around")


@pytest.fixture
def line(administrator):
    return record("change", PersonFactory(), by=administrator, before={"name": "Ada"}, after={"name": "Ada Lindqvist"})


def guards() -> set[str]:
    names = {"sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'"}
    cursor = connection.cursor()
    cursor.execute(names.get(connection.vendor, "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
    return {name for (name,) in cursor.fetchall() if name.startswith("people_auditevent")}


@pytest.mark.django_db
def test_every_migration_leaves_the_guard_in_place():
    """SQLite forgets a table's triggers when a migration makes the table anew: such a one has to set them again."""
    # what keeps a table from being emptied was taken down for the tests, see conftest
    kept = {"people_auditevent_no_update", "people_auditevent_no_replace"}
    assert guards() == (kept if connection.vendor == "sqlite" else {"people_auditevent_no_change"})


@pytest.mark.parametrize("act", ["update", "delete", "raw update", "raw delete"])
def test_the_database_refuses_to_change_or_delete_a_line(line, act):
    if connection.vendor == "sqlite":
        connection.cursor().execute(GUARD.SQLITE["delete"])
    acts = {
        "update": lambda: AuditEvent.objects.update(verb="nothing"),
        "delete": lambda: AuditEvent.objects.all().delete(),
        "raw update": lambda: connection.cursor().execute("UPDATE people_auditevent SET reason = 'x'"),
        "raw delete": lambda: connection.cursor().execute("DELETE FROM people_auditevent"),
    }

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        acts[act]()

    assert AuditEvent.objects.get().verb == "change"


ROUND_ABOUT = {
    "sqlite": ["REPLACE INTO people_auditevent SELECT * FROM people_auditevent"],
    "postgresql": ["TRUNCATE people_auditevent", "TRUNCATE people_user CASCADE"],
}


def test_there_is_no_way_around_the_guard(line):
    if connection.vendor == "postgresql":
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")  # what is still to be checked bars TRUNCATE, too
        connection.cursor().execute(NO_WAY_AROUND.POSTGRESQL)
    changed = "INSERT INTO people_auditevent SELECT * FROM people_auditevent ON CONFLICT (id) DO UPDATE SET verb = 'x'"

    for way in (*ROUND_ABOUT[connection.vendor], changed.replace(" ON", " WHERE true ON")):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            connection.cursor().execute(way)

    assert AuditEvent.objects.get().verb == "change"


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_log_costs_the_same_for_any_number(client, administrator, django_assert_num_queries, rows):
    for person in PersonFactory.create_batch(rows):
        record("save", person, by=administrator)
    client.force_login(administrator)

    with django_assert_num_queries(10):  # session, user, 2 rights, searches, count, lines, who there is, 2 bounds
        assert client.get(LOG).status_code == 200


def test_the_log_is_narrowed_by_who_what_kind_and_row(client, administrator, line):
    other = UserFactory(role="editor")
    record("publish", PersonFactory(name="Ole Quast"), by=other)
    record("announce", PersonFactory(name="Tjark Moor"), by=None)
    client.force_login(administrator)

    def shown(query):
        page = client.get(LOG + query).context["cl"].result_list
        return {event.verb for event in page}

    assert shown("?verb=publish") == {"publish"}
    assert shown(f"?who={other.pk}") == {"publish"}
    assert shown("?who=nobody") == {"announce"}
    assert shown("?kind=people.user") == set()
    assert shown(f"?target_type={line.target_type}&target_id={line.target_id}") == {"change"}
    assert shown("?q=Quast") == {"publish"}


def test_before_and_after_are_shown_in_words(client, administrator, line):
    client.force_login(administrator)

    page = client.get(f"{LOG}{line.pk}/change/", headers={"accept-language": "de"}).content.decode()

    assert "<del>Ada</del>" in page
    assert "<ins>Ada Lindqvist</ins>" in page
    assert ">Name</th>" in page


def test_a_choice_is_told_by_its_name(client, administrator):
    story = ArticleFactory()
    event = record("save", story, by=administrator, before={"stage": "draft"}, after={"stage": "ready"})
    client.force_login(administrator)

    page = client.get(f"{LOG}{event.pk}/change/", headers={"accept-language": "de"}).content.decode()

    assert "<del>Entwurf</del>" in page
    assert "<ins>bereit</ins>" in page


def test_the_log_as_a_table_is_itself_a_line_of_the_log(client, administrator, line):
    record("publish", PersonFactory(), by=administrator, reason='=HYPERLINK("http://evil.example")')
    client.force_login(administrator)

    answer = client.post(f"{LOG}export/?verb=publish")
    text = b"".join(answer.streaming_content).decode("utf-8")

    assert text.startswith('\ufeff"at","actor_label"')
    rows = [*csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))]
    assert [row["verb"] for row in rows] == ["publish"]
    assert rows[0]["reason"] == '\'=HYPERLINK("http://evil.example")'
    assert AuditEvent.objects.get(verb="export").after == {"lines": 1, "search": "verb=publish"}


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(administrator, sign):
    event = record("change", PersonFactory(), by=administrator, before={"x": 1}, reason=f"{sign}1+1")
    event.target_label = f"{sign}cmd|' /C calc'!A0"

    _head, row = as_csv(iter([event]))

    (cells,) = csv.reader(io.StringIO(row, newline=""))
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert f"'{sign}1+1" in cells


def test_only_administrators_take_the_log_away(client, someone):
    client.force_login(someone)

    answers = client.get(f"{LOG}export/").status_code, client.post(f"{LOG}export/").status_code

    expected = {"reader": (302, 302), "administrator": (405, 200)}
    assert answers == expected.get(someone.username, (405, 403))

import pytest
from django.db import IntegrityError, transaction

from people.lifecycle import new_organisation, record
from people.models import AuditEvent, Organisation, Person, Role
from tests.factories import OrganisationFactory, PersonFactory, UserFactory


@pytest.mark.django_db(transaction=True)
def test_a_line_of_the_log_outside_a_transaction_is_refused():
    person = PersonFactory()
    with pytest.raises(transaction.TransactionManagementError, match="the log could lie"):
        record("save", person, by=None)
    assert not AuditEvent.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_log_and_the_act_live_and_die_together():
    with transaction.atomic():
        record("save", PersonFactory(), by=None)
        transaction.set_rollback(True)
    assert (AuditEvent.objects.count(), Person.objects.count()) == (0, 0)


@pytest.mark.django_db
def test_a_line_outlives_what_it_tells_of():
    person, user = PersonFactory(name="x" * 120), UserFactory(first_name="Jette", last_name="Anklamer")
    record("save", person, by=user, before={"name": "y"}, after={"name": "x"}, reason="Heirat")
    key = str(person.pk)
    person.delete()
    line = AuditEvent.objects.get()
    assert (line.actor_label, line.target_type, line.target_id, line.target_label) == (
        "Jette Anklamer", "people.person", key, "x" * 120
    )  # fmt: skip
    assert (line.before, line.after, line.reason) == ({"name": "y"}, {"name": "x"}, "Heirat")


@pytest.mark.django_db
def test_an_agency_gets_an_address_of_its_own():
    assert [new_organisation(name).slug for name in ("FB-Bild", "FB Bild", "Münster")] == [
        "fb-bild", "fb-bild-2", "muenster"
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("broken", [
    lambda: Organisation.objects.create(name="", slug="x"),
    lambda: Person.objects.create(name="", slug="x"),
    lambda: Person.objects.create(name="x", slug="x", born=1980, died=1979),
    lambda: Role.objects.create(person=PersonFactory(), title=""),
    lambda: Role.objects.create(person=PersonFactory(), title="x", valid_from="2026-02-02", valid_until="2026-02-01"),
    lambda: OrganisationFactory(name="AP") and OrganisationFactory(name="AP"),
])  # fmt: skip
def test_the_tables_keep_their_promises(broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        broken()

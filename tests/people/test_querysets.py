from datetime import date

import pytest

from people.models import Organisation, Person, Role
from tests.factories import OrganisationFactory, PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 5, 4)


def test_an_agency_is_found_under_every_spelling():
    known = OrganisationFactory(name="AP", aliases="Associated Press\n\n  The AP ")
    for spelling in ("AP", "ap", "ASSOCIATED PRESS", "the ap"):
        assert Organisation.objects.spelt(spelling) == known
    assert Organisation.objects.spelt("A") is None
    assert Organisation.objects.spelt("Associated") is None


@pytest.mark.parametrize(("span", "held"), [
    ((None, None), True),
    ((DAY, DAY), True),
    ((date(2026, 5, 5), None), False),
    ((None, date(2026, 5, 3)), False),
])  # fmt: skip
def test_a_role_is_held_from_its_first_to_its_last_day(span, held):
    RoleFactory(valid_from=span[0], valid_until=span[1])
    assert Role.objects.held_on(DAY).exists() is held


def test_the_role_of_a_day_is_the_latest_one_held():
    person, other = PersonFactory(), PersonFactory()
    RoleFactory(person=person, title="Rätin")
    RoleFactory(person=person, title="Bürgermeisterin", valid_from=date(2024, 1, 1))
    RoleFactory(person=person, title="Ministerin", valid_from=date(2027, 1, 1))
    found = {row.pk: row.role_now for row in Person.objects.with_role(DAY)}
    assert found == {person.pk: "Bürgermeisterin", other.pk: None}

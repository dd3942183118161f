"""What a person is found by: every spelling on record, then the roles, then what is told of them."""

from collections.abc import Iterable, Sequence

from kit.search import Index, Texts
from people.models import Person


def _texts(keys: Sequence[int]) -> Iterable[tuple[int, Texts]]:
    for person in Person.objects.filter(pk__in=keys).prefetch_related("roles__organisation"):
        roles = [f"{role.title} {role.organisation or ''}" for role in person.roles.all()]
        yield person.pk, Texts(f"{person.name}\n{person.aliases}", "\n".join(roles), person.about)


PERSONS = Index("people_person_words", Person, _texts)

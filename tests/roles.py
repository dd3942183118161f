"""The groups of the desk by statements for all of them at once, where ``manage.py roles`` asks for one after the other.

Most tests of the desk begin with them, and making them took longer than what many of those tests are about.
"""

from functools import cache

from django.contrib.auth.models import Group, Permission
from django.db import connection, transaction

from newsroom.roles import ROLES, set_up_roles

WORDS = ("content_type__app_label", "content_type__model", "codename")
Named = tuple[str, str, str]


@cache
def _granted() -> dict[str, list[Named]]:
    """By group the names of its permissions, found by the command's own code, once a process. Not their numbers: those
    are others after a test that empties every table or takes migrations back."""
    with transaction.atomic():
        set_up_roles()
        found = {name: [*Group.objects.get(name=name).permissions.values_list(*WORDS)] for name in ROLES}
        transaction.set_rollback(True)
    return found


def make_roles() -> None:
    """For a database that has none of them."""
    granted = _granted()
    numbers = {tuple(named): number for number, *named in Permission.objects.order_by().values_list("pk", *WORDS)}
    made = Group.objects.bulk_create(Group(name=name) for name in granted)
    rows = ", ".join(f"({group.pk}, {numbers[named]})" for group in made for named in granted[group.name])
    with connection.cursor() as cursor:
        table = Group.permissions.through._meta.db_table
        cursor.execute(f"INSERT INTO {table} (group_id, permission_id) VALUES {rows}")  # noqa: S608 numbers alone

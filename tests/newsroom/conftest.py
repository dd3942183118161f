import pytest
from django.db import transaction

from tests.newsroom.matrix_world import World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody, every state, every kind of row; see ``matrix_world``. Its files outlive a single test's."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)

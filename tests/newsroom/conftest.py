import pytest
from django.db import transaction
from django.test import override_settings

from newsroom import media_store
from tests.newsroom.matrix_world import World
from tests.newsroom.seaweed import Store


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everybody, every state, every kind of row; see ``matrix_world``. Its files outlive a single test's."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def object_store(tmp_path_factory):
    """Not for the whole run: it takes an eighth of a processor even while nobody asks it anything."""
    store = Store(tmp_path_factory.mktemp("store"))
    store.start()
    yield store
    store.stop()


@pytest.fixture
def store(object_store, monkeypatch, settings):
    """The newsroom keeps its files there, by the one setting."""
    monkeypatch.setenv("STORAGE_URL", object_store.setting)
    with override_settings(STORAGES=settings.STORAGES | {"default": media_store.named("STORAGE_URL")}):
        yield object_store

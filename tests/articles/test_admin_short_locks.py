"""On SQLite one person writes at a time, so whoever saves holds the others up for as short as can be."""

import pytest
from django.db import connection

from articles.admin import deeds, keeping
from articles.forms import ArticleForm
from articles.models import Article
from tests.articles.test_admin_stories import form_of, url
from tests.factories import ArticleFactory


@pytest.fixture
def held(monkeypatch):
    """Whether the database was held when a form was read, and when it was stored."""
    seen = {}
    full_clean, store = ArticleForm.full_clean, keeping.store

    def reads(form):
        seen["read"] = connection.in_atomic_block
        return full_clean(form)

    def stores(*told):
        seen["stored"] = connection.in_atomic_block
        return store(*told)

    monkeypatch.setattr(ArticleForm, "full_clean", reads)
    monkeypatch.setattr(keeping, "store", stores)
    return seen


@pytest.mark.django_db(transaction=True)
def test_nothing_is_held_while_a_form_is_read(client, cvd, held):
    client.force_login(cvd)
    story = ArticleFactory(headline="Vorher")
    client.post(url(story), form_of(client, story, headline="Nachher"))

    assert Article.objects.get().headline == "Nachher"
    assert held == {"read": False, "stored": True}


@pytest.mark.django_db(transaction=True)
def test_a_text_and_what_its_button_does_are_stored_together_or_not_at_all(client, cvd, monkeypatch):
    def broken(request, story):
        raise ZeroDivisionError

    client.force_login(cvd)
    story = ArticleFactory(headline="Vorher")
    monkeypatch.setitem(deeds.AFTER_SAVING, "publish", broken)
    with pytest.raises(ZeroDivisionError):
        client.post(url(story), form_of(client, story, headline="Nachher", _publish="1"))

    assert Article.objects.get().headline == "Vorher"

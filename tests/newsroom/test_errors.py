"""When something breaks, readers get a page of ours that needs nothing that could be broken."""

import pytest
from django.test import RequestFactory

from newsroom import errors


def test_a_broken_page_asks_nothing_of_the_database(settings, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = errors.broken(RequestFactory().get("/"))

    text = response.content.decode()
    assert response.status_code == 500
    assert settings.SITE_NAME in text
    assert '<meta name="robots" content="noindex">' in text


@pytest.mark.django_db
def test_whatever_goes_wrong_in_a_view_ends_there(client, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("fronts.views.front.look", fails)
    client.raise_request_exception = False

    response = client.get("/")

    assert response.status_code == 500
    assert "the disk is full" not in response.content.decode()
    assert 'class="page empty"' in response.content.decode()

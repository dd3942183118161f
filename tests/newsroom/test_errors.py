"""When something breaks, readers get a page of ours that needs nothing that could be broken."""

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction
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


@pytest.mark.parametrize(("method", "told"), [("GET", "try again in a minute"), ("POST", "send it again in a minute")])
def test_a_database_that_is_away_is_told_as_such_and_how_long_to_wait(settings, method, told):
    settings.SITE_LANGUAGE = "en"
    try:
        raise OperationalError("server closed the connection unexpectedly")
    except OperationalError:
        response = errors.broken(RequestFactory().generic(method, "/"))

    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert told in response.content.decode()


@pytest.mark.django_db
def test_a_page_whose_database_goes_away_says_so(client, monkeypatch):
    def fails(*args, **kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr("fronts.views.front.look", fails)
    client.raise_request_exception = False

    assert client.get("/").status_code == 503


def test_a_wrong_question_is_no_database_that_is_away(db):
    """SQLite calls both by one name; a wait of five seconds mends no missing column."""
    with pytest.raises(DatabaseError) as problem, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")

    assert not errors.is_away(problem.value)

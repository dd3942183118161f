"""The masthead's line on the work in the background, and the button that catches up."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from articles.lifecycle import announcing
from articles.models import Edition
from people.models import Heartbeat
from tests.factories import EditionFactory

PULSE, CATCH_UP = "/admin/pulse/", "/admin/pulse/catch-up/"
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def late(db) -> Edition:
    edition = EditionFactory(headline="Schulbericht")
    past = timezone.now() - timedelta(minutes=11, seconds=5)
    Edition.objects.update(live_from=past, printed_at=past)
    return edition


@override_settings(TASKS=QUEUE)
@pytest.mark.parametrize(
    ("seconds", "word"), [(None, "Noch kein Taktgeber"), (1, "Taktgeber läuft"), (600, "Taktgeber steht seit")]
)
def test_the_masthead_says_whether_somebody_works(client, cvd, django_assert_num_queries, seconds, word):
    if seconds:
        moment = timezone.now() - timedelta(seconds=seconds)
        Heartbeat.objects.create(name="one", started_at=moment, at=moment)
    client.force_login(cvd)
    with django_assert_num_queries(4):  # session, user; the newest sign, what is late
        assert word in client.get(PULSE).content.decode()


def test_lateness_comes_before_everything_else(client, cvd, late):
    client.force_login(cvd)
    assert "11 Minuten im Verzug" in client.get(PULSE).content.decode()


def test_catching_up_announces_what_is_late_once_and_says_so(client, cvd, late):
    client.force_login(cvd)
    assert "Jetzt nachholen" in client.get("/admin/").content.decode()
    said = [client.post(CATCH_UP, follow=True).content.decode() for _press in range(2)]
    assert ("1 Ausgabe wurde gemeldet" in said[0], "Nichts war im Verzug" in said[1]) == (True, True)
    assert "Jetzt nachholen" not in said[1]


def test_a_listener_that_fails_is_said_and_breaks_nothing(client, cvd, late, monkeypatch):
    def stumble(edition):
        raise RuntimeError("search is down")

    monkeypatch.setattr(announcing, "_listeners", [stumble])
    client.force_login(cvd)
    assert "search is down" in client.post(CATCH_UP, follow=True).content.decode()
    assert Edition.objects.unannounced().exists()


def test_only_those_who_publish_catch_up(client, someone, late):
    client.force_login(someone)
    may = someone.username in {"editor", "CvD", "administrator"}
    expected = 302 if may or someone.username == "reader" else 403
    assert client.post(CATCH_UP).status_code == expected
    assert Edition.objects.unannounced().exists() is not may
    assert client.get(PULSE).status_code == (302 if someone.username == "reader" else 200)
    assert client.get(CATCH_UP).status_code == (302 if someone.username == "reader" else 405)

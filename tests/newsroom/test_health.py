"""What a watcher is told: that a process lives, that it can answer readers, and, with the token, what else is wrong."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from newsroom import health
from newsroom.management.commands import doctor
from people.models import Heartbeat
from tests.factories import ArticleFactory

pytestmark = pytest.mark.django_db
BACKGROUND = {
    "default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "media"]},
}


@pytest.fixture(autouse=True)
def _a_new_process(monkeypatch):
    monkeypatch.setattr(health, "_migrated", False)


@pytest.fixture
def told(client, settings):
    """What somebody with the token is told now."""
    settings.HEALTH_TOKEN = "only-for-watchers"

    def ask():
        return client.get("/readyz", headers={"authorization": "Bearer only-for-watchers"})

    return ask


@pytest.fixture
def dark(monkeypatch):
    """A database that is away."""

    def refuse(*args, **kwargs):
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", refuse)


def test_a_process_lives_without_its_database(client, dark, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer.headers["Cache-Control"]) == (
        200, b"ok\n", "max-age=0, no-cache, no-store, must-revalidate, private",
    )  # fmt: skip


def test_ready_says_yes_and_nothing_else_to_strangers(client, settings):
    assert client.get("/readyz").json() == {"ready": True}
    settings.HEALTH_TOKEN = "only-for-watchers"
    for sent in ("", "Bearer", "Bearer only-for-watchers2", "only-for-watchers", "Bearer ü"):
        assert client.get("/readyz", headers={"authorization": sent}).json() == {"ready": True}


def test_without_its_database_it_is_not_ready_and_says_when_to_ask_again(client, dark):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json(), answer.headers["Retry-After"]) == (503, {"ready": False}, "5")


def test_tables_older_than_the_code_are_not_ready(told):
    applied = MigrationRecorder.Migration.objects.filter(app="fronts").order_by("-id").first()
    applied.delete()
    answer = told()
    assert answer.status_code == 503
    assert "command prepare" in answer.json()["troubles"]["migrations"]


def test_a_sleeping_worker_is_told_and_takes_no_server_away(told, settings):
    settings.TASKS = BACKGROUND
    assert told().json()["troubles"]["worker"].startswith("No worker runs")
    Heartbeat.objects.create(name="here:1", started_at=timezone.now(), at=timezone.now())
    answer = told()
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "troubles": {}})


def test_a_late_announcement_is_told(told):
    edition = ArticleFactory(live=True).editions.get()
    long_ago = timezone.now() - timedelta(minutes=9)
    type(edition).objects.filter(pk=edition.pk).update(announced_at=None, live_from=long_ago, printed_at=long_ago)
    assert told().json()["troubles"] == {"announcements": "The oldest announcement waits for 9 minutes."}


def test_a_folder_that_refuses_files_is_told(told, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "nowhere" / "media"
    assert "uploads are refused" in told().json()["troubles"]["storage"]


def test_the_doctor_says_in_words_what_is_unwise(settings, tmp_path):
    settings.VAR, settings.BACKUPS = tmp_path, tmp_path / "backups"
    spoken = io.StringIO()
    call_command("doctor", stdout=spoken)
    lines = spoken.getvalue().splitlines()
    assert lines[-1].startswith("Nothing is wrong.")
    assert any("without https" in line for line in lines)
    assert any("No backup of the last two days" in line for line in lines)


def test_the_doctor_looks_for_backups_where_they_are_kept(settings, tmp_path):
    settings.BACKUPS = tmp_path
    place = tmp_path / "newsroom-2026-11-30T03-20-00Z"
    place.mkdir()
    (place / "manifest.json").touch()
    spoken = io.StringIO()
    call_command("doctor", stdout=spoken)
    assert "No backup" not in spoken.getvalue()


@pytest.mark.parametrize(
    ("setting", "value", "sentence"),
    [
        ("METRICS_HOST", "10.0.0.5", "Figures are told to whoever reaches 10.0.0.5, port 9400"),
        ("WORKERS", 999, "WORKERS is 999 on "),
        ("SERVER", "nowhere", "SERVER is nowhere, which is not installed here"),
        ("HEALTH_TOKEN", "", "HEALTH_TOKEN is not set"),
    ],
)
def test_the_doctor_knows_how_it_is_served_and_watched(settings, tmp_path, setting, value, sentence):
    settings.VAR, settings.METRICS_PORT, settings.HEALTH_TOKEN = tmp_path, 9400, "watcher"
    before, after = io.StringIO(), io.StringIO()
    call_command("doctor", stdout=before)
    setattr(settings, setting, value)
    call_command("doctor", stdout=after)
    assert sentence not in before.getvalue()
    assert f"unwise   {sentence}" in after.getvalue()


def test_the_doctor_fails_where_something_is_wrong(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "nowhere" / "media"
    spoken = io.StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=spoken)
    assert spoken.getvalue().startswith("wrong    storage: ")


def test_the_doctor_waits_for_a_worker_that_is_on_its_way(settings, tmp_path, monkeypatch):
    settings.TASKS, settings.MEDIA_ROOT = BACKGROUND, tmp_path
    moment = timezone.now()
    monkeypatch.setattr(
        doctor.time, "sleep", lambda _s: Heartbeat.objects.create(name="here:1", started_at=moment, at=moment)
    )
    spoken = io.StringIO()
    call_command("doctor", stdout=spoken)
    assert spoken.getvalue().startswith("No worker has given a sign yet")
    assert "wrong " not in spoken.getvalue()


def test_but_not_for_ever(settings, tmp_path, monkeypatch):
    settings.TASKS, settings.MEDIA_ROOT = BACKGROUND, tmp_path
    monkeypatch.setattr(doctor, "PATIENCE", 0.0)
    spoken = io.StringIO()
    with pytest.raises(CommandError):
        call_command("doctor", stdout=spoken)
    assert "wrong    worker: No worker runs" in spoken.getvalue()

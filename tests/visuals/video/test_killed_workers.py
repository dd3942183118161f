"""The real worker with the real encoder, killed in the middle: no orphan, nothing twice, nothing left. (V10)

Two kills here; ``bench/footage_faults.py`` does thirty and more, and says what became of them.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from newsroom import env
from tests.newsroom.test_worker import ROOT, database_url, until
from tests.visuals.footage_files import film, ready_footage
from visuals.lifecycle import footage as lifecycle
from visuals.lifecycle.footage import places
from visuals.models import Footage, MediaJob

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "media"]}}


@pytest.fixture
def start() -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Starts a worker for video on this test's database and media folder; whoever is left is killed."""
    begun = []
    clean = {name: value for name, value in os.environ.items() if name not in env.NAMES}
    for ours in ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):
        clean.pop(ours, None)
    own = {"DATABASE_URL": database_url(), "SECRET_KEY": "k" * 60, "MEDIA_LEASE": "10"}
    variables = clean | own | {"MEDIA_ROOT": str(settings.MEDIA_ROOT)}

    def one(**more: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "manage.py", "worker", "--queue", "media", "--interval", "0.1", "--beat", "0.3"]
        begun.append(subprocess.Popen([*command, "--stale", "2", "--verbosity", "0"], cwd=ROOT, env=variables | more))
        return begun[-1]

    yield one
    for process in begun:
        process.kill()
        process.wait()


def encoders(mark: str = "file:") -> list[int]:
    """Every process that was told of this test's media folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if f"{mark}{settings.MEDIA_ROOT}".encode() in told:
            found.append(int(process.name))
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_killed_in_the_middle_each_job_is_done_once_in_effect_and_nothing_is_left_over(start):
    with override_settings(TASKS=TASKS):
        footage = lifecycle.take(film(8, size=(854, 480)), title="Hafenmagazin")
    jobs = MediaJob.objects.filter(footage=footage)

    worker = start()
    until(lambda: jobs.filter(kind="ladder", state="running").exists() and encoders(), "the ladder to be encoded")
    worker.kill()
    worker.wait()
    until(lambda: not encoders(), "the encoder to die with its worker", seconds=2)
    assert jobs.get(kind="ladder").state == "running"

    start()
    again = jobs.filter(kind="ladder", state="running", attempts=2)
    until(lambda: again.exists() and encoders(), "the ladder to be encoded again", seconds=60)
    os.kill(encoders()[0], signal.SIGKILL)
    until(lambda: Footage.objects.get().state == "ready", "everything to be done", seconds=90)

    tried = dict(jobs.values_list("kind", "attempts"))
    assert (tried["ladder"], tried["mp4"], tried["probe"], tried["poster"], tried["board"]) == (3, 1, 1, 1, 1)
    version = footage.versions.get()
    assert [rung["name"] for rung in version.rungs] == ["480", "360"]
    assert version.bytes == sum(path.stat().st_size for path in places.files(version).rglob("*") if path.is_file())
    assert not list(Path(settings.MEDIA_ROOT).rglob("scratch"))


LISTENS = """#!{python}
import pathlib, time
begun = pathlib.Path({begun!r})
if not begun.exists():
    begun.touch()
    time.sleep(600)
print("WEBVTT\\n\\n00:00.100 --> 00:01.500\\nGuten Abend.")
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(300)
def test_killed_while_it_listens_the_captions_are_written_once(start, tmp_path, settings):
    begun, program = tmp_path / "begun", tmp_path / "listens"
    program.write_text(LISTENS.format(python=sys.executable, begun=str(begun)))
    program.chmod(0o755)
    settings.SPEECH_COMMAND = str(program)
    with override_settings(TASKS=TASKS):
        footage = ready_footage(film(2))
        lifecycle.order_captions(footage, "de", by=None)

    worker = start(SPEECH_COMMAND=str(program))
    until(begun.exists, "the program to be started", seconds=60)
    assert encoders("")
    worker.kill()
    worker.wait()
    until(lambda: not encoders(""), "the program to die with its worker", seconds=5)

    start(SPEECH_COMMAND=str(program))
    job = MediaJob.objects.filter(footage=footage, kind="speech")
    until(lambda: job.get().state == "done", "somebody else to listen", seconds=90)
    assert job.get().attempts == 2
    assert [(track.state, track.cues.count()) for track in footage.tracks.all()] == [("draft", 1)]
    footage.refresh_from_db()
    assert footage.state == "ready"
    assert not list(Path(settings.MEDIA_ROOT).rglob("scratch"))

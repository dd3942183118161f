"""Captions from the sound: real programs, started by a real job on real sound; what they print is never believed."""

import sys
from pathlib import Path

import pytest
from django.conf import settings

from people.models import AuditEvent
from tests.visuals.footage_files import arrived, film, finished
from visuals import lifecycle as captioning
from visuals.lifecycle import footage as lifecycle
from visuals.lifecycle.footage import listening
from visuals.models import MediaJob, TextTrack

pytestmark = pytest.mark.django_db

ENGLISH = {"accept-language": "en"}
#: Says what it was given, so that nobody has to look into the folder while it is there.
LISTENS = """
import os, sys, wave
sound = wave.open(sys.argv[1])
told = f"{sound.getframerate()} {sound.getnchannels()} {sound.getnframes() // 1600} {sys.argv[2]} {len(sys.argv)}"
print("WEBVTT\\n\\n00:00.100 --> 00:01.500\\n" + told + " " + str("SECRET_KEY" in os.environ))
"""
FAILS = "import sys; print('WEBVTT'); sys.exit('no model at /models/de')"
NONSENSE = "print('Guten Abend.')"
TOO_LATE = "print('WEBVTT\\n\\n10:00.000 --> 10:04.000\\nGuten Abend.')"
HANGS = "import time; print('WEBVTT', flush=True); time.sleep(600)"


@pytest.fixture
def program(tmp_path, settings):
    def write(words):
        path = tmp_path / "captions"
        path.write_text(f"#!{sys.executable}\n{words}")
        path.chmod(0o755)
        settings.SPEECH_COMMAND = str(path)

    return write


@pytest.fixture
def footage():
    return finished(arrived(film()))


@pytest.fixture
def desk(client, video_desk):
    client.force_login(video_desk)
    return client


def page_of(footage):
    return f"/admin/visuals/footage/{footage.pk}/captions/"


def order(desk, footage, language="de"):
    sent = {"deed": "listen", "language": language}
    return desk.post(page_of(footage), sent, follow=True, headers=ENGLISH).content.decode()


def test_without_a_program_nothing_is_offered_and_nothing_ordered(desk, footage):
    assert settings.SPEECH_COMMAND == ""
    assert "from the sound" not in desk.get(page_of(footage), headers=ENGLISH).content.decode()
    assert "No program is set here that could write captions" in order(desk, footage)
    assert not MediaJob.objects.filter(kind="speech").exists()


def test_what_was_heard_is_a_draft_beside_what_somebody_made(desk, footage, program):
    program(LISTENS)
    typed = captioning.take_captions(footage, "WEBVTT\n\n00:00.000 --> 00:01.000\nMoin.\n", by=None).track
    captioning.approve_captions(typed, by=None)
    assert "Write captions from the sound" in desk.get(page_of(footage), headers=ENGLISH).content.decode()

    assert "They will stand here as a draft." in order(desk, footage)
    waiting = order(desk, footage)
    assert "Captions are being written from the sound already." in waiting
    assert "Waiting." in waiting
    finished(footage)

    heard = footage.tracks.exclude(pk=typed.pk).get()
    assert (heard.source, heard.state, heard.language) == (TextTrack.Source.RECOGNISED, "draft", "de")
    assert heard.cues.get().text == "16000 1 20 de 3 False"
    typed.refresh_from_db()
    assert (typed.state, typed.cues.get().text) == ("approved", "Moin.")
    job = footage.jobs.get(kind="speech")
    assert (job.state, job.attempts, job.progress, footage.state) == ("done", 1, 100, "ready")
    assert AuditEvent.objects.get(verb="order captions").after == {"language": "de"}
    assert not list(Path(settings.MEDIA_ROOT).rglob("scratch"))

    order(desk, footage, "en-GB")  # again, and nothing is written over
    finished(footage)
    assert [(track.language, track.state) for track in footage.tracks.order_by("pk")] == [
        ("de", "approved"), ("de", "draft"), ("en-GB", "draft"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "told", "said"),
    [
        (FAILS, "speech", "The program that writes captions ended with an error.", "no model at /models/de"),
        (NONSENSE, "speech_words", "What the program wrote cannot be used as captions of this programme.", ""),
        (TOO_LATE, "speech_words", "What the program wrote cannot be used as captions of this programme.", ""),
        (HANGS, "speech_slow", "The program that writes captions took longer than it is allowed to.", "1 s"),
    ],
)
def test_a_program_that_fails_leaves_a_sentence_and_no_captions(
    desk, footage, program, monkeypatch, words, code, told, said
):
    program(words)
    monkeypatch.setattr(listening, "limit", lambda ms: 1.0)

    order(desk, footage)
    finished(footage)

    job = footage.jobs.get(kind="speech")
    assert (job.state, job.error_code, job.attempts) == ("failed", code, 1)
    assert job.error
    assert said in job.error
    assert footage.state == "ready"  # the programme plays as before
    assert not footage.tracks.exists()
    page = desk.get(page_of(footage), headers=ENGLISH).content.decode()
    assert told in page
    assert "Write captions from the sound" in page  # to be tried again


def test_a_language_cannot_be_an_option_and_silence_has_no_captions(desk, footage, program):
    program(LISTENS)
    assert "is no language as in" in order(desk, footage, "--model")
    silent = finished(arrived(film(sound=False)))
    assert "from the sound" not in desk.get(page_of(silent), headers=ENGLISH).content.decode()
    assert "if it has sound" in order(desk, silent)


def test_who_cancels_ends_the_order_and_may_order_again(footage, program):
    program(LISTENS)
    lifecycle.order_captions(footage, "de", by=None)
    lifecycle.cancel(footage, by=None)
    finished(footage)
    assert (footage.state, footage.jobs.get(kind="speech").state) == ("ready", "cancelled")
    assert not footage.tracks.exists()
    lifecycle.order_captions(footage, "de", by=None)
    finished(footage)
    assert footage.tracks.count() == 1

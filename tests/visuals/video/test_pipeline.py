"""From a file to what readers watch, with the real encoder: every frame counts itself, so nothing is guessed."""

import base64
import json
import sys
from functools import partial
from importlib.machinery import PathFinder
from pathlib import Path

import pytest
from django.conf import settings

from tests.visuals.footage_files import arrived, film, finished, frames, program
from visuals.lifecycle import footage as lifecycle
from visuals.lifecycle.footage import working
from visuals.models import Footage, MediaJob
from visuals.pipeline.video import encoder, recipe

pytestmark = pytest.mark.django_db


def below(version, name="") -> Path:
    return Path(settings.MEDIA_ROOT) / version.path / name


def joined(version, rung, tmp_path) -> Path:
    """A rung's segments behind its init file, as a player appends them."""
    folder = below(version, f"hls/{rung}")
    names = [line for line in (folder / "index.m3u8").read_text().split("\n") if line.endswith(".m4s")]
    init = next(folder.glob("init*.mp4"))
    (tmp_path / "joined.mp4").write_bytes(b"".join((folder / name).read_bytes() for name in [init.name, *names]))
    return tmp_path / "joined.mp4"


@pytest.fixture
def in_two(monkeypatch):
    """Every programme is a long one."""
    monkeypatch.setattr(recipe, "ONE_PASS_MS", 0)


def done(footage):
    return [(job.kind, job.state, job.attempts) for job in footage.jobs.order_by("finished_at")]


def test_a_file_is_measured_and_encoded_short_in_one_pass():
    footage = arrived(film(5, size=(854, 480)))
    assert (footage.state, footage.active) == ("uploaded", None)

    finished(footage)

    assert footage.state == Footage.State.READY
    assert (footage.duration_ms, footage.width, footage.height, footage.fps_num) == (5000, 854, 480, 25)
    assert (footage.video_codec, footage.audio_codec, footage.has_audio) == ("h264", "aac", True)
    assert -23 < footage.loudness < -20
    assert len(footage.sha256) == 64
    assert done(footage) == [(kind, "done", 1) for kind in ("probe", "poster", "ladder", "mp4", "board")]
    version = footage.active
    assert [rung["name"] for rung in version.rungs] == ["480", "360"]
    assert version.bytes == sum(path.stat().st_size for path in below(version).rglob("*") if path.is_file())
    assert not list(Path(settings.MEDIA_ROOT).rglob("scratch"))


def test_of_a_long_one_the_mp4_comes_first(in_two):
    footage = finished(arrived(film(2)))
    assert done(footage) == [(kind, "done", 1) for kind in ("probe", "poster", "mp4", "ladder", "board")]


@pytest.mark.parametrize("passes", ["one", "two"])
def test_mp4_and_every_rung_show_the_same_frame_at_the_same_moment(tmp_path, request, passes):
    if passes == "two":
        request.getfixturevalue("in_two")
    version = finished(arrived(film(5, size=(854, 480)))).active
    wanted = [(40 * n, n) for n in range(125)]
    assert frames(below(version, version.mp4)) == wanted
    for rung in ("480", "360"):
        assert frames(joined(version, rung, tmp_path)) == wanted


def test_where_the_ladder_fails_for_good_the_mp4_is_made_without_it(monkeypatch):
    footage = arrived(film(2))
    monkeypatch.setattr(working.commands, "in_one_pass", lambda *told: ["-i", "/nowhere"])
    finished(footage)
    assert {job.kind: job.state for job in footage.jobs.all()} == {
        "probe": "done", "poster": "done", "ladder": "failed", "mp4": "done", "board": "done",
    }  # fmt: skip
    assert (footage.state, footage.active.rungs) == ("failed", [])

    monkeypatch.undo()
    lifecycle.retry(footage, by=None)
    finished(footage)
    assert (footage.state, [rung["name"] for rung in footage.active.rungs]) == ("ready", ["180"])


def test_two_workers_make_no_mp4_beside_the_ladder_it_is_copied_from():
    footage = arrived(film(2))
    lifecycle.work(footage.pk)  # measures
    version = footage.versions.get()
    version.jobs.filter(kind="poster").update(state="done")
    assert [job.kind for job in MediaJob.objects.due()] == ["ladder"]
    version.jobs.filter(kind="ladder").update(state="running")
    assert not MediaJob.objects.due().exists()


def test_how_loud_it_is_is_written_down_for_every_other_moment_of_a_picture():
    silent_first = film(4, more=("-af", "volume=0:enable='lt(t,2)'"))
    version = finished(arrived(silent_first)).active

    told = json.loads(below(version, version.peaks).read_text())
    loud = base64.b64decode(told["peaks"])

    assert (told["every_ms"], len(loud)) == (20, 200)
    assert max(loud[:95]) < 3
    assert min(loud[105:195]) > 10
    assert finished(arrived(film(2, sound=False))).active.peaks == ""
    assert finished(arrived(film(2, picture=False))).active.peaks == "mp4/peaks.json"


@pytest.mark.once
def test_without_a_program_on_the_path_the_packages_own_is_taken(tmp_path, monkeypatch, settings):
    """As ``imageio-ffmpeg`` brings it: a binary in a folder, with its version in the name. Nothing of it is imported."""
    packaged = tmp_path / "imageio_ffmpeg" / "binaries" / "ffmpeg-linux-x86_64-v9.0.2"
    packaged.parent.mkdir(parents=True)
    packaged.symlink_to(Path(program()).resolve())
    (tmp_path / "imageio_ffmpeg" / "__init__.py").write_text("raise ImportError")
    settings.FFMPEG = ""
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(
        encoder.importlib.util, "find_spec", partial(PathFinder.find_spec, path=[str(tmp_path), *sys.path])
    )

    assert encoder.ffmpeg() == str(packaged)
    assert encoder.missing() == []

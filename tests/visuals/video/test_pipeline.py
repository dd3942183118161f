"""From a file to what readers watch, with the real encoder: every frame counts itself, so nothing is guessed."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.visuals.footage_files import arrived, film, finished, frames, ready_footage
from visuals.models import Footage, MediaJob

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


def test_a_file_is_measured_and_encoded_in_the_order_in_which_it_is_of_use():
    footage = arrived(film(5, size=(854, 480)))
    assert (footage.state, footage.active) == ("uploaded", None)

    finished(footage)

    assert footage.state == Footage.State.READY
    assert (footage.duration_ms, footage.width, footage.height, footage.fps_num) == (5000, 854, 480, 25)
    assert (footage.video_codec, footage.audio_codec, footage.has_audio) == ("h264", "aac", True)
    assert -23 < footage.loudness < -20
    assert len(footage.sha256) == 64
    jobs = footage.jobs.order_by("finished_at")
    assert [(job.kind, job.state, job.attempts) for job in jobs] == [
        (kind, MediaJob.State.DONE, 1) for kind in ("probe", "poster", "mp4", "ladder", "board")
    ]
    version = footage.active
    assert [rung["name"] for rung in version.rungs] == ["480", "360"]
    assert version.bytes == sum(path.stat().st_size for path in below(version).rglob("*") if path.is_file())
    assert not list(Path(settings.MEDIA_ROOT).rglob("scratch"))


def test_mp4_and_every_rung_show_the_same_frame_at_the_same_moment(tmp_path):
    version = ready_footage(film(5, size=(854, 480))).active
    wanted = [(40 * n, n) for n in range(125)]
    assert frames(below(version, version.mp4)) == wanted
    for rung in ("480", "360"):
        assert frames(joined(version, rung, tmp_path)) == wanted

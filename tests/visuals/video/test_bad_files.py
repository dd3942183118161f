"""Broken, hostile and odd files, each made here: what becomes of them, by the pipeline's own limits. (V1 to V8)"""

import os
import socket
import struct
from pathlib import Path

import pytest

from tests.visuals.footage_files import PLACE, arrived, ffmpeg, film, finished, frames, program, ready_footage
from visuals.lifecycle.footage import places
from visuals.models import Footage
from visuals.pipeline.video import commands, probing, recipe, running
from visuals.pipeline.video.recipe import Source

HEAD = b"\x00\x00\x00\x20ftypisom\x00\x00\x02\x00isomiso2avc1mp41"


def kept(name: str, data: bytes) -> Path:
    path = PLACE / name
    path.write_bytes(data)
    return path


def whole(path: Path) -> Path:
    """The same film with its table of contents first, so that a cut-off copy still announces its whole length."""
    fast = PLACE / f"fast-{path.name}"
    ffmpeg("-i", str(path), "-c", "copy", "-movflags", "+faststart", str(fast))
    return fast


def cut(path: Path, share: float) -> Path:
    data = whole(path).read_bytes()
    return kept(f"cut-{share}.mp4", data[: int(len(data) * share)])


def without_moov() -> Path:
    data = film().read_bytes()
    at = data.index(b"moov") - 4
    return kept("no-moov.mp4", data[:at])


def one_frame() -> Path:
    path = PLACE / "frame.mp4"
    ffmpeg("-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=0.04", str(path))
    return path


def patched_size(width: int, height: int) -> Path:
    """Announces a size that it does not have: nothing may be decoded to find out."""
    path = PLACE / f"{width}.mkv"
    ffmpeg("-f", "lavfi", "-i", f"color=size={width}x{height}:rate=1:duration=2", "-c:v", "ffv1", str(path))
    return path


def many_streams() -> Path:
    path = PLACE / "streams.mkv"
    maps = ["-map", "0:v", *["-map", "0:a"] * 32]
    ffmpeg("-i", str(film()), *maps, "-c", "copy", str(path))
    return path


def seven_hours() -> Path:
    path = PLACE / "hours.mkv"
    ffmpeg("-f", "lavfi", "-i", "color=size=16x16:rate=1/60:duration=25200", "-c:v", "ffv1", str(path))
    return path


BROKEN = {
    "nothing": (lambda: kept("zero.mp4", HEAD[:32]), "not_a_video"),
    "random": (lambda: kept("random.mp4", HEAD + os.urandom(9000)), "not_a_video"),
    "no moov": (without_moov, "not_a_video"),
    "cut at a half": (lambda: cut(film(4), 0.5), "truncated"),
    "cut near the end": (lambda: cut(film(4), 0.6), "truncated"),
    "one frame": (one_frame, "too_short"),
    "8K": (lambda: patched_size(7680, 4320), "too_large"),
    "33 streams": (many_streams, "too_many_streams"),
    "seven hours": (seven_hours, "too_long"),
    "120 frames": (lambda: film(1.5, fps="120"), "too_fast"),
}


@pytest.mark.once
@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_refused_by_its_reason(name):
    make, code = BROKEN[name]
    with pytest.raises(probing.Refused, match=code):
        probing.probe(make())


@pytest.mark.django_db
def test_a_refused_file_makes_nothing_and_is_never_tried_again(client, video_desk):
    footage = finished(arrived(cut(film(4), 0.5)))
    assert (footage.state, footage.reject_code, footage.active) == (Footage.State.REJECTED, "truncated", None)
    assert [(job.kind, job.state, job.attempts) for job in footage.jobs.all()] == [("probe", "failed", 1)]
    assert not footage.versions.exists()
    client.force_login(video_desk)
    page = client.get(f"/admin/visuals/footage/{footage.pk}/change/", headers={"accept-language": "en"})
    assert "The end of the file is missing." in page.content.decode()


DISGUISED = {
    "neighbour": "ffconcat version 1.0\nfile 'secret.mp4'\n",
    "absolute": "ffconcat version 1.0\nfile '{secret}'\n",
    "playlist": "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\n{secret}\n#EXT-X-ENDLIST\n",
    "canary": "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2,\nhttp://127.0.0.1:{port}/x.ts\n#EXT-X-ENDLIST\n",
    "canary concat": "ffconcat version 1.0\nfile 'http://127.0.0.1:{port}/x.mp4'\n",
    "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    "dash": "<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011' type='static'><Period><AdaptationSet>"
    "<Representation id='1' bandwidth='1'><BaseURL>http://127.0.0.1:{port}/x</BaseURL></Representation>"
    "</AdaptationSet></Period></MPD>",
    "svg": "<svg xmlns='http://www.w3.org/2000/svg'><image href='http://127.0.0.1:{port}/x.png'/></svg>",
}


@pytest.mark.once
@pytest.mark.parametrize("name", DISGUISED)
def test_text_that_names_other_files_opens_none_of_them(name, tmp_path):
    """Neither by PyAV nor by ffmpeg, although both are told to read it without a look at its first bytes."""
    secret = tmp_path / "secret.mp4"
    secret.write_bytes(film().read_bytes())
    with socket.socket() as canary:
        canary.bind(("127.0.0.1", 0))
        canary.listen()
        canary.setblocking(False)
        bait = tmp_path / "bait.mp4"
        bait.write_text(DISGUISED[name].format(secret=secret, port=canary.getsockname()[1]))
        with pytest.raises(probing.Refused, match="not_a_video"):
            probing.probe(bait)
        source = Source(duration_ms=2000, width=320, height=180, video=0, audio=1)
        command = commands.plain(bait, source, tmp_path / "out.mp4")
        with pytest.raises(running.EncoderFailed):
            running.run([program(), *command], duration_ms=2000, beat=lambda percent: None, most_bytes=10**8)
        out = tmp_path / "out.mp4"
        assert not out.exists() or out.stat().st_size == 0
        with pytest.raises(BlockingIOError):  # nobody came
            canary.accept()


def upright() -> Path:
    """Held upright, a phone writes lying pictures and the turn beside them, into the matrix of the track."""
    data = bytearray(film(2).read_bytes())
    at = data.index(b"tkhd") + 44
    data[at : at + 36] = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 180 << 16, 0, 1 << 30)
    return kept("upright.mp4", bytes(data))


ODD = {
    "no sound": ({"seconds": 2, "sound": False}, {"has_audio": False, "rungs": ["180"]}),
    "sound alone": ({"seconds": 2, "picture": False, "form": "m4a"}, {"has_video": False, "rungs": []}),
    "upright phone": (upright, {"size": (180, 320), "rungs": ["180"]}),
    "30000/1001": ({"seconds": 2, "fps": "30000/1001"}, {"fps": (30000, 1001), "rungs": ["180"]}),
    "50 frames": ({"seconds": 2, "fps": "50"}, {"fps": (50, 1), "rungs": ["180"]}),
    "transport stream": ({"seconds": 2, "form": "ts"}, {"rungs": ["180"]}),
    "odd size": ({"seconds": 2, "size": (322, 182)}, {"rungs": ["182"]}),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_becomes_what_can_be_made_of_it(name):
    made, told = ODD[name]
    footage = ready_footage(made() if callable(made) else film(**made))
    assert footage.has_audio == told.get("has_audio", True)
    assert footage.has_video == told.get("has_video", True)
    assert [rung["name"] for rung in footage.active.rungs] == told["rungs"]
    if "size" in told:
        assert (footage.width, footage.height) == told["size"]
        rung = footage.active.rungs[0]
        assert (rung["width"], rung["height"]) == told["size"]
    if "fps" in told:
        assert (footage.fps_num, footage.fps_den) == told["fps"]


@pytest.mark.django_db
def test_where_frames_come_as_they_like_the_rate_becomes_steady():
    """Pictures stay where they were in time: the burned-in number says which one it is. (V5)"""
    path = PLACE / "vfr.mkv"
    thinned = "select='not(between(n,20,39))+not(mod(n,4))'"
    ffmpeg(
        "-i",
        str(film(3)),
        "-an",
        "-vf",
        thinned,
        "-fps_mode",
        "vfr",
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        str(path),
    )
    footage = ready_footage(path)
    shown = frames(places.files(footage.active) / footage.active.mp4)
    steps = {later[0] - earlier[0] for earlier, later in zip(shown, shown[1:], strict=False)}
    assert len(steps) == 1
    assert all(abs(at - 40 * number) <= 160 for at, number in shown)


def uneven(picture: tuple[float, float], sound: tuple[float, float]) -> Path:
    """Each with the second at which it begins, and its length."""
    path = PLACE / f"uneven-{picture}-{sound}.mp4".replace(" ", "")
    inputs = []
    for (begin, length), what in ((picture, {"sound": False}), (sound, {"picture": False, "form": "m4a"})):
        inputs += ["-itsoffset", str(begin), "-i", str(film(length, **what))]
    ffmpeg(*inputs, "-map", "0:v", "-map", "1:a", "-c", "copy", str(path))
    return path


UNEVEN = {
    "the picture ends first": ((0, 2), (0, 9)),
    "the picture begins late": ((6, 3), (0, 9)),
    "the sound ends first": ((0, 9), (0, 2)),
    "the sound begins late": ((0, 9), (6, 3)),
    "a glimpse of a picture": ((0, 0.2), (0, 9)),
}


@pytest.mark.django_db
@pytest.mark.parametrize("passes", ["one", "two"])
@pytest.mark.parametrize("name", UNEVEN)
def test_where_one_is_missing_beside_the_other_the_rest_is_filled(name, passes, monkeypatch):
    """The nearest picture stands, or it is silent: of the same length, and every segment holds both."""
    if passes == "two":
        monkeypatch.setattr(recipe, "ONE_PASS_MS", 0)
    picture, sound = UNEVEN[name]
    footage = finished(arrived(uneven(picture, sound)))
    assert footage.state == Footage.State.READY, [(job.kind, job.error) for job in footage.jobs.all()]
    assert abs(footage.duration_ms - 9000) < 100
    file = places.files(footage.active) / footage.active.mp4
    shown = frames(file)
    assert shown[0][0] == 0
    assert abs(shown[-1][0] - 8960) <= 80
    assert {later[0] - earlier[0] for earlier, later in zip(shown, shown[1:], strict=False)} == {40}
    begin, length = picture
    for at, number in shown:
        wanted = min(max(0, at / 1000 - begin), length - 0.04) * 25
        assert abs(number - wanted) <= 1.5, at
    with file.open("rb") as opened:
        heard = probing.check(opened)["audio"]
    assert heard["first_ms"] <= 0
    assert heard["last_ms"] > 8900


@pytest.mark.once
def test_where_both_begin_and_end_together_nothing_is_filled():
    source = Source.of(probing.probe(film(2)))
    assert (source.unseen, source.unheard) == ((0, 0), (0, 0))

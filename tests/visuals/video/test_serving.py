"""Files of a version as readers get them: in ranges, from here, from nginx or from a store, and only while they may."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as site
from django.test import override_settings
from django.utils import timezone

from tests.bodies import body, video
from tests.factories import ArticleFactory, ClipFactory, EditionFactory
from tests.visuals.footage_files import ready_footage
from visuals import lifecycle
from visuals.models import Clip, Footage
from visuals.views.handing import BRIEF, CHUNK, DESK_ONLY

pytestmark = pytest.mark.django_db

SRT = "1\n00:00:00,200 --> 00:00:01,800\nHier sitzt der Riss.\n"


@pytest.fixture
def programme(video_desk):
    """Ready, with a clip that no story shows yet."""
    footage = ready_footage()
    ClipFactory(footage=footage, in_ms=200, out_ms=1600, typed_ms=None)
    track = lifecycle.take_captions(footage, SRT, by=video_desk).track
    lifecycle.approve_captions(track, by=video_desk)
    lifecycle.set_chapters(footage, "0:00 Anfang\n0:01 Ende", by=video_desk)
    return footage


@pytest.fixture
def footage(programme):
    EditionFactory(body=body(video(programme.clips.get())))
    return programme


def at(footage, name):
    return f"/sendungen/{footage.key}/{footage.active.number}/{name}"


def files(footage):
    """Every kind there is: page addresses of one programme."""
    track = footage.tracks.get()
    rung = footage.active.rungs[0]["name"]
    return [
        at(footage, footage.active.mp4),
        at(footage, footage.active.hls),
        at(footage, f"hls/{rung}/index.m3u8"),
        at(footage, f"hls/{rung}/00000.m4s"),
        at(footage, footage.active.thumbs),
        at(footage, footage.active.poster),
        f"/sendungen/{footage.key}/untertitel/{track.pk}-{track.digest}.vtt",
        f"/sendungen/{footage.key}/kapitel.vtt",
    ]


def test_every_kind_of_file_has_its_type_and_is_asked_for_each_time(client, footage):
    answers = [client.get(path) for path in files(footage)]

    assert [answer.status_code for answer in answers] == [200] * 8
    assert [answer["Content-Type"] for answer in answers] == [
        "video/mp4",
        "application/vnd.apple.mpegurl",
        "application/vnd.apple.mpegurl",
        "video/iso.segment",
        "text/vtt; charset=utf-8",
        "image/jpeg",
        "text/vtt; charset=utf-8",
        "text/vtt; charset=utf-8",
    ]
    assert {(answer["Cache-Control"], answer["X-Content-Type-Options"]) for answer in answers} == {(BRIEF, "nosniff")}
    assert b"".join(answers[0]) == (Path(site.MEDIA_ROOT) / footage.active.path / footage.active.mp4).read_bytes()
    assert b"RESOLUTION=" in answers[1].content
    assert answers[6].content.decode() == "WEBVTT\n\n00:00:00.200 --> 00:00:01.800\nHier sitzt der Riss.\n"
    assert client.get(files(footage)[6], headers={"If-None-Match": answers[6]["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("headers", "status", "told", "length"),
    [
        ({"Range": "bytes=0-0"}, 206, "bytes 0-0/{size}", 1),
        ({"Range": "bytes=100-299"}, 206, "bytes 100-299/{size}", 200),
        ({"Range": "bytes=-50"}, 206, "bytes {last50}-{last}/{size}", 50),
        ({"Range": "bytes=10-"}, 206, "bytes 10-{last}/{size}", None),
        ({"Range": "bytes=99999999-"}, 416, "bytes */{size}", None),
        ({"Range": "bytes=-0"}, 416, "bytes */{size}", None),
        ({"Range": "bytes=0-1,5-6"}, 200, None, None),
        ({"Range": "bytes=9-2"}, 200, None, None),
        ({"Range": "pages=0-1"}, 200, None, None),
        ({"Range": "bytes=0-9", "If-Range": '"another"'}, 200, None, None),
        ({"Range": "bytes=0-9", "If-Range": "Mon, 23 Nov 2026 10:00:00 GMT"}, 200, None, None),
    ],
)
def test_ranges_are_answered_as_http_says(client, footage, headers, status, told, length):
    path = at(footage, footage.active.mp4)
    size = int(client.head(path)["Content-Length"])

    answer = client.get(path, headers=headers)

    numbers = {"size": size, "last": size - 1, "last50": size - 50}
    assert answer.status_code == status
    assert answer.headers.get("Content-Range") == (told and told.format(**numbers))
    if length:
        assert len(b"".join(answer)) == int(answer["Content-Length"]) == length


def test_a_part_of_the_file_that_is_held_goes_on_and_head_knows_no_parts(client, footage):
    path = at(footage, footage.active.mp4)
    tag = client.head(path)["ETag"]

    assert client.get(path, headers={"Range": "bytes=0-9", "If-Range": tag}).status_code == 206
    head = client.head(path, headers={"Range": "bytes=0-9"})
    assert (head.status_code, head["Accept-Ranges"], b"".join(head)) == (200, "bytes", b"")


def test_gigabytes_pass_in_small_pieces(client, footage):
    """A file of six gigabytes that is nearly all hole: never more than one piece of it is in memory."""
    path = Path(site.MEDIA_ROOT) / footage.active.path / footage.active.mp4
    path.unlink()  # a link to what other tests share
    with path.open("wb") as file:
        file.truncate(6 * 1024**3)

    answer = client.get(at(footage, footage.active.mp4), headers={"Range": f"bytes={5 * 1024**3}-"})

    pieces = iter(answer)
    assert answer["Content-Length"] == str(1024**3)
    assert [len(next(pieces)) for _ in range(5)] == [CHUNK] * 5
    answer.close()


@pytest.mark.parametrize(
    "name",
    ["original", "../original", "mp4/../../original", "mp4/480", "mp4/480.exe", "hls/../mp4/480.mp4", "mp4//480.mp4", "scratch/1.1/x.mp4"],
)  # fmt: skip
def test_no_other_name_leads_anywhere(client, footage, name):
    assert client.get(at(footage, name)).status_code == 404


def test_a_file_is_offered_to_keep_only_under_a_name_of_ours(client, footage):
    answer = client.get(at(footage, footage.active.mp4) + "?download")

    assert answer["Content-Disposition"] == f'attachment; filename="{footage.key[:12]}.mp4"'


def test_drafts_of_captions_are_the_desk_s_alone(client, footage, video_desk):
    track = footage.tracks.get()
    lifecycle.take_back_captions(track, by=video_desk)

    assert client.get(files(footage)[6]).status_code == 404
    client.force_login(video_desk)
    assert client.get(files(footage)[6])["Cache-Control"] == DESK_ONLY


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("of", ["clip", "programme"])
@pytest.mark.parametrize("way", ["not yet", "no more"])
def test_a_right_closes_every_file_at_once(client, footage, of, way):
    assert {client.get(path).status_code for path in files(footage)} == {200}

    window = {"available_from": timezone.now() + SECOND * 60} if way == "not yet" else {
        "available_from": timezone.now() - SECOND * 60, "available_until": timezone.now() - SECOND}  # fmt: skip
    (Clip if of == "clip" else Footage).objects.update(**window)

    assert {client.get(path).status_code for path in files(footage)} == {404}


@pytest.mark.parametrize("state", ["draft", "planned", "withdrawn"])
def test_nothing_of_a_programme_is_there_before_its_story_or_after(client, programme, state, video_desk):
    story = body(video(programme.clips.get()))
    ArticleFactory(body=story, **({} if state == "draft" else {state: True}))

    assert {client.get(path).status_code for path in files(programme)} == {404}
    client.force_login(video_desk)
    answers = [client.get(path) for path in files(programme)]
    assert {(answer.status_code, answer["Cache-Control"]) for answer in answers} == {(200, DESK_ONLY)}


@override_settings(MEDIA_HANDOVER="/protected")
def test_the_server_in_front_gets_the_name_and_playlists_stay_ours(client, footage):
    mp4, master, *_rest = (client.get(path) for path in files(footage))

    assert mp4["X-Accel-Redirect"] == f"/protected/{footage.active.path}/{footage.active.mp4}"
    assert (mp4.content, mp4["Content-Type"], mp4["Cache-Control"]) == (b"", "video/mp4", BRIEF)
    assert "X-Accel-Redirect" not in master
    assert b"#EXTM3U" in master.content
    Clip.objects.update(available_until=timezone.now())
    assert client.get(at(footage, footage.active.mp4)).status_code == 404

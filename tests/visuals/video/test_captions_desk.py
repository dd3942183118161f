"""Captions and chapters at the desk: brought, refused in sentences, approved, mended."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import FootageFactory
from visuals import lifecycle
from visuals.models import TextTrack

pytestmark = pytest.mark.django_db

SRT = "1\n00:00:01,000 --> 00:00:04,000\nDer Querträger ist größer.\n\n2\n00:01:10,000 --> 00:01:13,000\nDie Fähre.\n"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def footage():
    return FootageFactory(duration_ms=120_000)


@pytest.fixture
def desk(client, video_desk):
    client.force_login(video_desk)
    return client


def send(client, footage, deed, **fields):
    return client.post(
        f"/admin/visuals/footage/{footage.pk}/captions/", {"deed": deed, **fields}, follow=True, headers=ENGLISH
    )


def file(text=SRT, encoding="cp1252"):
    return SimpleUploadedFile("untertitel.srt", text.encode(encoding))


FACTS = {"kind": "captions", "language": "de"}


def test_a_file_becomes_a_draft_that_somebody_approves_and_mends(desk, footage):
    page = send(desk, footage, "take", file=file(), **FACTS).content.decode()

    assert "2 lines were read. The file was read as cp1252: do its umlauts look right?" in page
    track = TextTrack.objects.get()
    assert (track.state, track.cues.first().text) == ("draft", "Der Querträger ist größer.")
    assert "Readers see these captions from now on." in send(desk, footage, "approve", track=track.pk).content.decode()
    words = f"/admin/visuals/footage/{footage.pk}/captions/{track.pk}/"
    text = desk.get(words, headers=ENGLISH).context["text"]
    desk.post(words, {"text": text.replace("Fähre", "Barkasse")})
    track.refresh_from_db()
    assert (track.state, track.cues.last().text) == ("approved", "Die Barkasse.")
    send(desk, footage, "take_back", track=track.pk)
    send(desk, footage, "drop", track=track.pk)
    assert not TextTrack.objects.exists()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "Choose a file, or paste its text."),
        ({"text": SRT.replace("00:01:13", "00:03:13")}, "Line 6: the words until 3:13 come after the end of the programme (2:00)."),
        ({"text": SRT, "language": "Deutsch"}, "“Deutsch” is no language as in “de” or “en-GB”."),
        ({"text": SRT, "begins_at": "zehn"}, "“zehn” is no time as in 10:00:00."),
        ({"text": SRT, "kind": "songs"}, "Select a valid choice."),
        ({"text": SRT, "encoding": "klingon"}, "Select a valid choice."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_and_what_was_typed_stays(desk, footage, fields, told):
    answer = send(desk, footage, "take", **{**FACTS, "label": "Mit Geräuschen", **fields})

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert "Mit Geräuschen" in answer.content.decode()
    assert not TextTrack.objects.exists()


def test_a_programme_s_own_clock_is_taken_off(desk, footage):
    send(desk, footage, "take", text=SRT.replace("00:0", "10:0"), begins_at="10:00:00", **FACTS)

    assert TextTrack.objects.get().cues.first().start_ms == 1000


def test_words_that_do_not_fit_are_not_stored_and_not_lost(desk, footage, video_desk):
    track = lifecycle.take_captions(footage, SRT, by=video_desk).track

    answer = desk.post(f"/admin/visuals/footage/{footage.pk}/captions/{track.pk}/", {"text": "WEBVTT\n\nMeine Mühe"})

    assert (answer.status_code, "Meine Mühe" in answer.content.decode(), track.cues.count()) == (422, True, 2)


def test_chapters_are_pasted_as_a_list(desk, footage):
    send(desk, footage, "chapters", chapters="0:00 Anfang\n1:05 Die Brücke")
    answer = send(desk, footage, "chapters", chapters="Ohne Zeit")

    assert [(one.start_ms, one.title) for one in footage.chapters.all()] == [(0, "Anfang"), (65_000, "Die Brücke")]
    assert answer.status_code == 422
    assert "Line 1: “Ohne Zeit” does not begin with a time such as 1:23." in answer.content.decode()
    assert ">Ohne Zeit</textarea>" in answer.content.decode()


@pytest.mark.parametrize("tracks", [1, 3])
def test_the_page_costs_the_same_for_any_number_of_tracks(desk, footage, video_desk, django_assert_num_queries, tracks):
    for _ in range(tracks):
        lifecycle.take_captions(footage, SRT, by=video_desk)

    with django_assert_num_queries(7):  # session, user, 2 permissions, programme, tracks, chapters
        desk.get(f"/admin/visuals/footage/{footage.pk}/captions/")

"""The verbs of captions and chapters: what they store, what they refuse, what readers find afterwards."""

import pytest
from django.utils import translation

from people.models import AuditEvent
from tests.factories import ClipFactory, FootageFactory
from visuals import lifecycle
from visuals.models import Clip, Passage, TextTrack
from visuals.search import CLIPS, PASSAGES

SRT = "1\n00:00:01,000 --> 00:00:04,000\nDer Querträger ist gerissen.\n\n2\n00:01:10,000 --> 00:01:13,000\nDie Fähre übernimmt.\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture
def footage():
    return FootageFactory(duration_ms=120_000)


def test_captions_come_in_as_a_draft_with_their_passages_and_a_line_in_the_log(footage, video_desk):
    taken = lifecycle.take_captions(footage, SRT.encode("cp1252"), by=video_desk, label=" Deutsch ")

    track = TextTrack.objects.get()
    assert (track.state, track.source, track.label, taken.encoding) == ("draft", "file", "Deutsch", "cp1252")
    assert [cue.text for cue in track.cues.all()] == ["Der Querträger ist gerissen.", "Die Fähre übernimmt."]
    assert [(row.start_ms, row.end_ms) for row in track.passages.all()] == [(1000, 4000), (70_000, 73_000)]
    assert [str(row.text) for row in PASSAGES.matching(Passage.objects.all(), "fähre")] == ["Die Fähre übernimmt."]
    assert AuditEvent.objects.get(verb="take captions").after == {"lines": 2, "language": "de", "kind": "captions"}


@pytest.mark.parametrize(
    ("data", "language", "told"),
    [
        (b"", "de", "The file is empty."),
        (SRT.encode(), "Deutsch", "“Deutsch” is no language as in “de” or “en-GB”."),
        (SRT.replace("00:01:13", "00:02:13").encode(), "de", "Line 6: the words until 2:13 come after the end of the programme (2:00)."),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_nothing_is_stored(footage, video_desk, data, language, told):
    with pytest.raises(lifecycle.CaptionsRefused) as refusal:
        lifecycle.take_captions(footage, data, by=video_desk, language=language)

    assert refusal.value.sentences == [told]
    assert not TextTrack.objects.exists()


def test_approval_lets_clips_be_found_by_what_is_said_inside_of_them(footage, video_desk):
    first = ClipFactory(footage=footage, in_ms=0, out_ms=10_000)
    second = ClipFactory(footage=footage, in_ms=60_000, out_ms=80_000)
    track = lifecycle.take_captions(footage, SRT, by=video_desk).track

    def found(words):
        return set(CLIPS.matching(Clip.objects.all(), words))

    assert found("querträger") == set()
    lifecycle.approve_captions(track, by=video_desk)
    assert (found("querträger"), found("fähre")) == ({first}, {second})
    lifecycle.take_back_captions(track, by=video_desk)
    assert found("fähre") == set()


def test_a_second_track_of_the_same_language_takes_the_place_of_the_first(footage, video_desk):
    old, new, english = (
        lifecycle.take_captions(footage, SRT, by=video_desk, language=language).track for language in ("de", "de", "en")
    )

    for track in (old, english, new):
        lifecycle.approve_captions(track, by=video_desk)

    assert set(TextTrack.objects.approved()) == {new, english}


def test_a_rewritten_track_has_new_words_a_new_address_and_keeps_its_state(footage, video_desk):
    clip = ClipFactory(footage=footage)
    track = lifecycle.take_captions(footage, SRT, by=video_desk).track
    lifecycle.approve_captions(track, by=video_desk)
    before = track.digest

    lifecycle.rewrite_captions(track, SRT.replace("Fähre", "Barkasse"), by=video_desk)

    track.refresh_from_db()
    assert (track.state, track.digest != before) == ("approved", True)
    assert set(CLIPS.matching(Clip.objects.all(), "barkasse")) == {clip}
    assert not PASSAGES.matching(Passage.objects.all(), "fähre")
    with pytest.raises(lifecycle.CaptionsRefused):
        lifecycle.rewrite_captions(track, "WEBVTT\n", by=video_desk)
    assert track.cues.count() == 2

    lifecycle.drop_captions(track, by=video_desk)
    assert not set(CLIPS.matching(Clip.objects.all(), "barkasse"))
    assert (PASSAGES.drift(), CLIPS.drift()) == (0, 0)


def test_chapters_take_the_place_of_those_that_were_there(footage, video_desk):
    lifecycle.set_chapters(footage, "0:00 Anfang\n1:00 Ende", by=video_desk)
    lifecycle.set_chapters(footage, "0:00 Anfang\n1:00 Ende", by=video_desk)  # nothing changed, nothing to log
    hints = lifecycle.set_chapters(footage, "0:30 Mitte", by=video_desk)

    assert [(row.start_ms, row.title) for row in footage.chapters.all()] == [(30_000, "Mitte")]
    assert hints == ["The first chapter begins at 0:30; until then the programme has none."]
    assert AuditEvent.objects.filter(verb="set chapters").count() == 2
    with pytest.raises(lifecycle.CaptionsRefused):
        lifecycle.set_chapters(footage, "Ohne Zeit", by=video_desk)
    assert footage.chapters.count() == 1

import pytest
from django.utils import translation

from visuals.pipeline.captions import Mark, Spoken, chapters_vtt, judge, passages, read_chapters, transcript

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


HOUR = 3600 * 1000


def said(start, end, text="Hallo", speaker="", line=1):
    return Spoken(line, start, end, text, speaker)


@pytest.mark.parametrize(
    ("cues", "duration", "told"),
    [
        ([said(2000, 2000)], None, ["Line 1: the words at 0:02 end before they begin."]),
        ([said(2000, 1000)], None, ["Line 1: the words at 0:02 end before they begin."]),
        ([said(1000, 11_000)], 10_000, []),
        ([said(1000, 11_001)], 10_000, ["Line 1: the words until 0:11 come after the end of the programme (0:10)."]),
        (
            [said(10 * HOUR + 2000, 10 * HOUR + 4000)],
            10_000,
            [
                "The first words come at 10:00:02, but the programme lasts 0:10. Programme clocks often begin at "
                "10:00:00: say so under “clock begins at”."
            ],
        ),
    ],
)
def test_times_that_do_not_fit_are_refused_in_a_sentence(cues, duration, told):
    assert judge(cues, duration)[1].refusals == told


def test_a_programme_clock_is_taken_off_and_may_not_be_too_late():
    cues = [said(10 * HOUR + 2000, 10 * HOUR + 4000)]

    moved, verdict = judge(cues, 10_000, shift_ms=-10 * HOUR)
    assert ([(one.start_ms, one.end_ms) for one in moved], verdict.refusals) == ([(2000, 4000)], [])

    _moved, verdict = judge(cues, 10_000, shift_ms=-11 * HOUR)
    assert verdict.refusals == ["Line 1: the words would begin before the programme does."]


def test_what_viewers_would_stumble_over_is_a_hint_and_order_is_made():
    cues = [
        said(5000, 7000, "Zweite", line=2),
        said(1000, 6000, "Erste", line=1),
        said(8000, 9000, "Das hier ist in einer Sekunde nicht zu lesen", line=3),
        said(10_000, 19_000, "Eine\nzwei\ndrei", line=4),
    ]

    moved, verdict = judge(cues, 60_000)

    assert [one.line for one in moved] == [1, 2, 3, 4]
    assert verdict.refusals == []
    assert verdict.hints == [
        "Some lines did not stand in the order of time and were sorted.",
        "Line 2: the words at 0:05 begin before those of line 1 have ended.",
        "Line 3: more than two lines of 42 characters cover the picture.",
        "Line 4: more than two lines of 42 characters cover the picture.",
    ]
    assert judge([said(0, 1000, "Sechsundzwanzig Zeichen hier")], None)[1].hints == [
        "Line 1: nobody reads “Sechsundzwanzig Zeichen hier” in 1.0 seconds."
    ]


def test_of_many_alike_only_some_are_told_and_the_rest_counted():
    cues = [said(2000, 1000, line=number) for number in range(1, 12)]

    told = judge(cues, None)[1].refusals

    assert len(told) == 9
    assert told[-1] == "And 3 more lines of this kind."


def test_chapters_are_read_as_people_write_them():
    text = "0:00 Begrüßung\n\n(1:05) – Die Brücke\n  12:30 | Wie weiter?\n1:02:15 Schluss"

    marks, verdict = read_chapters(text, 2 * HOUR)

    assert [(mark.start_ms, mark.title) for mark in marks] == [
        (0, "Begrüßung"),
        (65_000, "Die Brücke"),
        (750_000, "Wie weiter?"),
        (3_735_000, "Schluss"),
    ]
    assert (verdict.refusals, verdict.hints) == ([], [])


def test_every_wrong_chapter_is_told_by_its_line():
    _marks, verdict = read_chapters(f"0:05 Anfang\nOhne Zeit\n0:07\n0:03 Zurück\n9:00 Später\n0:09 {'x' * 121}", 60_000)

    assert verdict.refusals == [
        "Line 2: “Ohne Zeit” does not begin with a time such as 1:23.",
        "Line 3: the chapter at 0:07 has no title.",
        "Line 4: 0:03 does not come after 0:05 above it.",
        "Line 5: 9:00 comes after the end of the programme (1:00).",
        "Line 6: a title has at most 120 characters.",
    ]
    assert read_chapters("0:05 Anfang", None)[1].hints == [
        "The first chapter begins at 0:05; until then the programme has none."
    ]
    assert read_chapters(" \n", None)[0] == []


def test_the_next_chapter_ends_the_one_before_and_the_programme_the_last():
    written = chapters_vtt([Mark(0, "A --> <b>"), Mark(65_000, "B")], 70_000)

    assert written == (
        "WEBVTT\n\n00:00:00.000 --> 00:01:05.000\nA --&gt; &lt;b&gt;\n\n00:01:05.000 --> 00:01:10.000\nB\n"
    )


def test_a_transcript_is_joined_to_sentences_split_by_speakers_and_cut_to_the_clip():
    cues = [
        said(0, 2000, "Wir stehen jetzt", "Nils"),
        said(2000, 7000, "unter der\nFahrbahn.", "Nils"),
        said(7000, 8000, "Und hier der Riss.", "Nils"),
        said(8000, 9500, "Wie lang ist er?", "Ada"),
        said(15_000, 16_000, "Zu lang.", "Ada"),
    ]

    whole = [(row.start_ms, row.end_ms, row.speaker, row.text) for row in transcript(cues)]
    cut = [(row.start_ms, row.end_ms, row.speaker, row.text) for row in transcript(cues[1:4], 3000, 9000)]

    assert whole == [
        (0, 7000, "Nils", "Wir stehen jetzt unter der Fahrbahn."),
        (7000, 8000, "", "Und hier der Riss."),
        (8000, 9500, "Ada", "Wie lang ist er?"),
        (15_000, 16_000, "", "Zu lang."),
    ]
    assert cut == [
        (0, 5000, "Nils", "unter der Fahrbahn. Und hier der Riss."),
        (5000, 6000, "Ada", "Wie lang ist er?"),
    ]


def test_passages_last_half_a_minute_and_end_with_a_sentence():
    cues = [said(at * 4000, at * 4000 + 3900, "und weiter" if at % 3 else "Schluss.") for at in range(24)]

    found = list(passages(cues))

    assert [row.start_ms for row in found] == [0, 40_000, 76_000]
    assert all(row.text.endswith("Schluss.") for row in found[:-1])

import pytest
from django.utils import translation

from visuals.pipeline.captions import read, vtt
from visuals.pipeline.captions.parsing import LARGEST

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


VTT = """WEBVTT – aus dem Schnitt

STYLE
::cue { color: red }

NOTE Nur für uns --> nicht senden

einleitung
00:01.000 --> 00:00:02.500 line:0 align:start region:fred
<v Nils Averbeck>Wir stehen <i>unter</i> der Fahrbahn.</v>

00:03.000 --> 00:05.000
<c.yellow>Hier &amp; dort</c>,<00:04.000> hinter
dem <b>dritten Träger
"""
SRT = """1
00:00:01,000 --> 00:00:02,5
<font color="#ff0">Wir</font> stehen

unter der <i>Fahrbahn</i>.

2
00:00:03 --> 00:00:05,000
{\\an8}Größe < 40 & > 30
"""


def heard(found):
    return [(one.line, one.start_ms, one.end_ms, one.speaker, one.text, one.placing) for one in found.spoken]


def test_webvtt_gives_its_cues_with_the_number_of_their_line():
    found = read(VTT.encode())

    assert heard(found) == [
        (9, 1000, 2500, "Nils Averbeck", "Wir stehen unter der Fahrbahn.", "line:0 align:start"),
        (12, 3000, 5000, "", "Hier & dort, hinter\ndem dritten Träger", ""),
    ]
    assert [one.markup for one in found.spoken] == [
        "Wir stehen <i>unter</i> der Fahrbahn.",
        "<c.yellow>Hier &amp; dort</c>, hinter\ndem <b>dritten Träger</b>",
    ]
    assert (found.form, found.encoding, found.refusals, found.hints) == ("WebVTT", "utf-8", [], [])


def test_srt_with_empty_lines_inside_and_short_fractions():
    found = read(SRT.encode())

    assert heard(found) == [
        (2, 1000, 2500, "", "Wir stehen\nunter der Fahrbahn.", ""),
        (8, 3000, 5000, "", "Größe < 40 & > 30", ""),
    ]
    assert (found.form, found.refusals, found.hints) == ("SRT", [], [])


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("iso8859-15", "cp1252"),
        ("mac-roman", "mac-roman"),
        ("cp850", "cp850"),
    ],
)
def test_any_encoding_and_any_line_end_give_the_same_words(encoding, named, ends):
    text = "1\n00:00:01,000 --> 00:00:02,000\nÜber größere Träger – „schön“\n".replace("\n", ends)
    if encoding in ("iso8859-15", "mac-roman", "cp850"):
        text = text.replace("–", "-").replace("„", "»").replace("“", "«")

    found = read(text.encode(encoding))

    assert (found.encoding, len(found.spoken)) == (named, 1)
    assert found.spoken[0].text.startswith("Über größere Träger")


def test_an_encoding_may_be_chosen_and_a_wrong_choice_is_told():
    cyrillic = "1\n00:00:01,000 --> 00:00:02,000\nМост закрыт\n".encode("cp1251")

    assert read(cyrillic, encoding="cp1251").spoken[0].text == "Мост закрыт"
    assert read(cyrillic, encoding="utf-8").refusals == [
        "The file cannot be read as UTF-8. Let it be recognised, or choose another encoding."
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "The file is empty."),
        (" \n\n", "The file is empty."),
        ("WEBVTT\n\nNOTE nichts\n", "No captions were found: words need a time as in “00:00:01.000 --> 00:00:03.500” above them."),
        ("Nur ein Text ohne Zeiten", "No captions were found: words need a time as in “00:00:01.000 --> 00:00:03.500” above them."),
        ("1\n00:00:01,000 -> drei\nHallo", "Line 2: “00:00:01,000 -> drei” is no pair of times."),
        ("1\n00:75:01,000 --> 00:76:00,000\nHallo", "Line 2: “00:75:01,000 --> 00:76:00,000” has more than 59 minutes or seconds."),
        ("1\n00:00:01:12 --> 00:00:02:13\nHallo", "Line 2: “00:00:01:12 --> 00:00:02:13” is no pair of times."),
        ("1\n00:00:01,000 --> 00:00:02,000\n" + "x" * 2001, "Line 2: 2,000 characters are the most for one time."),
        ("x" * (LARGEST + 1), "The file is larger than 5 MB; captions of a whole evening have less."),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_in_a_sentence(text, told):
    assert read(text).refusals == [told]


def test_decimal_commas_in_webvtt_are_read_and_never_give_an_empty_list():
    found = read("WEBVTT\n\n00:00:01,000 --> 00:00:02,250\nHallo")

    assert heard(found) == [(3, 1000, 2250, "", "Hallo", "")]


def test_cues_without_empty_lines_between_them():
    numbered = read("1\n00:01,000 --> 00:02,000\nEins\n2\n00:02,000 --> 00:03,000\nZwei")
    bare = read("00:01,000 --> 00:02,000\nEins\n00:02,000 --> 00:03,000\nZwei")

    assert [one.text for one in numbered.spoken] == [one.text for one in bare.spoken] == ["Eins", "Zwei"]


def test_what_belongs_to_no_time_and_times_without_words_are_left_out_and_told():
    found = read(
        "WEBVTT\n\n00:01.000 --> 00:02.000\nEins\n\nVerirrt\n\n00:03.000 --> 00:04.000\n\n00:05.000 --> 00:06.000\nZwei -> drei"
    )

    assert [one.text for one in found.spoken] == ["Eins", "Zwei -> drei"]
    assert found.hints == [
        "Line 6 belongs to no time and was left out.",
        "Line 8: a time without words was left out.",
    ]


def test_two_voices_in_one_cue_both_keep_their_names():
    found = read("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ada>Nein.</v><v Nils>Doch.</v>")

    assert (found.spoken[0].speaker, found.spoken[0].text) == ("Ada", "Nein.\nNils: Doch.")


def test_what_is_written_is_read_back_as_it_was_and_can_start_no_tag():
    hostile = "WEBVTT\n\n00:01.000 --> 00:02.000 line:0\n<v A & B>1 < 2 &lt;script> a --> b <img src=x onerror=alert(1)>\x00 <i>so"
    once = read(hostile)

    written = vtt(once.spoken)

    assert "<img" not in written
    assert "<script" not in written
    assert vtt(read(written).spoken) == written
    assert written == (
        "WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0\n"
        "<v A &amp; B>1 &lt; 2 &lt;script&gt; a --&gt; b &lt;img src=x onerror=alert(1)&gt; <i>so</i>\n"
    )

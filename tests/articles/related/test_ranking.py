"""The rules of the ranker, one at a time. How well they do together is measured in ``test_quality``."""

from datetime import timedelta
from itertools import permutations

import pytest

from articles.related import rank

from .conftest import TODAY

pytestmark = pytest.mark.once
FIRE = "Reithalle in Westerwurth abgebrannt"


def days(number):
    return TODAY + timedelta(number)


def test_a_clip_may_be_offered_on_its_last_day_and_not_after(story, clip, offered):
    last = clip("last", FIRE, available_until=TODAY)
    assert offered(story(FIRE), last) == ["last"]
    assert offered(story(FIRE), clip("gone", FIRE, available_until=days(-1))) == []


def test_a_clip_of_tomorrow_is_not_offered(story, clip, offered):
    assert offered(story(FIRE), clip("later", FIRE, recorded_on=days(1))) == []
    assert offered(story(FIRE), clip("now", FIRE)) == ["now"]


def test_what_is_not_related_is_left_out(story, clip, offered):
    assert offered(story(FIRE), clip("golf", "Abschlag am Meer")) == []
    assert offered(story(""), clip("silent", "")) == []


def test_two_cuts_of_one_report_count_once(story, clip, offered):
    words = "Pferde laufen aus der brennenden Reithalle von Westerwurth, Nachbarn helfen mit Eimern"
    long = clip("long", FIRE, teaser=words, recorded_on=days(-1))
    short = clip("short", FIRE, teaser=words.partition(",")[0])
    assert len(offered(story(FIRE), long, short)) == 1
    assert len(offered(story(FIRE), long, clip("other", "Der Wehrführer von Westerwurth zum Brand der Reithalle"))) == 2


def test_a_namesake_is_nobody(story, clip, offered):
    asked = story("Imke Rosenau verlässt die Bühne", people=("Imke Rosenau",))
    assert offered(asked, clip("gardener", "Jörn Rosenau züchtet Dahlien", people=("Jörn Rosenau",))) == []
    assert offered(asked, clip("she", "Imke Rosenau auf der Bühne", people=("Imke Rosenau",))) == ["she"]


def test_a_name_in_the_text_counts_though_nobody_registered_it(story, clip, offered):
    asked = story("Svantje Petersen gewinnt die Regatta")
    named = clip("named", teaser="Ruderin Svantje Petersen über ihren Sieg")
    assert offered(asked, clip("plain", teaser="Ruderin über ihren Sieg"), named)[0] == "named"


def test_the_same_person_on_another_matter_stands_below_the_matter(story, clip, offered):
    asked = story("Telse Brandhorst zum Umbau am Marktplatz Fleetmünde", people=("Telse Brandhorst",))
    other = clip("carnival", "Die Piratin", people=("Telse Brandhorst",), recorded_on=days(-5))
    matter = clip("matter", "Umbau am Marktplatz in Fleetmünde", recorded_on=days(-5))
    assert offered(asked, other, matter)[0] == "matter"


def test_the_same_topic_of_years_ago_stands_below_todays(story, clip, offered):
    asked = story("Hochwasser in Lüdersand: Oste steigt", tags=("Hochwasser",))
    old = clip("old", "Hochwasser in Lüdersand: die Oste steigt", tags=("Hochwasser",), recorded_on=days(-730))
    fresh = clip("fresh", "Menschen in Lüdersand füllen Säcke, die Oste schwillt an")
    assert offered(asked, old, fresh)[0] == "fresh"


def test_the_other_language_is_found_below_an_equally_good_one(story, clip, offered):
    german = clip("german", "Hochwasser in Lüdersand", tags=("Hochwasser",))
    english = clip("english", "Flood in Lüdersand", tags=("flood",), language="en")
    assert offered(story("Hochwasser in Lüdersand", tags=("Hochwasser",)), english, german) == ["german", "english"]
    asked = story("Flood in Lüdersand", tags=("flood",), language="en")
    assert offered(asked, english, german) == ["english", "german"]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Streit um die Brücke", "Neue Brückenpfeiler"),
        ("Wochenmärkte ziehen um", "Der Wochenmarkt"),
        ("Besuch in Muensterhagen", "Ankunft in Münsterhagen"),
        ("Hochwasserschutz", "Die Überschwemmung"),
        ("Geyer-Quelle", "Die Geyerquelle"),
        ("Stau auf der A 29", "Nebel über der A 29"),
    ],
)
def test_a_word_meets_its_other_forms(story, clip, ours, theirs):
    clips = [clip("form", theirs), clip("other", "Ein Zirkus packt ein")]
    assert [s.clip for s in rank([story(ours)], clips, floor=0.0)["s"]] == ["form"]


def test_ids_and_the_order_of_the_file_change_nothing(story, clip):
    texts = ["Brand in Westerwurth", "Reithalle Westerwurth", "Pferde von Westerwurth", "Tulpen"]
    seen = set()
    for names in permutations("abcd"):
        clips = [clip(name, text) for name, text in zip(names, texts, strict=True)]
        by_id = {c.id: c.title for c in clips}
        found = rank([story(FIRE)], sorted(clips, key=lambda c: c.id))["s"]
        seen.add(tuple((by_id[s.clip], s.score, s.reasons) for s in found))
    assert len(seen) == 1
    assert len(seen.pop()) == 3


def test_at_most_ten_with_falling_scores(story, clip):
    words = "Dach Stroh Ross Sattel Zaum Heu Hafer Huf Stall Koppel Trense Mähne Galopp".split()
    clips = [clip(f"k{n}", f"Westerwurth {word}") for n, word in enumerate(words)]
    found = rank([story(FIRE)], clips, floor=0.0)["s"]
    assert len(found) == 10
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


def test_reasons_say_what_both_have_in_the_language_of_the_story(story, clip):
    asked = {"people": ("Ada Lindqvist",), "text": "Auf dem Platz in Fleetmünde."}
    said = clip("k", "Ada Lindqvist in Fleetmünde", people=("Ada Lindqvist",), tags=("market",), language="en")
    german = rank([story("Händler ziehen um", tags=("Wochenmarkt",), **asked)], [said])["s"]
    assert [s.reasons for s in german] == [
        ("Person: Ada Lindqvist", "Schlagwort: Wochenmarkt (market)", "Text: Fleetmünde", "Am selben Tag: 14.02.2031")
    ]
    english = rank([story("Fleetmünde moves", tags=("market",), language="en", **asked)], [said])["s"]
    assert [s.reasons for s in english] == [
        ("Person: Ada Lindqvist", "Tag: market", "Text: Fleetmünde", "Same day: 14 February 2031")
    ]


def test_nobody_is_named_as_a_person_for_a_surname_alone(story, clip):
    asked = story("Brauerei Kroll am Ende", text="Bastian Kroll trauert.", people=("Bastian Kroll",))
    found = rank([asked], [clip("k", "Mein Großvater braute bei Kroll in der Brauerei")])["s"]
    assert [reason for s in found for reason in s.reasons if "Kroll" in reason] == ["Name: Kroll"]


def test_of_two_spellings_of_a_name_the_storys_own_counts_whatever_the_order(story, clip):
    """Names were once kept in a set: which spelling was met first changed from one process to the next."""
    said = [(f"R{n}ue{n}diger Maertens", f"R{n}ü{n}diger Märtens") for n in "bcdfgklm"]
    for ours, theirs in (pair for both in said for pair in (both, both[::-1])):
        text = f"{FIRE}. {theirs} leitet den Einsatz."
        library = [clip("ours", FIRE, people=(ours,)), clip("theirs", FIRE, people=(theirs,))]
        found = rank([story(FIRE, text=text, people=(ours,))], library)
        reasons = [reason for one in next(iter(found.values())) for reason in one.reasons]
        assert f"Person: {ours}" in reasons
        assert f"Person: {theirs}" not in reasons


def test_a_text_read_before_is_not_changed_by_those_read_after(story, clip):
    library = [clip("one", FIRE, teaser="Ada Lindqvist löscht."), clip("other", FIRE, people=("Ada Lindqvist",))]
    first = rank([story(FIRE)], library)
    rank([story(f"{FIRE} Lindqvist", people=("Ada Lindqvist",))], library[:1])
    assert rank([story(FIRE)], library) == first

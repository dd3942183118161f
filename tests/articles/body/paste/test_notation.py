"""The notation, sign by sign, in the spellings three languages give it."""

from __future__ import annotations

from typing import Any

import pytest

from articles.body.paste import PastedStory, parse

pytestmark = pytest.mark.once
ABOVE = "Hafen : Der Kran kommt zurück\ndate 2026-05-04 Ein Vorspann mit einem Satz.\n\nEin Absatz davor.\n\n"
BELOW = "\n\nEin Absatz danach, der ebenfalls fertig ist."


def within(text: str) -> tuple[list[dict[str, Any]], PastedStory]:
    """The blocks of ``text`` between two paragraphs."""
    story = parse(ABOVE + text + BELOW)
    return [block.as_contract() for block in story.blocks[1:-1]], story


@pytest.mark.parametrize(
    ("line", "speaker", "role"),
    [
        ('"We will rebuild." – Ada Kerrigan, mayor of Dullmere', "Ada Kerrigan", "mayor of Dullmere"),
        ("“We will rebuild.” — Ada Kerrigan, mayor", "Ada Kerrigan", "mayor"),
        ("We will rebuild. ” Ada Kerrigan, mayor", "Ada Kerrigan", "mayor"),
        ("« Nous partons. » Jeanne Duval, maire de Brissac", "Jeanne Duval", "maire de Brissac"),
        ("« Nous partons. » — Jeanne Duval, maire", "Jeanne Duval", "maire"),
        ("Nous partons. » Jeanne Duval, maire", "Jeanne Duval", "maire"),
        (
            "Wir bleiben. „ Ada van der Lind, Leiterin, Universität Kiel",
            "Ada van der Lind",
            "Leiterin, Universität Kiel",
        ),
        ("Wir bleiben. „ Anwohnerin aus Dorfmark", None, "Anwohnerin aus Dorfmark"),
        ("Wir bleiben. „ Ada Lind", "Ada Lind", None),
        ("Wir bleiben. „ Bürgermeisterin Ada Lind", "Ada Lind", "Bürgermeisterin"),
        ("We're staying. “ a resident of Fore Street", None, "a resident of Fore Street"),
        ("Wir bleiben. „\nAda Lind, Wirtin", "Ada Lind", "Wirtin"),
        ("Wir bleiben.\n„ Ada Lind, Wirtin", "Ada Lind", "Wirtin"),
        ("„Wir bleiben.“\n– Ada Lind, Wirtin", "Ada Lind", "Wirtin"),
    ],
)
def test_a_quote_knows_who_spoke(line: str, speaker: str | None, role: str | None) -> None:
    [quote], _story = within(line)

    assert (quote["type"], quote["speaker"], quote["role"]) == ("quote", speaker, role)


@pytest.mark.parametrize(
    "line",
    [
        "„Wir bauen die Mauer wieder auf“, sagte Ada Lind.",
        '"We will rebuild," said Ada Kerrigan, the mayor.',
        "Le maire l'a dit : « Moins de voitures, moins de drames. »",
        "Die Polizei nannte ihre Quelle: einen Brief, der am Montag eintraf.",
        "Der Zug fuhr am 23.08.2025 um 10:23 Uhr ab und kam nie an.",
        "Das Tor fiel nach 2:10 min und zählte nicht, sagte der Trainer.",
    ],
)
def test_a_paragraph_that_mentions_such_signs_stays_one(line: str) -> None:
    assert within(line)[0] == [{"type": "paragraph", "text": line}]


def test_a_quote_without_anybody_is_kept_and_reported() -> None:
    [quote], story = within("Wir bleiben. „")

    assert quote == {"type": "quote", "text": "Wir bleiben.", "speaker": None, "role": None}
    assert story.warnings == ("missing_speaker",)


@pytest.mark.parametrize(
    ("credit", "provider", "photographer"),
    [
        ("Quelle: AP | Alex Brandon", "AP", "Alex Brandon"),
        ("Quelle: AP|Alex Brandon", "AP", "Alex Brandon"),
        ("Quelle: dpa/Jens Büttner", "dpa", "Jens Büttner"),
        ("Foto: IMAGO / Funke Foto Services", "IMAGO / Funke Foto Services", None),
        ("(Quelle: picture alliance/dpa)", "picture alliance/dpa", None),
        ("(Foto: picture alliance / dpa | Jens Büttner)", "picture alliance / dpa", "Jens Büttner"),
        ("Foto: AFP or licensors", "AFP or licensors", None),
        ("Crédit : AFP / Jean Dupont", "AFP", "Jean Dupont"),
        ("Photo : Ouest-France/Yann Le Goff", "Ouest-France", "Yann Le Goff"),
        ("Crédits photo : Mairie de Brissac", "Mairie de Brissac", None),
        ("© AFP | Jean de la Tour", "AFP", "Jean de la Tour"),
        ("Image: NASA/JPL-Caltech", "NASA/JPL-Caltech", None),
        ("Quelle:", None, None),
    ],
)
def test_a_credit_parts_agency_and_photographer(credit: str, provider: str | None, photographer: str | None) -> None:
    caption = "Ein Boot im Hafen."
    [image], story = within(f"{caption} {credit}")

    assert image == {"type": "image", "caption": caption, "provider": provider, "photographer": photographer}
    assert ("missing_credit" in story.warnings) == (provider is None)


@pytest.mark.parametrize(
    ("stamp", "day", "seconds", "warnings"),
    [
        ("23.08.2025 | 0:23 min", "2025-08-23", 23, ()),
        ("3.8.25 | 12:04 min.", "2025-08-03", 724, ()),
        ("23/08/2025 | 2:10 mn", "2025-08-23", 130, ()),
        ("23 août 2025 | 2:10 min", "2025-08-23", 130, ()),
        ("23. August 2025 – 2:10 Min", "2025-08-23", 130, ()),
        ("2025-08-23|2:10min", "2025-08-23", 130, ()),
        ("23.08.2025 | 1:02:15", "2025-08-23", 3735, ()),
        ("23.08.2025 | 75:10 min", "2025-08-23", 4510, ()),
        ("| 0:48 min", None, 48, ()),
        ("31.02.2025 | 0:23 min", None, 23, ("invalid_date",)),
        ("23.08.2025 | 0:75 min", "2025-08-23", None, ("invalid_duration",)),
        ("23.08.2025 | 1:60:10 min", "2025-08-23", None, ("invalid_duration",)),
        ("99.99.9999 | 99:99 min", None, None, ("invalid_date", "invalid_duration")),
    ],
)
def test_a_stamp_makes_a_clip(stamp: str, day: str | None, seconds: int | None, warnings: tuple[str, ...]) -> None:
    [clip], story = within(f"Der Kran fährt ab. {stamp}")

    assert clip == {"type": "video", "text": "Der Kran fährt ab.", "date": day, "duration_s": seconds}
    assert story.warnings == warnings


@pytest.mark.parametrize(
    "line",
    [
        "Was kostet das?",
        "Lind: Druck auf den Rat erhöhen",
        "„Wir sind bereit“",
        "Endlich wieder Wasser!",
        "2024: Das Jahr",
    ],
)
def test_a_short_line_without_a_full_stop_is_a_crosshead(line: str) -> None:
    assert within(line)[0] == [{"type": "crosshead", "text": line}]


@pytest.mark.parametrize(
    ("lines", "ordered"),
    [("- eins\n- zwei", False), ("• eins\n\n• zwei", False), ("1. eins\n2. zwei", True), ("a) eins\nb) zwei", True),
     ("eins\nzwei", False)],
)  # fmt: skip
def test_a_list_follows_its_lead_in(lines: str, ordered: bool) -> None:
    blocks, _story = within("Das Wichtigste:\n\n" + lines)

    assert blocks[1:] == [{"type": "list", "ordered": ordered, "items": ["eins", "zwei"]}]


@pytest.mark.parametrize(
    ("line", "kicker", "title", "label"),
    [
        ("Ukraine : Lage im Überblick Seit 2022 ist Krieg. Newsblog", "Ukraine", "Lage im Überblick", "Newsblog"),
        ("Ukraine : Lage im Überblick\nSeit 2022 ist Krieg.\nLiveblog", "Ukraine", "Lage im Überblick", "Liveblog"),
        ("Wall : How it was lost Our reporters asked. Podcast", "Wall", "How it was lost", "Podcast"),
        ("Mer : Dernières informations La mer monte. En direct", "Mer", "Dernières informations", "En direct"),
        ("Klima : Wie warm wird es? Forscher haben gerechnet. Grafiken", "Klima", "Wie warm wird es?", "Grafiken"),
    ],
)  # fmt: skip
def test_a_teaser_parts_its_title_from_its_text(line: str, kicker: str, title: str, label: str) -> None:
    [teaser], _story = within(line)

    assert [teaser[key] for key in ("type", "kicker", "title", "label")] == ["teaser", kicker, title, label]


def test_a_story_cut_off_says_so() -> None:
    story = parse(ABOVE + "Dann aber hörte der")

    assert story.blocks[-1].kind == "paragraph"
    assert story.warnings == ("truncated",)


@pytest.mark.parametrize(
    ("head", "kicker", "headline", "day"),
    [
        ("Nur ein Titel\ndate 26.08.2025 Lead.", None, "Nur ein Titel", "2025-08-26"),
        ("Kopf : Zeile date 2025-08-26 Lead.", "Kopf", "Zeile", "2025-08-26"),
        ("Date 2025-02-31\nLead.", None, None, None),
    ],
)
def test_the_head_stands_before_the_date(head: str, kicker: str | None, headline: str | None, day: str | None) -> None:
    story = parse(head + BELOW)

    assert (story.kicker, story.headline, story.lead) == (kicker, headline, "Lead.")
    assert story.as_contract()["date"] == day

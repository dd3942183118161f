"""Plausible local news by the thousand, the same for the same seed. For benchmarks, not for reading."""

import random
from dataclasses import dataclass
from typing import Any

from articles.body.canonical import ALPHABET, document

Json = dict[str, Any]

PLACES = [
    "Fleetmünde",
    "Altendeich",
    "Holmersiel",
    "Westerwurth",
    "Krummhafen",
    "Geestrand",
    "Norderkoog",
    "Tiefenbrook",
    "Eschede",
    "Lüdersand",
]
THINGS = [
    ("Schwimmbad", "das Schwimmbad"), ("Deich", "der Deich"), ("Stadtbücherei", "die Stadtbücherei"),
    ("Grundschule", "die Grundschule"), ("Hafen", "der Hafen"), ("Wochenmarkt", "der Wochenmarkt"),
    ("Radweg", "der Radweg"), ("Feuerwache", "die Feuerwache"), ("Museum", "das Museum"),
    ("Buslinie", "die Buslinie"), ("Wasserturm", "der Wasserturm"), ("Sporthalle", "die Sporthalle"),
]  # fmt: skip
TURNS = [
    "{the} in {place} wird saniert", "Streit um {the} in {place}", "{place}: {the} öffnet wieder",
    "Was {the} in {place} kostet", "{the} in {place} bekommt mehr Geld", "Warum {the} in {place} warten muss",
]  # fmt: skip
WHO = [
    "der Rat",
    "die Verwaltung",
    "ein Förderverein",
    "der Kreis",
    "eine Bürgerinitiative",
    "das Planungsbüro",
]
DID = [
    "hat am {day} die Pläne vorgestellt", "rechnet mit {money} Euro", "bat um Geduld bis {month}",
    "will bis {month} entscheiden", "hält {money} Euro für zu viel", "lud am {day} zu einem Rundgang ein",
]  # fmt: skip
REASONS = [
    "weil das Dach undicht ist", "nachdem ein Gutachten vorlag", "obwohl die Kasse leer ist",
    "damit der Winter kommen kann", "bevor die Ferien beginnen", "während nebenan gebaut wird",
    "sobald der Frost vorbei ist",
]  # fmt: skip
SAID = [
    "Wir haben lange genug gewartet.", "Das ist kein Luxus, das ist Pflicht.", "Am Ende muss es jemand bezahlen.",
    "Ich gehe jeden Tag daran vorbei.", "So ein Haus baut man nur einmal.",
]  # fmt: skip
DAYS = ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Sonnabend"]
MONTHS = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
]
CROSSHEADS = ["Was jetzt geplant ist", "Wer das bezahlt", "Was die Nachbarn sagen", "Wie es weitergeht?"]
KICKERS = ["Stadtentwicklung", "Verkehr", "Haushalt", "Schule", "Hafen", "Ehrenamt", "Sport", "Kultur"]


@dataclass(frozen=True)
class Story:
    kicker: str
    headline: str
    lead: str
    body: Json


class Writer:
    """Draws stories from one random source; ``person`` and visuals are keys of rows that may be used."""

    def __init__(self, seed: int):
        self.random = random.Random(seed)  # noqa: S311 -- benchmarks, not secrets

    def story(self, speaker: tuple[int, str, str], image: int | None, clip: int | None) -> Story:
        pick = self.random.choice
        _noun, the = pick(THINGS)
        place = pick(PLACES)
        headline = pick(TURNS).format(the=the, place=place)
        blocks = [self._paragraph() for _ in range(self.random.randint(7, 11))]
        blocks.insert(2, self._block("crosshead", [_text(pick(CROSSHEADS))], level=2))
        key, name, role = speaker
        blocks.insert(5, self._block("quote", [_text(pick(SAID))], person=key, name=name, role=role))
        if image:
            blocks.insert(1, self._block("image", [], image=image))
        if clip:
            blocks.insert(4, self._block("clip", [], clip=clip))
        return Story(pick(KICKERS), headline[0].upper() + headline[1:], self._sentences(2), document(blocks))

    def _paragraph(self) -> Json:
        return self._block("paragraph", [_text(self._sentences(self.random.randint(2, 5)))])

    def _sentences(self, count: int) -> str:
        return " ".join(self._sentence() for _ in range(count))

    def _sentence(self) -> str:
        pick = self.random.choice
        did = pick(DID).format(day=pick(DAYS), month=pick(MONTHS), money=f"{self.random.randint(2, 900)}.000")
        who = pick(WHO)
        return f"{who[0].upper()}{who[1:]} {did}, {pick(REASONS)}."

    def _block(self, kind: str, content: list[Json], **attrs: Any) -> Json:
        block: Json = {"type": kind, "attrs": {"id": "".join(self.random.choices(ALPHABET, k=10)), **attrs}}
        return block | {"content": content} if content else block


def _text(words: str) -> Json:
    return {"type": "text", "text": words}

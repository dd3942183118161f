"""Why a clip is offered, in the language of the story: what an editor reads beside the suggestion."""

from collections.abc import Iterable
from datetime import date

WORDS = {
    "de": {"person": "Person", "name": "Name", "tag": "Schlagwort", "text": "Text", "day": "Am selben Tag"},
    "en": {"person": "Person", "name": "Name", "tag": "Tag", "text": "Text", "day": "Same day"},
}
MONTHS = "January February March April May June July August September October November December".split()


def reasons(
    language: str,
    people: Iterable[str],
    names: Iterable[str],
    tags: Iterable[tuple[str, str]],
    words: Iterable[tuple[str, str]],
    day: date | None,
) -> tuple[str, ...]:
    """Pairs are what the story says and what the clip says; one of them where both say the same."""
    say = WORDS[language]
    found = [f"{say['person']}: {name}" for name in people]
    found += [f"{say['name']}: {name}" for name in names]
    found += [f"{say['tag']}: {_pair(*tag)}" for tag in tags]
    if shown := ", ".join(dict.fromkeys(_pair(*word) for word in words)):
        found.append(f"{say['text']}: {shown}")
    if day and found:
        shown = f"{day:%d.%m.%Y}" if language == "de" else f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        found.append(f"{say['day']}: {shown}")
    return tuple(found)


def _pair(ours: str, theirs: str) -> str:
    return ours if ours.casefold() == theirs.casefold() or not theirs else f"{ours} ({theirs})"

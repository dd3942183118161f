"""What holds for every text: no exception, no word lost, the same result twice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.body.paste import NotText, PastedStory, decode, parse
from articles.body.paste.words import entries, pairs

pytestmark = pytest.mark.once
SAMPLES = sorted((Path(__file__).parents[3] / "samples").glob("*.txt"))
# What the notation itself may consume: credit words, the word "date", units, months and numbers of stamps.
MARKUP = {part.casefold() for entry in entries("credits") for part in re.findall(r"\w+", entry)}
MARKUP |= {"date", "datum", "min", "mins", "minute", "minuten", "minutes", "mn", "std", "stunde", "stunden"}
MARKUP |= {"sek", "sec", "h", "s", "de", "of", "mi", "m", *(month.casefold() for month in pairs("months"))}
FRAGMENTS = [
    "date 2025-08-26", "date 31.02.2025", "Kicker : Headline", "Quelle: AP | Alex Brandon", "Quelle:", "(Foto: dpa)",
    "Crédit : AFP / Jean Dupont", "©", "23.08.2025 | 0:23 min", "31.02.2025 | 0:75 min", "| 0:48 min", "„", "“", "»",
    "« Nous partons. »", "Ada Lind, Bürgermeisterin", "– Jane Doe, mayor", "Liveblog", "Mehr dazu:", "- eins", "1. one",
    "2. two", "Was kostet das?", "Das sagte sie.", "The mayor of Dull, Ada Lind, left.", "Le maire, Jean Roux, part.",
    "Dr.", "von der", "|", ":", " : ", "\n", "\n\n", "\t", "\u00ad", "\u200b", "\x00", "\ud800", "\ufeff", "Ã¼ber",
    "&amp;", "🙂", "שלום", "A", "3", "Präsident", "<script>alert(1)</script>", "…", "...", "\u2028", "m'", "d'", "O'Neil's",
]  # fmt: skip
stories = st.lists(st.sampled_from(FRAGMENTS) | st.text(max_size=12), max_size=24).flatmap(
    lambda parts: st.sampled_from([" ", "\n", "\n\n", ""]).map(lambda glue: glue.join(parts))
)


def words_of(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+|\d+", text.casefold()))


def words_in(value: object) -> Counter[str]:
    """Every word of a contract, whatever key it stands under."""
    if isinstance(value, str):
        return words_of(value)
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return sum((words_in(part) for part in parts), Counter())


def lost(story: PastedStory) -> set[str]:
    contract = story.as_contract()
    kept = {key: contract[key] for key in ("kicker", "headline", "lead", "lead_image", "blocks")}
    missing = words_of(story.source) - words_in(kept)
    return {word for word in missing if word not in MARKUP and not re.fullmatch(r"\d+|[a-z]", word)}


def parsed_or_refused(data: bytes) -> PastedStory | str:
    try:
        return parse(data)
    except NotText as refusal:
        return str(refusal.sentence)


@given(stories)
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_keeps_its_words(text: str) -> None:
    story = parse(text)

    assert lost(story) == set()
    assert parse(text) == story
    assert "" not in [value for block in story.as_contract()["blocks"] for value in block.values()]


@given(st.binary(max_size=400) | stories.map(lambda text: text.encode("utf-8", "surrogatepass")))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_read_or_refused_with_a_sentence(data: bytes) -> None:
    result = parsed_or_refused(data)

    assert isinstance(result, PastedStory) or result.endswith(".")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_whole_story_keeps_its_words_wherever_it_is_cut(sample: Path) -> None:
    text = decode(sample.read_bytes()).text

    for cut in range(len(text), 0, -len(text) // 7 - 1):
        assert lost(parse(text[:cut])) == set()


@given(stories)
@settings(max_examples=150, deadline=None)
def test_blocks_stand_in_the_source_one_after_the_other(text: str) -> None:
    story = parse(text)
    spans = [block.source for block in (story.lead_image, *story.blocks) if block]

    assert all(span.text == story.source[span.start : span.end] for span in spans)
    assert all(one.end <= other.start for one, other in zip(spans, spans[1:], strict=False))

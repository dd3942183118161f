"""The samples themselves must be right before they may judge a parser."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.samples.damage import DAMAGES, Damage
from tests.samples.scoring import block_text, normal, score

pytestmark = pytest.mark.once

FOLDER = Path(__file__).parent
STORIES = sorted(path.stem for path in FOLDER.glob("*.txt"))
WRITTEN = ("text", "speaker", "role", "caption", "provider", "photographer", "kicker", "title", "label")
KEEPS_ITS_LETTERS = [damage for damage in DAMAGES if damage.__name__ not in ("mojibake", "soft_hyphens")]


def read(slug: str) -> tuple[str, dict[str, Any]]:
    expected = json.loads((FOLDER / f"{slug}.json").read_text("utf-8"))
    return (FOLDER / f"{slug}.txt").read_text("utf-8"), expected


def written(story: dict[str, Any]) -> list[str]:
    """All that the expected result claims to have read word for word."""
    parts = [story, story["lead_image"] or {}, *story["blocks"]]
    words = [part[key] for part in parts for key in (*WRITTEN, "lead", "headline") if part.get(key)]
    return words + [item for block in story["blocks"] for item in block.get("items", [])]


@pytest.mark.parametrize("slug", STORIES)
def test_every_expected_text_stands_in_the_source(slug):
    text, expected = read(slug)
    assert [words for words in written(expected) if normal(words) not in normal(text)] == []


@pytest.mark.parametrize("slug", STORIES)
def test_the_blocks_come_in_the_order_of_the_source(slug):
    text, expected = read(slug)
    flat, place = normal(text), 0
    for block in expected["blocks"]:
        first = (block.get("items") or [block.get("kicker") or block_text(block)])[0]
        place = flat.index(normal(first), place) + 1


@pytest.mark.parametrize("slug", STORIES)
def test_everybody_expected_is_named_in_the_source(slug):
    text, expected = read(slug)
    names = [person["name"] for person in expected["people"]]
    assert [name for name in names if normal(name) not in normal(text)] == []


def test_one_sample_has_the_25_elements_of_the_export_we_began_with():
    kinds = [block["type"] for block in read("bruecke")[1]["blocks"]]
    counts = {kind: kinds.count(kind) for kind in kinds}
    assert counts == {"paragraph": 12, "crosshead": 4, "quote": 2, "video": 4, "teaser": 1}
    assert read("bruecke")[1]["lead_image"] is not None


@pytest.mark.parametrize("slug", STORIES)
@pytest.mark.parametrize("damage", KEEPS_ITS_LETTERS, ids=lambda damage: damage.__name__)
def test_a_damaged_story_still_holds_what_is_expected_of_it(slug: str, damage: Damage):
    text, expected = read(slug)
    before = copy.deepcopy(expected)
    hurt = damage(text, expected)
    assert expected == before
    if hurt is not None:
        arrived, right = hurt
        assert arrived not in (text, text.encode())
        if isinstance(arrived, bytes):
            arrived = arrived.decode({"cp1252": "cp1252", "utf16": "utf-16"}.get(damage.__name__, "utf-8"))
        assert [words for words in written(right) if normal(words) not in normal(arrived)] == []


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_every_damage_hurts_the_sample_with_all_elements(damage: Damage):
    assert damage(*read("bruecke")) is not None


@pytest.mark.parametrize("slug", STORIES)
def test_a_result_agrees_with_itself(slug):
    expected = read(slug)[1]
    assert score(expected, copy.deepcopy(expected)).total == pytest.approx(1)


@pytest.mark.parametrize(
    ("part", "value"),
    [("lead", "Anderes."), ("kicker", None), ("date", None), ("people", []), ("warnings", ["truncated"])],
)
def test_a_wrong_field_costs(part, value):
    expected = read("bruecke")[1]
    assert score(expected, expected | {part: value}).total < 0.98


def test_a_lost_a_swapped_and_a_mistaken_block_cost():
    expected = read("bruecke")[1]
    first, second, *rest = expected["blocks"]
    for blocks in ([second, *rest], [second, first, *rest], [first | {"type": "crosshead"}, second, *rest]):
        assert score(expected, expected | {"blocks": blocks}).block_f1 < 1


def test_a_lead_in_may_live_inside_its_teaser():
    expected = read("bruecke")[1]
    *blocks, lead_in, teaser = expected["blocks"]
    inside = [*blocks, teaser | {"intro": lead_in["text"]}]
    assert score(expected, expected | {"blocks": inside}).total == pytest.approx(1)

"""Whole stories by other hands: clean as they wrote them, and damaged on the way to us."""

from __future__ import annotations

import importlib.util
import json
import statistics
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from articles.body.paste import parse

pytestmark = pytest.mark.once
_HERE = Path(__file__).parent
_SAMPLES = _HERE.parents[2] / "samples"


def _load(path: Path) -> ModuleType:
    """By its place: test folders are no packages."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


scoring, damage = _load(_SAMPLES / "scoring.py"), _load(_HERE / "damage.py")
Damage = Callable[[str], bytes]


def stories() -> list[tuple[str, str, dict[str, Any]]]:
    """Name, text and expected result of every sample that is sound UTF-8."""
    found = []
    for path in sorted(_SAMPLES.glob("*.txt")):
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            continue
        found.append((path.stem, text, json.loads(path.with_suffix(".json").read_text("utf-8"))))
    return found


STORIES = stories()


@pytest.mark.parametrize("path", sorted(_SAMPLES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_story_is_read_as_its_editor_wrote_it_down(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text("utf-8"))
    result = scoring.score(expected, parse(path.read_bytes()).as_contract())

    assert result.total >= 0.95, result.problems
    assert result.block_f1 >= 0.95, result.problems


def _scores(harm: Damage, *, repaired: bool) -> list[float]:
    scores = []
    for _name, text, expected in STORIES:
        data = harm(text)
        wanted = set(expected["warnings"]) | ({"encoding_repaired"} if repaired and data != text.encode() else set())
        result = scoring.score({**expected, "warnings": sorted(wanted)}, parse(data).as_contract())
        scores.append(result.total)
    return scores


@pytest.mark.parametrize("harm", damage.REPAIRED, ids=lambda harm: harm.__name__)
def test_a_wrong_encoding_is_put_right_and_said(harm: Damage) -> None:
    scores = _scores(harm, repaired=True)

    assert min(scores) >= 0.95
    assert statistics.mean(scores) >= 0.99


@pytest.mark.parametrize("harm", damage.SOUND, ids=lambda harm: harm.__name__)
def test_damaged_line_breaks_and_invisible_signs_change_little(harm: Damage) -> None:
    scores = _scores(harm, repaired=False)

    assert min(scores) >= 0.9
    assert statistics.mean(scores) >= 0.95


def test_half_of_the_line_breaks_lost_still_gives_most_of_the_story() -> None:
    assert statistics.mean(_scores(damage.some_run_on, repaired=False)) >= 0.8

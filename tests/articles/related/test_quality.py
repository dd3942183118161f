"""The labelled set: what it must hold, and what the ranker must reach on its test half."""

import importlib.util
from collections import Counter
from pathlib import Path

import pytest

from articles.related import rank

from .labelled_set import load

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("related_quality", ROOT / "bench" / "related_quality.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def labelled():
    return load()


def test_the_set_is_as_large_as_it_says_in_two_languages(labelled):
    assert len(labelled.stories) == 40
    assert len(labelled.clips) >= 150
    assert len(labelled.half("tune")) == len(labelled.half("test")) == 20
    assert {clip.language for clip in labelled.clips} == {story.language for story in labelled.stories} == {"de", "en"}
    grades = Counter(grade for graded in labelled.grades.values() for grade in graded.values())
    assert set(grades) == {0, 1, 2}


def test_the_test_half_reaches_the_gates_and_the_best_single_signal(bench, labelled):
    found = {}
    for signal in bench.SIGNALS:
        options = {} if signal == "all" else {"floor": 0.0}
        found[signal] = bench.figures(labelled, rank(*bench.only(signal, labelled), **options), "test")
    assert {name: found["all"][name] >= gate for name, gate in bench.GATES.items()} == dict.fromkeys(bench.GATES, True)
    assert found["all"]["nDCG@5"] >= max(found[s]["nDCG@5"] for s in bench.SIGNALS if s != "all")


def test_nothing_expired_or_of_tomorrow_is_ever_offered(labelled):
    clips = {clip.id: clip for clip in labelled.clips}
    ranked = rank(labelled.stories, labelled.clips)
    for story in labelled.stories:
        for suggestion in ranked[story.id]:
            clip = clips[suggestion.clip]
            assert clip.recorded_on <= story.date
            assert clip.available_until is None or clip.available_until >= story.date
            assert suggestion.reasons
            assert all(reason.strip() for reason in suggestion.reasons)

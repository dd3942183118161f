"""How well clips are suggested: ``python bench/related_quality.py [--misses] [NAME…]`` over the labelled set.

Prints nDCG@5, P@3, must-recall@6 and how many of a list are needless: a half, for all signals together and for each
alone. Ends with 1 if the test half falls below the gates or below its best single signal.
"""

import math
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from articles.related import Clip, Story, Suggestion, rank  # noqa: E402 -- needs the settings
from tests.articles.related.labelled_set import Labelled, load  # noqa: E402 -- needs the path

GATES = {"nDCG@5": 0.90, "P@3": 0.80, "must@6": 0.90}
FIGURES = (*GATES, "needless")
SIGNALS = ("all", "people", "tags", "text")


def figures(labelled: Labelled, ranked: dict[str, list[Suggestion]], half: str) -> dict[str, float]:
    rows = []
    for story in labelled.half(half):
        grades = labelled.grades[story.id]
        got = [grades.get(suggestion.clip, 0) for suggestion in ranked[story.id]]
        best = sorted(grades.values(), reverse=True)
        musts = best.count(2)
        rows.append(
            (gain(got[:5]) / gain(best[:5]), sum(g > 0 for g in got[:3]) / 3, got[:6].count(2) / musts, got.count(0))
        )
    return dict(zip(FIGURES, map(mean, zip(*rows, strict=True)), strict=True))


def gain(grades: Iterable[int]) -> float:
    return sum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def only(signal: str, labelled: Labelled) -> tuple[list[Story], list[Clip]]:
    """The same library, seen through one signal."""
    if signal == "all":
        return list(labelled.stories), list(labelled.clips)
    silent = {"people": (), "tags": ()}
    story_words = {"headline": "", "lead": "", "text": ""}
    clip_words = {"title": "", "teaser": "", "transcript": ""}
    gone = {k: v for k, v in silent.items() if k != signal}
    stories = [replace(s, **gone, **({} if signal == "text" else story_words)) for s in labelled.stories]
    clips = [replace(c, **gone, **({} if signal == "text" else clip_words)) for c in labelled.clips]
    return stories, clips


def show_misses(labelled: Labelled, ranked: dict[str, list[Suggestion]], half: str) -> None:
    clips = {clip.id: clip for clip in labelled.clips}
    for story in labelled.half(half):
        grades, got = labelled.grades[story.id], ranked[story.id]
        offered = {suggestion.clip for suggestion in got}
        wrong = [s for s in got if grades.get(s.clip, 0) == 0]
        missed = [clips[key] for key, grade in grades.items() if grade and key not in offered]
        if wrong or missed:
            print(f"\n{story.headline}")
        for suggestion in got if wrong else []:
            clip, grade = clips[suggestion.clip], grades.get(suggestion.clip, "-")
            print(f"  {grade} {suggestion.score:.3f} {clip.title or clip.teaser} {suggestion.reasons}")
        for clip in missed:
            print(f"  missed {grades[clip.id]} {clip.language} {clip.title} {clip.teaser}")


def main(arguments: list[str]) -> int:
    names = [argument for argument in arguments if not argument.startswith("--")]
    labelled = load(*names)
    table = {}
    for signal in SIGNALS:
        ranked = rank(*only(signal, labelled), **({} if signal == "all" else {"floor": 0.0}))
        for half in ("tune", "test"):
            if labelled.half(half):
                table[signal, half] = found = figures(labelled, ranked, half)
                print(f"{signal:7} {half}  " + "  ".join(f"{name} {value:.3f}" for name, value in found.items()))
                if signal == "all" and f"--misses={half}" in arguments:
                    show_misses(labelled, ranked, half)
    held = table.get(("all", "test")) or table["all", "tune"]
    single = max(found["nDCG@5"] for (signal, half), found in table.items() if signal != "all" and half == "test")
    return int(any(held[name] < gate for name, gate in GATES.items()) or held["nDCG@5"] < single)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How right the desk lint is: ``python bench/lint_quality.py [--misses] [SET…]`` over the labelled texts.

Prints precision and recall by rule, of the texts the rules were made on and of those held out. Ends with 1 if
either precision is below 0.9.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from tests.articles.lint.labelled import SETS, judge, load, overall, scores  # noqa: E402 -- needs the path

GATE = 0.9


def show(title: str, names: tuple[str, ...]) -> float:
    table = scores(names)
    samples = [sample for name in names for sample in load(name)]
    right = sum(not sample.wrong for sample in samples)
    print(f"\n{title}: {right} right texts, {len(samples) - right} wrong ones")
    print(f"{'':22}{'precision':>10}{'recall':>10}{'right':>8}{'false':>7}{'missed':>8}")
    for rule, row in [*sorted(table.items()), ("all", overall(table))]:
        print(f"{rule:22}{row.precision:10.3f}{row.recall:10.3f}{row.right:8}{row.false:7}{row.missed:8}")
    return overall(table).precision


def show_misses(names: tuple[str, ...]) -> None:
    for name in names:
        for sample in load(name):
            _right, false, missed = judge(sample)
            for one in false:
                print(f"{name} {sample.id} false:  {one.rule} “{one.words}”: {one.sentence}")
            for rule, words in missed:
                print(f"{name} {sample.id} missed: {rule} “{words}”")


def main(arguments: list[str]) -> int:
    names = tuple(one for one in arguments if not one.startswith("--")) or SETS
    if "--misses" in arguments:
        show_misses(names)
    halves = {"Made on": tuple(n for n in names if "held" not in n), "Held out": tuple(n for n in names if "held" in n)}
    found = [show(title, chosen) for title, chosen in halves.items() if chosen]
    return int(min(found) < GATE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

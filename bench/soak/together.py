"""F9: three people change blocks of one story at the same moment, a hundred times over.

Whoever was told “stored” finds her words in the story; whoever was asked lost nothing, for nothing was stored.
"""

import random
import sys
import threading
import time
from collections import Counter
from functools import partial

import paper
from django.db import connection

from articles import lifecycle
from articles.models import Article

ROUNDS, PEOPLE, BLOCKS = 100, 3, 6


def main(seconds: int) -> int:
    paper.tables()
    story, until, told = paper.story("Wir drei", paragraphs=BLOCKS), time.monotonic() + seconds, Counter()
    for number in range(ROUNDS):
        if time.monotonic() > until:
            break
        before, ready, kept = Article.objects.get(pk=story.pk), threading.Barrier(PEOPLE), []
        people = [
            threading.Thread(
                target=partial(_change, before.pk, before.body, before.version, f"{number}-{who}", ready, kept)
            )
            for who in range(PEOPLE)
        ]
        for one in people:
            one.start()
        for one in people:
            one.join(60)
        after = str(Article.objects.get(pk=story.pk).body)
        told.update(what for what, _words in kept)
        told["lost"] += sum(what == "stored" and any(word not in after for word in words) for what, words in kept)
        told["unheard"] += PEOPLE - len(kept)
        told["rounds"] += 1
    versions, story = story.revisions.count(), Article.objects.get(pk=story.pk)
    torn = int(story.version != versions or versions != told["stored"] + 1)
    print(f"{dict(told)}, torn {torn}")
    return int(bool(told["lost"] or told["unheard"] or torn))


def _change(key: int, body: dict, version: int, mark: str, ready: threading.Barrier, kept: list) -> None:
    """One or two blocks anew, on the version that all of them have seen."""
    mine, blocks, words = Article.objects.get(pk=key), [*body["content"]], []
    for at in random.sample(range(BLOCKS), random.choice((1, 2))):  # noqa: S311 chance, not secrecy
        words.append(f"Neu {mark}-{at}.")
        blocks[at] = {**blocks[at], "content": [{"type": "text", "text": words[-1]}]}
    try:
        ready.wait(20)
        typed = lifecycle.Typed(body={**body, "content": blocks})
        lifecycle.settle(mine, typed, by=None, base_version=version, token=f"{mark}-token")
        kept.append(("stored", words))
    except lifecycle.Refused:
        kept.append(("asked", words))
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

"""F1: processes of the server are killed while people save.

What was acknowledged is there once; what nobody knows of is sent again with its token, and then it is there once, too.
"""

import os
import random
import signal
import sys
import threading
import time
from collections import Counter

import paper

from articles.models import Article, Revision

WRITERS, PROCESSES = 4, 3


class Writer(threading.Thread):
    def __init__(self, number: int, until: float):
        super().__init__(daemon=True)
        self.story = paper.story(f"Geschichte {number}")
        self.desk, self.until = paper.Desk(paper.colleague(f"schreiberin-{number}")), until
        self.acknowledged: list[str] = []
        self.told: Counter[str] = Counter()

    def run(self) -> None:
        number = 0
        while time.monotonic() < self.until:
            fields = self.desk.form(self.story.pk)
            if fields is None:
                self.told["form not shown"] += 1
                time.sleep(0.2)
                continue
            number += 1
            words = f"Stand {self.story.pk}-{number}"
            fields = [(name, words if name == "headline" else value) for name, value in fields]
            self._send(words, fields)

    def _send(self, words: str, fields: paper.Fields) -> None:
        """Until somebody says yes: the token makes many times once."""
        for attempt in range(60):
            status, _page = self.desk.ask(f"/admin/articles/article/{self.story.pk}/change/", fields)
            if status == 302:
                self.acknowledged.append(words)
                self.told["sent again" if attempt else "saved at once"] += 1
                return
            if status:
                self.told[f"answered {status}"] += 1
                return
            time.sleep(0.25)
        self.told["given up"] += 1


def main(seconds: int) -> int:
    paper.tables()
    with paper.server(PROCESSES) as process:
        writers = [Writer(number, time.monotonic() + seconds) for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        killed, slowest = _kill(process, time.monotonic() + seconds)
        for writer in writers:
            writer.join(60)
    told = sum((writer.told for writer in writers), Counter())
    lost, doubled, torn = _judged(writers)
    acknowledged = sum(len(writer.acknowledged) for writer in writers)
    print(f"{killed} kills, back after {slowest:.1f} s at most; {acknowledged} acknowledged: {dict(told)}")
    print(f"lost {lost}, doubled {doubled}, torn {torn}")
    return int(bool(lost or doubled or torn or not acknowledged))


def _kill(process, until: float) -> tuple[int, float]:
    killed, slowest, reader = 0, 0.0, paper.Desk()
    while time.monotonic() < until:
        time.sleep(random.uniform(0.5, 2.0))  # noqa: S311 chance, not secrecy
        alive = paper.processes(process)
        if len(alive) < PROCESSES:  # the one before is still being begun again
            continue
        os.kill(random.choice(alive), signal.SIGKILL)  # noqa: S311 the same
        killed, began = killed + 1, time.monotonic()
        while reader.ask("/healthz")[0] != 200 and time.monotonic() - began < 20:
            time.sleep(0.05)
        slowest = max(slowest, time.monotonic() - began)
    return killed, slowest


def _judged(writers: list[Writer]) -> tuple[int, int, int]:
    lost = doubled = torn = 0
    for writer in writers:
        kept = Counter(Revision.objects.filter(article=writer.story).values_list("fields__headline", flat=True))
        lost += sum(kept[words] == 0 for words in writer.acknowledged)
        doubled += sum(kept[words] > 1 for words in writer.acknowledged)
        row = Article.objects.get(pk=writer.story.pk)
        torn += row.version != kept.total() or kept[row.headline] == 0
    return lost, doubled, torn


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

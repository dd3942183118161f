"""L1 and L5: readers beside editors, twenty editors at once, and the memory of the server after thousands of pages.

Readers, editors and whoever publishes are processes of their own: one that is busy making a form must not look like a
server that is slow to answer another.
"""

import http.client
import multiprocessing
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

import paper
from django.conf import settings
from django.db import connections

from articles import lifecycle
from articles.models import Article

READERS, EDITORS, MANY = 8, 5, 20


def main(seconds: int) -> int:
    paper.tables()
    stories = [paper.story(f"Der Hafen {number}", live=True) for number in range(30)]
    pages = [
        "/",
        "/rubrik/stadt/",
        "/feed.rss",
        *(f"/artikel/{Article.objects.get(pk=one.pk).slug}/" for one in stories),
    ]
    desks = [(paper.Desk(paper.colleague(f"kollegin-{n}")), paper.story(f"In Arbeit {n}")) for n in range(MANY)]
    with paper.server() as process:
        share = seconds / 4
        _apart(5, [partial(_read, pages)] * READERS)
        before = paper.memory(paper.processes(process))
        alone = _apart(share, [partial(_read, pages)] * READERS)
        editing = [partial(_save, *desk, 1.0) for desk in desks[:EDITORS]]
        beside = _apart(share, [partial(_read, pages)] * READERS, editing, [partial(_publish, stories)])
        flat_out = _apart(share, [partial(_save, *desk, 0.0) for desk in desks])
        _apart(share, [partial(_read, pages)] * READERS)
        after = paper.memory(paper.processes(process))
    lines = {"readers alone": alone, "readers beside editors": beside, "20 editors flat out": flat_out}
    for name, (times, told) in lines.items():
        print(f"{name}: {_said(times)}; answers {dict(told)}")
    ratio = _p95(beside[0]["read"]) / _p95(alone[0]["read"])
    print(f"readers' p95 beside editors: × {ratio:.1f}; memory of the server: {before:.0f} MB, later {after:.0f} MB")
    bad = sum(count for _t, told in lines.values() for status, count in told.items() if status == 0 or status >= 500)
    print(f"server errors and no answer: {bad}  ({settings.DATABASES['default']['ENGINE'].rpartition('.')[2]})")
    return int(bool(bad))


Times = dict[str, list[float]]
Acts = list[Callable[..., None]]


def _apart(seconds: float, *groups: Acts) -> tuple[Times, Counter[int]]:
    """Each group in a process, all at once; as ``_together``."""
    connections.close_all()  # a child must not speak on its parent's line
    forking = multiprocessing.get_context("fork")
    lines = []
    for group in groups:
        here, there = forking.Pipe()
        forking.Process(target=_child, args=(there, seconds, group), daemon=True).start()
        lines.append(here)
    times: Times = {}
    told: Counter[int] = Counter()
    for line in lines:
        some, statuses = line.recv()
        times |= some
        told += statuses
    return times, told


def _child(line, seconds: float, acts: Acts) -> None:
    line.send(_together(seconds, acts))


def _together(seconds: float, acts: Acts) -> tuple[Times, Counter[int]]:
    """All at once for so long; milliseconds by what was done, and how often which status came."""
    times: Times = {}
    told: Counter[int] = Counter()
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=act, args=(until, times, told), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 30)
    return times, told


def _timed(times: Times, told: Counter[int], what: str, ask: Callable[[], tuple[int, bytes]]) -> None:
    began = time.perf_counter()
    status, _body = ask()
    times.setdefault(what, []).append((time.perf_counter() - began) * 1000)
    told[status] += 1


def _read(pages: list[str], until: float, times: Times, told: Counter[int]) -> None:
    """On one line that stays open, as through a proxy."""
    line = http.client.HTTPConnection(settings.SITE_URL.partition("://")[2], timeout=10)
    number = threading.get_ident()
    while time.monotonic() < until:
        number += 1
        _timed(times, told, "read", partial(_asked, line, pages[number % len(pages)]))
    line.close()


def _asked(line: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    try:
        line.request("GET", path, headers={"Accept-Encoding": "br"})
        answer = line.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException):
        line.close()
        return 0, b""


def _save(desk: paper.Desk, story: Article, pause: float, until: float, times: Times, told: Counter[int]) -> None:
    number = 0
    while time.monotonic() < until:
        fields, number = desk.form(story.pk), number + 1
        if fields is None:
            told[0] += 1
            continue
        fields = [(name, f"Stand {number}" if name == "headline" else value) for name, value in fields]
        _timed(times, told, "save", partial(desk.ask, f"/admin/articles/article/{story.pk}/change/", fields))
        time.sleep(pause)


def _publish(stories: list[Article], until: float, times: Times, told: Counter[int]) -> None:
    number = 0
    while time.monotonic() < until:
        number += 1
        began = time.perf_counter()
        lifecycle.publish(Article.objects.get(pk=stories[number % len(stories)].pk), by=None)
        times.setdefault("publish", []).append((time.perf_counter() - began) * 1000)
        time.sleep(1)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def _said(times: Times) -> str:
    return ", ".join(
        f"{len(took)} × {what}, median {statistics.median(took):.0f} ms, p95 {_p95(took):.0f} ms"
        for what, took in times.items()
    )


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))

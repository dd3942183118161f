"""What a live blog costs with many posts, on the database that DATABASE_URL names: ``python bench/live_blog.py``.

Needs tables and roles (``manage.py migrate && manage.py roles``). Makes one live blog with a few posts and one with a
thousand, asks their pages and publishes into them in interleaved rounds, in this process, and takes all of it back.
Printed are medians with minimum and maximum and the number of queries; the base line of each line is the small blog.
"""

import os
import statistics
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 -- needs the settings
from django.test import Client  # noqa: E402 -- needs the settings
from django.test.utils import CaptureQueriesContext  # noqa: E402 -- needs the settings
from django.urls import reverse  # noqa: E402 -- needs the settings
from django.utils import timezone  # noqa: E402 -- needs the settings

from articles import lifecycle  # noqa: E402 -- needs the settings
from articles.body import canonical  # noqa: E402 -- needs the settings
from articles.lifecycle import live  # noqa: E402 -- needs the settings
from articles.models import Article, LiveEntry, Section  # noqa: E402 -- needs the settings

FEW = 25  # one full page
WORDS = "Das Sperrtor am Alten Fleet schließt eine Stunde früher als geplant, wer am Kai parkt, muss umsetzen. " * 3


class Rolled(Exception):
    """Nothing of a measurement stays in the database."""


def entry(blog: Article, number: int) -> LiveEntry:
    text = {"type": "paragraph", "content": [{"type": "text", "text": WORDS.strip()}]}
    body = canonical.with_ids(canonical.document([text, text]))
    return LiveEntry(article=blog, headline=f"Beitrag {number}", body=body, is_key=number % 10 == 0)


def blog_of(posts: int) -> Article:
    section = Section.objects.first() or Section.objects.create(name="Messung", slug="messung")
    slug = f"messung-{posts}"
    blog = Article(headline=slug, lead="Gemessen.", kind="live", slug=slug, section=section)
    begin = timezone.now() - timedelta(days=2)
    lifecycle.save(blog, by=None)
    lifecycle.publish(blog, by=None, now=begin)
    for number in range(posts):
        live.post(entry(blog, number), by=None, now=begin + timedelta(seconds=90 * number))
    return blog


def acts(blog: Article) -> dict[str, Callable[[], object]]:
    client, place = Client(headers={"host": "localhost"}), blog.editions.live().get().get_absolute_url()
    middle, news = f"{place}{blog.live_entries.count() // 2 + 1}/", reverse("live_updates", args=[blog.slug])
    return {
        "the page": lambda: client.get(place),
        "a post in the middle": lambda: client.get(middle),
        "is there news?": lambda: client.get(news),
        "publish a post": lambda: live.post(entry(blog, 1), by=None),
    }


def measure(rounds: int, many: int) -> None:
    blogs = {size: acts(blog_of(size)) for size in (FEW, many)}
    spans: dict[tuple[str, int], list[float]] = {}
    queries: dict[tuple[str, int], int] = {}
    for number in range(rounds + 1):
        for size, deeds in blogs.items():
            for name, act in deeds.items():
                with CaptureQueriesContext(connection) as asked:
                    start = time.perf_counter()
                    act()
                    took = (time.perf_counter() - start) * 1000
                if number:  # the first round warms up
                    spans.setdefault((name, size), []).append(took)
                    queries[name, size] = len(asked)
    for name in blogs[FEW]:
        base = statistics.median(spans[name, FEW])
        for size in (FEW, many):
            taken = spans[name, size]
            median = statistics.median(taken)
            told = f"{median:7.1f} ms ({min(taken):.1f}–{max(taken):.1f}), × {median / base:.2f}"
            told += f", {queries[name, size]} queries"
            print(f"{name:22} {size:5} posts  {told}")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--posts", type=int, default=1000)
    options = parser.parse_args()
    try:
        with transaction.atomic():
            measure(options.rounds, options.posts)
            raise Rolled
    except Rolled:
        pass


if __name__ == "__main__":
    main()

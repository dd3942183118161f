"""What the picture library costs when it is full, on the database that DATABASE_URL names: ``python bench/library.py``.

Needs ``manage.py migrate && manage.py roles`` before. Fills the library with 1,000 and then 100,000 pictures of 12
agencies, 400 photographers and 200 people, in stories and out of them; asks each page in this process, template and
all; and takes all of it back. Printed are the median with minimum and maximum, the number of queries, and how many
times as long the full library takes.
"""

import os
import random
import statistics
import sys
import time
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("DEMO", "1")  # or the desk would ask for a second factor

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402 -- needs the settings
from django.db import connection, transaction  # noqa: E402 -- needs the settings
from django.test import Client  # noqa: E402 -- needs the settings
from django.test.utils import CaptureQueriesContext  # noqa: E402 -- needs the settings
from django.utils import timezone  # noqa: E402 -- needs the settings

from articles.models import Article  # noqa: E402 -- needs the settings
from people.models import Organisation, Person, User  # noqa: E402 -- needs the settings
from visuals.models import Image, ImagePerson, Usage  # noqa: E402 -- needs the settings
from visuals.search import PICTURES  # noqa: E402 -- needs the settings

LIBRARY = "/admin/visuals/image/"
WORDS = "Hafen Brücke Rathaus Fähre Sturm Deich Markt Kran Mole Werft Schule Nebel Flut Turm Ring Halle Bahn".split()
CHANCE = random.Random(4711)  # noqa: S311 -- the same library each time


def pages() -> dict[str, str]:
    agency, person = Organisation.objects.order_by("pk").last(), Person.objects.order_by("pk").last()
    return {
        "first page": LIBRARY,
        "page 6": f"{LIBRARY}?p=6",
        "an agency": f"{LIBRARY}?agency={agency.pk}",
        "a photographer": f"{LIBRARY}?by=Foto+7",
        "a person": f"{LIBRARY}?person={person.pk}",
        "this month": f"{LIBRARY}?taken=month",
        "upright": f"{LIBRARY}?shape=tall",
        "public": f"{LIBRARY}?place=public",
        "nowhere": f"{LIBRARY}?place=no",
        "lapses": f"{LIBRARY}?tab=lapsing",
        "a word": f"{LIBRARY}?q=rathaus",
        "two words": f"{LIBRARY}?q=kran+nebel",
        "rights ahead": f"{LIBRARY}rights/",
    }


def fill(number: int) -> None:
    """So many pictures more, with their words in the index."""
    agencies = list(Organisation.objects.order_by("-pk")[:12])
    people = list(Person.objects.order_by("-pk")[:200])
    now, today = timezone.now(), timezone.localdate()
    fresh = [
        Image(
            title=" ".join(CHANCE.sample(WORDS, 3)), caption=" ".join(CHANCE.choices(WORDS, k=12)),
            alt="" if CHANCE.random() < 0.1 else "Ein Bild.", usage=CHANCE.choice(Usage.values),
            agency=CHANCE.choice(agencies), photographer_name=f"Foto {CHANCE.randrange(400)}",
            width=CHANCE.choice([1200, 800]), height=1000, stamp="a", ladder=[["webp", 320, 240]],
            taken_on=today - timedelta(days=CHANCE.randrange(2000)),
            available_until=now + timedelta(days=CHANCE.randrange(1, 400)) if CHANCE.random() < 0.2 else None,
            public_from=now - timedelta(days=9) if CHANCE.random() < 0.4 else None,
        )
        for _n in range(number)
    ]  # fmt: skip
    images = Image.objects.bulk_create(fresh, 500)
    ImagePerson.objects.bulk_create(
        (ImagePerson(image=image, person=CHANCE.choice(people)) for image in images[::3]), 2000
    )
    Article.objects.bulk_create(
        (Article(headline=f"Geschichte {n}", lead_image=image) for n, image in enumerate(images[::10])), 500
    )
    for start in range(0, number, 1000):
        PICTURES.keep(*(image.pk for image in images[start : start + 1000]))


def measure(client: Client, rounds: int) -> dict[str, tuple[list[float], int]]:
    spans: dict[str, list[float]] = {}
    queries: dict[str, int] = {}
    for number in range(rounds + 1):
        for name, address in pages().items():
            with CaptureQueriesContext(connection) as asked:
                start = time.perf_counter()
                answer = client.get(address)
                took = (time.perf_counter() - start) * 1000
            if answer.status_code != 200:
                raise SystemExit(f"{name}: {answer.status_code}")
            if os.environ.get("SHOW") == name and number == 1:
                for one in asked.captured_queries:
                    print(one["time"], one["sql"][:1500])
            if number:  # the first round only warms
                spans.setdefault(name, []).append(took)
                queries[name] = len(asked)
    return {name: (took, queries[name]) for name, took in spans.items()}


def compare(sizes: tuple[int, int], rounds: int) -> None:
    Organisation.objects.bulk_create(Organisation(name=f"Agentur {n}", slug=f"bench-agentur-{n}") for n in range(12))
    Person.objects.bulk_create(Person(name=f"Person {n}", slug=f"bench-person-{n}") for n in range(200))
    user = User.objects.create_user("bench-pictures", is_staff=True)
    user.groups.add(Group.objects.get(name="picture desk"))
    client = Client(headers={"host": "localhost"})
    client.force_login(user)
    told, there = [], 0
    for size in sizes:
        fill(size - there)
        there = size
        told.append(measure(client, rounds))
    print(f"{connection.vendor}, {sizes[0]} and {sizes[1]} pictures, {rounds} rounds; ms")
    for name, (few, _number) in told[0].items():
        many, asked = told[1][name]
        small, full = statistics.median(few), statistics.median(many)
        print(f"  {name:16} {small:6.0f}  {full:6.0f} ({min(many):.0f}–{max(many):.0f})  "
              f"{full / small:5.1f} ×  {asked:3} queries")  # fmt: skip


class Rolled(Exception):
    """Nothing of a measurement stays in the database."""


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--few", type=int, default=1_000)
    parser.add_argument("--many", type=int, default=100_000)
    options = parser.parse_args()
    try:
        with transaction.atomic():
            compare((options.few, options.many), options.rounds)
            raise Rolled
    except Rolled:
        pass


if __name__ == "__main__":
    main()

"""What the desk's lists and searches cost on the database that DATABASE_URL names: ``python bench/desk_search.py``.

Fill it first: ``manage.py migrate && manage.py roles && manage.py fill --stories 20000``. Each page is asked by a
chief of the day and by an editor of one section, in interleaved rounds, in this process, template and all. Printed are
the median with minimum and maximum, the CPU time of this process (on SQLite that is all of it; what PostgreSQL works
is only in the first figure), and the number of queries. The base line is a desk page that asks for nothing.
"""

import os
import statistics
import sys
import time
from argparse import ArgumentParser
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

from articles.models import Article, Section, SectionGrant  # noqa: E402 -- needs the settings
from people.models import User  # noqa: E402 -- needs the settings

LIST = "/admin/articles/article/"
PAGES = {
    "base line: change password": "/admin/password_change/",
    "stories": LIST,
    "stories, page 20": f"{LIST}?p=20",
    "stories, live": f"{LIST}?state=live",
    "stories, draft": f"{LIST}?state=draft",
    "stories, one section": f"{LIST}?section__id__exact={{section}}",
    "stories, by headline": f"{LIST}?o=2",
    "search, a word in few": f"{LIST}?q=wasserturm",
    "search, a word in most": f"{LIST}?q=verwaltung",
    "search, two words, unfinished": f"{LIST}?q=hafen+holm",
    "search, words side by side": f"{LIST}?q=%22der+hafen%22",
    "search, found nowhere": f"{LIST}?q=quastenflosser",
    "search and state": f"{LIST}?q=hafen&state=live",
    "palette": "/admin/palette/?q=hafen",
    "palette, two letters": "/admin/palette/?q=ha",
    "search everything": "/admin/search/?q=hafen",
    "search everything, in most": "/admin/search/?q=verwaltung",
}


class Rolled(Exception):
    """Nothing of a measurement stays in the database."""


def desk() -> dict[str, Client]:
    section = Section.objects.order_by("pk").first()
    clients = {}
    for role in ("CvD", "editor"):
        user = User.objects.create_user(f"bench-{role}", is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        if role == "editor":
            SectionGrant.objects.create(user=user, section=section)
        clients[role] = Client(headers={"host": "localhost"})
        clients[role].force_login(user)
    return clients


def measure(rounds: int) -> None:
    clients = desk()
    section = Section.objects.order_by("pk").first()
    spans: dict[tuple[str, str], list[float]] = {}
    work: dict[tuple[str, str], list[float]] = {}
    queries: dict[tuple[str, str], int] = {}
    for number in range(rounds + 1):
        for role, client in clients.items():
            for name, address in PAGES.items():
                with CaptureQueriesContext(connection) as asked:
                    start, worked = time.perf_counter(), time.process_time()
                    answer = client.get(address.format(section=section.pk))
                    took = (time.perf_counter() - start) * 1000
                    cpu = (time.process_time() - worked) * 1000
                if answer.status_code != 200:
                    raise SystemExit(f"{name}: {answer.status_code}")
                if number:  # the first round only warms
                    spans.setdefault((name, role), []).append(took)
                    work.setdefault((name, role), []).append(cpu)
                    queries[name, role] = len(asked)
    print(f"{connection.vendor}, {Article.objects.count()} stories, {rounds} rounds; ms")
    for name in PAGES:
        for role in clients:
            took = spans[name, role]
            middle = f"{statistics.median(took):7.0f} ({min(took):.0f}–{max(took):.0f})"
            cpu = statistics.median(work[name, role])
            print(f"  {name:32} {role:7} {middle:22} CPU {cpu:5.0f} {queries[name, role]:3} queries")


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    try:
        with transaction.atomic():
            measure(options.rounds)
            raise Rolled
    except Rolled:
        pass


if __name__ == "__main__":
    main()

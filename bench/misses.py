"""What a page costs that no store has: ``python bench/misses.py``, on the newsroom that DATABASE_URL names.

Fill it first: ``manage.py prepare && manage.py fill --stories 20000``. Each page is asked of Django's own handler in
interleaved rounds, in this process. Printed are the processor time of an answer (median, minimum, maximum), how often
that is what an application costs that only returns bytes, and the number of questions. The cost of a page must not
grow with the paper: run it over 1,000 and over 100,000 stories and compare.
"""

import os
import statistics
import sys
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 -- needs the settings
from django.db import connection  # noqa: E402 -- needs the settings
from django.urls import reverse  # noqa: E402 -- needs the settings

from articles.models import Edition, EditionPerson, EditionTag, Section  # noqa: E402 -- needs the settings
from newsroom.pages.answer import collected  # noqa: E402 -- needs the settings
from newsroom.pages.asking import Asked  # noqa: E402 -- needs the settings
from visuals.models import Clip  # noqa: E402 -- needs the settings

BARE = 0.3  # milliseconds that gunicorn takes to return bytes; see the guide


def places() -> dict[str, str]:
    live = Edition.objects.live()
    story = live.filter(lead_image__isnull=False).order_by("-pk").first() or live.order_by("-pk").first()
    found = {
        "story": story.get_absolute_url(),
        "front page": "/",
        "section": Section.objects.first().get_absolute_url(),
        "search": f"{reverse('search')}?q=hafen",
    }
    if tag := EditionTag.objects.filter(edition__in=live).first():
        found["topic"] = tag.tag.get_absolute_url()
    if named := EditionPerson.objects.filter(edition__in=live).first():
        found["person"] = named.person.get_absolute_url()
    if clip := Clip.objects.public().first():
        found["clip"] = clip.get_absolute_url()
    return found


def asked(handler: Callable[..., Iterable[bytes]], address: str) -> tuple[float, int]:
    path, _, query = address.partition("?")
    questions = []

    def note(execute: Callable[..., Any], sql: str, *more: Any) -> Any:
        questions.append(sql)
        return execute(sql, *more)

    began = time.thread_time()
    with connection.execute_wrapper(note):
        answer = collected(handler, Asked(path, query).environ())
    took = (time.thread_time() - began) * 1000
    if answer.code != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    return took, len(questions)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    rounds, handler, pages = parser.parse_args().rounds, WSGIHandler(), places()
    took: dict[str, list[float]] = {name: [] for name in pages}
    questions: dict[str, int] = {}
    for number in range(rounds + 2):
        for name, address in pages.items():
            spent, questions[name] = asked(handler, address)
            if number > 1:  # templates are read once
                took[name].append(spent)
    print(f"{Edition.objects.count()} editions on {connection.vendor}; milliseconds of processor time an answer")
    for name, spent in took.items():
        middle = statistics.median(spent)
        line = f"{name:12} {middle:6.2f} ({min(spent):.2f}–{max(spent):.2f})  {middle / BARE:4.0f} × bare"
        print(f"{line}  {questions[name]} questions")


if __name__ == "__main__":
    main()

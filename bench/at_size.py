"""What pages and the desk cost beside so many stories, on the database that DATABASE_URL names.

``bench/whole.py`` runs it for every size and both engines; alone: ``manage.py prepare && manage.py
fill --stories 1000``, then ``python bench/at_size.py``. Pages are made by Django itself, past the stored ones. Every
figure is the processor's time of this process (so PostgreSQL's own is not in it, and the wall's stands beside it), the
median of interleaved rounds. The base line is a Django without any middleware that answers with the same bytes.
Prints lines of JSON; takes back what it stored.
"""

import io
import json
import os
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402 -- needs the settings
from django.core.handlers.wsgi import WSGIHandler  # noqa: E402 -- as everything below
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.test import Client, RequestFactory, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import re_path, reverse  # noqa: E402

from articles import lifecycle  # noqa: E402
from articles.models import Article, Edition, EditionPerson, EditionTag, Section  # noqa: E402
from people.models import Person, User  # noqa: E402
from visuals.models import Clip  # noqa: E402

Figures = dict[str, Any]
WORDS = [f"Absatz {n}. Der Kran steht am Kai und hebt achtzig Tonnen." for n in range(30)]
STORY = [
    {"type": "paragraph", "attrs": {"id": f"p{n:09}"}, "content": [{"type": "text", "text": text}]}
    for n, text in enumerate(WORDS)
]
PASTED = "Ein Kran für den Hafen\n\nDer Kran steht. Er hebt achtzig Tonnen.\n\n" + "\n\n".join(
    f"Am Morgen kam Teil {n} des Krans an den Kai. Der Ausleger wurde von zwölf Leuten gehalten." for n in range(12)
)


def pages() -> dict[str, str]:
    """One address a kind, of the newest rows; of stories the one with most to ask for, and the one with least."""
    edition, plain = (choose(newest(), key=holes) for choose in (max, min))
    tag = EditionTag.objects.filter(edition__in=Edition.objects.live()).first()
    named = EditionPerson.objects.filter(edition__in=Edition.objects.live()).first()
    clip = Clip.objects.public().first()
    found = {"story": edition.get_absolute_url(), "story of words": plain.get_absolute_url()}
    found |= {"front": "/", "section": edition.section.get_absolute_url()}
    found |= {"topic": tag.tag.get_absolute_url()} if tag else {}
    found |= {"person": named.person.get_absolute_url()} if named else {}
    found |= {"clip": clip.get_absolute_url()} if clip else {}
    author = Person.objects.filter(is_author=True, editionbylines__edition=edition).first()
    found |= {"author": author.author_url} if author else {}
    found |= {"search": f"{reverse('search')}?q=hafen", "search in vain": f"{reverse('search')}?q=qqqqqq"}
    found |= {"feed": reverse("feed", args=["rss"]), "archive": reverse("archive")}
    return found | {"list of sitemaps": reverse("sitemap")}


def newest() -> list[Edition]:
    found = list(Edition.objects.live().exclude(kind="live").order_by("-first_live_from", "-pk")[:500])
    if not found:
        raise SystemExit("There are no stories yet: manage.py fill --stories 1000")
    return found


def holes(edition: Edition) -> int:
    """How many kinds of rows its page has to ask for besides itself."""
    kinds = {piece["hole"] for piece in edition.pieces if isinstance(piece, dict)}
    return len(kinds | ({"image"} if edition.lead_image_id else set()))


class Site:
    """Django's own handler, asked in this process; and one that only hands out bytes."""

    def __init__(self) -> None:
        self.handler = WSGIHandler()
        with override_settings(MIDDLEWARE=[f"{__name__}.bare"]):
            self.bare = WSGIHandler()
        host = settings.SITE_URL.split("//")[1].split("/")[0]
        self.make = RequestFactory(SERVER_NAME=host.split(":")[0], HTTP_HOST=host)
        self.secure = settings.SITE_URL.startswith("https")

    def ask(self, address: str, handler: WSGIHandler | None = None) -> tuple[str, bytes]:
        told: list[str] = []
        environ = self.make.get(address, secure=self.secure).environ
        answer = (handler or self.handler)(environ, lambda status, _headers, _info=None: told.append(status))
        body = b"".join(answer)
        answer.close()
        return told[0], body


_bytes = {"body": b""}
urlpatterns = [re_path("", lambda _request: HttpResponse(_bytes["body"]))]


def bare(get_response: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def answered(request: Any) -> Any:
        request.urlconf = __name__
        return get_response(request)

    return answered


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Milliseconds: the processor's, the wall's."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def questions(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as found:
        work()
    return sum(1 for one in found.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN")))


def say(kind: str, name: str, spent: list[tuple[float, float]], **more: Any) -> None:
    cpu, wall = ([one[side] for one in spent] for side in (0, 1))
    told = {"kind": kind, "name": name, "cpu": statistics.median(cpu), "least": min(cpu), "most": max(cpu)}
    print(json.dumps(told | {"wall": statistics.median(wall)} | more), flush=True)


def measure_pages(rounds: int) -> None:
    site, asked = Site(), pages()
    counts, spent = {}, defaultdict(list)
    for name, address in asked.items():
        status, body = site.ask(address)
        if not status.startswith("200"):
            raise SystemExit(f"{name}: {address} answers {status}")
        counts[name] = (questions(lambda address=address: site.ask(address)), len(body))
        if name == "story":
            _bytes["body"] = body
    for _round in range(rounds):
        spent["bare"].append(timed(lambda: site.ask("/", site.bare)))
        for name, address in asked.items():
            spent[name].append(timed(lambda address=address: site.ask(address)))
    say("page", "bare", spent["bare"], queries=0, bytes=len(_bytes["body"]))
    for name in asked:
        say("page", name, spent[name], queries=counts[name][0], bytes=counts[name][1])


class TakeBack(Exception):
    """Rolls back what was only stored to be measured."""


def published(by: User, blocks: list[dict[str, Any]], before: int = 0) -> tuple[int, tuple[float, float]]:
    """One new story of these blocks, published so often ``before``: what publishing asks and costs. Nothing stays."""
    try:
        with transaction.atomic():
            body = {"schema": 1, "type": "doc", "content": blocks}
            made = Article(headline="Der Hafen wächst", lead="Ein Kran.", section=Section.objects.first(), body=body)
            story = lifecycle.save(made, by=by)
            for _edition in range(before):
                lifecycle.publish(story, by=by)
            spent: list[tuple[float, float]] = []
            count = questions(lambda: spent.append(timed(lambda: lifecycle.publish(story, by=by))))
            raise TakeBack
    except TakeBack:
        return count, spent[0]


def measure_publishing(user: User, rounds: int) -> None:
    full = max(newest(), key=holes).body["content"]
    acts = {"publish 30 blocks": (STORY, 0), "publish the same as “story”": (full, 0), "publish it again": (full, 1)}
    for name, act in acts.items():
        found = [published(user, *act) for _round in range(rounds)]
        say("desk", name, [one[1] for one in found], queries=max(one[0] for one in found))


def imported(stories: int) -> tuple[float, float]:
    with tempfile.TemporaryDirectory() as place:
        names = []
        for number in range(stories):
            file = Path(place) / f"{number}.txt"
            file.write_text(PASTED.replace("Hafen", f"Hafen {number}", 1))
            names.append(str(file))
        spent: list[tuple[float, float]] = []
        try:
            with transaction.atomic():
                spent.append(timed(lambda: call_command("import_story", *names, stdout=io.StringIO())))
                raise TakeBack
        except TakeBack:
            return spent[0]


def measure_desk(rounds: int) -> None:
    try:
        with transaction.atomic():
            user = User.objects.create_superuser("bench")
            host = settings.SITE_URL.split("//")[1].split("/")[0].split(":")[0]
            client = Client(SERVER_NAME=host)
            client.force_login(user)
            story = Article.objects.order_by("-pk").first()
            desk = {
                "home": "/admin/",
                "stories": "/admin/articles/article/",
                "stories, a word": "/admin/articles/article/?q=hafen",
                "stories, deep down": f"/admin/articles/article/?p={max(1, min(20, Article.objects.count() // 100))}",
                "story form": f"/admin/articles/article/{story.pk}/change/",
                "pictures": "/admin/visuals/image/",
                "clips": "/admin/visuals/clip/",
            }
            secure = settings.SITE_URL.startswith("https")
            spent, counts = defaultdict(list), {}
            for name, address in desk.items():
                answer = client.get(address, secure=secure)
                if answer.status_code != 200:
                    raise SystemExit(f"{name}: {address} answers {answer.status_code} {answer.headers.get('Location')}")
                counts[name] = questions(lambda address=address: client.get(address, secure=secure))
            for _round in range(rounds):
                for name, address in desk.items():
                    spent[name].append(timed(lambda address=address: client.get(address, secure=secure)))
            for name in desk:
                say("desk", name, spent[name], queries=counts[name])
            measure_publishing(user, rounds)
            raise TakeBack
    except TakeBack:
        pass
    stories = 40
    each = [tuple(side / stories for side in imported(stories)) for _round in range(3)]
    say("desk", "import a story", each, queries=None)


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    measure_pages(rounds)
    measure_desk(max(3, rounds // 3))
    return 0


if __name__ == "__main__":
    sys.modules["bench.at_size"] = sys.modules[__name__]
    raise SystemExit(main())

"""``manage.py fill --stories N [--seed K]``: plausible published stories, fast, for benchmarks."""

import gc
import time
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lifecycle.moving_in import Moved, move_in
from articles.management.plausible import Writer
from articles.models import Article, Section
from kit.slugs import slug_of
from people.lifecycle import record
from people.models import Person
from topics.models import Tag
from visuals.models import Clip, Image

BATCH = 500
SECTIONS = ["Lokales", "Politik", "Wirtschaft", "Wissen", "Sport", "Kultur"]
PEOPLE = [
    ("Hinnerk Asmussen", "Ortsvorsteher"),
    ("Telse Brockmöller", "Schulleiterin"),
    ("Arne Dietrichsen", "Bauleiter"),
]
AUTHORS = ["Wiebke Harmsdorf", "Jannis Okkenga"]
TAGS = ["Stadtentwicklung", "Bauen", "Haushalt", "Ehrenamt"]


class Command(BaseCommand):
    help = "Makes plausible published stories, fast, for benchmarks."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stories", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="K", help="the same seed writes the same stories")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted, started = options["stories"], time.monotonic()
        if wanted < 0:
            raise CommandError(_("--stories takes a number from 0 up."))
        shelf = _Shelf(options["seed"])
        # A batch is half a million small objects that all live: walking them again and again costs a tenth.
        gc.disable()
        for begin in range(0, wanted, BATCH):
            move_in([shelf.story() for _number in range(min(BATCH, wanted - begin))])
            done = min(begin + BATCH, wanted)
            rate = done / (time.monotonic() - started)
            self.stdout.write(f"  {done} / {wanted} ({rate:.0f} {_('a second')})")
        shelf.show()


class _Shelf:
    """The library rows that the stories draw on; what a new installation lacks is made once."""

    def __init__(self, seed: int):
        self.writer = Writer(seed)
        self.random = self.writer.random
        with transaction.atomic():
            self.sections = list(Section.objects.all()) or [
                Section.objects.create(name=name, slug=slug_of(name), position=n) for n, name in enumerate(SECTIONS)
            ]
            self.people = [(_person(name), role) for name, role in PEOPLE]
            self.authors = [_person(name, is_author=True) for name in AUTHORS]
            self.tags = [Tag.objects.get_or_create(name=name, defaults={"slug": slug_of(name)})[0] for name in TAGS]
        self.images = list(Image.objects.exclude(file="").values_list("pk", flat=True)[:50])
        self.clips = list(Clip.objects.values_list("pk", flat=True)[:50])
        self.number = (Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
        self.newest = timezone.now().replace(microsecond=0) - timedelta(hours=1)

    def story(self) -> Moved:
        person, role = self.random.choice(self.people)
        image = self.random.choice(self.images) if self.images and self.random.random() < 0.5 else None
        clip = self.random.choice(self.clips) if self.clips and self.random.random() < 0.3 else None
        told = self.writer.story((person.pk, person.name, role), image, clip)
        article = Article(
            kicker=told.kicker,
            headline=told.headline,
            lead=told.lead,
            body=told.body,
            lead_image_id=self.random.choice(self.images) if self.images else None,
            stage=Article.Stage.READY,
            version=1,
        )
        slug = f"{slug_of(told.headline)}-{self.number}"
        self.number += 1
        live_from = self.newest - timedelta(minutes=self.random.randint(0, 60 * 24 * 400))
        tags = self.random.sample(self.tags, k=2)
        section = self.random.choice(self.sections)
        return Moved(article, slug, section, live_from, self.random.choice(self.authors), [(person, role)], tags)

    def show(self) -> None:
        """The pictures and clips used are public from now on, and the log says why."""
        with transaction.atomic():
            for rows in (Image.objects.filter(pk__in=self.images), Clip.objects.filter(pk__in=self.clips)):
                rows.filter(public_from__isnull=True).update(public_from=self.newest - timedelta(days=401))
            record("fill", Article(), by=None, after={"up to": self.number - 1})


def _person(name: str, **fields: Any) -> Person:
    return Person.objects.get_or_create(slug=slug_of(name), defaults={"name": name, **fields})[0]

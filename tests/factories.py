"""Rows for tests. States are traits and come about by the desk's own verbs; nothing unasked is made.

``ArticleFactory(live=True)`` is the working copy of a published story, ``EditionFactory()`` its edition.
"""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib import import_module
from typing import IO, Any
from unittest import mock

import factory
from django.contrib.auth.models import Group
from django.utils import timezone
from factory.django import DjangoModelFactory
from PIL import Image as Pillow
from PIL import ImageChops

from articles import lifecycle
from articles.lifecycle import live
from articles.models import (
    Article,
    ArticlePerson,
    Byline,
    Correction,
    Edition,
    LiveEntry,
    LivePost,
    Section,
    SectionGrant,
)
from articles.search import STORIES
from people.models import Organisation, Person, Role, User
from people.search import PERSONS
from tests.bodies import body
from tests.roles import make_roles
from topics.models import Tag
from topics.search import TAGS
from visuals import lifecycle as visuals
from visuals.models import Clip, Footage, Image, Portrait
from visuals.pipeline import apart
from visuals.search import CLIPS, PICTURES

INDEXES = {Person: PERSONS, Tag: TAGS, Clip: CLIPS}
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)


def picture_bytes(width: int = 80, height: int = 60, form: str = "JPEG", **options: Any) -> bytes:
    """A real picture file, of one colour."""
    made = Pillow.new(options.pop("mode", "RGB"), (width, height), options.pop("colour", "teal"))
    buffer = io.BytesIO()
    made.save(buffer, form, **options)
    return buffer.getvalue()


def photograph(width: int = 1920, height: int = 1280) -> bytes:
    """As heavy as one: as much in the small as in the large, brightness more than colour, and a sky above it."""
    sky = Pillow.linear_gradient("L").resize((width, height)).point(lambda light: 60 + light // 2)
    bright = _grain(sky, 12)
    colours = [Pillow.blend(bright, _grain(sky, 6), 0.3) for _n in range(2)]
    buffer = io.BytesIO()
    Pillow.merge("RGB", (bright, *colours)).save(buffer, "JPEG", quality=92)
    return buffer.getvalue()


@contextmanager
def pictures_decoded_here() -> Iterator[None]:
    """Our own pictures are not hostile, and two child processes for each of them took 0.3 s: sixty times the work."""
    with mock.patch.object(apart, "child", _same_process):
        yield


@contextmanager
def _same_process(
    module: str, job: dict[str, Any], source: IO[bytes], **_limits: int
) -> Iterator[tuple[IO[bytes], threading.Event]]:
    """In place of ``confined.child``: the same code by the same words, without the start of an interpreter."""
    out = io.BytesIO()
    import_module(module).answer(source, job, out)
    out.seek(0)
    yield out, threading.Event()


def _grain(picture: Pillow.Image, strength: float) -> Pillow.Image:
    for octave in range(7):
        size = (picture.width >> octave, picture.height >> octave)
        noise = Pillow.effect_noise(size, strength).resize(picture.size, Pillow.Resampling.BICUBIC)
        picture = ImageChops.add(picture, noise, offset=-128)
    return picture


class Found(DjangoModelFactory):
    """Rows that the desk stores by forms: noted in the index, as the form does."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **fields):
        row = super()._create(model_class, *args, **fields)
        INDEXES[model_class].keep(row.pk)
        return row


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Agentur {n}")
    slug = factory.Sequence(lambda n: f"agentur-{n}")


class PersonFactory(Found):
    class Meta:
        model = Person

    class Params:
        author = factory.Trait(is_author=True)

    name = factory.Sequence(lambda n: f"Jette Anklamer{'abcdefghij'[n % 10]}{n}")
    slug = factory.Sequence(lambda n: f"person-{n}")


class RoleFactory(DjangoModelFactory):
    class Meta:
        model = Role

    person = factory.SubFactory(PersonFactory)
    title = "Hafenmeisterin"


class TagFactory(Found):
    class Meta:
        model = Tag

    name = factory.Sequence(lambda n: f"Thema {n}")
    slug = factory.Sequence(lambda n: f"thema-{n}")


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = Section

    name = factory.Sequence(lambda n: f"Rubrik {n}")
    slug = factory.Sequence(lambda n: f"rubrik-{n}")
    position = factory.Sequence(lambda n: n)


class UserFactory(DjangoModelFactory):
    """``UserFactory(role="editor", sections=[…])``; without a role an account with no place at the desk."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"kollegin-{n}")

    @factory.post_generation
    def role(self, create, name, **kwargs):
        if name:
            if not Group.objects.filter(name=name).exists():
                make_roles()
            self.groups.set([Group.objects.get(name=name)])
            self.is_staff = True
            self.save(update_fields=["is_staff"])

    @factory.post_generation
    def sections(self, create, sections, **kwargs):
        for section in sections or ():
            SectionGrant.objects.create(user=self, section=section)


class ImageFactory(DjangoModelFactory):
    """Printable but for its file. ``file=True`` gives it a real one, ``renditions=True`` copies besides."""

    class Meta:
        model = Image

    class Params:
        bare = factory.Trait(caption="", alt="", agency=None)

    caption = factory.Sequence(lambda n: f"Der Kran am Morgen {n}")
    alt = "Ein Kran vor hellem Himmel"
    agency = factory.SubFactory(OrganisationFactory)

    @classmethod
    def _create(cls, model_class, *args, file=False, renditions=False, **fields):
        image = model_class.objects.create(**fields)
        with pictures_decoded_here():
            if file or renditions:
                visuals.take_file(image, file if isinstance(file, bytes) else picture_bytes())
            if renditions:
                visuals.make_renditions(image)
        PICTURES.keep(image.pk)
        return image


class PortraitFactory(DjangoModelFactory):
    class Meta:
        model = Portrait

    person = factory.SubFactory(PersonFactory)
    image = factory.SubFactory(ImageFactory, file=True)


class FootageFactory(DjangoModelFactory):
    class Meta:
        model = Footage

    title = factory.Sequence(lambda n: f"Hafenmagazin, Folge {n}")
    duration_ms = 600_000


class ClipFactory(Found):
    """Without footage, as a pasted story leaves it; ``cut=True`` is a stretch of real footage."""

    class Meta:
        model = Clip

    class Params:
        cut = factory.Trait(footage=factory.SubFactory(FootageFactory), in_ms=10_000, out_ms=163_000, typed_ms=None)

    slug = factory.Sequence(lambda n: f"video-{n}")
    teaser = factory.Sequence(lambda n: f"Die Hafenmeisterin zeigt Becken {n}.")
    recorded_on = date(2026, 5, 4)
    typed_ms = 153_000


class ArticleFactory(DjangoModelFactory):
    """A complete working copy. ``live``, ``planned``, ``withdrawn``, ``ready`` are its states.

    ``since``: when it went live (withdrawn: an hour later); ``plan``: when the planned edition appears.
    ``bylines``, ``people``: persons, or names for bylines; ``tags``: tags.
    """

    class Meta:
        model = Article

    class Params:
        ready = factory.Trait(stage=Article.Stage.READY)
        live = factory.Trait(state="live")
        planned = factory.Trait(state="planned")
        withdrawn = factory.Trait(state="withdrawn")

    headline = factory.Sequence(lambda n: f"Der Hafen bekommt Kran {n}")
    lead = "Ab dem Frühjahr wird wieder verladen. Was das für die Stadt heißt."
    section = factory.SubFactory(SectionFactory)
    body = factory.LazyFunction(lambda: body("Der erste Absatz.", "Der zweite Absatz."))
    state = ""

    @classmethod
    def _create(cls, model_class, *args, state="", by=None, since=None, plan=None, **fields):
        around = {name: fields.pop(name, ()) for name in ("bylines", "people", "tags")}
        article = lifecycle.save(model_class(**fields), by=by)
        for position, line in enumerate(around["bylines"]):
            named = {"name": line} if isinstance(line, str) else {"person": line}
            Byline.objects.create(article=article, position=position, **named)
        for position, person in enumerate(around["people"]):
            ArticlePerson.objects.create(article=article, person=person, position=position)
        article.tags.add(*around["tags"])
        if any(around.values()):
            STORIES.keep(article.pk)
        if state == "planned":
            lifecycle.schedule(article, by=by, at=plan or timezone.now() + HOUR)
        elif state:
            lifecycle.publish(article, by=by, now=since, override=["missing_file"], reason="Test")
        if state == "withdrawn":
            ended = since and since + HOUR
            lifecycle.withdraw(article, by=by, reason="Test", now=ended)
        article.refresh_from_db()
        return article


class EditionFactory(ArticleFactory):
    """Makes a story as ``ArticleFactory`` does, and hands back its edition; live unless told otherwise."""

    state = "live"

    @classmethod
    def _create(cls, model_class, *args, **fields) -> Edition:
        return super()._create(model_class, *args, **fields).editions.get()


class LiveEntryFactory(DjangoModelFactory):
    """A post as the desk has it, of ``article``, a live blog; nobody reads it yet. ``bylines``: ``live.Signed``."""

    class Meta:
        model = LiveEntry

    headline = factory.Sequence(lambda n: f"Der Pegel steigt auf {n} Meter")
    body = factory.LazyFunction(lambda: body("Das Wasser steht am Kran."))

    @classmethod
    def _create(cls, model_class, *args, by=None, bylines=(), **fields) -> LiveEntry:
        return live.write(model_class(**fields), by=by, bylines=bylines)


class LivePostFactory(LiveEntryFactory):
    """The same, published; ``since``: when (now), ``plan``: when it will appear."""

    @classmethod
    def _create(cls, model_class, *args, by=None, since=None, plan=None, **fields) -> LivePost:
        entry = super()._create(model_class, *args, by=by, **fields)
        return live.publish(entry, by=by, at=plan, now=since)


class CorrectionFactory(DjangoModelFactory):
    """Printed by the verb: the story gets a second edition. Needs ``article``, a live one."""

    class Meta:
        model = Correction

    text = "In einer früheren Fassung stand eine falsche Jahreszahl."
    kind = Correction.Kind.CORRECTION

    @classmethod
    def _create(cls, model_class, *args, article, text, kind, by=None, now=None):
        return lifecycle.correct(article, by=by, text=text, kind=kind, now=now).new_corrections.get()

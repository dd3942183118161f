"""The world that the matrix walks through: everybody, every state, every address; and what each is answered.

Built once for a whole module and rolled back after each question, so that thousands of questions stay cheap.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import get_resolver
from django.utils import timezone

from articles.lifecycle import live
from articles.models import Article, Section, SectionGrant
from fronts.models import BreakingNews, StandingPage
from newsroom.roles import ROLES, set_up_roles
from people.lifecycle import record
from people.models import User
from tests.bodies import body, video
from tests.factories import (
    HOUR,
    ArticleFactory,
    ClipFactory,
    CorrectionFactory,
    FootageFactory,
    ImageFactory,
    LiveEntryFactory,
    LivePostFactory,
    OrganisationFactory,
    PersonFactory,
    PortraitFactory,
    TagFactory,
    UserFactory,
)

#: what stands above each column of the tables, and who stands in it
OUT = ("anonymous", "deactivated", "reader")
COLUMNS = {
    "out": OUT,
    "bare": ("staff without a group",),
    "tra": ("trainee",),
    "edi": ("editor",),
    "cvd": ("CvD",),
    "pic": ("picture desk",),
    "vid": ("video desk",),
    "adm": ("administrator",),
}
FAR = ("trainee", "editor", "picture desk", "video desk")  # those for whom a story can be foreign
STATES = ("draft", "ready", "planned", "live", "withdrawn")
STORY = "admin/articles/article/<story>/"
#: every ModelAdmin has these, whatever it is of
GENERIC = ("", "add/", *(f"<path:object_id>/{place}" for place in ("history/", "delete/", "change/", "")))


def routes() -> Iterator[str]:
    """Every address there is, public and desk, as it is written in the urlconf."""

    def walk(resolver: Any, before: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            here = before + str(pattern.pattern)
            yield from walk(pattern, here) if hasattr(pattern, "url_patterns") else [here]

    for route in walk(get_resolver(), ""):
        route = re.sub(r"\^?\(\?P<(\w+)>.*\)(/?)\$$", r"<\1>\2", route)  # the two that are regular expressions
        yield re.sub(r"^admin/articles/article/<(int:pk|path:object_id)>/", STORY, route)


def generic_routes() -> dict[str, tuple[str, str]]:
    """Of each list of the desk the pages that Django's admin makes: route → (model, page)."""
    found = {}
    for model in admin.site._registry:
        before = f"admin/{model._meta.app_label}/{model._meta.model_name}/"
        for page in GENERIC:
            route = (before + page).replace("admin/articles/article/<path:object_id>/", STORY)
            if not route.startswith(STORY):
                found[route] = (model._meta.label_lower, page)
    return found


@contextmanager
def _quiet() -> Iterator[None]:
    """A thousand refusals need no thousand lines of log."""
    logging.disable(logging.ERROR)
    yield
    logging.disable(logging.NOTSET)


class Unfilled(LookupError):
    """Nobody has said what is to stand for a part of an address."""


class World:
    """Two sections; five states of a story in each; one member of the cast a role, all granted the first section."""

    def __init__(self) -> None:
        set_up_roles()
        self.this_month = timezone.now().date()
        self.media = settings.MEDIA_ROOT
        self.home = Section.objects.create(name="Stadt", slug="stadt")
        self.away = Section.objects.create(name="Land", slug="land")
        self.users = {name: self._member(name) for name in (*ROLES, "staff without a group", "deactivated", "reader")}
        self.keys = {name: self._session(user) for name, user in self.users.items()}
        User.objects.filter(username="deactivated").update(is_active=False)
        self.register = {
            "tag": TagFactory(), "person": PersonFactory(author=True), "image": ImageFactory(renditions=True),
            "clip": ClipFactory(poster=ImageFactory()), "unseen tag": TagFactory(), "unseen person": PersonFactory(),
            "unseen image": ImageFactory(renditions=True), "unseen clip": ClipFactory(),
        }  # fmt: skip
        self.stories = {(place, state): self._story(place, state) for place in ("home", "away") for state in STATES}
        self.blogs = {"seen": self._blog("live"), "unseen": self._blog("draft")}
        self.rows = self._rows()

    def _member(self, name: str) -> User:
        user = User.objects.create_user(name.replace(" ", "-"), password="x", is_staff=name != "reader")
        user.groups.set(Group.objects.filter(name="CvD" if name == "deactivated" else name))
        if name in ROLES:
            SectionGrant.objects.create(user=user, section=self.home, role="trainee" if name == "trainee" else "editor")
        return user

    def _session(self, user: User) -> str:
        client = Client()
        client.force_login(user)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def _story(self, place: str, state: str) -> Article:
        seen = "" if state == "live" else "unseen "
        return ArticleFactory(
            headline=f"Geschichte {place} {state}",
            section=getattr(self, place),
            by=self.users["administrator"],
            slug=f"{place}-{state}",
            tags=[self.register[f"{seen}tag"]],
            people=[self.register[f"{seen}person"]],
            bylines=[self.register[f"{seen}person"]],
            lead_image=self.register[f"{seen}image"],
            body=body("Ein Absatz.", video(self.register[f"{seen}clip"])),
            **({state: True} if state != "draft" else {}),
            # Two editions in one second are one to readers, and theirs are to be compared.
            **({"since": timezone.now() - HOUR} if state == "live" else {}),
        )

    def _blog(self, state: str) -> Article:
        """A live blog with one post, which is out if the blog is."""
        seen, states = "" if state == "live" else "unseen ", {"live": True} if state == "live" else {}
        blog = ArticleFactory(
            headline=f"Liveblog {state}", slug=f"live-{state}", kind="live", section=self.home,
            by=self.users["administrator"], **states,
        )  # fmt: skip
        signed = [live.Signed(self.register[f"{seen}person"])]
        (LivePostFactory if states else LiveEntryFactory)(article=blog, bylines=signed)
        return blog

    def _rows(self) -> dict[str, Any]:
        """One row of everything the desk has a list of; those of a story belong to the first section's live one."""
        CorrectionFactory(article=self.stories["home", "live"])
        CorrectionFactory(article=self.stories["away", "live"])
        record("save", self.stories["home", "live"], by=self.users["CvD"])
        page = StandingPage.objects.create(kind="imprint", text="Wir.")
        now = timezone.now()
        breaking = BreakingNews.objects.create(
            article=self.stories["home", "live"], headline="Eil", live_from=now, live_until=now + HOUR
        )
        made = (breaking, OrganisationFactory(), FootageFactory(), PortraitFactory(), UserFactory(), page)
        rows = {row._meta.label_lower: row for row in [*made, *self.register.values(), self.home]}
        for model in admin.site._registry:
            if model._meta.label_lower.startswith("django_tasks"):
                model.objects.create(task_path="x", args_kwargs={}, backend_name="default", enqueued_at=timezone.now())
            rows.setdefault(model._meta.label_lower, model._default_manager.order_by("pk").first())
        for name in ("edition", "revision", "correction"):
            of_a_story = apps.get_model("articles", name).objects
            rows[f"articles.{name}"] = of_a_story.filter(article=self.stories["home", "live"]).first()
            rows[f"far articles.{name}"] = of_a_story.filter(article=self.stories["away", "live"]).first()
        return rows

    def client(self, who: str, **options: Any) -> Client:
        """A browser of its own for each question: nothing one answer leaves behind is there at the next."""
        client = Client(**options)
        if who in self.keys:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.keys[who]
        return client

    def ask(self, who: str, method: str, address: str, data: Any = None, **options: Any) -> HttpResponse:
        """One question; whatever it wrote is taken back."""
        sent = {"content_type": "application/json"} if isinstance(data, str) else {}
        with transaction.atomic(), override_settings(MEDIA_ROOT=self.media), _quiet():
            answer = getattr(self.client(who, **options), method.lower())(f"/{address}", data or {}, **sent)
            answer.content if not answer.streaming else b"".join(answer.streaming_content)
            transaction.set_rollback(True)
        return answer

    def address(self, route: str, fill: dict[str, Any], story: Article | None = None) -> str:
        """The route with everything in ``<…>`` filled in; what to fill in is told by ``FILL``."""

        place = route.removeprefix(STORY)

        def filled(match: re.Match[str]) -> str:
            name = match["name"]
            value = fill.get((place, name), fill.get(name))
            if value is None:
                raise Unfilled(f"Say in FILL (tests/newsroom/matrix_rows.py) what stands for <{name}> in {route}.")
            return str(value(self, story) if callable(value) else value)

        before = STORY.replace("<story>", str(story and story.pk)) if route.startswith(STORY) else ""
        return before + re.sub(r"<(?:\w+:)?(?P<name>\w+)>", filled, place)

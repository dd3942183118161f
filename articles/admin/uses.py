"""Where a picture, clip, person, tag or story stands, and what follows for readers if it goes, ends or is deleted.

Drafts of sections that are not hers are counted, never named. The number of queries does not depend on the uses.
"""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin import consequences
from articles.admin.picker import KINDS
from articles.models import Article, Edition, LiveEntry, LivePost
from people.models import User

#: arrows that end at it: those of the working copy, those of an edition, and those that no story has
PATHS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "image": (("body_refs__image", "lead_image"), ("body_refs__image", "lead_image"), ("poster_of", "portrait_of")),
    "clip": (("body_refs__clip", "related__clip"), ("body_refs__clip", "related__clip"), ()),
    "person": (
        ("body_refs__person", "bylines__person", "named__person"),
        ("body_refs__person", "bylines__person", "named__person"),
        ("shown_in", "seen_in", "photographs"),
    ),
    "tag": (("tag_items__tag",), ("tag_items__tag",), ("image_items", "clip_items", "merged")),
    "story": (("body_refs__story", "translation_of"), ("body_refs__story",), ("editions",)),
}
#: arrows that start in a post of a live blog, in its working copy and in what was printed of it alike
IN_POSTS: dict[str, tuple[str, ...]] = {
    "image": ("body_refs__image",),
    "clip": ("body_refs__clip",),
    "person": ("body_refs__person", "bylines__person"),
    "story": ("body_refs__story",),
}
MOST = 2000  # uses that are looked at
SHOWN = 50


@dataclass
class Uses:
    """``drafts``, ``live``, ``planned`` and ``past`` hold keys of stories; the rest is what a page says of them."""

    kind: str
    target: Any
    drafts: set[int] = field(default_factory=set)
    live: set[int] = field(default_factory=set)
    planned: set[int] = field(default_factory=set)
    past: set[int] = field(default_factory=set)
    elsewhere: dict[str, int] = field(default_factory=dict)
    stories: list[Article] = field(default_factory=list)
    public: list[Edition] = field(default_factory=list)  # of other sections, but readers know them
    foreign: int = 0

    @property
    def all(self) -> set[int]:
        return self.drafts | self.live | self.planned | self.past

    @property
    def printed(self) -> set[int]:
        return self.live | self.planned | self.past

    @property
    def capped(self) -> bool:
        return len(self.all) >= MOST

    @property
    def unnamed(self) -> int:
        """Those of hers that the list leaves out."""
        return len(self.all) - self.foreign - len(self.public) - len(self.stories)

    @property
    def told(self) -> str:
        return consequences.told(self)

    @property
    def then(self) -> list[tuple[str, str]]:
        return consequences.then(self)


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    site = story_admin.admin_site
    door = site.admin_view(require_safe(partial(shown, site)))
    return [
        path("uses/<slug:kind>/<int:pk>/", door, name="articles_article_uses"),
        path("<int:pk>/uses/", door, {"kind": "story"}, name="articles_article_uses_of_story"),
    ]


def shown(site: admin.AdminSite, request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    if kind not in PATHS or not site.is_registered(KINDS[kind]):
        raise Http404
    desk = site.get_model_admin(KINDS[kind])
    target = desk.get_queryset(request).filter(pk=pk).first() if pk < 2**63 else None
    if target is None:
        raise Http404
    if not (desk.has_view_permission(request, target) and request.user.has_perm("articles.view_article")):
        raise PermissionDenied
    context = {"uses": of(target, request.user), "original": target, "opts": desk.opts}
    if request.headers.get("X-Requested-With") == "fragment":
        return TemplateResponse(request, "desk/_uses.html", context)
    title = _("Where “%(what)s” stands") % {"what": str(target)[:80]}
    return TemplateResponse(request, "desk/uses.html", {**site.each_context(request), **context, "title": title})


def kind_of(target: Model) -> str:
    """ "" for what stands in no story."""
    return next((kind for kind, model in KINDS.items() if isinstance(target, model)), "")


def of(target: Model, user: User) -> Uses:
    kind = kind_of(target)
    uses = Uses(kind, target)
    own, printed, elsewhere = PATHS[kind]
    for arrow in own:
        uses.drafts |= set(Article.objects.filter(**{arrow: target.pk}).values_list("pk", flat=True)[:MOST])
    now = timezone.now()
    for arrow in printed:
        spans = Edition.objects.filter(**{arrow: target.pk}).order_by("-pk")
        for line in spans.values_list("article", "live_from", "live_until", "withdrawn_at")[:MOST]:
            _place(uses, now, *line)
    for arrow in IN_POSTS.get(kind, ()):
        _place_posts(uses, now, arrow)
    for arrow in elsewhere:
        uses.elsewhere[arrow] = _count(getattr(target, arrow))
    _name(uses, user)
    return uses


def _place(uses: Uses, now: datetime, story: int, begin: datetime, end: Any, withdrawn: Any) -> None:
    if end is not None and end <= begin and not withdrawn:
        return  # called off before anybody read it
    if begin > now:
        uses.planned.add(story)
    elif end is None or end > now:
        uses.live.add(story)
    else:
        uses.past.add(story)


def _place_posts(uses: Uses, now: datetime, arrow: str) -> None:
    """A post is live only while its live blog is; before and after that it is what the blog is."""
    there = {arrow: uses.target.pk}
    uses.drafts |= set(LiveEntry.objects.filter(**there).values_list("article", flat=True)[:MOST])
    found = Uses(uses.kind, uses.target)
    spans = LivePost.objects.filter(**there).order_by("-pk")
    for line in spans.values_list("article", "live_from", "live_until", "withdrawn_at")[:MOST]:
        _place(found, now, *line)
    blogs = Edition.objects.live().filter(article__in=found.live, kind=Edition.Kind.LIVE)
    out = set(blogs.values_list("article", flat=True))
    uses.live |= found.live & out
    uses.planned |= found.planned
    uses.past |= found.past | (found.live - out)


def _count(rows: Any) -> int:
    """A portrait is one row, not many."""
    return rows.count() if hasattr(rows, "count") else 1


def _name(uses: Uses, user: User) -> None:
    mine: QuerySet[Article] = Article.objects.visible_to(user).filter(pk__in=uses.all)
    seen = set(mine.values_list("pk", flat=True))
    uses.stories = list(mine.with_state().select_related("section").defer("body")[:SHOWN])
    others = uses.all - seen
    live = Edition.objects.live().filter(article__in=others & uses.live).order_by("-live_from", "-pk")
    uses.public = list(live.only("headline", "slug", "kind", "number", "article")[:SHOWN])
    uses.foreign = len(others) - len({edition.article_id for edition in uses.public})

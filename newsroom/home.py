"""The desk's home: what is due, what is mine, what is wrong, what just went out. Not a list of tables.

Everything is what this user may open anyway, and a fixed number of questions whatever there is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from articles import lifecycle
from articles.admin import agenda, day
from articles.models import Article, Edition
from newsroom import pulse as pulses
from people.models import User
from visuals.models import Clip, Image

SHOWN, STORIES = 6, 60
AHEAD = 14  # days of rights that are looked ahead
BEHIND = timedelta(days=3)  # how long what went wrong is told
OPEN = ("draft", "ready")
TASKS_SEEN = "django_tasks_database.view_dbtaskresult"


@dataclass(frozen=True)
class Trouble:
    """One thing that is not right: a sentence, how bad (must, check), and where it is mended."""

    sentence: str
    kind: str
    url: str = ""
    deed: str = ""


@dataclass(frozen=True)
class Mine:
    """A story on my own list, and in one sentence why."""

    story: Article
    why: str


def home(request: HttpRequest) -> dict[str, Any]:
    user, now = request.user, timezone.now()
    today, tomorrow = day.bounds(timezone.localdate())
    ahead = agenda.lapsing(user, now - BEHIND, tomorrow + timedelta(days=AHEAD - 1))
    lapsing = sorted(ahead, key=lambda event: event.at)
    due = agenda.events(user, today, tomorrow, now, [event for event in lapsing if today <= event.at < tomorrow])
    context = {
        "heading": day.named(timezone.localdate()),
        "day": day.drawn(timezone.localdate(), due, now),
        "following": sum(event.at > now for event in due if event.lane == "appears"),
        "pulse": pulses.pulse(),
        "forecast": forecast([event for event in lapsing if event.at > now]),
        "may_write": user.has_perm("articles.add_article"),
    }
    if user.has_perm("articles.view_article"):
        context |= _stories(user, now)
    if user.has_perm("visuals.change_image") and not context["may_write"]:
        context |= _library(user)
        context["published"] = _out(Edition.objects.all())  # public anyway, and she looks at it as readers do
    context["troubles"] = [*_work(user, context["pulse"]), *_ended(lapsing, now), *context.get("stuck", ())]
    return context


def _stories(user: User, now: datetime) -> dict[str, Any]:
    known = list(Article.objects.visible_to(user).on_desk_of(user)[:STORIES])
    may_sign = user.has_perm("articles.publish_article")
    due = [story for story in known if story.state in ("ready", "planned")]
    missing = lifecycle.shortcomings(due, now)
    return {
        "mine": sorted((Mine(story, "") for story in known if _is_mine(story, user)), key=_is_out)[:SHOWN],
        "waiting": [Mine(story, why) for story in known if (why := _waiting(story, user, may_sign))][:SHOWN],
        "published": _out(Edition.objects.of_stories_open_to(user)),
        "stuck": list(_stuck(due, missing)),
    }


def _out(editions: Any) -> Any:
    return editions.for_cards().select_related("printed_by").last_out(SHOWN)


def _is_mine(story: Article, user: User) -> bool:
    """Begun by her and with nobody else, or handed to her and taken: as long as it is not old."""
    mine = story.assignee_id == user.pk or (story.is_begun and story.assignee_id is None)
    return mine and (story.state in (*OPEN, "planned") or story.changed_at > timezone.now() - BEHIND)


def _is_out(mine: Mine) -> bool:
    """What is still under way stands above what has gone out."""
    return mine.story.state in ("live", "withdrawn")


def _waiting(story: Article, user: User, may_sign: bool) -> str:
    """Why this story waits for her; ``""`` if it does not."""
    reasons = []
    if story.is_handed and not story.is_begun and story.state in (*OPEN, "planned"):
        reasons.append(_("handed to you"))
    if story.is_asked and may_sign:
        reasons.append(_("a check is asked for"))
    if story.is_named:
        reasons.append(_("you are named in a remark"))
    if story.state == "ready" and may_sign and not story.is_begun and not reasons:
        reasons.append(_("ready to go out"))
    return ", ".join(reasons)


def _stuck(stories: Iterable[Article], missing: dict[int, list[Any]]) -> Iterator[Trouble]:
    for story in stories:
        if obstacles := missing[story.pk]:
            first, more = obstacles[0].sentence, len(obstacles) - 1
            state = _("planned") if story.state == "planned" else _("ready")
            told = _("“%(story)s” is %(state)s, but: %(what)s") % {"story": story, "state": state, "what": first}
            if more:
                told += " " + ngettext("And one thing more.", "And %(n)s things more.", more) % {"n": more}
            url = reverse("admin:articles_article_change", args=[story.pk])
            yield Trouble(told, "must" if story.state == "planned" else "check", f"{url}?open=why#why", _("Mend it"))


def _ended(lapsing: Iterable[agenda.Event], now: datetime) -> Iterator[Trouble]:
    for event in lapsing:
        if event.at <= now:
            moment = f"{timezone.localtime(event.at):%d.%m. %H:%M}"
            told = _("The rights to “%(name)s” ended on %(moment)s. Where it stood, readers see a line that says so.")
            yield Trouble(told % {"name": event.title, "moment": moment}, "must", event.url, _("Find a substitute"))


def _work(user: User, pulse: pulses.Pulse) -> Iterator[Trouble]:
    """Work in the background: whether somebody does it, and what failed. Failures only to whom they can be shown."""
    if pulse.state in ("stands", "never"):
        told = _("Nobody works in the background. Readers see every story on time; letters and new picture sizes wait.")
        if pulse.last:
            told += " " + _("The last sign of life came on %(moment)s.") % {
                "moment": f"{timezone.localtime(pulse.last):%d.%m. %H:%M}"
            }
        yield Trouble(told, "must")
    if user.has_perm(TASKS_SEEN):
        failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=timezone.now() - BEHIND)
        if count := failed.count():
            told = ngettext("One task failed in the background.", "%(n)s tasks failed in the background.", count)
            url = reverse("admin:django_tasks_database_dbtaskresult_changelist")
            yield Trouble(told % {"n": count}, "must", f"{url}?status__exact=FAILED", _("Look"))


def _library(user: User) -> dict[str, Any]:
    """For those who keep pictures and clips: what lacks something, what came in last. Two questions."""
    lacking = Q(alt="", decorative=False) | Q(file="")
    lacking |= Q(agency=None, photographer=None, photographer_name="", credit_override="")
    pictures = Image.objects.filter(lacking).select_related("agency", "photographer").order_by("-pk")
    clips = Clip.objects.filter(footage=None).select_related("footage").order_by("-pk")
    return {
        "pictures": [(image, ", ".join(_lacks(image))) for image in pictures[:SHOWN]],
        "clips": clips[:SHOWN] if user.has_perm("visuals.change_footage") else [],
        "keeps": True,
    }


def _lacks(image: Image) -> Iterator[str]:
    if not image.credit:
        yield _("no credit")
    if not (image.alt or image.decorative):
        yield _("no alternative text")
    if not image.file:
        yield _("no file")


@dataclass(frozen=True)
class Column:
    """One day of the forecast as the drawing has it: places across in percent, down in pixels."""

    day: date
    count: int
    left: str
    middle: str
    top: int
    height: int
    hot: bool


FLOOR, TALLEST = 62, 46  # where the columns stand, and how high the highest is
SLOT = 100 / AHEAD


def forecast(lapsing: list[agenda.Event]) -> dict[str, Any]:
    """Whose rights end in the next days, as columns and as a list; empty if nobody's do."""
    first = timezone.localdate()
    counts = [0] * AHEAD
    for event in lapsing:
        counts[min(max((timezone.localtime(event.at).date() - first).days, 0), AHEAD - 1)] += 1
    most = max(counts) or 1
    columns = [
        Column(
            first + timedelta(days=n),
            count,
            day.percent(SLOT * n + SLOT * 0.14),
            day.percent(SLOT * (n + 0.5)),
            FLOOR - (height := round(TALLEST * count / most)),
            height,
            n < AHEAD // 2,
        )
        for n, count in enumerate(counts)
    ]
    return {
        "columns": columns,
        "width": day.percent(SLOT * 0.72),
        "count": len(lapsing),
        "next": lapsing[:4],
        "said": "; ".join(f"{day.named(column.day)}: {column.count}" for column in columns if column.count),
    }

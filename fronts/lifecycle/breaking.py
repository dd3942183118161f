"""Breaking news: one line above every page and a story behind it, in one act. The line goes by the clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from articles import lifecycle as stories
from articles.lifecycle import Refused, holding
from articles.models import Article, Section
from fronts.lifecycle.desk import locked, now_of
from fronts.models import BreakingNews
from people.lifecycle import record
from people.models import User

LONGEST, SHORTEST = timedelta(hours=24), timedelta(minutes=5)

#: For how long a stub that nobody has written on stays when its line is gone: “more follows shortly” has an end.
LINGERS = timedelta(days=1)


@dataclass(frozen=True)
class Alarm:
    """What is known so far. ``story``: a published one that the line leads to, instead of a new one."""

    headline: str
    lasts: timedelta
    lead: str = ""
    section: Section | None = None
    story: Article | None = None


@transaction.atomic
def break_news(alarm: Alarm, *, by: User | None) -> BreakingNews:
    """Up at once. It takes the place of the one before it: two at a time, and nobody believes either."""
    if not alarm.headline.strip():
        raise Refused(_("Say in one line what has happened."))
    if not SHORTEST <= alarm.lasts <= LONGEST:
        raise Refused(_("Breaking news stands for five minutes at least and for a day at most."))
    front = locked(None)  # one lock for all breaking news, whoever sends it
    story = _published(alarm.story) if alarm.story else _stub(alarm, by)
    now = now_of(front)
    if not alarm.story:
        holding.let_lapse(story.editions.get(), now + alarm.lasts + LINGERS, by=by)
    BreakingNews.objects.live(now).update(live_until=now)
    breaking = BreakingNews.objects.create(
        article=story, headline=alarm.headline.strip(), live_from=now, live_until=now + alarm.lasts, made_by=by
    )
    told = {"headline": breaking.headline, "until": breaking.live_until.isoformat(), "story": story.pk}
    record("break news", breaking, by=by, after=told)
    return breaking


def _published(story: Article) -> Article:
    if not story.editions.live().exists():
        raise Refused(_("“%(story)s” is not published: the line would lead nowhere.") % {"story": story})
    return story


def _stub(alarm: Alarm, by: User | None) -> Article:
    """A story of two lines. Checks that its section insists on are passed over: the log says why."""
    if alarm.section is None:
        raise Refused(_("Choose the section in which the story stands."))
    with translation.override(settings.SITE_LANGUAGE):  # the paper's words, not those of whoever sits at the desk
        kicker, lead = _("Breaking news"), alarm.lead.strip() or _("More follows shortly.")
    story = Article(
        kicker=kicker,
        headline=alarm.headline.strip(),
        lead=lead,
        language=settings.SITE_LANGUAGE,
        section=alarm.section,
        stage=Article.Stage.READY,
        body={"schema": 1, "type": "doc", "content": []},
    )
    stories.save(story, by=by, label=kicker)
    stories.publish(story, by=by, override=("missing_edit", "missing_proof"), reason=kicker)
    return story


@transaction.atomic
def end_breaking(breaking: BreakingNews, *, by: User | None, now: datetime | None = None) -> BreakingNews:
    """Take the line down before its time. The story stays."""
    front = locked(None)
    now = now or now_of(front)
    breaking = BreakingNews.objects.select_for_update().get(pk=breaking.pk)
    if breaking.live_until <= now:
        raise Refused(_("This line is down already."))
    breaking.live_until = max(now, breaking.live_from)
    breaking.save(update_fields=["live_until"])
    record("end breaking news", breaking, by=by, after={"until": breaking.live_until.isoformat()})
    return breaking

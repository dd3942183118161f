"""What stands on every reader's page: the paper's name, today, the sections. Asked for where it is drawn."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from articles.models import Section
from fronts.models import BreakingNews
from kit.moments import stored
from kit.prepared import Prepared

#: what the line above every page shows, and where it leads
ALARM = ("headline", "slug", "kind", "live_from")


def _with_alarm(at: datetime | None) -> QuerySet[Section]:
    line = BreakingNews.objects.live(at).for_banner(at)
    return Section.objects.annotate(**{f"alarm_{name}": Subquery(line.values(name)[:1]) for name in ALARM})


#: the question every page asks
NOW = Prepared(lambda: _with_alarm(None))


class Site:
    def __init__(self, at: datetime | None = None) -> None:
        self.at = at  # the desk looks at other moments, too; readers always have now

    @property
    def name(self) -> str:
        return settings.SITE_NAME

    @property
    def url(self) -> str:
        return settings.SITE_URL

    @property
    def language(self) -> str:
        return settings.SITE_LANGUAGE

    @property
    def today(self) -> date:
        return timezone.localdate(self.at)

    @cached_property
    def sections(self) -> list[Section]:
        """One query a page, however often it is drawn; the line above every page comes with it."""
        return list(_with_alarm(self.at)) if self.at else NOW()

    @property
    def breaking(self) -> dict[str, Any] | None:
        """The breaking news that is up. None of it is a draft: what it leads to stands in a section."""
        told = next(iter(self.sections), None)
        if told is None or told.alarm_headline is None:
            return None
        line = {name: getattr(told, f"alarm_{name}") for name in ALARM}
        return line | {"live_from": stored(line["live_from"])}


def furniture(request: HttpRequest) -> dict[str, Site]:
    return {"site": Site(getattr(request, "looked_at", None))}

"""What stands on every reader's page: the paper's name, today, the sections. Asked for where it is drawn."""

from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from articles.models import Section
from fronts.models import BreakingNews


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
        """One query a page, however often it is drawn."""
        return list(Section.objects.all())

    @cached_property
    def breaking(self) -> BreakingNews | None:
        """The line above every page; one query, and none of it is a draft."""
        return BreakingNews.objects.live(self.at).for_banner(self.at).first()


def furniture(request: HttpRequest) -> dict[str, Site]:
    return {"site": Site(getattr(request, "looked_at", None))}

"""What stands on every reader's page: the paper's name, today, the sections. Asked for where it is drawn."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property

from articles.models import Section


class Site:
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
        return timezone.localdate()

    @cached_property
    def sections(self) -> list[Section]:
        """One query a page, however often it is drawn."""
        return list(Section.objects.all())


def furniture(request: HttpRequest) -> dict[str, Site]:
    return {"site": Site()}

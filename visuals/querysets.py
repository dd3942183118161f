"""What may be shown to readers, asked of the database's clock: no job has to run for rights to end."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now


def _within(moment, begin: str, end: str) -> Q:
    return (Q(**{f"{begin}__isnull": True}) | Q(**{f"{begin}__lte": moment})) & (
        Q(**{f"{end}__isnull": True}) | Q(**{f"{end}__gt": moment})
    )


class VisualQuerySet(models.QuerySet):
    """Pictures and clips: both have a rights window and are public while an edition shows them."""

    def in_rights(self, at: datetime | None = None):
        """Those whose rights cover ``at`` (now, by the database's clock)."""
        return self.filter(_within(at or Now(), "available_from", "available_until"))

    def public(self, at: datetime | None = None):
        """Those readers may fetch at ``at``: shown by an edition, and inside their rights."""
        moment = at or Now()
        return self.in_rights(at).filter(
            Q(public_until__isnull=True) | Q(public_until__gt=moment), public_from__lte=moment
        )


class ImageQuerySet(VisualQuerySet):
    def for_page(self):
        """Everything a ``<figure>`` touches."""
        return self.select_related("agency", "photographer")


class ClipQuerySet(VisualQuerySet):
    def for_page(self):
        """Everything a clip card touches."""
        return self.select_related("footage", "poster__agency", "poster__photographer")

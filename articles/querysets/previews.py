"""Which links to a preview still open."""

from django.db import models
from django.db.models.functions import Now


class PreviewLinkQuerySet(models.QuerySet):
    def open(self):
        """Those that still open their story, by the database's clock."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=Now())

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from fronts.querysets import BreakingQuerySet


class BreakingNews(models.Model):
    """One line above every page that leads to one story, and goes by the clock. Only one is up at a time."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="breaking_news", verbose_name=_("story"))
    headline = models.CharField(_("headline"), max_length=120)
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("until"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("sent by")
    )

    objects = BreakingQuerySet.as_manager()

    class Meta:
        verbose_name = _("breaking news")
        verbose_name_plural = _("breaking news")
        ordering = ["-live_from", "-pk"]
        permissions = [("break_news", "Can put a line above every page")]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(live_until__gte=F("live_from")), name="breaking_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(headline=""), name="breaking_says_something"),
        ]
        indexes = [models.Index(fields=["-live_until"], name="breaking_newest")]

    def __str__(self):
        return self.headline

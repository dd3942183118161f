from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Section
from fronts.querysets import FrontEditionQuerySet, FrontQuerySet


class Front(models.Model):
    """The desk's working copy of one front: the home page's, or a section's. Readers see its editions.

    ``layout`` is a document of ``fronts.body.layout``; ``{}`` means that nothing differs from what is live.
    What it points at may go: a slot whose story, section or tag is no more falls to its rule, or to nobody.
    """

    section = models.OneToOneField(
        Section, models.CASCADE, null=True, blank=True, related_name="front", verbose_name=_("section")
    )
    layout = models.JSONField(_("arrangement"), default=dict, blank=True)
    earlier = models.JSONField(default=list, blank=True, editable=False)  # before each of the last steps, for undo
    version = models.PositiveIntegerField(_("version"), default=0)  # of the working copy: two people never overwrite
    changed_at = models.DateTimeField(_("changed"), null=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )

    objects = FrontQuerySet.as_manager()

    class Meta:
        verbose_name = _("front")
        verbose_name_plural = _("fronts")
        ordering = ["section__position", "section__name"]
        default_permissions = ("view",)
        permissions = [("arrange_front", "Can arrange fronts")]
        constraints = [models.UniqueConstraint(Coalesce(F("section"), Value(0)), name="one_front_of_each_kind")]

    def __str__(self):
        return str(self.section) if self.section_id else gettext("Front page")

    def get_absolute_url(self):
        return self.section.get_absolute_url() if self.section else reverse("home")


class FrontEdition(models.Model):
    """How a front is arranged between two moments: printed once, then only closed. Spans are ``[from, until)``.

    Which stories that shows is not in here: rules find theirs anew at every moment.
    """

    front = models.ForeignKey(Front, models.PROTECT, related_name="editions", verbose_name=_("front"))
    number = models.PositiveIntegerField(_("edition"))
    name = models.CharField(_("name"), max_length=60, blank=True)
    layout = models.JSONField(_("arrangement"))
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )
    printed_at = models.DateTimeField(_("published at"), auto_now_add=True)

    objects = FrontEditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of a front")
        verbose_name_plural = _("editions of fronts")
        ordering = ["-live_from", "-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="front_edition_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["front"], condition=Q(live_until__isnull=True), name="one_open_edition_a_front"
            ),
            models.UniqueConstraint(fields=["front", "number"], name="front_edition_number_once"),
        ]
        indexes = [
            models.Index(fields=["front", "-live_from"], name="front_edition_newest"),
            models.Index(fields=["live_from"], name="front_edition_begins"),
            models.Index(fields=["live_until"], condition=Q(live_until__isnull=False), name="front_edition_ends"),
        ]

    def __str__(self):
        return self.name or gettext("%(front)s, edition %(number)s") % {"front": self.front, "number": self.number}

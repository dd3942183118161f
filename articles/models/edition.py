from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.story import BylineEntry, NamedPerson, Printed
from articles.querysets import CorrectionQuerySet, EditionQuerySet
from topics.models import Tag


class Edition(Printed):
    """What readers saw of a story between two moments. Printed once, then only closed.

    Spans are half open, ``[live_from, live_until)``; an empty one was called off before anyone could
    read it. Spans of one story never overlap: ``lifecycle`` keeps that under a lock on the article.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="editions", verbose_name=_("story"))
    number = models.PositiveIntegerField(_("edition"))
    slug = models.SlugField(_("address"), max_length=120)
    pieces = models.JSONField(default=list)  # baked HTML with holes for what changes on its own
    facts = models.JSONField(default=dict)  # section, bylines, people, tags … as they were printed
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    first_live_from = models.DateTimeField(_("first published"))
    announced_at = models.DateTimeField(_("announced"), null=True, editable=False)  # to whoever listens
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawal_notice = models.TextField(_("notice to readers"), blank=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )
    printed_at = models.DateTimeField(_("published at"), auto_now_add=True)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["-live_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="edition_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["article"], condition=Q(live_until__isnull=True), name="one_open_edition_a_story"
            ),
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_once_a_story"),
            models.CheckConstraint(condition=Q(section__isnull=False), name="edition_has_a_section"),
            models.CheckConstraint(condition=~Q(headline=""), name="edition_has_a_headline"),
            models.CheckConstraint(condition=~Q(slug=""), name="edition_has_an_address"),
        ]
        indexes = [
            models.Index(fields=["slug"], name="edition_slug"),
            # Whether it is live, where and what it is stands in the index, too: a row is large, and a search of
            # all stories would read every one.
            models.Index(
                fields=["-first_live_from", "-id", "live_from", "live_until", "section", "kind"],
                name="edition_newest_live",
            ),
            models.Index(fields=["section", "-first_live_from", "-id"], name="edition_section_newest"),
            # A front asks for the newest opinions, and a paper that prints none must not be read through for them.
            models.Index(fields=["kind", "-first_live_from", "-id"], name="edition_kind_newest"),
            # Only what ends: “open or later than now” has to be read off the index above, not gathered from here.
            models.Index(fields=["live_until"], condition=Q(live_until__isnull=False), name="edition_ends"),
            # Two halves of one, for the desk's day and what just went out: readers' questions name neither, so neither
            # can lure them away from the order above.
            models.Index(fields=["live_from"], condition=Q(announced_at__isnull=True), name="edition_unannounced"),
            models.Index(fields=["live_from", "id"], condition=Q(announced_at__isnull=False), name="edition_announced"),
        ]

    def __str__(self):
        return f"{self.headline} ({_('edition')} {self.number})"

    def get_absolute_url(self):
        return reverse("live" if self.kind == self.Kind.LIVE else "story", args=[self.slug])

    @property
    def was_corrected(self) -> bool:
        """Something was wrong and is said so; news that came in later is no correction."""
        told = self.facts.get("corrections", [])
        return any(one.get("kind") != Correction.Kind.UPDATE for one in told)


class EditionByline(BylineEntry):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="bylines")

    class Meta(BylineEntry.Meta):
        verbose_name = _("printed byline")
        verbose_name_plural = _("printed bylines")
        indexes = [models.Index(fields=["person", "edition"], name="byline_of_person")]


class EditionPerson(NamedPerson):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="named")
    name = models.CharField(_("name then"), max_length=120)

    class Meta(NamedPerson.Meta):
        verbose_name = _("person in the edition")
        verbose_name_plural = _("people in the edition")
        constraints = [models.UniqueConstraint(fields=["edition", "person"], name="person_once_an_edition")]


class EditionTag(models.Model):
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="tag_items")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="edition_items")

    class Meta:
        verbose_name = _("tag of the edition")
        verbose_name_plural = _("tags of the edition")
        constraints = [models.UniqueConstraint(fields=["edition", "tag"], name="tag_once_an_edition")]

    def __str__(self):
        return f"{self.tag}: {self.edition_id}"


class Correction(models.Model):
    """What we got wrong and said so; readers see it at the end of the story."""

    class Kind(models.TextChoices):
        CORRECTION = "correction", _("correction")
        CLARIFICATION = "clarification", _("clarification")
        UPDATE = "update", _("update")

    article = models.ForeignKey(Article, models.PROTECT, related_name="corrections", verbose_name=_("story"))
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="new_corrections", verbose_name=_("first in edition")
    )
    post = models.ForeignKey(
        "LivePost",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="new_corrections",
        verbose_name=_("first in the post"),  # of a live blog: the story itself was right
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.CORRECTION)
    text = models.TextField(_("text"))
    at = models.DateTimeField(_("at"))

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="correction_says_something")]

    def __str__(self):
        return self.text[:80]

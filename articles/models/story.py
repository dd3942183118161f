from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.section import Section
from people.models import Person
from visuals.models import Image


class Printed(models.Model):
    """What readers get to see of a story: the same columns on the working copy and on every edition."""

    class Kind(models.TextChoices):
        NEWS = "news", _("news")
        REPORT = "report", _("report")
        ANALYSIS = "analysis", _("analysis")
        INTERVIEW = "interview", _("interview")
        OPINION = "opinion", _("opinion")
        EXPLAINER = "explainer", _("explainer")
        LIVE = "live", _("live blog")

    class Language(models.TextChoices):
        GERMAN = "de", _("German")
        ENGLISH = "en", _("English")
        FRENCH = "fr", _("French")

    kicker = models.CharField(
        _("kicker"), max_length=120, blank=True, help_text=_("One to three words above the headline.")
    )
    headline = models.CharField(
        _("headline"),
        max_length=300,
        blank=True,
        help_text=_("Best below 60 characters. The kicker stands on its own."),
    )
    lead = models.TextField(
        _("lead"), blank=True, help_text=_("Up to three lines. Says what happened and why it matters.")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.NEWS)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.GERMAN)
    place = models.CharField(_("place"), max_length=80, blank=True, help_text=_("Dateline, for example “Fleetmünde”."))
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("section")
    )
    body = models.JSONField(_("body"), default=dict, blank=True)
    lead_image = models.ForeignKey(
        Image,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="leads_%(class)ss",
        verbose_name=_("lead picture"),
    )
    lead_image_caption = models.TextField(_("caption here"), blank=True, help_text=_("Empty: as in the library."))
    lead_image_credit = models.CharField(
        _("credit here"), max_length=200, blank=True, help_text=_("Empty: as in the library.")
    )
    teaser_kicker = models.CharField(
        _("kicker in lists"), max_length=120, blank=True, help_text=_("Empty: the kicker.")
    )
    teaser_headline = models.CharField(
        _("headline in lists"), max_length=300, blank=True, help_text=_("Empty: the headline.")
    )
    teaser_text = models.TextField(_("teaser"), blank=True, help_text=_("Empty: the lead."))
    series = models.CharField(_("series"), max_length=120, blank=True)
    series_part = models.PositiveSmallIntegerField(_("part"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def shown_kicker(self) -> str:
        return self.teaser_kicker or self.kicker

    @property
    def shown_headline(self) -> str:
        return self.teaser_headline or self.headline

    @property
    def shown_teaser(self) -> str:
        return self.teaser_text or self.lead


#: Names of the columns that publishing copies from the working copy to the edition.
PRINTED = [field.name for field in Printed._meta.local_fields]


class BylineEntry(models.Model):
    """One name of the byline, in order: one of our persons, or a name alone."""

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="%(class)ss", verbose_name=_("person")
    )
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Only for people who have no page here.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(name=""), name="%(class)s_names_somebody")
        ]

    def __str__(self):
        return self.shown_name

    @property
    def shown_name(self) -> str:
        return self.name or (self.person.name if self.person else "")


class NamedPerson(models.Model):
    """A person the story is about, with the role of that day."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="%(class)ss", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=160, blank=True, help_text=_("As it was when the story ran."))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return f"{self.person}, {self.role}" if self.role else str(self.person)

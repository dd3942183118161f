from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Section(models.Model):
    name = models.CharField(_("name"), max_length=60, unique=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    position = models.PositiveSmallIntegerField(
        _("place in the navigation"), default=0, help_text=_("Small numbers come first.")
    )
    description = models.CharField(
        _("description"), max_length=200, blank=True, help_text=_("One line for search engines.")
    )

    needs_editing = models.BooleanField(
        _("insists on editing"), default=False, help_text=_("Its stories go out only once somebody has edited them.")
    )
    needs_proofreading = models.BooleanField(
        _("insists on proofreading"),
        default=False,
        help_text=_("Its stories go out only once somebody has proofread them."),
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["position", "name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="section_has_a_name")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("section", args=[self.slug])


class SectionGrant(models.Model):
    """Whose stories a user may touch: one section, and as what."""

    class Role(models.TextChoices):
        TRAINEE = "trainee", _("trainee")
        EDITOR = "editor", _("editor")
        CHIEF = "chief", _("chief of the day")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="section_grants", verbose_name=_("user")
    )
    section = models.ForeignKey(Section, models.CASCADE, related_name="grants", verbose_name=_("section"))
    role = models.CharField(_("as"), max_length=10, choices=Role, default=Role.EDITOR)

    class Meta:
        verbose_name = _("section grant")
        verbose_name_plural = _("section grants")
        constraints = [models.UniqueConstraint(fields=["user", "section"], name="one_grant_a_section")]

    def __str__(self):
        return f"{self.user}: {self.section} ({self.get_role_display()})"

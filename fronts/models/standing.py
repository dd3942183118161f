from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class StandingPage(models.Model):
    """What every paper has to say of itself. A page nobody has written yet says what the software knows to be true."""

    class Kind(models.TextChoices):
        IMPRINT = "imprint", _("Imprint")
        PRIVACY = "privacy", _("Privacy")
        ACCESSIBILITY = "accessibility", _("Accessibility")
        PRINCIPLES = "principles", _("Our principles")

    kind = models.CharField(_("page"), max_length=16, choices=Kind, unique=True)
    text = models.TextField(
        _("text"), help_text=_("Paragraphs apart by an empty line; a paragraph that begins with # is a crosshead.")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        ordering = ["pk"]

    def __str__(self):
        return self.get_kind_display()

    def get_absolute_url(self):
        return reverse(self.kind)

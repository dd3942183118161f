import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """128 random bits: a file nobody may see yet cannot be guessed either."""
    return secrets.token_hex(16)


class Visual(models.Model):
    """What pictures and clips share: rights, and when readers may fetch them."""

    available_from = models.DateTimeField(_("rights from"), null=True, blank=True)
    available_until = models.DateTimeField(
        _("rights until"),
        null=True,
        blank=True,
        help_text=_("From this moment on readers no longer get it, wherever it is used."),
    )
    # Written by the verbs of the floor above, which knows what shows it. Null: desk only.
    public_from = models.DateTimeField(null=True, editable=False)
    public_until = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(available_from__isnull=True)
                | Q(available_until__isnull=True)
                | Q(available_until__gt=F("available_from")),
                name="%(class)s_rights_end_after_they_begin",
            )
        ]

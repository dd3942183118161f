"""Tags: words under which stories, pictures and clips are found together."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from kit.slugs import slug_of


class Tag(TagBase):
    aliases = models.TextField(_("also written"), blank=True, help_text=_("One spelling a line."))
    description = models.TextField(_("description"), blank=True, help_text=_("Opens the topic page for readers."))
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
        help_text=_("Readers of this topic page are sent on to that one."),
    )

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="tag_not_merged_into_itself",
            )
        ]

    def slugify(self, tag: str, i: int | None = None) -> str:
        """taggit asks for the address here; ours spells German letters out."""
        slug = slug_of(tag) or "tag"
        return f"{slug}-{i}" if i is not None else slug

    def get_absolute_url(self):
        return reverse("topic", args=[self.slug])

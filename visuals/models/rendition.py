"""Copies of a picture: what readers get, and how a picture is recognised again."""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Size(NamedTuple):
    format: str
    width: int
    height: int
    url: str


def sizes(image: Any, steps: Iterable[tuple[str, int, int]], ratio: str = "") -> list[Size]:
    """Addresses of copies. Asks no database."""
    cut = f"{ratio.replace(':', 'x')}-" if ratio else ""
    return [
        Size(form, width, height, _way().format(image.key, image.stamp, f"{cut}{width}", form))
        for form, width, height in steps
    ]


@cache
def _way() -> str:
    """How addresses of copies are written. Looked up once: a page has a hundred of them."""
    parts = ["KEY", "STAMP", "SIZE", "FORM"]
    way = reverse("rendition", args=parts)
    for part in parts:
        way = way.replace(part, "{}")
    return way


class Rendition(models.Model):
    """One size and format of a picture, encoded anew; what readers get."""

    class Format(models.TextChoices):
        AVIF = "avif", "AVIF"
        WEBP = "webp", "WebP"
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"

    image = models.ForeignKey("visuals.Image", models.CASCADE, related_name="renditions")
    stamp = models.CharField(max_length=8, default="0")
    ratio = models.CharField(max_length=5, blank=True)  # "" is the whole picture
    format = models.CharField(max_length=4, choices=Format)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    file = models.FileField(max_length=200)
    bytes = models.PositiveIntegerField()
    retired_at = models.DateTimeField(null=True, db_index=True)  # a newer set is there; pages out there still ask

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        ordering = ["ratio", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["image", "stamp", "ratio", "format", "width"], name="one_rendition_a_size_and_set"
            )
        ]

    def __str__(self):
        return f"{self.image_id} {self.ratio} {self.width} {self.format}"


class Likeness(models.Model):
    """What a picture looks like, in four parts of sixteen bits: whoever differs in three bits shares one part."""

    image = models.OneToOneField("visuals.Image", models.CASCADE, related_name="likeness")
    looks = models.CharField(max_length=16)
    first = models.PositiveIntegerField(db_index=True)
    second = models.PositiveIntegerField(db_index=True)
    third = models.PositiveIntegerField(db_index=True)
    fourth = models.PositiveIntegerField(db_index=True)

    class Meta:
        verbose_name = _("likeness")
        verbose_name_plural = _("likenesses")

    def __str__(self):
        return self.looks

"""“Related videos”: what stands under a story, in the order of the desk; not in its text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition
from articles.querysets import ArticleClipQuerySet
from visuals.models import Clip


class RelatedClip(models.Model):
    """A clip cannot be deleted while a working copy or an edition has it."""

    clip = models.ForeignKey(Clip, models.PROTECT, related_name="%(class)ss", verbose_name=_("clip"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self):
        return str(self.clip)


class ArticleClip(RelatedClip):
    """Kept by ``lifecycle.relating``, at once and apart from the text: it is no part of a version."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="related")

    objects = ArticleClipQuerySet.as_manager()

    class Meta(RelatedClip.Meta):
        verbose_name = _("related video")
        verbose_name_plural = _("related videos")
        constraints = [models.UniqueConstraint(fields=["article", "clip"], name="clip_once_an_article")]


class EditionClip(RelatedClip):
    """As it was printed. Pages read the keys in the edition's ``facts``; these rows protect and are searched."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="related")

    class Meta(RelatedClip.Meta):
        verbose_name = _("related video of the edition")
        verbose_name_plural = _("related videos of the edition")
        constraints = [models.UniqueConstraint(fields=["edition", "clip"], name="clip_once_an_edition")]

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.querysets.words import KnownWordQuerySet


class KnownWord(models.Model):
    """A word that stands in a headline, a lead or a name of some edition, for guessing what a typing error meant, and
    for finding a word within longer ones.

    Rows may be of editions that nobody reads any more or yet: a guess is only told after live stories were found by it.
    """

    folded = models.CharField(_("folded"), max_length=60, unique=True)
    word = models.CharField(_("as written"), max_length=60)
    initial = models.CharField(max_length=4)
    #: its stem from behind, so that an index finds all that end alike
    backwards = models.CharField(max_length=60, db_default="")

    objects = KnownWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        indexes = [
            models.Index(fields=["initial"], name="known_word_initial"),
            models.Index(fields=["backwards"], name="known_word_backwards"),
        ]

    def __str__(self):
        return self.word

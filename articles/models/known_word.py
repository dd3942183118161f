from django.db import models
from django.utils.translation import gettext_lazy as _


class KnownWord(models.Model):
    """A word that stands in a headline, a lead or a name of some edition, for guessing what a typing error meant.

    Rows may be of editions that nobody reads any more or yet: a guess is only told after live stories were found by it.
    """

    folded = models.CharField(_("folded"), max_length=60, unique=True)
    word = models.CharField(_("as written"), max_length=60)
    initial = models.CharField(max_length=4)

    class Meta:
        verbose_name = _("known word")
        verbose_name_plural = _("known words")
        indexes = [models.Index(fields=["initial"], name="known_word_initial")]

    def __str__(self):
        return self.word

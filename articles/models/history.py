from functools import reduce
from operator import or_

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.edition import Edition
from articles.models.live import LiveEntry, LivePost
from people.models import Person
from visuals.models import Clip, Image


class Revision(models.Model):
    """A named checkpoint of the working copy: every save makes one."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="revisions", verbose_name=_("story"))
    version = models.PositiveIntegerField(_("version"))
    label = models.CharField(_("label"), max_length=120, blank=True)
    body = models.JSONField(default=dict)
    fields = models.JSONField(default=dict)
    blocks = models.JSONField(default=dict)  # block id → the version that changed it last
    token = models.CharField(max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001 one form, one save
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["article", "version"], name="one_revision_a_version")]

    def __str__(self):
        return self.label or str(_("Version %(number)s") % {"number": self.version})


class Draft(models.Model):
    """What somebody has typed and not saved yet: one row a person and story, never public, offered and never applied.

    Not checked: half a web address is worth keeping, too. ``token`` is the browser tab that wrote it, ``seq``
    counts its messages.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="drafts", verbose_name=_("story"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="drafts", verbose_name=_("typed by")
    )
    token = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    base_version = models.PositiveIntegerField()
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(_("typed"), auto_now=True)

    class Meta:
        verbose_name = _("unsaved text")
        verbose_name_plural = _("unsaved texts")
        ordering = ["-saved_at"]
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="one_draft_a_person_and_story")]

    def __str__(self):
        return f"{self.article}: {self.user}"


class Presence(models.Model):
    """Who has a story open just now, and where: one row a person and story, kept fresh by the page itself."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="presences", verbose_name=_("story"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("who"))
    block = models.CharField(max_length=32, blank=True)  # of the body, or the name of a field
    seen_at = models.DateTimeField(_("seen"))
    typed_at = models.DateTimeField(_("typed"), null=True)

    class Meta:
        verbose_name = _("presence in a story")
        verbose_name_plural = _("presences in stories")
        ordering = ["user"]
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="one_presence_a_person_and_story")]

    def __str__(self):
        return f"{self.article}: {self.user}"


class StorySlug(models.Model):
    """Every address under which readers have known a story; old ones send them on."""

    slug = models.SlugField(_("address"), max_length=120, unique=True)
    article = models.ForeignKey(Article, models.CASCADE, related_name="slugs", verbose_name=_("story"))
    since = models.DateTimeField(_("since"), auto_now_add=True)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["since", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(slug=""), name="story_slug_not_empty")]

    def __str__(self):
        return self.slug


def _one_of(*names: str) -> Q:
    """Exactly one of these columns is filled."""
    ways = [Q(**{f"{name}__isnull": name != filled for name in names}) for filled in names]
    return reduce(or_, ways)


class BodyRef(models.Model):
    """A body points at this row: where-used is one query, and what is used cannot be deleted.

    Belongs to a working copy or to what was printed of it, of a story or of a post in a live blog. Rebuilt by
    ``lifecycle`` in the transaction that stores the body.
    """

    TARGETS = ("image", "clip", "person", "story")

    article = models.ForeignKey(Article, models.CASCADE, null=True, related_name="body_refs")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, related_name="body_refs")
    entry = models.ForeignKey(LiveEntry, models.CASCADE, null=True, related_name="body_refs")
    post = models.ForeignKey(LivePost, models.CASCADE, null=True, related_name="body_refs")
    block = models.CharField(max_length=32)
    kind = models.CharField(max_length=16)
    number = models.PositiveIntegerField()  # the block's place among the top-level blocks, as an editor counts
    image = models.ForeignKey(Image, models.PROTECT, null=True, related_name="body_refs")
    clip = models.ForeignKey(Clip, models.PROTECT, null=True, related_name="body_refs")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="body_refs")
    story = models.ForeignKey(Article, models.PROTECT, null=True, related_name="teased_in")

    class Meta:
        verbose_name = _("use in a story")
        verbose_name_plural = _("uses in stories")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=_one_of("article", "edition", "entry", "post"), name="body_ref_has_one_owner"
            ),
            models.CheckConstraint(
                condition=_one_of("image", "clip", "person", "story"), name="body_ref_has_one_target"
            ),
        ]

    def __str__(self):
        owner = self.article or self.edition or self.entry or self.post
        return str(_("“%(story)s”, block %(number)s") % {"story": owner, "number": self.number})

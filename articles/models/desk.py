"""What the desk says to itself about a story. Readers never see any of it, and no edition carries it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.querysets import PreviewLinkQuerySet
from people.models import Person
from topics.models import Tag
from visuals.models import Clip


class Check(models.Model):
    """One of the two looks every story gets. No row: open. A section says which it insists on."""

    class Kind(models.TextChoices):
        EDITED = "edited", _("edited")
        PROOFREAD = "proofread", _("proofread")

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        DONE = "done", _("done")
        WAIVED = "waived", _("passed over, urgent")

    article = models.ForeignKey(Article, models.CASCADE, related_name="checks", verbose_name=_("story"))
    kind = models.CharField(_("check"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.DONE)
    version = models.PositiveIntegerField(_("version"))  # what was looked at; a later one has changed since
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now=True)

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["kind"]
        constraints = [
            models.UniqueConstraint(fields=["article", "kind"], name="one_check_of_a_kind"),
            models.CheckConstraint(condition=~Q(state="waived") | ~Q(reason=""), name="waived_check_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.get_state_display()}"


class Comment(models.Model):
    """A remark to colleagues at one block, or on the whole story (no block). Outlives the block it stood at."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments", verbose_name=_("story"))
    answers = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=_("answers")
    )
    block = models.CharField(max_length=32, blank=True)
    excerpt = models.CharField(_("excerpt"), max_length=200, blank=True)  # the block's words then
    text = models.TextField(_("remark"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    mentioned = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="mentioned_in", verbose_name=_("mentioned")
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
            models.CheckConstraint(
                condition=Q(answers__isnull=True) | Q(settled_at__isnull=True), name="only_a_thread_is_settled"
            ),
        ]

    def __str__(self):
        return self.text[:80]


class PreviewLink(models.Model):
    """Lets somebody without an account read a story before it is out, until it expires or is taken back.

    Its address is signed and not stored: whoever reads this table cannot open one.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="preview_links", verbose_name=_("story"))
    label = models.CharField(_("for"), max_length=120, blank=True)
    version = models.PositiveIntegerField(_("version"), null=True, blank=True)  # null: whatever is saved by then
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("at")), name="preview_link_ends_after_it_begins")
        ]

    def __str__(self):
        return f"{self.article}: {self.label or self.expires_at}"


class Waiver(models.Model):
    """“Leave it so”: one finding of the desk lint that somebody has looked at. New words bring it back."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="waivers", verbose_name=_("story"))
    rule = models.CharField(_("rule"), max_length=40)
    block = models.CharField(max_length=32, blank=True)
    words = models.CharField(_("words"), max_length=64)  # digest of what the finding was about
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("finding left as it is")
        verbose_name_plural = _("findings left as they are")
        constraints = [
            models.UniqueConstraint(fields=["article", "rule", "block", "words"], name="one_waiver_a_finding")
        ]

    def __str__(self):
        return f"{self.article}: {self.rule}"


class Dismissal(models.Model):
    """A tag, person or clip that was suggested for a story and refused: it is not suggested there again."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="dismissals", verbose_name=_("story"))
    tag = models.ForeignKey(Tag, models.CASCADE, null=True, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    clip = models.ForeignKey(Clip, models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("dismissed suggestion")
        verbose_name_plural = _("dismissed suggestions")
        constraints = [
            models.UniqueConstraint(fields=["article", "tag"], name="tag_dismissed_once"),
            models.UniqueConstraint(fields=["article", "person"], name="person_dismissed_once"),
            models.UniqueConstraint(fields=["article", "clip"], name="clip_dismissed_once"),
            models.CheckConstraint(
                condition=Q(tag__isnull=False, person__isnull=True, clip__isnull=True)
                | Q(tag__isnull=True, person__isnull=False, clip__isnull=True)
                | Q(tag__isnull=True, person__isnull=True, clip__isnull=False),
                name="dismissal_has_one_target",
            ),
        ]

    def __str__(self):
        return f"{self.article}: {self.tag or self.person or self.clip}"

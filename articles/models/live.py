"""A live blog: a story of kind “live blog” and the posts that run below it.

As with stories, the desk writes working copies (``LiveEntry``) and readers see immutable states (``LivePost``).
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.article import Article
from articles.models.story import BylineEntry
from articles.querysets import LiveEntryQuerySet, LivePostQuerySet


class PostWords(models.Model):
    """What readers get to read of a post: the same columns on the working copy and on every state."""

    headline = models.CharField(_("headline"), max_length=200, blank=True)
    body = models.JSONField(_("text"), default=dict, blank=True)
    is_key = models.BooleanField(_("key event"), default=False)
    key_line = models.CharField(
        _("in the summary"), max_length=160, blank=True, help_text=_("Of a key event. Empty: its headline.")
    )

    class Meta:
        abstract = True


#: Names of the columns that publishing copies from the working copy to the state.
POSTED = [field.name for field in PostWords._meta.local_fields]


class LiveEntry(PostWords):
    """The desk's working copy of a post. Readers never see it; see ``LivePost``."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="live_entries", verbose_name=_("live blog"))
    number = models.PositiveIntegerField(_("number"))
    version = models.PositiveIntegerField(default=1)
    token = models.CharField(max_length=40, null=True, unique=True, editable=False)  # noqa: DJ001 one form, one save
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("begun by")
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = LiveEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("post, as the desk has it")
        verbose_name_plural = _("posts, as the desk has them")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="entry_number_once_a_live_blog")]

    def __str__(self):
        return self.headline or str(_("Post %(number)s") % {"number": self.number})


class EntryByline(BylineEntry):
    entry = models.ForeignKey(LiveEntry, models.CASCADE, related_name="bylines")

    class Meta(BylineEntry.Meta):
        verbose_name = _("byline of a post")
        verbose_name_plural = _("bylines of posts")


class LivePost(PostWords):
    """What readers saw of a post between two moments. Printed once, then only closed.

    Spans are half open; an empty one was called off before anyone could read it. Readers see a post only while an
    edition of its live blog is out, too.
    """

    entry = models.ForeignKey(LiveEntry, models.PROTECT, related_name="posts", verbose_name=_("post"))
    article = models.ForeignKey(Article, models.PROTECT, related_name="live_posts", verbose_name=_("live blog"))
    number = models.PositiveIntegerField(_("number"))  # of the entry: readers know the post by it
    version = models.PositiveIntegerField(_("state"))
    pieces = models.JSONField(default=list)  # baked HTML with holes for what changes on its own
    facts = models.JSONField(default=dict)  # bylines and corrections as they were printed
    live_from = models.DateTimeField(_("live from"))
    live_until = models.DateTimeField(_("live until"), null=True, blank=True)
    first_live_from = models.DateTimeField(_("first published"))
    reworded_at = models.DateTimeField(_("last reworded"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    printed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("published by")
    )
    printed_at = models.DateTimeField(_("published at"), auto_now_add=True)

    objects = LivePostQuerySet.as_manager()

    class Meta:
        verbose_name = _("post of a live blog")
        verbose_name_plural = _("posts of live blogs")
        ordering = ["-first_live_from", "-number", "-version"]
        constraints = [
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_until__gte=F("live_from")),
                name="live_post_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["entry"], condition=Q(live_until__isnull=True), name="one_open_state_a_post"
            ),
            models.UniqueConstraint(fields=["entry", "version"], name="state_number_once_a_post"),
        ]
        indexes = [
            models.Index(fields=["article", "-first_live_from", "-number"], name="live_post_newest"),
            models.Index(
                fields=["article", "-first_live_from", "-number"],
                condition=Q(is_key=True),
                name="live_post_key_events",
            ),
            models.Index(fields=["live_from"], name="live_post_begins"),
            models.Index(fields=["live_until"], condition=Q(live_until__isnull=False), name="live_post_ends"),
        ]

    def __str__(self):
        return self.headline or str(_("Post %(number)s") % {"number": self.number})

    @property
    def shown_line(self) -> str:
        """In the summary of key events, and in a teaser."""
        return self.key_line or self.headline

    @property
    def anchor(self) -> str:
        return f"p{self.number}"

    def address(self, slug: str) -> str:
        """Its own page, which begins with it; ``slug`` is that of the live blog's edition."""
        return f"{reverse('live_post', args=[slug, self.number])}#{self.anchor}"


class PostByline(BylineEntry):
    post = models.ForeignKey(LivePost, models.CASCADE, related_name="bylines")

    class Meta(BylineEntry.Meta):
        verbose_name = _("printed byline of a post")
        verbose_name_plural = _("printed bylines of posts")


class LiveBlog(models.Model):
    """How a live blog stands now. Not printed: it changes while the editions of the story stay as they are."""

    class State(models.TextChoices):
        ANNOUNCED = "announced", pgettext_lazy("state of a live blog", "announced")
        LIVE = "live", pgettext_lazy("state of a live blog", "live")
        PAUSED = "paused", pgettext_lazy("state of a live blog", "paused")
        CLOSED = "closed", pgettext_lazy("state of a live blog", "closed")

    article = models.OneToOneField(Article, models.CASCADE, related_name="live_blog", verbose_name=_("story"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ANNOUNCED)
    since = models.DateTimeField(_("since"), null=True, blank=True)
    begun_at = models.DateTimeField(_("begun"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)
    pinned = models.ForeignKey(
        LiveEntry, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pinned post")
    )

    class Meta:
        verbose_name = _("state of a live blog")
        verbose_name_plural = _("states of live blogs")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(ended_at__isnull=False), name="closed_live_blog_has_an_end"
            )
        ]

    def __str__(self):
        return f"{self.article}: {self.get_state_display()}"

    @property
    def is_over(self) -> bool:
        return self.state == self.State.CLOSED


class LiveDraft(models.Model):
    """What somebody has typed into the post form and not stored yet: one row a person, live blog and post.

    ``entry`` is null for a new post. Offered, never applied by itself; ``token`` is the tab, ``seq`` its messages.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="live_drafts", verbose_name=_("live blog"))
    entry = models.ForeignKey(LiveEntry, models.CASCADE, null=True, related_name="drafts", verbose_name=_("post"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="live_drafts", verbose_name=_("typed by")
    )
    token = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()
    base_version = models.PositiveIntegerField(default=0)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField(_("typed"))

    class Meta:
        verbose_name = _("unsaved post")
        verbose_name_plural = _("unsaved posts")
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user"], condition=Q(entry__isnull=True), name="one_new_post_a_person"
            ),
            models.UniqueConstraint(
                fields=["entry", "user"], condition=Q(entry__isnull=False), name="one_unsaved_post_a_person"
            ),
        ]

    def __str__(self):
        return f"{self.article}: {self.user}"

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from articles.models.story import BylineEntry, NamedPerson, Printed
from articles.querysets import ArticleQuerySet
from people.models import Person
from topics.models import Tag


class Article(Printed):
    """The desk's working copy of a story. Readers never see it; see ``Edition``."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("draft")
        READY = "ready", _("ready")

    slug = models.SlugField(
        _("address"),
        max_length=120,
        unique=True,
        null=True,
        blank=True,
        help_text=_("Empty: made from the headline. A changed address sends readers on from the old one."),
    )
    story_date = models.DateField(_("date of the story"), null=True, blank=True)
    note = models.TextField(_("note to the desk"), blank=True, help_text=_("Readers never see it."))
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.DRAFT)
    version = models.PositiveIntegerField(default=0, editable=False)
    expires_at = models.DateTimeField(
        _("leaves the site at"),
        null=True,
        blank=True,
        help_text=_("Copied to each edition when it is published."),
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned",
        verbose_name=_("with"),
        help_text=_("Who has it on the desk now. They are told by mail."),
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Agreed with the source: the story cannot appear before."),
    )
    # A publish lock is nobody's date: somebody said stop, and somebody has to say go.
    locked_at = models.DateTimeField(_("locked"), null=True, blank=True, editable=False)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("locked by"),
    )
    lock_reason = models.CharField(_("why it is locked"), max_length=500, blank=True, editable=False)
    translation_of = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    people = models.ManyToManyField(Person, through="ArticlePerson", verbose_name=_("people"), blank=True)
    tags = TaggableManager(_("tags"), through="ArticleTag", blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
        verbose_name=_("begun by"),
    )
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True, db_index=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ["-changed_at", "-pk"]
        permissions = [
            ("publish_article", _("May publish and schedule stories")),
            ("correct_article", _("May publish corrections")),
            ("withdraw_article", _("May withdraw stories")),
            ("see_all_sections", _("May touch stories of every section")),
            ("erase_article", _("May erase published content for good")),
        ]
        # A row is large: without it, to find what is ready every body would be read.
        indexes = [
            models.Index(fields=["stage"], name="article_stage"),
            models.Index(fields=["embargo_until"], condition=Q(embargo_until__isnull=False), name="article_embargo"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(translation_of__isnull=True) | ~Q(translation_of=F("pk")),
                name="article_not_its_own_translation",
            ),
            models.CheckConstraint(condition=Q(slug__isnull=True) | ~Q(slug=""), name="article_slug_null_not_empty"),
        ]

    def __str__(self):
        return self.headline or self.lead[:80] or str(_("Story without a headline"))


class Byline(BylineEntry):
    article = models.ForeignKey(Article, models.CASCADE, related_name="bylines")

    class Meta(BylineEntry.Meta):
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")


class ArticlePerson(NamedPerson):
    article = models.ForeignKey(Article, models.CASCADE, related_name="named")

    class Meta(NamedPerson.Meta):
        verbose_name = _("person in the story")
        verbose_name_plural = _("people in the story")
        constraints = [models.UniqueConstraint(fields=["article", "person"], name="person_once_an_article")]


class ArticleTag(ItemBase):
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="article_items")
    content_object = models.ForeignKey(Article, models.CASCADE, related_name="tag_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_an_article")]

    def __str__(self):
        return f"{self.tag}: {self.content_object}"

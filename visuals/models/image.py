from datetime import datetime

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import ItemBase

from people.models import Organisation, Person
from topics.models import Tag
from visuals.models.rendition import Size, sizes
from visuals.models.rights import DigitalSource, Usage, Visual, ahead, new_key
from visuals.querysets import ImageQuerySet


def original_path(image: "Image", filename: str) -> str:
    """Our own name, never the client's; by its content, so that a new file never lies over the one a row names."""
    return original_name(image.key, image.sha256, filename.rpartition(".")[2].lower())


def original_name(key: str, sha256: str, extension: str) -> str:
    return f"private/images/{key[:2]}/{key}/{sha256[:16] or 'original'}.{extension}"


class Image(Visual):
    class Kind(models.TextChoices):
        PHOTO = "photo", _("photograph")
        GRAPHIC = "graphic", _("chart or map")

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    file = models.FileField(
        _("file"),
        upload_to=original_path,
        blank=True,
        max_length=200,
        help_text=_("JPEG, PNG, WebP, AVIF, TIFF or GIF. The original stays private; readers get fresh copies."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PHOTO)
    title = models.CharField(_("working title"), max_length=160, blank=True, help_text=_("Only the desk sees it."))
    caption = models.TextField(
        _("caption"), blank=True, help_text=_("What readers see below the picture, without the credit.")
    )
    alt = models.TextField(
        _("alternative text"),
        blank=True,
        help_text=_("What the picture shows, for people who do not see it. One sentence, not the caption again."),
    )
    decorative = models.BooleanField(_("decorative"), default=False, help_text=_("Shows nothing that needs words."))
    agency = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="images", verbose_name=_("agency")
    )
    photographer = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="photographs",
        verbose_name=_("photographer"),
    )
    photographer_name = models.CharField(
        _("photographer as credited"),
        max_length=160,
        blank=True,
        help_text=_("If the photographer is not among our persons."),
    )
    credit_override = models.CharField(
        _("credit line by hand"), max_length=200, blank=True, help_text=_("Empty: agency | photographer.")
    )
    focal_x = models.FloatField(
        _("focus, across"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)]
    )
    focal_y = models.FloatField(_("focus, down"), default=0.5, validators=[MinValueValidator(0), MaxValueValidator(1)])
    # What was cut by hand, as fractions: {"1:1": [left, top, width, height]}; all other ratios follow the focus.
    crops = models.JSONField(default=dict, blank=True, editable=False)
    usage = models.CharField(
        _("use"), max_length=16, choices=Usage, blank=True, help_text=_("By what right we have it.")
    )
    terms = models.TextField(
        _("terms"), blank=True, help_text=_("What agency or photographer ask for. Only the desk sees it.")
    )
    digital_source = models.CharField(
        _("made by a model"),
        max_length=16,
        choices=DigitalSource,
        blank=True,
        help_text=_("Readers are told below the picture."),
    )
    feed_until = models.DateTimeField(
        _("in feeds until"), null=True, blank=True, help_text=_("Empty: as long as on the site.")
    )
    syndication_until = models.DateTimeField(
        _("for partners until"), null=True, blank=True, help_text=_("Empty: as long as on the site.")
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True, help_text=_("Where it was taken, for the desk."))
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    # What ``Rendition`` rows exist, as [format, width, height]: a page draws its ``<picture>`` without asking for them.
    ladder = models.JSONField(default=list, blank=True, editable=False)
    cut_ladder = models.JSONField(default=dict, blank=True, editable=False)  # the same by ratio: {"16:9": [[…], …]}
    # Which set of copies those are: another focus, cut or credit makes a new one, under new addresses.
    stamp = models.CharField(max_length=8, default="0", editable=False)
    copies_due = models.BooleanField(default=False, editable=False, db_index=True)
    claimed_until = models.DateTimeField(null=True, editable=False)  # somebody is making copies just now
    # A retried upload finds its row by it.
    upload_token = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001 -- null repeats
    # What the file said of itself when it came in, each value with its source; see ``pipeline.proposals``.
    metadata = models.JSONField(default=dict, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    people = models.ManyToManyField(
        Person, through="ImagePerson", related_name="images", verbose_name=_("people shown"), blank=True
    )
    tags = TaggableManager(_("tags"), through="ImageTag", blank=True)

    objects = ImageQuerySet.as_manager()

    class Meta(Visual.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-pk"]
        constraints = [
            *Visual.Meta.constraints,
            models.CheckConstraint(
                condition=Q(focal_x__gte=0, focal_x__lte=1, focal_y__gte=0, focal_y__lte=1),
                name="image_focus_inside",
            ),
        ]
        indexes = [*Visual.Meta.indexes, ahead("feed_until"), ahead("syndication_until")]

    def __str__(self):
        return self.title or self.caption[:80] or str(_("picture %(number)s") % {"number": self.pk or ""}).strip()

    @property
    def credit(self) -> str:
        """``AP | Alex Brandon``: agency, bar, photographer; one part missing, no bar; equal parts once."""
        if self.credit_override:
            return self.credit_override
        maker = self.photographer.name if self.photographer else self.photographer_name
        parts = [part for part in (self.agency.name if self.agency else "", maker) if part]
        return " | ".join(dict.fromkeys(parts))

    def ends_at(self, channel: str = "site") -> datetime | None:
        """When the right ends for the ``site``, a ``feed`` or in ``syndication``; none lasts longer than the site's."""
        own = {"site": None, "feed": self.feed_until, "syndication": self.syndication_until}[channel]
        return min((moment for moment in (self.available_until, own) if moment), default=None)

    def may_go_to(self, channel: str, now: datetime) -> bool:
        """For lists that load pictures by a join, which cannot ask for rights."""
        ends = self.ends_at(channel)
        return (self.available_from is None or self.available_from <= now) and (ends is None or ends > now)

    def looks_at(self, now: datetime) -> bool:
        """What its columns alone do not tell a template; see ``kit.drawing``."""
        return self.may_go_to("site", now)

    @property
    def renditions_list(self) -> list[Size]:
        """Sizes of the whole picture that readers can get; empty until they are made."""
        return sizes(self, self.ladder)

    def stand_ins(self, until: datetime) -> models.QuerySet["Image"]:
        """What could be shown in its place beyond ``until``."""
        return type(self).objects.instead_of(self, until)

    def cut_list(self, ratio: str) -> list[Size]:
        """Sizes of the cut in ``ratio`` ("16:9"); empty if it has none, as charts have none."""
        return sizes(self, self.cut_ladder.get(ratio, []), ratio)


class ImagePerson(models.Model):
    image = models.ForeignKey(Image, models.CASCADE)
    person = models.ForeignKey(Person, models.PROTECT, related_name="shown_in", verbose_name=_("person"))

    class Meta:
        verbose_name = _("person shown")
        verbose_name_plural = _("people shown")
        constraints = [models.UniqueConstraint(fields=["image", "person"], name="person_once_a_picture")]

    def __str__(self):
        return f"{self.person}: {self.image}"


class ImageTag(ItemBase):
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="image_items")
    content_object = models.ForeignKey(Image, models.CASCADE, related_name="tag_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_a_picture")]

    def __str__(self):
        return f"{self.tag}: {self.content_object}"


class Portrait(models.Model):
    """The picture of a person; kept here, since people must not know pictures."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="portrait", verbose_name=_("person"))
    image = models.ForeignKey(Image, models.PROTECT, related_name="portrait_of", verbose_name=_("picture"))

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")

    def __str__(self):
        return str(self.person)

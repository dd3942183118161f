"""Who works at the desk and what they did; persons, agencies and the roles that persons hold, and when."""

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.querysets import AuditEventQuerySet, OrganisationQuerySet, PersonQuerySet, RoleQuerySet


class Organisation(models.Model):
    """An agency, a house, an archive: whoever a credit line can name first."""

    name = models.CharField(
        _("name"),
        max_length=120,
        unique=True,
        help_text=_("As it is printed in a credit line, for example “FB-Bild”."),
    )
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    aliases = models.TextField(
        _("also written"),
        blank=True,
        help_text=_("One spelling a line. Pasted stories that use one of them are understood."),
    )
    url = models.URLField(_("website"), blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="organisation_has_a_name")]

    def __str__(self):
        return self.name


class Person(models.Model):
    name = models.CharField(_("name"), max_length=120, help_text=_("First name and surname, without titles."))
    slug = models.SlugField(_("address"), max_length=120, unique=True)
    aliases = models.TextField(
        _("also written"),
        blank=True,
        help_text=_(
            "One spelling a line, such as “Bürgermeisterin Anklamer”. Helps to recognise the person in pasted text."
        ),
    )
    about = models.TextField(
        _("about"), blank=True, help_text=_("One or two sentences that readers see on the person’s page.")
    )
    born = models.PositiveSmallIntegerField(_("year of birth"), null=True, blank=True)
    died = models.PositiveSmallIntegerField(_("year of death"), null=True, blank=True)
    is_author = models.BooleanField(
        _("writes for us"),
        default=False,
        help_text=_("Offers the person for bylines and gives them an author’s page."),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name"),
            models.CheckConstraint(
                condition=Q(born__isnull=True) | Q(died__isnull=True) | Q(died__gte=F("born")),
                name="person_dies_after_birth",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("person", args=[self.slug])

    @property
    def author_url(self) -> str:
        return reverse("author", args=[self.slug])


class Role(models.Model):
    """What a person is, and from when to when; a quote keeps the role of its day by itself."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="roles", verbose_name=_("person"))
    title = models.CharField(
        _("role"),
        max_length=160,
        help_text=_("In the nominative, as it stands beside a quote: “Bürgermeisterin”."),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("organisation"),
    )
    valid_from = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: always so far."))
    valid_until = models.DateField(_("until"), null=True, blank=True, help_text=_("Last day. Empty: still."))

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = [F("valid_from").desc(nulls_last=True), "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="role_has_a_title"),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_until__isnull=True)
                | Q(valid_until__gte=F("valid_from")),
                name="role_ends_after_it_begins",
            ),
        ]

    def __str__(self):
        return self.title


def a_day_ahead() -> datetime:
    return timezone.now() + timedelta(hours=24)


class User(AbstractUser):
    """Someone who works at the desk; may be the same human being as a ``Person`` who signs stories."""

    person = models.OneToOneField(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="user",
        verbose_name=_("signs as"),
        help_text=_("New stories start with this person in the byline."),
    )
    #: whoever finds a password later, on a note or in a letter, cannot make a factor of their own with it
    factor_until = models.DateTimeField(
        _("first second factor until"), default=a_day_ahead, db_default=Now(), editable=False
    )

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self):
        return self.get_full_name() or self.username


class AuditEvent(models.Model):
    """One line of the append-only log, written in the transaction of the act it tells of.

    The target is type + id + label, not a foreign key: the log outlives what it tells of.
    """

    at = models.DateTimeField(_("at"), default=timezone.now, editable=False, db_index=True)
    actor = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="audit_events",
        verbose_name=_("who"),
        editable=False,
    )
    actor_label = models.CharField(_("name then"), max_length=160, blank=True, editable=False)
    verb = models.CharField(_("did"), max_length=40, editable=False)
    target_type = models.CharField(_("kind"), max_length=60, editable=False)
    target_id = models.CharField(_("number"), max_length=40, blank=True, editable=False)
    target_label = models.CharField(_("what"), max_length=200, blank=True, editable=False)
    before = models.JSONField(_("before"), default=dict, blank=True, editable=False)
    after = models.JSONField(_("after"), default=dict, blank=True, editable=False)
    reason = models.TextField(_("reason"), blank=True, editable=False)
    batch = models.CharField(max_length=32, blank=True, editable=False)  # acts of one click share it, and one undo

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit log")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["target_type", "target_id"], name="audit_target"),
            models.Index(fields=["batch"], condition=~Q(batch=""), name="audit_batch"),
        ]

    def __str__(self):
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.actor_label} {self.verb} {self.target_label}"


class SavedSearch(models.Model):
    """A list of the desk as somebody likes to see it: the list's address behind the question mark, with a name."""

    user = models.ForeignKey(User, models.CASCADE, related_name="saved_searches", verbose_name=_("whose"))
    list = models.CharField(_("list"), max_length=60)  # model label: "articles.article"
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("search"), max_length=1000, blank=True)
    shared = models.BooleanField(_("for everybody"), default=False)
    at = models.DateTimeField(_("saved"), auto_now_add=True)

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["list", "name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "list", "name"], name="saved_search_name_once"),
            models.CheckConstraint(condition=~Q(name=""), name="saved_search_has_a_name"),
        ]

    def __str__(self):
        return self.name


class Heartbeat(models.Model):
    """The worker's sign of life: one row a process, written anew every few seconds."""

    name = models.CharField(_("name"), max_length=80, unique=True)  # host and process id
    started_at = models.DateTimeField(_("started"))
    at = models.DateTimeField(_("last sign"), db_index=True)
    doing = models.CharField(_("doing"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("sign of life")
        verbose_name_plural = _("signs of life")
        ordering = ["-at"]

    def __str__(self):
        return self.name


class Seat(models.Model):
    """Where somebody is logged in: one row a session, from the log-in until it ends. No history: that is the log's."""

    user = models.ForeignKey(User, models.CASCADE, related_name="seats", verbose_name=_("who"))
    session_key = models.CharField(max_length=40, unique=True)
    begun_at = models.DateTimeField(_("logged in"), default=timezone.now)
    seen_at = models.DateTimeField(_("last seen"), default=timezone.now)  # some minutes old, at most
    address = models.GenericIPAddressField(_("address"), null=True, blank=True)
    device = models.CharField(_("device"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("log-in")
        verbose_name_plural = _("log-ins")
        ordering = ["-seen_at", "-pk"]

    def __str__(self):
        return self.device or str(self.address or "")


class WrongGuesses(models.Model):
    """How often somebody was wrong of late, at one door: an account, an address, a device. Forgiven as time passes."""

    door = models.CharField(max_length=80, unique=True)
    count = models.FloatField()  # as it was at that moment; what is forgiven since is reckoned when it is asked
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("wrong guesses")
        verbose_name_plural = _("wrong guesses")
        constraints = [models.CheckConstraint(condition=Q(count__gte=0), name="guesses_not_below_none")]

    def __str__(self):
        return self.door

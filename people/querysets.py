from django.db import models
from django.db.models import F, OuterRef, Q, Subquery


class OrganisationQuerySet(models.QuerySet):
    def spelt(self, name: str):
        """The organisation that is called or also written ``name``; None if we know none."""
        for organisation in self.all():  # a few hundred at most, and databases fold case differently
            spellings = [organisation.name, *organisation.aliases.splitlines()]
            if name.casefold() in (spelling.strip().casefold() for spelling in spellings):
                return organisation
        return None


class PersonQuerySet(models.QuerySet):
    """Which persons; nothing here writes."""

    def authors_called(self, names):
        """Those who sign stories under one of these names, as they are spelt."""
        return self.filter(name__in=names, is_author=True).order_by("pk")

    def called(self, names):
        """Those of exactly these names."""
        return self.filter(name__in=names).order_by("name", "pk")

    def with_role(self, day):
        """Adds ``role_now``: what they are on ``day``, the latest role first; None if we know of none."""
        roles = self.model.roles.rel.related_model.objects.held_on(day).filter(person=OuterRef("pk"))
        return self.annotate(
            role_now=Subquery(roles.order_by(F("valid_from").desc(nulls_last=True)).values("title")[:1])
        )


class RoleQuerySet(models.QuerySet):
    def held_on(self, day):
        """Roles valid on ``day``; an open end is still held."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )


class AuditEventQuerySet(models.QuerySet):
    """Lines of the log; nothing here writes, and the database lets nobody change one."""

    def about(self, kind: str, key: str):
        """All that was done to one row, the last first; ``kind`` is ``"articles.article"``."""
        return self.filter(target_type=kind, target_id=key).order_by("-at", "-pk")

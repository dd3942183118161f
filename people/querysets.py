from django.db import models
from django.db.models import Q


class PersonQuerySet(models.QuerySet):
    """Which persons; nothing here writes."""

    def called(self, names: list[str]):
        """Persons whose name or one of whose aliases is among ``names`` (aliases: one a line)."""
        wanted = Q(name__in=names)
        for name in names:
            wanted |= Q(aliases__icontains=name)
        return self.filter(wanted)


class RoleQuerySet(models.QuerySet):
    def held_on(self, day):
        """Roles valid on ``day``; an open end is still held."""
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_until__isnull=True) | Q(valid_until__gte=day),
        )

"""What we got wrong and said so, for the page of all corrections."""

from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery


class CorrectionQuerySet(models.QuerySet):
    def readable(self):
        """Those of stories that readers have now, with the story's address, headline and language, newest first.

        One that belongs to a post of a live blog is there as long as the post is, and has its ``number``.
        """
        editions = self.model._meta.get_field("edition").related_model.objects.live()
        now = editions.filter(article=OuterRef("article"))
        posts = self.model._meta.get_field("post").related_model.objects.readable()
        return (
            self.filter(Exists(now), Q(post=None) | Exists(posts.filter(entry=OuterRef("post__entry"))))
            .annotate(
                number=F("post__number"),
                story_kind=Subquery(now.values("kind")[:1]),
                slug=Subquery(now.values("slug")[:1]),
                headline=Subquery(now.values("headline")[:1]),
                language=Subquery(now.values("language")[:1]),
            )
            .order_by("-at", "-pk")
        )

    def before(self, at: datetime, pk: int):
        """Those behind this one in the order of the archive."""
        return self.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))

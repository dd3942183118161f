"""When readers will see something else although nobody does anything."""

from django.apps import apps
from django.db.models import QuerySet
from django.db.models.functions import Now


def planned_changes() -> list[QuerySet]:
    """The next moment at which an edition or a post of a live blog begins or ends, one of each kind."""
    editions, posts = (apps.get_model("articles", name).objects for name in ("Edition", "LivePost"))
    ahead = {"live_from__gt": Now()}
    return [
        # Nothing is announced before it is live, so the short index of what is not announced holds all that is to come.
        editions.filter(announced_at__isnull=True, **ahead).order_by("live_from").values("live_from")[:1],
        posts.filter(**ahead).order_by("live_from").values("live_from")[:1],
        *(
            rows.filter(live_until__gt=Now()).order_by("live_until").values("live_until")[:1]
            for rows in (editions, posts)
        ),
    ]

"""“Does not fit”: what was suggested for a story and refused is not suggested there again until it is wanted back."""

from typing import Any

from django.db import transaction

from articles.lifecycle.desk import locked
from articles.models import Article, Dismissal
from people.lifecycle import record
from people.models import Person, User
from topics.models import Tag
from visuals.models import Clip

KINDS: dict[str, type[Any]] = {"tag": Tag, "person": Person, "clip": Clip}


def dismiss(article: Article, target: Tag | Person | Clip, *, by: User) -> None:
    """Refuse one suggestion; refusing it twice is once."""
    with transaction.atomic():
        article = locked(article)
        _row, made = Dismissal.objects.get_or_create(article=article, **_named(target), defaults={"by": by})
        if made:
            record("dismiss", article, by=by, after=_told(target))


def bring_back(article: Article, target: Tag | Person | Clip, *, by: User) -> None:
    """Offer it again."""
    with transaction.atomic():
        article = locked(article)
        gone, _per_model = Dismissal.objects.filter(article=article, **_named(target)).delete()
        if gone:
            record("offer again", article, by=by, after=_told(target))


def _named(target: Tag | Person | Clip) -> dict[str, Any]:
    return {next(name for name, model in KINDS.items() if isinstance(target, model)): target}


def _told(target: Tag | Person | Clip) -> dict[str, Any]:
    return {"suggestion": str(target)[:120], "kind": target._meta.model_name, "number": target.pk}

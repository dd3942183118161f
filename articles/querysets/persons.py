"""Who is named and quoted how often, asked beside the person and not for itself."""

from django.apps import apps
from django.db.models import Exists, OuterRef

from articles.querysets.editions import RARE


def often_named() -> Exists:
    """Of a person: in more editions than one would want to sort for a page of twenty."""
    named = apps.get_model("articles", "EditionPerson").objects
    return Exists(named.filter(person=OuterRef("pk"))[RARE:])


def often_quoted() -> Exists:
    """Of a person: in more editions than one would want to read for a dozen sayings."""
    refs = apps.get_model("articles", "BodyRef").objects
    return Exists(refs.filter(person=OuterRef("pk"), kind="quote", edition__isnull=False)[RARE:])

"""Who is named and quoted, and what is tagged, how often: asked beside the person or tag and not for itself."""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from articles.querysets.editions import RARE


def often_named() -> Exists:
    """Of a person: in more editions than one would want to sort for a page of twenty."""
    named = apps.get_model("articles", "EditionPerson").objects
    return Exists(named.filter(person=OuterRef("pk"))[RARE:])


def often_signed() -> Exists:
    """Of a person: of more editions than one would want to sort for a page of twenty."""
    lines = apps.get_model("articles", "EditionByline").objects
    return Exists(lines.filter(person=OuterRef("pk"))[RARE:])


def often_quoted() -> Exists:
    """Of a person: in more editions than one would want to read for a dozen sayings."""
    refs = apps.get_model("articles", "BodyRef").objects
    return Exists(refs.filter(person=OuterRef("pk"), kind="quote", edition__isnull=False)[RARE:])


def often_tagged(tag: str = "pk") -> Exists:
    """Of a tag: in more editions than one would want to sort for a few places, counting what was merged into it."""
    items, tags = apps.get_model("articles", "EditionTag").objects, apps.get_model("topics", "Tag").objects
    here = OuterRef(OuterRef(tag))
    return Exists(items.filter(tag__in=tags.filter(Q(pk=here) | Q(merged_into=here)).values("pk"))[RARE:])

"""What stands on every reader's page in the same words: drawn once, and anew where its words would be others."""

from typing import NamedTuple

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from kit import drawing

register = template.Library()
ASIDE = {"clips", "search"}  # have a place in the navigation beside the sections


class Way(NamedTuple):
    """A section as the navigation names it."""

    name: str
    slug: str

    @property
    def url(self) -> str:
        return reverse("section", args=[self.slug])


@register.simple_tag(takes_context=True)
def furniture(context: template.Context, name: str) -> SafeString:
    """The template ``name``, which may say nothing but ``site_name``, the ``sections`` and which is ``current``."""
    sections = tuple(Way(one.name, one.slug) for one in context["site"].sections)
    here = context.get("current_section")
    current = here if here in ASIDE or any(here == way.slug for way in sections) else None
    given = {"site_name": settings.SITE_NAME, "sections": sections, "current": current}
    return drawing.drawn((name,), given)

"""What stands on every reader's page in the same words: drawn once, and anew where its words would be others."""

from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
ASIDE = {"clips", "search"}  # have a place in the navigation beside the sections
#: drawings kept: two a language, and one more for each section that somebody stands in
KEPT = 200


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
    draw = _draw.__wrapped__ if settings.DEBUG else _draw
    return draw(name, get_language(), settings.SITE_NAME, sections, current)


@lru_cache(KEPT)
def _draw(name: str, language: str, site_name: str, sections: tuple[Way, ...], current: str | None) -> Any:
    return render_to_string(name, {"site_name": site_name, "sections": sections, "current": current})

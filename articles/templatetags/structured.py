import json
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

register = template.Library()

#: Signs that could end the element or begin another; JSON may write them as escapes.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """Data for machines, not a script: no browser executes this type, and no text can leave the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 -- escaped above


@register.inclusion_tag("site/_trail.html", takes_context=True)
def trail(context: dict[str, Any], here: str, *steps: str) -> dict[str, Any]:
    """The way to this page, for people and for machines: names and paths by turns; ``here`` is its own name."""
    way = [(_("Front page"), reverse("home")), *zip(steps[::2], steps[1::2], strict=True)]
    way = [(name, path) for name, path in way if name and path]
    items = [
        {"@type": "ListItem", "position": number, "name": str(name), "item": f"{settings.SITE_URL}{path}"}
        for number, (name, path) in enumerate([*way, (here, context["canonical"])], start=1)
    ]
    told = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}
    return {"way": way, "linked_data": told}

from typing import Any

from django import template
from django.utils.safestring import SafeString

from kit import drawing

register = template.Library()


@register.simple_tag
def drawn(name: str, **given: Any) -> SafeString:
    """``{% include name with … only %}`` that is drawn once for the same facts; see ``kit.drawing``."""
    return drawing.drawn((name,), given)


@register.filter
def only_if(value: Any, wanted: Any) -> Any:
    """``value``, or "" where it is not wanted: what a piece does not show, it should not be told."""
    return value if wanted else ""

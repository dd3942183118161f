from datetime import datetime

from django import template

from kit import moments

register = template.Library()


@register.filter
def said(moment: datetime) -> str:
    """“24.11.2026 18:00”; on the night an hour comes twice, with its distance to UTC."""
    return moments.said(moment)

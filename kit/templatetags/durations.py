from django import template

from kit import durations

register = template.Library()


@register.filter
def clock(ms: int | None) -> str:
    return "" if ms is None else durations.clock(ms)


@register.filter
def iso_duration(ms: int | None) -> str:
    return "" if ms is None else durations.iso(ms)

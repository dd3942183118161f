from django import template

from kit import durations

register = template.Library()


@register.filter
def clock(ms: int | None) -> str:
    return "" if ms is None else durations.clock(ms)


@register.filter
def iso_duration(ms: int | None) -> str:
    return "" if ms is None else durations.iso(ms)


@register.filter
def seconds(ms: int) -> str:
    """As a script reads it, whatever the language of the page."""
    return f"{ms / 1000:.3f}"


@register.filter
def link_moment(ms: int) -> str:
    return durations.moment(ms)


@register.filter
def clock_down(ms: int) -> str:
    """Where something begins: rounded down, as the link beside it."""
    return durations.clock(ms // 1000 * 1000)

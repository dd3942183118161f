"""Running text as HTML. Everything is escaped here, once; templates only place it."""

from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

#: person key → address of the page; who is not in it is plain text
PeopleUrls = dict[int, str]
TAGS = {"strong": "strong", "emphasis": "em"}


def html(content: list[dict[str, Any]], people: PeopleUrls) -> SafeString:
    return format_html_join("", "{}", ((_node(node, people),) for node in content))


def _node(node: dict[str, Any], people: PeopleUrls) -> SafeString:
    if node["type"] == "hard_break":
        return mark_safe("<br>")
    if node["type"] == "mention":
        url = people.get(node["attrs"]["person"])
        label = node["attrs"]["label"]
        return format_html('<a class="mention" href="{}">{}</a>', url, label) if url else conditional_escape(label)
    drawn = conditional_escape(node["text"])
    for mark in node.get("marks", []):
        drawn = _marked(mark, drawn)
    return drawn


def _marked(mark: dict[str, Any], drawn: SafeString) -> SafeString:
    if mark["type"] == "link":
        return format_html('<a href="{}">{}</a>', mark["attrs"]["href"], drawn)
    tag = TAGS[mark["type"]]
    return format_html("<{0}>{1}</{0}>", mark_safe(tag), drawn)  # noqa: S308 -- from a closed table

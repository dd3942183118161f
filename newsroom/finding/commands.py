"""What the palette can do and where it can go, for whoever may: one line a command, with its key."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Command = dict[str, Any]

#: address, permission, words, icon, key (one letter begins, G and a letter goes)
DEEDS = (
    ("articles_article_add", "articles.add_article", gettext_lazy("New story"), "plus", "n"),
    ("articles_article_paste", "articles.add_article", gettext_lazy("Paste text"), "para", "v"),
    ("fronts_breakingnews_add", "fronts.break_news", gettext_lazy("Send breaking news"), "breaking", "e"),
    ("visuals_image_add", "visuals.add_image", gettext_lazy("Add a picture"), "image", ""),
    ("visuals_clip_add", "visuals.add_clip", gettext_lazy("Add a clip"), "clip", ""),
    ("people_person_add", "people.add_person", gettext_lazy("Add a person"), "person", ""),
    ("topics_tag_add", "topics.add_tag", gettext_lazy("Add a tag"), "tag", ""),
)
PLACES = (
    ("index", "", gettext_lazy("Desk"), "teaser", "g h"),
    ("search", "", gettext_lazy("Search everything"), "search", "g f"),
    ("articles_article_changelist", "articles.view_article", gettext_lazy("stories"), "para", "g s"),
    ("articles_article_calendar", "articles.view_article", gettext_lazy("Calendar"), "clock", "g c"),
    ("fronts_front_changelist", "fronts.arrange_front", gettext_lazy("Fronts"), "teaser", "g a"),
    ("visuals_image_changelist", "visuals.view_image", gettext_lazy("Pictures"), "image", "g p"),
    ("visuals_clip_changelist", "visuals.view_clip", gettext_lazy("Clips"), "clip", "g v"),
    ("people_person_changelist", "people.view_person", gettext_lazy("Persons"), "person", "g l"),
    ("topics_tag_changelist", "topics.view_tag", gettext_lazy("Tags"), "tag", "g t"),
    ("roles", "", gettext_lazy("Roles"), "person", "g r"),
    ("people_auditevent_changelist", "people.view_auditevent", gettext_lazy("Log"), "history", "g o"),
    ("password_change", "", gettext_lazy("Change password"), "lock", ""),
)


def commands(request: HttpRequest, site: admin.AdminSite) -> list[Command]:
    """Deeds first, then places; then every other list there is, so that none is out of reach."""
    told = [*_named(request, DEEDS), *_named(request, PLACES)]
    known = {command["url"] for command in told}
    for room in site.get_app_list(request):
        for model in room["models"]:
            if model["admin_url"] and model["admin_url"] not in known:
                told.append(_told(model["admin_url"], str(model["name"]), "list", "", str(room["name"])))
    return told


def _named(request: HttpRequest, lines: tuple[tuple[str, str, Any, str, str], ...]) -> Iterator[Command]:
    for name, permission, words, icon, key in lines:
        if permission and not request.user.has_perm(permission):
            continue
        try:
            address = reverse(f"admin:{name}")
        except NoReverseMatch:
            continue
        yield _told(address, str(words), icon, key, _("Go to") if lines is PLACES else "")


def _told(url: str, title: str, icon: str, key: str, hint: str) -> Command:
    return {"url": url, "title": title[:1].upper() + title[1:], "icon": icon, "key": key, "hint": hint}

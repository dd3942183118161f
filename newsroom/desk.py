"""The desk: Django's admin with the newsroom's masthead, its own order of things and a home page."""

from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog, set_language

from articles.models import Article
from articles.views.preview import preview
from fronts.models import Front
from fronts.views.picture import picture
from newsroom.audit import audited
from newsroom.finding.urls import urls as finding
from newsroom.heart import urls as heart
from newsroom.role_page import role_page
from people.lifecycle import seats
from people.lifecycle.telling import of_log_in

#: tables of libraries that have pages of our own instead
UNLISTED = {"account", "mfa"}
TASKS = "django_tasks_database.DBTaskResult"
#: Where a table's own name is none for a list: “footage” has no plural in English, and a library's name no German.
NAMES = {"visuals.Footage": _("Programmes"), TASKS: _("Background work")}
#: The side bar follows the work, not the tables: heading → models in order.
ROOMS = (
    ("texts", _("Texts"), ("articles.Article", "articles.Edition", "articles.Revision", "articles.Correction")),
    ("visuals", _("Pictures and video"), ("visuals.Image", "visuals.Clip", "visuals.Footage", "visuals.Portrait")),
    ("fronts", _("What runs where"), ("fronts.Front", "fronts.BreakingNews")),
    ("register", _("Register"), ("people.Person", "people.Organisation", "topics.Tag", "articles.Section")),
    ("house", _("House"), ("fronts.StandingPage", "people.User", "auth.Group", "people.AuditEvent", TASKS)),
)


class DeskSite(admin.AdminSite):
    site_header = settings.SITE_NAME
    site_title = format_lazy("{}, {}", settings.SITE_NAME, _("desk"))
    index_title = _("Desk")
    index_template = "desk/home.html"
    empty_value_display = "–"
    names = NAMES

    def get_urls(self):
        looked_at = partial(preview, read=self._typed)
        return [
            path("language/", set_language, name="language"),
            *heart(self),
            *finding(self),
            # Drawn by the readers' own view, which the stories' admin must not know; what is typed, the admin reads.
            path("articles/article/<int:pk>/preview/", self.admin_view(looked_at), name="articles_article_preview"),
            path(
                "fronts/front/<slug:which>/page/",
                self.admin_view(partial(picture, door=self._looked)),
                name="fronts_front_picture",
            ),
            path("roles/", self.admin_view(partial(role_page, site=self)), name="roles"),
            *super().get_urls(),
        ]

    def _typed(self, request: HttpRequest, story: Article) -> Any:
        return self.get_model_admin(Article).typed(request, story)

    def _looked(self, request: HttpRequest, which: str) -> Any:
        return self.get_model_admin(Front).looked(request, which)

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        several = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        listed = [model for model in several if model._meta.app_label not in UNLISTED]
        super().register(listed, audited(admin_class), **options)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        with transaction.atomic():
            answer = super().password_change(request, extra_context)
            if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
                user, session = request.user, request.session
                of_log_in("change password", user, by=user)
                seats.keep(session.get("seat"), session.session_key)  # it has a new key now
                seats.end(user.seats.exclude(session_key=session.session_key), user=user, by=user)
        return answer

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The admin's own catalogue speaks for the admin alone; the editor's words stand in ours."""
        return JavaScriptCatalog.as_view()(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        apps = super().get_app_list(request, app_label)
        if app_label:
            return apps
        models = {entry["model"]._meta.label: entry for app in apps for entry in app["models"]}
        for label in models.keys() & NAMES.keys():
            models[label]["name"] = NAMES[label]
        rooms = [
            {
                "name": title,
                "app_label": label,
                "models": [models.pop(name) for name in names if name in models],
            }
            for label, title, names in ROOMS
        ]
        if models:
            rooms.append({"name": _("Other"), "app_label": "other", "models": [*models.values()]})
        return [room for room in rooms if room["models"]]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """What is due, what is mine, what is wrong, what just went out."""
        from newsroom.home import home  # noqa: PLC0415 it asks the stories' admin, which registers itself at this site

        context = {**self.each_context(request), "title": self.index_title, **home(request), **(extra_context or {})}
        request.current_app = self.name
        return TemplateResponse(request, self.index_template, context)

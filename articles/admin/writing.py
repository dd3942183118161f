"""The editor is how stories are written; whoever likes the notation better takes plain text for her session."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST

from articles.admin import doors
from articles.admin.widget import BodyField
from articles.forms import ArticleForm

#: in the session: False once she took plain text, until she switches back or logs out
CHOICE = "writes-in-the-editor"


class EditorForm(ArticleForm):
    text = None
    body = BodyField()

    class Meta(ArticleForm.Meta):
        fields = [*ArticleForm.Meta.fields, "body"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].stored = self.instance.body or None


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = story_admin.admin_site.admin_view(require_POST(switch))
    return [path("<int:pk>/way-of-writing/", view, name="articles_article_way_of_writing")]


def switch(request: HttpRequest, pk: int) -> HttpResponse:
    story = doors.story_or_404(request, pk)
    request.session[CHOICE] = request.POST.get("way") == "editor"
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))


def in_editor(request: HttpRequest) -> bool:
    """What is sent decides, so that a form opened before switching still arrives whole."""
    if request.method == "POST":
        return "body" in request.POST
    return bool(request.session.get(CHOICE, True))


def form_for(request: HttpRequest) -> type[ArticleForm]:
    return EditorForm if in_editor(request) else ArticleForm


def fieldsets_for(request: HttpRequest, fieldsets: list[Any]) -> list[Any]:
    if not in_editor(request):
        return fieldsets
    return [
        (name, {**options, "fields": ["body" if field == "text" else field for field in options["fields"]]})
        for name, options in fieldsets
    ]

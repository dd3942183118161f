"""The desk with the editor in the form of a story: addresses for the tests of the editor."""

from django import forms
from django.contrib import admin
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path
from django.views.i18n import JavaScriptCatalog

from articles import lifecycle
from articles.admin import picker
from articles.admin.stories import ArticleAdmin
from articles.admin.widget import BodyField
from articles.forms import ArticleForm
from articles.models import Article
from newsroom.desk import DeskSite


class EditorForm(ArticleForm):
    text = None
    body = BodyField()

    class Meta(ArticleForm.Meta):
        fields = [*ArticleForm.Meta.fields, "body"]


class EditorAdmin(ArticleAdmin):
    form = EditorForm
    inlines = []
    fieldsets = [
        (None, {"fields": ["kicker", "headline", "lead"]}),
        (None, {"classes": ["copy"], "fields": ["body", "base_version", "overwrite"]}),
        ("Rest", {"fields": ["section", "kind", "language", "story_date", "stage", "tags"]}),
    ]

    def get_urls(self):
        return [*picker.urls(self), *super().get_urls()]

    def _store(self, request, form):
        story = form.instance
        lifecycle.save(story, by=request.user, base_version=form.cleaned_data.get("base_version") if story.pk else None)


class EditorDesk(DeskSite):
    def i18n_javascript(self, request, extra_context=None):
        return JavaScriptCatalog.as_view()(request)


class BodyForm(forms.Form):
    body = BodyField()


def bare(request, pk):
    """The editor with nothing around it, so that even a body no other page can draw is opened; answers what it got."""
    if request.method == "POST":
        return JsonResponse({"received": request.POST["body"]})
    form = BodyForm(initial={"body": Article.objects.get(pk=pk).body})
    return HttpResponse(engines["django"].from_string(BARE).render({"form": form, "site": desk}, request))


BARE = """<!DOCTYPE html><title>x</title>{% load static %}<link rel="icon" href="{% static 'img/icon.svg' %}">
<script src="{% url 'admin:jsi18n' %}"></script>{{ form.media }}<div id="content"><form method="post">{% csrf_token %}
{{ form.body }}<button name="_continue">Save</button></form></div>"""

desk = EditorDesk(name="admin")
for model, shown in admin.site._registry.items():
    desk.register(model, EditorAdmin if model is Article else type(shown))

urlpatterns = [
    path("bare/<int:pk>/", bare),
    path("admin/", desk.urls),
    path("", include("fronts.urls")),
    path("", include("articles.urls")),
    path("", include("visuals.urls")),
]

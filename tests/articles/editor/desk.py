"""The desk with the editor in the form of a story: addresses for the tests of the editor."""

from django.contrib import admin
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
        exclude = [name for name in ArticleForm.Meta.exclude if name != "body"]


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


desk = EditorDesk(name="admin")
for model, shown in admin.site._registry.items():
    desk.register(model, EditorAdmin if model is Article else type(shown))

urlpatterns = [
    path("admin/", desk.urls),
    path("", include("fronts.urls")),
    path("", include("articles.urls")),
    path("", include("visuals.urls")),
]

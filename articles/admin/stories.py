"""The form of a story, and what happens when it is saved."""

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import lifecycle
from articles.admin import autosave, beside, calendar, compare, deeds, doors, panels, paste, picker, related, writing
from articles.admin.lists import BulkDeeds, StateFilter, StoryCells, StoryList, TagFilter
from articles.body.validate import BodyRefused
from articles.forms import ArticleForm, BylineForm
from articles.lifecycle.intake import rewrite
from articles.models import Article, ArticlePerson, Byline, Revision
from people.lifecycle import record
from topics.admin import SaysNewTags


class BylineInline(admin.TabularInline):
    model = Byline
    form = BylineForm
    extra = 0
    fields = ["person", "name", "position"]
    autocomplete_fields = ["person"]

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class NamedInline(admin.TabularInline):
    model = ArticlePerson
    extra = 0
    fields = ["person", "role", "position"]
    autocomplete_fields = ["person"]


HEADS = (None, {"classes": ["heads"], "fields": ["kicker", "headline", "lead"]})
TEXT = (None, {"classes": ["copy"], "fields": ["text", "base_version", "overwrite"]})
FILING = (
    gettext_lazy("Section, kind and tags"),
    {"fields": [("section", "kind"), ("language", "place"), "tags", ("story_date", "stage")]},
)
PICTURE = (
    gettext_lazy("Lead picture"),
    {"fields": ["lead_image", "lead_image_caption", "lead_image_credit"]},
)
TEASER = (
    gettext_lazy("In lists and on front pages"),
    {
        "classes": ["collapse"],
        "fields": ["teaser_kicker", "teaser_headline", "teaser_text"],
        "description": gettext_lazy("Empty fields take what stands in grey."),
    },
)
REST = (
    gettext_lazy("Series, translation, address, note"),
    {
        "classes": ["collapse"],
        "fields": [("series", "series_part"), "translation_of", "slug", "expires_at", "note"],
    },
)


@admin.register(Article)
class ArticleAdmin(BulkDeeds, StoryCells, SaysNewTags):
    form = ArticleForm
    inlines = [BylineInline, NamedInline]
    fieldsets = [HEADS, TEXT, FILING, PICTURE, TEASER, REST]
    autocomplete_fields = ["lead_image", "translation_of"]
    list_display = ["state_shown", "title", "section_name", "signed", "appears", "changed"]
    list_display_links = ["title"]
    list_filter = [StateFilter, ("section", admin.RelatedOnlyFieldListFilter), "kind", "language", TagFilter]
    search_fields = ["headline", "kicker", "lead", "bylines__person__name", "bylines__name", "tags__name"]
    search_help_text = gettext_lazy("Headline, lead, byline or tag")
    list_per_page = 50
    save_on_top = False

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user)

    def get_changelist(self, request, **kwargs):
        return StoryList

    def get_urls(self):
        rooms = (paste, deeds, compare, autosave, related, writing, picker, beside, calendar)
        return [*(url for room in rooms for url in room.urls(self)), *super().get_urls()]

    def get_object(self, request, object_id, from_field=None):
        """A foreign story is as missing as one that never was: 404, not Django's way back to the list."""
        story = super().get_object(request, object_id, from_field)
        if story is None:
            raise Http404
        return story

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, form=writing.form_for(request), **kwargs)
        form.refusal = getattr(request, "refusal", "")
        draft = autosave.offered(obj, request) if obj and "unsaved" in request.GET else None
        form.unsaved = draft.fields if draft else None
        return form

    def get_fieldsets(self, request, obj=None):
        return writing.fieldsets_for(request, super().get_fieldsets(request, obj))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "section":
            pk = request.resolver_match.kwargs.get("object_id")
            here = Article.objects.filter(pk=unquote(pk)).first() if pk and unquote(pk).isdecimal() else None
            kwargs["queryset"] = doors.sections_open_to(request.user, here)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        initial = {"language": settings.SITE_LANGUAGE, **super().get_changeform_initial_data(request)}
        granted = list(doors.sections_granted(request.user)[:2])
        if len(granted) == 1:
            initial.setdefault("section", granted[0].pk)
        return initial

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj.pk is None and isinstance(inline, BylineInline) and request.user.person_id:
            kwargs["initial"] = [{"person": request.user.person_id}]
        return kwargs

    @method_decorator(csp_update({"frame-src": [SELF]}))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What a verb refuses only while it stores comes back as a sentence above the form, every word kept."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (lifecycle.Refused, BodyRefused) as refusal:
            request.refusal = str(refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= panels.beside(request, obj) if obj else {"conflict": False}
        context["draft"] = autosave.offered(obj, request) if obj and request.method == "GET" else None
        context["draft_taken"] = "unsaved" in request.GET
        context["in_editor"] = writing.in_editor(request)
        context["conflict"] = getattr(context["adminform"].form, "conflict", False)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """A new story is stored at once, for bylines and tags need its number; an old one with them, as one version."""
        if not change:
            self._store(request, form)

    def save_related(self, request, form, formsets, change):
        if change and (form.changed_data or any(formset.has_changed() for formset in formsets)):
            self._store(request, form)
        super().save_related(request, form, formsets, change)

    def _store(self, request, form):
        story = form.instance
        created = rewrite(story, form.cleaned_data["text"]) if "text" in form.changed_data else []
        base = None if form.cleaned_data.get("overwrite") else form.cleaned_data.get("base_version")
        lifecycle.save(story, by=request.user, base_version=base if story.pk else None)
        for sentence in created:
            messages.info(request, _("Created: %(what)s.") % {"what": sentence})

    def get_deleted_objects(self, objs, request):
        """A draft takes its versions along; that nobody may delete one of them alone is another matter."""
        objects, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return objects, counts, set(lacking) - {Revision._meta.verbose_name}, protected

    def delete_model(self, request, obj):
        record("delete", obj, by=request.user)
        super().delete_model(request, obj)

    def delete_queryset(self, request, queryset):
        with transaction.atomic():
            for story in queryset:
                record("delete", story, by=request.user)
            super().delete_queryset(request, queryset)

    def response_add(self, request, obj, post_url_continue=None):
        return self._after(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._after(request, obj) or super().response_change(request, obj)

    def _after(self, request, obj):
        """The bar's buttons save and then do; without one of them the story stays open, saved."""
        if "_popup" in request.POST:
            return None
        if deed := next((name for name in deeds.AFTER_SAVING if f"_{name}" in request.POST), None):
            return deeds.AFTER_SAVING[deed](request, obj)
        deeds.say_saved(request, obj)
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[obj.pk]))

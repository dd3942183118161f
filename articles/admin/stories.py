"""The form of a story, and what happens when it is saved."""

from contextlib import ExitStack
from functools import partial

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.contrib import admin
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy

from articles.admin import (
    addresses,
    autosave,
    begin,
    beside,
    bulk,
    calendar,
    check,
    compare,
    deeds,
    doors,
    keeping,
    kin,
    live,
    panels,
    paste,
    picker,
    previews,
    queue,
    related,
    remarks,
    rights,
    sheet,
    topics,
    unsaved,
    uses,
    workflow,
    writing,
)
from articles.admin.bulk import BulkDeeds
from articles.admin.lists import StateFilter, StoryCells, StoryList, TagFilter
from articles.forms import ArticleForm
from articles.models import Article, Revision
from articles.search import STORIES
from kit.admin import Ranked
from people.lifecycle import record
from topics.admin import SaysNewTags

#: who has addresses of a story besides Django's own
ROOMS = (
    bulk,
    uses,
    paste,
    deeds,
    compare,
    autosave,
    begin,
    related,
    writing,
    picker,
    beside,
    calendar,
    kin,
    live,
    topics,
    previews,
    check,
    addresses,
    workflow,
    remarks,
    queue,
    rights,
)


@admin.register(Article)
class ArticleAdmin(BulkDeeds, StoryCells, SaysNewTags, Ranked):
    index = STORIES
    form = ArticleForm
    inlines = [sheet.BylineInline, sheet.NamedInline]
    fieldsets = sheet.FIELDSETS
    autocomplete_fields = ["lead_image", "translation_of"]
    list_display = ["state_shown", "title", "section_name", "signed", "checks", "appears", "changed"]
    list_display_links = ["title"]
    list_filter = [StateFilter, ("section", admin.RelatedOnlyFieldListFilter), "kind", "language", TagFilter]
    search_fields = ["headline", "kicker", "lead", "bylines__person__name", "bylines__name", "tags__name"]
    search_help_text = gettext_lazy("Headline, lead, byline or tag")
    list_per_page = 50
    save_on_top = False

    def get_queryset(self, request):
        rows = super().get_queryset(request).visible_to(request.user)
        if request.resolver_match and "object_id" in request.resolver_match.kwargs:  # its sheet shows the lead picture
            rows = rows.select_related("lead_image__agency", "lead_image__photographer").defer("lead_image__metadata")
        return rows

    def get_changelist(self, request, **kwargs):
        return StoryList

    def get_urls(self):
        return [*(url for room in ROOMS for url in room.urls(self)), *super().get_urls()]

    def get_object(self, request, object_id, from_field=None):
        """A foreign story is as missing as one that never was: 404, not Django's way back to the list."""
        story = super().get_object(request, object_id, from_field)
        if story is None:
            raise Http404
        request.story = story
        return story

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, form=writing.form_for(request), **kwargs)
        form.refusal, form.asked = getattr(request, "refusal", ""), getattr(request, "conflict", None)
        sheet.tell_widgets(form)
        return form

    def get_fieldsets(self, request, obj=None):
        return writing.fieldsets_for(request, super().get_fieldsets(request, obj))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "section":
            kwargs["queryset"] = doors.sections_open_to(request.user, getattr(request, "story", None))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_changeform_initial_data(self, request):
        return {**sheet.initial(request, settings.SITE_LANGUAGE), **super().get_changeform_initial_data(request)}

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        return kwargs | sheet.initial_rows(request, obj, inline)

    @method_decorator(csp_update({"frame-src": [SELF]}))
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        view = partial(self._without_holding_others_up, request, object_id, form_url, extra_context)
        return keeping.stored_once(self, request, object_id, view)

    def _without_holding_others_up(self, request, *told):
        """Django's view without the transaction it puts around everything that is sent: on SQLite one person writes
        at a time, and nobody should wait while forms are read and pages drawn. It begins with ``save_model``."""
        with ExitStack() as request.transaction:
            return self._changeform_view(request, *told)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= panels.beside(request, obj) if obj else {}
        context |= {"styles": panels.STYLES, "scripts": panels.SCRIPTS}
        context |= keeping.beside(request, obj, context["adminform"].form)
        context["in_editor"] = writing.in_editor(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        """Not yet: text, bylines, people and tags are one version, stored together below, and what a button does
        besides is done with it or not at all."""
        request.transaction.enter_context(transaction.atomic())

    def save_related(self, request, form, formsets, change):
        keeping.store(request, form, formsets)

    def typed(self, request, story):
        """What stands in the sent form, put into ``story``; nothing is stored. For whoever draws it."""
        return unsaved.read(self, request, story)

    def has_delete_permission(self, request, obj=None):
        """Not where she writes as a trainee only, however much she may elsewhere."""
        return super().has_delete_permission(request, obj) and (obj is None or doors.may(request.user, "delete", obj))

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

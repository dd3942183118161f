"""Editions and versions: written by the verbs, read at the desk."""

from django.contrib import admin
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Correction, Edition, Revision
from people.admin import ReadOnlyAdmin


class OfVisibleStories(ReadOnlyAdmin):
    """Only of stories the user may open; the rest is as missing as if it had never been."""

    def get_queryset(self, request):
        rows, mine = super().get_queryset(request), Article.objects.visible_to(request.user)
        # Whoever sees all would have every row looked up among all stories.
        return rows.filter(article__in=mine.values("pk")) if mine.query.where else rows

    def get_object(self, request, object_id, from_field=None):
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found


class EditionStateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("live", _("Live")), ("planned", _("Planned")), ("over", _("Over"))]

    def queryset(self, request, queryset):
        if self.value() == "live":
            return queryset.live()
        if self.value() == "planned":
            return queryset.planned()
        if self.value() == "over":
            return queryset.exclude(pk__in=queryset.live().values("pk")).exclude(pk__in=queryset.planned().values("pk"))
        return queryset


@admin.register(Edition)
class EditionAdmin(OfVisibleStories):
    list_display = ["state_shown", "title", "number", "section", "live_from", "live_until", "printed_by"]
    list_display_links = ["title"]
    ordering = ["-pk"]  # as they were printed
    list_filter = [EditionStateFilter, ("section", admin.RelatedOnlyFieldListFilter), "language", "live_from"]
    list_select_related = ["section", "printed_by"]
    search_fields = ["headline", "kicker", "slug"]
    search_help_text = _("Headline or address")
    show_full_result_count = False
    list_per_page = 50
    fields = [
        "article",
        "number",
        "kicker",
        "headline",
        "lead",
        "section",
        "slug",
        "live_from",
        "live_until",
        "first_live_from",
        "withdrawn_at",
        "withdrawal_notice",
        "printed_by",
        "printed_at",
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body", "pieces", "facts")

    @admin.display(description=_("state"))
    def state_shown(self, edition):
        return render_to_string("desk/_edition_state.html", {"state": state_of(edition)})

    @admin.display(description=_("kicker and headline"), ordering="headline")
    def title(self, edition):
        return render_to_string("desk/_story_title.html", {"story": edition})


def state_of(edition: Edition) -> str:
    """One of live, planned, withdrawn, called_off, over."""
    now = timezone.now()
    if edition.live_until and edition.live_until <= edition.live_from and not edition.withdrawn_at:
        return "called_off"
    if edition.live_from > now:
        return "planned"
    if edition.live_until is None or edition.live_until > now:
        return "live"
    return "withdrawn" if edition.withdrawn_at else "over"


@admin.register(Revision)
class RevisionAdmin(OfVisibleStories):
    list_display = ["at", "article", "version", "label", "by"]
    list_display_links = ["article", "version"]
    ordering = ["-pk"]  # as they came about
    list_select_related = ["article", "by"]
    list_filter = ["at"]  # a walk by year and day would read every version there is
    search_fields = ["article__headline", "label"]
    show_full_result_count = False
    list_per_page = 50
    fields = ["article", "version", "label", "by", "at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("body", "fields", "article__body")


@admin.register(Correction)
class CorrectionAdmin(OfVisibleStories):
    list_display = ["at", "kind", "article", "text"]
    list_display_links = ["text"]
    list_filter = ["kind"]
    list_select_related = ["article"]
    search_fields = ["text", "article__headline"]
    date_hierarchy = "at"
    show_full_result_count = False
    list_per_page = 50
    fields = ["article", "edition", "kind", "text", "at"]

    def get_queryset(self, request):
        return super().get_queryset(request).defer("article__body")

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles.forms import SectionForm
from articles.models import Section, SectionGrant


class GrantInline(admin.TabularInline):
    model = SectionGrant
    extra = 0
    autocomplete_fields = ["user"]
    verbose_name_plural = _("who works here")


@admin.register(Section)
class SectionAdmin(admin.ModelAdmin):
    form = SectionForm
    inlines = [GrantInline]
    list_display = ["name", "stories", "position", "slug"]
    search_fields = ["name", "description"]
    show_full_result_count = False
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(story_count=Count("articles"))

    @admin.display(description=_("stories"), ordering="story_count")
    def stories(self, section):
        return section.story_count

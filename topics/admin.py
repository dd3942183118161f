from django.contrib import admin, messages
from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from taggit.admin import TagAdmin as TaggitTagAdmin
from taggit.models import Tag as TaggitTag

from kit.admin import RankedAndKept
from topics.forms import TagForm
from topics.models import Tag
from topics.search import TAGS

# Importing its admin registers taggit's own list. The newsroom has tags of its own; a second one would only mislead.
if isinstance(admin.site.get_model_admin(TaggitTag), TaggitTagAdmin):
    admin.site.unregister(TaggitTag)


class SaysNewTags(admin.ModelAdmin):
    """For rows with tags: whoever types a word that is no tag yet is told that it has become one."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if told := form.told():
            messages.info(request, told)
            TAGS.keep(*Tag.objects.filter(name__in=form.new_tags).values_list("pk", flat=True))


@admin.register(Tag)
class TagAdmin(RankedAndKept):
    index = TAGS
    form = TagForm
    list_display = ["name", "stories", "aliases_line", "merged_into"]
    list_filter = [("merged_into", admin.EmptyFieldListFilter)]
    list_select_related = ["merged_into"]
    search_fields = ["name", "aliases"]
    search_help_text = _("Tag, or any spelling on record")
    autocomplete_fields = ["merged_into"]
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(story_count=Count("article_items"))

    @admin.display(description=_("stories"), ordering="story_count")
    def stories(self, tag):
        return tag.story_count

    @admin.display(description=_("also written"))
    def aliases_line(self, tag):
        return ", ".join(tag.aliases.split("\n"))

"""The list of stories: its cells, its filters, its bulk deeds."""

from datetime import UTC, datetime

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Count, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import lifecycle
from articles.admin import doors
from articles.forms import WithdrawForm
from articles.querysets import ArticleQuerySet
from topics.models import Tag

TAGS_OFFERED = 20
#: the databases disagree where an empty moment belongs; ours come before every other
NEVER = datetime(1900, 1, 1, tzinfo=UTC)


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [
            ("draft", gettext_lazy("Draft")),
            ("ready", gettext_lazy("Ready")),
            ("planned", gettext_lazy("Planned")),
            ("live", gettext_lazy("Live")),
            ("withdrawn", gettext_lazy("Withdrawn")),
        ]

    def queryset(self, request, queryset):
        return queryset.in_state(self.value()) if self.value() else queryset


class TagFilter(admin.SimpleListFilter):
    """The tags most in use; the others are found by typing them into the search."""

    title = gettext_lazy("tag")
    parameter_name = "tag"

    def lookups(self, request, model_admin):
        often = Tag.objects.annotate(uses=Count("article_items")).filter(uses__gt=0).order_by("-uses", "name")
        return [(str(tag.pk), tag.name) for tag in often[:TAGS_OFFERED]]

    def queryset(self, request, queryset):
        value = self.value() or ""
        return queryset.filter(tag_items__tag=int(value)) if value.isdecimal() else queryset


class StoryList(ChangeList):
    """Only the list needs states and moments; the form and every look-up go without."""

    def get_queryset(self, request, exclude_parameters=None):
        self.root_queryset = self.root_queryset.for_list()
        return super().get_queryset(request, exclude_parameters)


class StoryCells:
    """What the list says of one story; the queryset of ``for_list`` has loaded all of it."""

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, story):
        return render_to_string("desk/_state_cell.html", {"story": story})

    @admin.display(description=gettext_lazy("kicker and headline"), ordering="headline")
    def title(self, story):
        return render_to_string("desk/_story_title.html", {"story": story})

    @admin.display(description=gettext_lazy("section"), ordering="section__position")
    def section_name(self, story):
        return story.section.name if story.section else ""

    @admin.display(description=gettext_lazy("by"))
    def signed(self, story):
        return ", ".join(byline.shown_name for byline in story.bylines.all())

    @admin.display(description=gettext_lazy("appears"), ordering=Coalesce("appears_at", Value(NEVER)))
    def appears(self, story):
        return render_to_string("desk/_moment.html", {"moment": story.appears_at})

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, story):
        return render_to_string("desk/_moment.html", {"moment": story.changed_at})


class BulkDeeds:
    """Each story by its own verb: one that is refused does not hold up the others."""

    actions = ["publish_many", "withdraw_many"]

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.withdraw_article")

    @admin.action(description=gettext_lazy("Publish the selected stories"), permissions=["publish"])
    def publish_many(self, request, queryset):
        _each(request, queryset, "publish", lambda story: lifecycle.publish(story, by=request.user))

    @admin.action(description=gettext_lazy("Withdraw the selected stories …"), permissions=["withdraw"])
    def withdraw_many(self, request, queryset):
        """Asks for the reason first: it goes into the log, and a withdrawal without one is refused."""
        form = WithdrawForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            context = {
                **self.admin_site.each_context(request),
                "title": _("Withdraw stories"),
                "stories": queryset,
                "form": form,
                "opts": self.opts,
            }
            return render(request, "desk/story/withdraw_many.html", context)
        _each(
            request,
            queryset,
            "withdraw",
            lambda story: lifecycle.withdraw(story, by=request.user, **form.cleaned_data),
        )
        return None


def _each(request: HttpRequest, stories: ArticleQuerySet, deed: str, verb) -> None:
    done = 0
    for story in stories:
        if not doors.may(request.user, deed, story):
            messages.warning(request, _("“%(story)s” stands in a section that is not yours.") % {"story": story})
            continue
        try:
            verb(story)
        except lifecycle.Refused as refusal:
            messages.warning(request, f"„{story}“: {refusal}")
        else:
            done += 1
    if done and deed == "publish":
        messages.success(request, ngettext("%(n)s story is live.", "%(n)s stories are live.", done) % {"n": done})
    elif done:
        told = ngettext("%(n)s story is withdrawn.", "%(n)s stories are withdrawn.", done)
        messages.success(request, told % {"n": done})

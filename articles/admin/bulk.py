"""Deeds for many stories at once: each by its own verb, one number in the log, and one undo for all."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from articles import lifecycle
from articles.admin import doors
from articles.forms import WithdrawForm
from articles.lifecycle.duplicating import duplicate
from articles.lifecycle.refiling import VERB, Filing, Undone, refile, undo
from articles.models import Article
from articles.querysets import ArticleQuerySet
from people.lifecycle import in_one_go
from people.models import AuditEvent, User
from topics.models import Tag

#: more in one go is a matter for whoever runs the newsroom
MOST = 500


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    door = story_admin.admin_site.admin_view
    return [
        path(
            "undo/<str:batch>/",
            door(require_http_methods(["GET", "POST"])(partial(take_back, story_admin))),
            name="articles_article_undo",
        ),
        path("<int:pk>/duplicate/", door(require_POST(copy)), name="articles_article_duplicate"),
    ]


class SectionForm(forms.Form):
    section = forms.ModelChoiceField(label=gettext_lazy("section"), queryset=None)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = doors.sections_open_to(user, None)

    def filing(self) -> Filing:
        return Filing("section", after=self.cleaned_data["section"])


class StageForm(forms.Form):
    stage = forms.ChoiceField(label=gettext_lazy("stage"), choices=Article.Stage.choices)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def filing(self) -> Filing:
        return Filing("stage", after=self.cleaned_data["stage"])


class AssigneeForm(forms.Form):
    assignee = forms.ModelChoiceField(
        label=gettext_lazy("with"), queryset=None, required=False, empty_label=gettext_lazy("nobody")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = User.objects.filter(is_active=True, is_staff=True)
        self.fields["assignee"].queryset = staff.order_by("last_name", "first_name", "username")

    def filing(self) -> Filing:
        return Filing("assignee", after=self.cleaned_data["assignee"])


class TagForm(forms.Form):
    tag = forms.CharField(label=gettext_lazy("tag"), max_length=100, widget=forms.TextInput({"list": "bulk-tags"}))

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)

    def clean_tag(self) -> Tag:
        """Only tags there are: a typing error must not reach 500 stories."""
        typed = " ".join(self.cleaned_data["tag"].split())
        tag = Tag.objects.filter(name__iexact=typed).select_related("merged_into").first()
        if tag is None:
            raise forms.ValidationError(_("There is no tag “%(tag)s” yet.") % {"tag": typed})
        return tag

    def filing(self) -> Filing:
        tag = self.cleaned_data["tag"]
        return Filing("tag", after=tag.merged_into or tag)


class UntagForm(TagForm):
    def filing(self) -> Filing:
        return Filing("tag", before=self.cleaned_data["tag"])


class BulkDeeds:
    """Each story by its own verb: one that is refused does not hold up the others."""

    actions = [
        "section_many", "stage_many", "tag_many", "untag_many", "hand_over_many", "duplicate_many",
        "publish_many", "withdraw_many",
    ]  # fmt: skip

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.publish_article")

    def has_withdraw_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.withdraw_article")

    @admin.action(description=gettext_lazy("Section …"), permissions=["change"])
    def section_many(self, request, queryset):
        return _refile(self, request, queryset, SectionForm, "section_many", _("Move to a section"))

    @admin.action(description=gettext_lazy("Stage …"), permissions=["change"])
    def stage_many(self, request, queryset):
        return _refile(self, request, queryset, StageForm, "stage_many", _("Set the stage"))

    @admin.action(description=gettext_lazy("Add a tag …"), permissions=["change"])
    def tag_many(self, request, queryset):
        return _refile(self, request, queryset, TagForm, "tag_many", _("Add a tag"))

    @admin.action(description=gettext_lazy("Take a tag off …"), permissions=["change"])
    def untag_many(self, request, queryset):
        return _refile(self, request, queryset, UntagForm, "untag_many", _("Take a tag off"))

    @admin.action(description=gettext_lazy("Hand over …"), permissions=["change"])
    def hand_over_many(self, request, queryset):
        return _refile(self, request, queryset, AssigneeForm, "hand_over_many", _("Hand over"))

    @admin.action(description=gettext_lazy("Duplicate"), permissions=["add"])
    def duplicate_many(self, request, queryset):
        done, _batch = _each(request, queryset, lambda story: bool(duplicate(story, by=request.user)))
        if done:
            told = ngettext("%(n)s story is duplicated.", "%(n)s stories are duplicated.", done)
            messages.success(request, told % {"n": done})

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_many(self, request, queryset):
        verb = partial(_printed, request)
        done, _batch = _each(request, queryset, verb, "publish")
        if done:
            messages.success(request, ngettext("%(n)s story is live.", "%(n)s stories are live.", done) % {"n": done})

    @admin.action(description=gettext_lazy("Withdraw …"), permissions=["withdraw"])
    def withdraw_many(self, request, queryset):
        """Asks for the reason first: it goes into the log, and a withdrawal without one is refused."""
        form = WithdrawForm(request.POST if "reason" in request.POST else None)
        if not form.is_valid():
            context = {"title": _("Withdraw stories"), "stories": queryset, "form": form}
            return _asked(self, request, "desk/story/withdraw_many.html", context)

        def verb(story: Article) -> bool:
            lifecycle.withdraw(story, by=request.user, **form.cleaned_data)
            return True

        done, _batch = _each(request, queryset, verb, "withdraw")
        if done:
            told = ngettext("%(n)s story is withdrawn.", "%(n)s stories are withdrawn.", done)
            messages.success(request, told % {"n": done})
        return None


def _printed(request: HttpRequest, story: Article) -> bool:
    lifecycle.publish(story, by=request.user)
    return True


def _refile(
    desk: Any, request: HttpRequest, stories: ArticleQuerySet, form_class: Any, action: str, title: str
) -> HttpResponse | None:
    form = form_class(request.POST if "sure" in request.POST else None, user=request.user)
    if not form.is_valid():
        live = stories.in_state("live").count()
        tags = Tag.objects.filter(merged_into=None).values_list("name", flat=True) if "tag" in form.fields else ()
        context = {"title": title, "stories": stories[:MOST], "live": live, "form": form, "deed": action, "tags": tags}
        return _asked(desk, request, "desk/story/bulk.html", context)
    filing = form.filing()
    done, batch = _each(request, stories, lambda story: refile(story, filing, by=request.user))
    told = ngettext("%(n)s story is changed.", "%(n)s stories are changed.", done) % {"n": done}
    if done:
        messages.success(request, told, extra_tags=f"undo {batch}")
    else:
        messages.info(request, _("Nothing to change: they all are so already."))
    return None


def _asked(desk: Any, request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    around = {"opts": desk.opts, "back": request.get_full_path()}
    return render(request, template, {**desk.admin_site.each_context(request), **around, **context})


def _each(
    request: HttpRequest, stories: ArticleQuerySet, verb: Callable[[Article], bool], deed: str = "change"
) -> tuple[int, str]:
    done = 0
    if stories.count() > MOST:
        told = _("These are more than %(most)s stories. Please take fewer at a time.")
        messages.warning(request, told % {"most": MOST})
        return 0, ""
    with in_one_go() as batch:
        for story in list(stories):
            if deed != "change" and not doors.may(request.user, deed, story):
                told = _("“%(story)s” stands in a section that is not yours.")
                messages.warning(request, told % {"story": story})
                continue
            try:
                done += verb(story)
            except lifecycle.Refused as refusal:
                messages.warning(request, _("“%(story)s”: %(why)s") % {"story": story, "why": refusal})
    return done, batch


def take_back(desk: admin.ModelAdmin, request: HttpRequest, batch: str) -> HttpResponse:
    """One undo for what was done in one go; tells what stayed and why."""
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    mine = Article.objects.visible_to(request.user)
    events = AuditEvent.objects.filter(batch=batch, verb=VERB)
    keys = [int(event.target_id) for event in events]
    seen = {str(key) for key in mine.filter(pk__in=keys).values_list("pk", flat=True)}
    if not seen:
        raise Http404
    if request.method == "GET":
        context = {"title": _("Take back"), "events": [event for event in events if event.target_id in seen]}
        return _asked(desk, request, "desk/story/undo.html", context)
    with in_one_go() as number:
        undone = undo(batch, by=request.user, allowed=lambda story: str(story.pk) in seen)
    _tell(request, undone, number)
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def _tell(request: HttpRequest, undone: Undone, number: str) -> None:
    if undone.done:
        told = ngettext("Taken back for %(n)s story.", "Taken back for %(n)s stories.", undone.done)
        messages.success(request, told % {"n": undone.done}, extra_tags=f"redo {number}")
    elif not undone.left and not undone.foreign:
        messages.info(request, _("There is nothing left to take back."))
    for sentence in undone.left:
        messages.warning(request, sentence)
    if undone.foreign:
        told = ngettext(
            "%(n)s story is not within your sections any more and stays as it is.",
            "%(n)s stories are not within your sections any more and stay as they are.",
            undone.foreign,
        )
        messages.warning(request, told % {"n": undone.foreign})


def copy(request: HttpRequest, pk: int) -> HttpResponse:
    story = doors.story_or_404(request, pk)
    if not request.user.has_perm("articles.add_article"):
        raise PermissionDenied
    made = duplicate(story, by=request.user)
    messages.success(request, _("This is the copy. It has no address yet, and the note says where it is from."))
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[made.pk]))

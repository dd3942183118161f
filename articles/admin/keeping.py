"""From the sent form to the stored story: once, however often it is sent; merged with what others saved; or asked.

Whatever cannot be stored comes back in the form, every word kept.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db import IntegrityError
from django.forms import BaseInlineFormSet, MultiWidget
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import lifecycle
from articles.admin import autosave, rows, writing
from articles.admin.widget import compact
from articles.body import notation
from articles.body.validate import BodyRefused
from articles.lifecycle import merging, states
from articles.lifecycle.intake import rewrite
from articles.models import Article, Revision

View = Callable[[], HttpResponse]


def stored_once(story_admin: admin.ModelAdmin, request: HttpRequest, object_id: str | None, view: View) -> HttpResponse:
    """``view`` is Django's own; what a verb refuses while it stores is shown above the form it came in."""
    if request.method != "POST":
        return _with_draft(story_admin, request, object_id, view) if "unsaved" in request.GET else view()
    request.sent = token_of(request)
    if earlier := _made_of(request):
        return _answered(request, earlier)
    request.POST = rows.by_value(request.POST, object_id)
    try:
        return view()
    except lifecycle.Replayed as again:
        return _answered(request, again.revision)
    except lifecycle.Conflict as asked:
        request.conflict, request.refusal = asked, str(asked)
        if writing.in_editor(request):
            request.POST = _with_both(story_admin, request, object_id, asked)
        else:
            request.refusal = _over_theirs(asked)
    except (lifecycle.Refused, BodyRefused) as refusal:
        request.refusal = str(refusal)
    except IntegrityError:
        if earlier := _made_of(request):
            return _answered(request, earlier)
        request.refusal = _("Something this story points at was deleted at this very moment. Please look at it again.")
    return view()


def _over_theirs(asked: lifecycle.Conflict) -> str:
    """Plain text has no place for two texts of one block: what was typed stays, and theirs among the versions."""
    told = _(
        "%(who)s changed the same places as you after you opened the story. Nothing of yours has been stored yet; your "
        "text still stands here. Save it over theirs, which stays among the versions, or go on in the editor."
    )
    return told % {"who": merging.names(asked.others)}


def token_of(request: HttpRequest) -> str | None:
    """One form, one content, one person: sent again it is the same, and with another word in it another."""
    token = request.POST.get("save_token", "")
    if not token:
        return None
    sent = [(name, request.POST.getlist(name)) for name in sorted(request.POST) if name != "csrfmiddlewaretoken"]
    content = hashlib.sha256(repr([request.user.pk, request.path, sent]).encode("utf-8", "replace"))
    return f"{token[:15]}.{content.hexdigest()[:24]}"


def _made_of(request: HttpRequest) -> Revision | None:
    if not request.sent:
        return None
    return Revision.objects.filter(token=request.sent, by=request.user).select_related("article").first()


def _answered(request: HttpRequest, revision: Revision) -> HttpResponse:
    """As the first time. What its button did besides, it did in the same breath, and does not do again."""
    told = _("Saved at %(time)s.") % {"time": f"{timezone.localtime(revision.at):%H:%M}"}
    messages.success(request, told)
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[revision.article_id]))


def store(request: HttpRequest, form: Any, formsets: list[BaseInlineFormSet]) -> None:
    """Everything the form says, as one version. Called when all of it is valid."""
    story: Article = form.instance
    label = form.cleaned_data.get("version_name") or ""
    lists = {name: said for formset in formsets for name, said in rows.said(formset).items()}
    if "tags" in form.changed_data:
        lists["tags"] = [states.tagged(name) for name in form.cleaned_data["tags"]]
    if story.pk is None:
        created = rewrite(story, form.cleaned_data["text"]) if form.cleaned_data.get("text") else []
        lifecycle.save(story, by=request.user, label=label, lists=lists, token=request.sent)
    else:
        base = form.cleaned_data.get("base_version")
        body, created = _typed_body(form, story, base)
        typed = lifecycle.Typed(states.columns(story, form.changed_data), lists, body)
        overwrite = bool(form.cleaned_data.get("overwrite"))
        settled = lifecycle.settle(
            story, typed, by=request.user, base_version=base, label=label, token=request.sent, overwrite=overwrite
        )
        _tell(request, settled)
    told = [_("Created: %(what)s.") % {"what": sentence} for sentence in created]
    for sentence in filter(None, [*told, form.told()]):
        messages.info(request, sentence)


def beside(request: HttpRequest, story: Article | None, form: Any) -> dict[str, Any]:
    """What the page says about unsaved text and about a question that is open."""
    asked = form.asked
    return {
        "draft": autosave.offered(story, request) if story and request.method == "GET" else None,
        "draft_taken": getattr(request, "draft_taken", None),
        "conflict": asked and not writing.in_editor(request),
        "asked": asked and _question(asked),
    }


def _question(asked: lifecycle.Conflict) -> dict[str, Any]:
    """For the page's script: which blocks and fields stand twice, and whose the other text is."""
    return {
        "who": merging.names(asked.others),
        "blocks": [{"theirs": clash.block, "mine": clash.mine} for clash in asked.clashes if clash.mine],
        "kept": [clash.block for clash in asked.clashes if not clash.mine],
        "fields": [{"name": states.field_name(q.name), "theirs": q.theirs} for q in asked.questions],
    }


def _with_draft(story_admin: admin.ModelAdmin, request: HttpRequest, object_id: str | None, view: View) -> HttpResponse:
    """The form as it was typed and never saved: shown as if it had just been sent, and nothing is stored."""
    story = story_admin.get_object(request, object_id) if object_id else None
    draft = autosave.offered(story, request) if story and story_admin.has_change_permission(request, story) else None
    if draft is None:
        return view()
    request.FILES  # noqa: B018 -- read now, or reading it later would read the empty POST again, too
    request.method, request.POST = "POST", QueryDict(mutable=True)
    request.POST.update(draft.fields)  # says which of the two ways to write it was typed in
    data = QueryDict(mutable=True)
    for values in as_sent(story_admin.get_form(request, story, change=True)(instance=story)).values():
        data.update(values)
    rows.put(data, states.lists(story))
    for name, value in draft.fields.items():
        data[name] = value
    data["base_version"] = str(draft.base_version)
    request.POST, request.draft_taken = rows.by_value(data, object_id), draft
    request.refusal = _("This is what you typed last and never saved. It is stored once you save it.")
    return view()


def _typed_body(form: Any, story: Article, base_version: int | None) -> tuple[dict[str, Any] | None, list[str]]:
    """The body as typed, if it was touched; text is read against the version it was written from."""
    if "body" in form.changed_data:
        return form.cleaned_data["body"], []
    if "text" not in form.changed_data:
        return None, []
    stored = Article.objects.only("body", "version", "language").get(pk=story.pk)
    if base_version is not None and base_version != stored.version:
        base = stored.revisions.filter(version=base_version).first()
        stored.body = base.body if base else stored.body
    if notation.write(stored.body, stored.language).strip() == form.cleaned_data["text"]:
        return None, []
    created = rewrite(stored, form.cleaned_data["text"])
    return stored.body, created


def _tell(request: HttpRequest, settled: lifecycle.Settled) -> None:
    if not settled.merged:
        return
    at = merging.last_change(settled.merged)
    words = {"who": merging.names(settled.merged), "time": f"{timezone.localtime(at):%H:%M}"}
    messages.info(request, _("What %(who)s saved by %(time)s is in it, too.") % words)
    if settled.kept:
        messages.info(request, _("Blocks that one of you deleted and the other changed have stayed, as changed."))


def _with_both(
    story_admin: admin.ModelAdmin, request: HttpRequest, object_id: str | None, asked: lifecycle.Conflict
) -> QueryDict:
    """The form as it was sent, with what the others changed in it, and with both texts where they met."""
    story = story_admin.get_object(request, object_id)
    mine = set(asked.columns)
    data = request.POST.copy()
    for name, values in as_sent(story_admin.get_form(request, story, change=True)(instance=story)).items():
        column = states.attribute(name)
        if column and column not in mine:
            for key, value in values.items():
                data[key] = value
    if asked.body is not None:
        data["body"] = compact(asked.body)
    elif "body" in data:
        data["body"] = compact(story.body)
    around = {**states.lists(story), **asked.lists}
    data["tags"] = ", ".join(row["said"] for row in around["tags"])
    rows.put(data, around)
    data["base_version"] = str(asked.version)
    return rows.by_value(data, object_id)


def as_sent(form: Any) -> dict[str, dict[str, str]]:
    """What a browser would send of each field of an unbound form, by the name of the field."""
    return {bound.name: _sent_of(bound) for bound in form}


def _sent_of(bound: Any) -> dict[str, str]:
    widget, value = bound.field.widget, bound.value()
    if isinstance(widget, MultiWidget):
        parts = zip(widget.widgets_names, widget.widgets, widget.decompress(value), strict=True)
        return {bound.html_name + suffix: _plain(one.format_value(part)) for suffix, one, part in parts}
    return {bound.html_name: _plain(widget.format_value(value) if hasattr(widget, "format_value") else value)}


def _plain(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        value = value[0] if value else ""
    return "" if value is None else str(value)

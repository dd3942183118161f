"""What a story belongs to: its series, and itself in other languages."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from articles import lifecycle
from articles.admin import doors
from articles.lifecycle.translating import start_translation, taken_languages
from articles.models import Article

MOST = 200


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    door, name = story_admin.admin_site.admin_view, "articles_article_%s"
    return [
        path("series/", door(require_GET(series)), name=name % "series"),
        path("<int:pk>/translations/", door(require_GET(translations)), name=name % "translations"),
        path("<int:pk>/translate/", door(require_POST(translate)), name=name % "translate"),
    ]


def series(request: HttpRequest) -> HttpResponse:
    """Every series she may see stories of, newest first, and which part comes next."""
    if not request.user.has_perm("articles.view_article"):
        raise PermissionDenied
    mine = Article.objects.visible_to(request.user).exclude(series="")
    known = mine.values("series").annotate(last=Max("series_part"), newest=Max("pk")).order_by("-newest")[:MOST]
    return JsonResponse({"series": [{"name": row["series"], "next": (row["last"] or 0) + 1} for row in known]})


def translations(request: HttpRequest, pk: int) -> HttpResponse:
    """The other languages of a story: which there are, and which can be begun."""
    story = doors.story_or_404(request, pk)
    taken = taken_languages(story)
    others = [one for one in taken.values() if one.pk != story.pk]
    mine = Article.objects.visible_to(request.user).filter(pk__in=[one.pk for one in others])
    visible = set(mine.values_list("pk", flat=True))
    context = {
        "original": story,
        "kin": [one for one in others if one.pk in visible],
        "hidden": sum(one.pk not in visible for one in others),
        "free": [(code, name) for code, name in Article.Language.choices if code not in taken],
        "may_begin": _may_begin(request),
    }
    return render(request, "desk/story/sheet/_translations.html", context)


def translate(request: HttpRequest, pk: int) -> HttpResponse:
    story = doors.story_or_404(request, pk)
    if not _may_begin(request):
        raise PermissionDenied
    try:
        draft = start_translation(story, language=request.POST.get("language", ""), by=request.user)
    except (lifecycle.Refused, ValueError) as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))
    told = _("This is a copy of “%(story)s” to be written over. It is a draft of its own, tied to the original.")
    messages.success(request, told % {"story": story})
    return HttpResponseRedirect(reverse("admin:articles_article_change", args=[draft.pk]))


def _may_begin(request: HttpRequest) -> bool:
    return request.user.has_perms(["articles.add_article", "articles.change_article"])

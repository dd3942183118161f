"""Former addresses of a story, and the click that takes one of them back."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import lifecycle
from articles.admin import doors
from articles.body.validate import BodyRefused
from articles.lifecycle.addressing import take_back_address
from articles.models import Article, Draft


def urls(story_admin: admin.ModelAdmin) -> list[URLPattern]:
    view = story_admin.admin_site.admin_view(require_POST(take_back))
    return [path("<int:pk>/addresses/take-back/", view, name="articles_article_take_back_address")]


def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    story = doors.story_or_404(request, pk)
    if not request.user.has_perm("articles.change_article"):
        raise PermissionDenied
    slug = request.POST.get("slug", "")[:120]
    back = HttpResponseRedirect(f"{reverse('admin:articles_article_change', args=[story.pk])}?open=versions")
    if Draft.objects.filter(article=story, user=request.user).exists():
        messages.error(request, _("There are words of yours in this story that are not saved. Save them first."))
        return back
    try:
        take_back_address(story, slug, by=request.user)
    except (lifecycle.Refused, BodyRefused) as refusal:
        messages.warning(request, str(refusal))
    else:
        told = _("The story’s address is “%(slug)s” again. Readers get it with the next edition.")
        messages.success(request, told % {"slug": slug})
    return back


def addresses_of(story: Article) -> dict[str, Any]:
    """What readers have now, what the story will have, and the others. Two queries."""
    live = story.editions.live().values_list("slug", flat=True).first()
    return {
        "live": live,
        "own": story.slug,
        "former": [one for one in story.slugs.all() if one.slug not in (live, story.slug)],
        "short": settings.SITE_URL + reverse("short", args=[story.pk]),
    }

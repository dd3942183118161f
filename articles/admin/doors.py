"""May she? Asked before any verb; whether it is possible is the verb's own business."""

from collections.abc import Callable
from typing import Any

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from articles.models import Article, Section, SectionGrant
from people.models import User


def may(user: User, deed: str, article: Article) -> bool:
    """By her role, and where she does not see every section, by a grant that is more than a trainee's.

    A story without a section is nobody's ground yet: printing it is refused for that anyway, in words.
    """
    if not user.has_perm(f"articles.{deed}_article"):
        return False
    if user.has_perm("articles.see_all_sections") or article.section_id is None:
        return True
    granted = SectionGrant.objects.filter(user=user, section=article.section_id)
    return granted.exclude(role=SectionGrant.Role.TRAINEE).exists()


def sections_granted(user: User) -> QuerySet[Section]:
    return Section.objects.filter(grants__user=user)


def sections_open_to(user: User, article: Article | None) -> QuerySet[Section]:
    """Where she may put a story: her sections, and the one it stands in already."""
    if user.has_perm("articles.see_all_sections"):
        return Section.objects.all()
    here = Q(pk=article.section_id) if article and article.section_id else Q(pk__in=[])
    return Section.objects.filter(Q(grants__user=user) | here).distinct()


def story_or_404(request: HttpRequest, pk: int) -> Article:
    """A foreign story is as missing as one that never was."""
    user = request.user
    article = Article.objects.visible_to(user).select_related("section").filter(pk=pk).first()
    if article is None or not user.has_perm("articles.view_article"):
        raise Http404
    return article


def with_story(
    story_admin: ModelAdmin, view: Callable[..., HttpResponse], method: Callable[..., Any] = require_POST
) -> Callable[..., HttpResponse]:
    """The admin's view at ``…/<int:pk>/…``: ``view`` gets the story in the place of its key, or nobody gets in."""

    def found(request: HttpRequest, pk: int, **kwargs: Any) -> HttpResponse:
        return view(request, story_or_404(request, pk), **kwargs)

    return story_admin.admin_site.admin_view(method(found))


def demand(request: HttpRequest, deed: str, article: Article) -> None:
    if not may(request.user, deed, article):
        raise PermissionDenied

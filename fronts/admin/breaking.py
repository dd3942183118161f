"""Breaking news: one small form, and what is up now."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article
from fronts import lifecycle
from fronts.forms import BreakingForm
from fronts.models import BreakingNews

OFFERED = 30
MAY = "fronts.break_news"


@admin.register(BreakingNews)
class BreakingNewsAdmin(admin.ModelAdmin):
    list_display = ["headline", "article", "live_from", "live_until", "made_by"]
    list_select_related = ["article", "made_by"]
    list_display_links = None

    def get_urls(self):
        def door(view):
            return self.admin_site.admin_view(view)

        add = require_http_methods(["GET", "HEAD", "POST"])(self.send)
        return [
            path("add/", door(add), name="fronts_breakingnews_add"),
            path("<int:pk>/end/", door(require_POST(self.end)), name="fronts_breakingnews_end"),
            *super().get_urls(),
        ]

    def send(self, request):
        """A line, enter, and it is up; the story behind it opens to be written on."""
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        form = BreakingForm(request.POST or None, stories=_published(request.user))
        if request.method == "POST" and form.is_valid():
            try:
                breaking = lifecycle.break_news(form.alarm(), by=request.user)
            except lifecycle.Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                told = _("It is up. Readers see “%(headline)s” on every page.") % {"headline": breaking}
                messages.success(request, told)
                return HttpResponseRedirect(reverse("admin:articles_article_change", args=[breaking.article_id]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Breaking news"),
            "form": form,
            "up": BreakingNews.objects.live().select_related("article", "made_by").first(),
        }
        return TemplateResponse(request, "desk/fronts/breaking.html", context)

    def end(self, request, pk):
        if not request.user.has_perm(MAY):
            raise PermissionDenied
        breaking = get_object_or_404(BreakingNews, pk=pk)
        try:
            lifecycle.end_breaking(breaking, by=request.user)
        except lifecycle.Refused as refusal:
            messages.warning(request, str(refusal))
        else:
            messages.success(request, _("The line is down. The story stays."))
        return HttpResponseRedirect(reverse("admin:fronts_breakingnews_add"))

    def has_add_permission(self, request):
        return request.user.has_perm(MAY)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def _published(user):
    """The newest first: what one breaks is seldom older than a day."""
    rows = Article.objects.visible_to(user).in_state("live").order_by("-changed_at")
    return rows.filter(pk__in=list(rows.values_list("pk", flat=True)[:OFFERED]))

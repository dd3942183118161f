"""Fronts in the desk: which there are, and the addresses of arranging one."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from fronts.admin import arrange, doors, history, steps
from fronts.models import Front, FrontEdition


@admin.register(Front)
class FrontAdmin(admin.ModelAdmin):
    """No rows to add or delete: a front is there as long as its section is."""

    def get_urls(self):
        def door(view, method=require_safe):
            return self.admin_site.admin_view(method(view))

        return [
            path("", door(self.fronts), name="fronts_front_changelist"),
            path("<slug:which>/", door(arrange.arrange), name="fronts_front_arrange"),
            path("<slug:which>/step/", door(steps.step, require_POST), name="fronts_front_step"),
            path("<slug:which>/publish/", door(steps.publish, require_POST), name="fronts_front_publish"),
            path("<slug:which>/editions/", door(history.editions), name="fronts_front_editions"),
            path(
                "<slug:which>/editions/<int:number>/<slug:deed>/",
                door(history.deed, require_POST),
                name="fronts_front_edition",
            ),
        ]

    @staticmethod
    def looked(request, which):
        """What the picture of the page shows; the readers' view that draws it must not know the desk."""
        return arrange.look_of(request, which)

    def fronts(self, request):
        """Every front there is to arrange, what stands there and what is planned. Four questions."""
        if not request.user.has_perm("fronts.arrange_front"):
            raise PermissionDenied
        sections = doors.own_sections(request.user)
        home = [None] if doors.may_arrange(request.user, None) else []
        fronts = {front.section_id: front for front in Front.objects.select_related("changed_by")}
        live = {edition.front_id: edition for edition in FrontEdition.objects.live().select_related("printed_by")}
        planned = {edition.front_id: edition for edition in FrontEdition.objects.planned().order_by("-live_from")}
        rows = []
        for section in [*home, *sections]:
            front = fronts.get(section.pk if section else None)
            key = front.pk if front else None
            place = doors.Place(section, None)
            rows.append({"place": place, "front": front, "live": live.get(key), "planned": planned.get(key)})
        context = {**self.admin_site.each_context(request), "title": _("Fronts"), "rows": rows, "opts": self.opts}
        return TemplateResponse(request, "desk/fronts/list.html", context)

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("fronts.arrange_front")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

"""A small picture of a clip that has no poster: what its programme shows where it begins."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from visuals.models import Clip
from visuals.models.playback import tile_of
from visuals.pipeline.video import boards

A_DAY = 24 * 3600  # the desk's browser keeps it: another cut or another version has another address


def urls(clip_admin: admin.ModelAdmin) -> list[URLPattern]:
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        if not clip_admin.has_view_permission(request):
            raise PermissionDenied
        return _glimpse(get_object_or_404(Clip.objects.select_related("footage__active"), pk=pk))

    door = clip_admin.admin_site.admin_view(require_safe(view), cacheable=True)
    return [path("<int:pk>/glimpse/", door, name="visuals_clip_glimpse")]


def _glimpse(clip: Clip) -> HttpResponse:
    tile = tile_of(clip.footage, clip.in_ms, clip.out_ms) if clip.footage else None
    if tile is None or clip.footage is None or clip.footage.active is None:
        raise Http404
    version = clip.footage.active
    try:
        with default_storage.open(f"{version.path}/{boards.sheet_of(version.board, tile)}") as file:
            data = boards.cut_out(version.board, file.read(), tile)
    except FileNotFoundError as gone:
        raise Http404 from gone
    response = HttpResponse(data, content_type="image/jpeg")
    patch_cache_control(response, private=True, max_age=A_DAY)
    return response

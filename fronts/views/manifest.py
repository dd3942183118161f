from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

SIZES = (192, 512)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the paper on its home screen. Nothing is kept there: it opens the site."""
    icons = [{"src": static("img/icon.svg"), "type": "image/svg+xml", "sizes": "any"}]
    icons += [{"src": static(f"img/icon-{size}.png"), "type": "image/png", "sizes": f"{size}x{size}"} for size in SIZES]
    told = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME[:24],
        "lang": settings.SITE_LANGUAGE,
        "start_url": reverse("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#fdfefe",
        "theme_color": "#fdfefe",
        "icons": icons,
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})

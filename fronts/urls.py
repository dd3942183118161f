from django.conf import settings
from django.urls import path

from articles import feeds
from fronts import views

SECTION, STANDING = {
    "de": (
        "rubrik",
        {
            "imprint": "impressum",
            "privacy": "datenschutz",
            "accessibility": "barrierefreiheit",
            "principles": "grundsaetze",
        },
    ),
    "en": ("section", {kind: kind for kind in ("imprint", "privacy", "accessibility", "principles")}),
}[settings.SITE_LANGUAGE]

urlpatterns = [
    path("", views.home, name="home"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path(f"{SECTION}/<slug:slug>/", views.section, name="section"),
    path(f"{SECTION}/<slug:slug>/feed.<slug:form>", feeds.section, name="section_feed"),
    *(path(f"{address}/", views.standing, {"kind": kind}, name=kind) for kind, address in STANDING.items()),
]

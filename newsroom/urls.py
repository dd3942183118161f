from django.contrib import admin
from django.urls import include, path

from newsroom import health
from newsroom.security_txt import security_txt

urlpatterns = [
    path("admin/", include("newsroom.login.urls")),
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("", include("fronts.urls")),
    path("", include("articles.urls")),
    path("", include("visuals.urls")),
]
handler404 = "newsroom.errors.not_found"
handler500 = "newsroom.errors.broken"

from django.conf import settings
from django.urls import path

from visuals import views

PICTURE, FOOTAGE, CAPTIONS, CHAPTERS = {
    "de": ("bilder", "sendungen", "untertitel", "kapitel"),
    "en": ("pictures", "footage", "captions", "chapters"),
}[settings.SITE_LANGUAGE]

urlpatterns = [
    path(f"{PICTURE}/<slug:key>/<slug:stamp>/<slug:size>.<slug:form>", views.rendition, name="rendition"),
    path(f"{FOOTAGE}/<slug:key>", views.footage, name="footage"),
    path(f"{FOOTAGE}/<slug:key>/{CHAPTERS}.vtt", views.chapters, name="chapters"),
    path(f"{FOOTAGE}/<slug:key>/{CAPTIONS}/<int:track>-<slug:digest>.vtt", views.captions, name="captions"),
    path(f"{FOOTAGE}/<slug:key>/<int:number>/<path:name>", views.footage_file, name="footage_file"),
]

from django.conf import settings
from django.urls import path

from visuals import views

PICTURE, FOOTAGE = {"de": ("bilder", "sendungen"), "en": ("pictures", "footage")}[settings.SITE_LANGUAGE]

urlpatterns = [
    path(f"{PICTURE}/<slug:key>/<slug:stamp>/<slug:size>.<slug:form>", views.rendition, name="rendition"),
    path(f"{FOOTAGE}/<slug:key>", views.footage, name="footage"),
]

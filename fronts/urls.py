from django.conf import settings
from django.urls import path

from articles import feeds
from fronts import views

SECTION = {"de": "rubrik", "en": "section"}[settings.SITE_LANGUAGE]

urlpatterns = [
    path("", views.home, name="home"),
    path(f"{SECTION}/<slug:slug>/", views.section, name="section"),
    path(f"{SECTION}/<slug:slug>/feed.<slug:form>", feeds.section, name="section_feed"),
]

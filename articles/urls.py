from django.conf import settings
from django.urls import path

from articles import views

STORY, TOPIC, PERSON, AUTHOR, CLIP = {
    "de": ("artikel", "thema", "personen", "autoren", "videos"),
    "en": ("article", "topic", "people", "authors", "videos"),
}[settings.SITE_LANGUAGE]

urlpatterns = [
    path(f"{STORY}/<slug:slug>/", views.story, name="story"),
    path(f"{TOPIC}/<slug:slug>/", views.topic, name="topic"),
    path(f"{PERSON}/<slug:slug>/", views.person, name="person"),
    path(f"{AUTHOR}/<slug:slug>/", views.author, name="author"),
    path(f"{CLIP}/", views.clips, name="clips"),
    path(f"{CLIP}/<slug:slug>/", views.clip, name="clip"),
]

from django.urls import path
from kit.words import word

from articles import views

urlpatterns = [
    path(f"{word('story')}/<slug:slug>/", views.story, name="story"),
    path(f"{word('topic')}/<slug:slug>/", views.topic, name="topic"),
    path(f"{word('person')}/<slug:slug>/", views.person, name="person"),
    path(f"{word('author')}/<slug:slug>/", views.author, name="author"),
    path(f"{word('clip')}/", views.clips, name="clips"),
    path(f"{word('clip')}/<slug:slug>/", views.clip, name="clip"),
]

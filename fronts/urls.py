from django.urls import path

from fronts import views
from kit.words import word

urlpatterns = [
    path("", views.home, name="home"),
    path(f"{word('section')}/<slug:slug>/", views.section, name="section"),
]

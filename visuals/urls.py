from django.urls import path

from kit.words import word
from visuals import views

urlpatterns = [
    path(f"{word('picture')}/<slug:key>/<int:width>.<slug:form>", views.rendition, name="rendition"),
    path(f"{word('footage')}/<slug:key>", views.footage, name="footage"),
]

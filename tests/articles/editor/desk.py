"""The newsroom's addresses, and one page besides that holds the editor alone."""

from django import forms
from django.http import HttpResponse, JsonResponse
from django.template import engines
from django.urls import path

from articles.admin.widget import BodyField
from articles.models import Article
from newsroom.urls import urlpatterns as newsroom

BARE = """<!DOCTYPE html><title>x</title>{% load static %}<link rel="icon" href="{% static 'img/icon.svg' %}">
<script src="{% url 'admin:jsi18n' %}"></script>{{ form.media }}<div id="content"><form method="post">{% csrf_token %}
{{ form.body }}<button name="_continue">Save</button></form></div>"""


class BodyForm(forms.Form):
    body = BodyField()


def bare(request, pk):
    """The editor with nothing around it, so that even a body no other page can draw is opened; answers what it got."""
    if request.method == "POST":
        return JsonResponse({"received": request.POST["body"]})
    form = BodyForm(initial={"body": Article.objects.get(pk=pk).body})
    return HttpResponse(engines["django"].from_string(BARE).render({"form": form}, request))


urlpatterns = [path("bare/<int:pk>/", bare), *newsroom]

"""The story's sheet from top to bottom: what stands where, and the rows that hang on a story."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin import doors
from articles.forms import ArticleForm, BylineForm, NamedForm
from articles.models import Article, ArticlePerson, Byline, Section


class KnownPerson(AutocompleteSelect):
    """A field of choice that has been told who is chosen: Django's own asks the database for each row again."""

    known: tuple[str, str] | None = None

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[Any]:
        if self.known is None or value != [self.known[0]]:
            return super().optgroups(name, value, attrs)
        nobody = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*nobody, self.create_option(name, *self.known, True, 0)], 0)]


class NamesPeople(admin.TabularInline):
    """Rows that each point at a person: two queries, however many there are."""

    autocomplete_fields = ["person"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("person")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "person":
            kwargs["widget"] = KnownPerson(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class BylineInline(NamesPeople):
    """Shown as chips; the table below them is for a browser without scripts, and for errors."""

    model = Byline
    form = BylineForm
    extra = 0
    fields = ["person", "name", "position"]
    template = "desk/story/sheet/_bylines.html"

    def get_extra(self, request, obj=None, **kwargs):
        return 0 if obj else 1


class NamedInline(NamesPeople):
    model = ArticlePerson
    form = NamedForm
    extra = 0
    fields = ["person", "role", "position"]
    template = "desk/story/sheet/_named.html"


HEADS = (None, {"classes": ["heads"], "fields": ["kicker", "headline", "lead"]})
FILED = (None, {"classes": ["filed"], "fields": ["section", "place", "kind", "stage"]})
TEXT = (None, {"classes": ["copy"], "fields": ["text", "base_version", "save_token"]})
TOPICS = (_("Topics"), {"classes": ["set", "topics"], "fields": ["tags"]})
PICTURE = (
    _("Lead picture"),
    {"classes": ["set", "picture"], "fields": ["lead_image", "lead_image_caption", "lead_image_credit"]},
)
TEASER = (
    _("In lists and on front pages"),
    {
        "classes": ["set", "teaser"],
        "fields": ["teaser_kicker", "teaser_headline", "teaser_text"],
        "description": _("Empty fields take what stands in grey."),
    },
)
KIN = (
    _("Series and languages"),
    {"classes": ["set", "kin"], "fields": ["series", "series_part", "language", "translation_of"]},
)
DESK = (
    _("For the desk"),
    {"classes": ["set", "desk"], "fields": ["note", "story_date", "slug"]},
)
FIELDSETS = [HEADS, FILED, TEXT, TOPICS, TEASER, PICTURE, KIN, DESK]


def usual_section(request: HttpRequest) -> Section | None:
    """Where a new story of hers most likely belongs: the only section granted, else the one she wrote for last."""
    granted = list(doors.sections_granted(request.user)[:2])
    if len(granted) == 1:
        return granted[0]
    open_to = doors.sections_open_to(request.user, None)
    last = Article.objects.filter(created_by=request.user, section__in=open_to.values("pk"))
    story = last.select_related("section").order_by("-created_at", "-pk").first()
    return story.section if story else None


def initial(request: HttpRequest, language: str) -> dict[str, Any]:
    section = usual_section(request)
    return {"language": language, **({"section": section.pk} if section else {})}


def initial_rows(request: HttpRequest, story: Article, inline: admin.TabularInline) -> dict[str, Any]:
    """Whoever begins a story signs it, unless she says otherwise."""
    if request.method == "GET" and story.pk is None and isinstance(inline, BylineInline) and request.user.person_id:
        return {"initial": [{"person": request.user.person_id}]}
    return {}


def tell_widgets(form: type[ArticleForm]) -> None:
    """Where the page asks while one types; the form itself knows no addresses."""
    for name, address in (("series", "articles_article_series"),):
        if name in form.base_fields:
            form.base_fields[name].widget.attrs["data-known"] = reverse(f"admin:{address}")

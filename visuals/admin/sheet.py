"""Describing pictures: the sheet after an upload, one row a picture, and the drawer for many at once."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.models import Organisation, Person
from visuals import lifecycle
from visuals.forms.describing import LAST_DAYS, DescriptionForm, ManyForm
from visuals.models import Image

MOST = 300


def urls(image_admin: admin.ModelAdmin) -> list[URLPattern]:
    def door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        def opened(request: HttpRequest) -> HttpResponse:
            if not image_admin.has_change_permission(request):
                raise PermissionDenied
            return view(request, image_admin)

        return image_admin.admin_site.admin_view(opened)

    name = "visuals_image_%s"
    return [
        path("sheet/", door(require_http_methods(["GET", "HEAD", "POST"])(sheet)), name=name % "sheet"),
        path("drawer/", door(require_GET(drawer)), name=name % "drawer"),
        path("describe/", door(require_POST(describe)), name=name % "describe"),
    ]


def sheet(request: HttpRequest, image_admin: admin.ModelAdmin) -> HttpResponse:
    """Every picture with what is printed of it, to be checked in a minute. Five queries for any number."""
    asked = request.POST if request.method == "POST" else request.GET
    images = _chosen(asked.get("ids", ""))
    agencies = spellings()
    typed = request.POST if request.method == "POST" else None
    named = list(Person.objects.called(_names_in(images)))
    forms = [DescriptionForm(typed, image=image, agencies=agencies, named=named) for image in images]
    valid = [form.is_valid() for form in forms]  # each of them: every mistake is shown at once
    if typed is not None and all(valid):
        changes = {form.image.pk: form.change for form in forms if form.has_changed()}
        if changes:
            lifecycle.describe(changes, by=request.user)
        told = ngettext("%(number)s picture changed.", "%(number)s pictures changed.", len(changes))
        messages.success(request, told % {"number": len(changes)} if changes else _("Nothing was changed."))
        return HttpResponseRedirect(f"{reverse('admin:visuals_image_sheet')}?ids={','.join(str(i.pk) for i in images)}")
    context = {
        **image_admin.admin_site.each_context(request),
        "opts": image_admin.opts,
        "forms": forms,
        "ids": ",".join(str(image.pk) for image in images),
        "agencies": _names(agencies),
        "open": sum(1 for image in images if not image.credit or not (image.alt or image.decorative)),
    }
    return render(request, "desk/pictures/sheet.html", context, status=422 if typed is not None else 200)


def drawer(request: HttpRequest, image_admin: admin.ModelAdmin) -> HttpResponse:
    """The form for the chosen pictures, as a fragment."""
    return _drawer(request, _chosen(request.GET.get("ids", "")), None)


def describe(request: HttpRequest, image_admin: admin.ModelAdmin) -> HttpResponse:
    """Apply the drawer to all of them, or show it again with what is wrong; nothing typed is lost."""
    images = _chosen(request.POST.get("ids", ""))
    form = ManyForm(request.POST, agencies=spellings())
    if not form.is_valid():
        return _drawer(request, images, form)
    changes = {
        image.pk: lifecycle.Change(form.change | _own_alt(request, image), tuple(form.cleaned_data["tags"]))
        for image in images
    }
    try:
        lifecycle.describe(changes, by=request.user, reason=form.cleaned_data["reason"])
    except lifecycle.RightsNeedAReason as refusal:
        form.add_error("reason", str(refusal))
        return _drawer(request, images, form)
    except ValueError as refusal:
        form.add_error(None, str(refusal))
        return _drawer(request, images, form)
    told = ngettext("%(number)s picture changed.", "%(number)s pictures changed.", len(images))
    messages.success(request, told % {"number": len(images)})
    return JsonResponse({"done": len(images)})


def _own_alt(request: HttpRequest, image: Image) -> dict[str, str]:
    typed = request.POST.get(f"alt-{image.pk}", "").strip()
    return {"alt": typed} if typed else {}


def _drawer(request: HttpRequest, images: list[Image], form: ManyForm | None) -> HttpResponse:
    agencies = spellings()
    uses = Image.objects.filter(pk__in=[image.pk for image in images])
    shown = form or ManyForm(agencies=agencies)
    various = _various(images)
    for name, grey in various.items():
        shown.fields[name].widget.attrs["placeholder"] = grey
    context = {
        "images": images,
        "ids": ",".join(str(image.pk) for image in images),
        "form": shown,
        "agencies": _names(agencies),
        "various": various,
        "speechless": [image for image in images if not (image.alt or image.decorative)],
        "stories": uses.stories(),
        "public": sum(1 for image in images if image.public_from),
    }
    response = render(request, "desk/pictures/_drawer.html", context, status=422 if form else 200)
    response.headers["Cache-Control"] = "no-store"
    return response


def _various(images: Iterable[Image]) -> dict[str, str]:
    """What stands grey in an empty field: the one value all have, or how many there are."""
    values = {
        "agency": [image.agency.name if image.agency else "" for image in images],
        "photographer": [
            image.photographer.name if image.photographer else image.photographer_name for image in images
        ],
        "usage": [image.get_usage_display() for image in images],
    }
    windows = {"free_from": "available_from"} | LAST_DAYS
    values |= {name: [_day(getattr(image, column)) for image in images] for name, column in windows.items()}
    return {name: _said_of(found) for name, found in values.items()}


def _day(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y}" if moment else ""


def _said_of(values: list[str]) -> str:
    filled = {value for value in values if value}
    empty = sum(1 for value in values if not value)
    parts = [_("%(number)s different") % {"number": len(filled)}] if len(filled) > 1 else sorted(filled)
    if empty and filled:
        parts.append(_("%(number)s empty") % {"number": empty})
    return ", ".join(parts)


def _chosen(typed: str) -> list[Image]:
    """In the order they were named; whole rows, for the sheet shows what each file says of itself."""
    keys = [int(part) for part in typed.split(",") if part.isascii() and part.isdigit() and len(part) < 16][:MOST]
    rows = Image.objects.select_related("agency", "photographer").prefetch_related("people").in_bulk(keys)
    return [rows[key] for key in dict.fromkeys(keys) if key in rows]


def _names_in(images: Iterable[Image]) -> set[str]:
    """Whom their files name."""
    return {name for image in images for name in image.metadata.get("values", {}).get("people", [])}


def spellings() -> dict[str, Organisation]:
    found = {}
    for organisation in Organisation.objects.all():
        for name in (*organisation.aliases.splitlines(), organisation.name):
            if name.strip():
                found[name.strip().casefold()] = organisation
    return found


def _names(agencies: dict[str, Organisation]) -> list[str]:
    return sorted({organisation.name for organisation in agencies.values()}, key=str.casefold)

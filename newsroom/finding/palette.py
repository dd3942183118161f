"""The palette's one address: without words what one can do, with words what they find."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst

from kit.search import LONGEST
from newsroom.finding import saved
from newsroom.finding.commands import commands
from newsroom.finding.kinds import KINDS, Kind

MOST = 6  # of a kind


def palette(request: HttpRequest, site: admin.AdminSite) -> JsonResponse:
    typed = request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()
    told = _found(request, site, typed) if typed else {"commands": commands(request, site), "searches": _kept(request)}
    return JsonResponse(told, headers={"Cache-Control": "no-store"})


def _found(request: HttpRequest, site: admin.AdminSite, typed: str) -> dict[str, Any]:
    groups = [_group(kind, request, site, typed) for kind in KINDS if kind.open_to(request, site)]
    groups.sort(key=lambda group: not _is_called(group, typed))  # stable: all others keep their order
    return {
        "groups": [group for group in groups if group["hits"]],
        "all": f"{reverse('admin:search')}?{urlencode({'q': typed})}",
    }


def _is_called(group: dict[str, Any], typed: str) -> bool:
    """Whether a person of these has the name that is being typed: that one is meant before any story about them."""
    words = f" {typed}".casefold()
    return group["kind"] == "person" and any(words in f" {hit['title']}".casefold() for hit in group["hits"])


def _group(kind: Kind, request: HttpRequest, site: admin.AdminSite, typed: str) -> dict[str, Any]:
    rows = kind.index.matching(kind.rows(request, site), typed)
    return {"kind": kind.name, "title": capfirst(kind.title), "hits": kind.hits(rows[:MOST])}


def _kept(request: HttpRequest) -> list[dict[str, Any]]:
    return [
        {"title": search.name, "url": saved.address(search.list, search.query), "icon": "filter"}
        for search in saved.of(request.user)
    ]

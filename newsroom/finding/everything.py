"""One page over everything: hits by kind, and facets with counts of what one may see."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from kit.search import LONGEST
from newsroom.finding.kinds import BY_NAME, KINDS, STATES, Kind

MOST = 2000  # hits that are counted; of more one only says that there are more
FEW, PAGE, NAMES = 5, 50, 8
DAYS = {
    "1": gettext_lazy("since yesterday"),
    "7": gettext_lazy("in 7 days"),
    "31": gettext_lazy("in a month"),
    "366": gettext_lazy("in a year"),
}
#: what each kind can be narrowed by, and the column behind it
COLUMNS: dict[str, dict[str, str]] = {
    "story": {
        "section": "section", "language": "language", "state": "state",
        "days": "changed_at", "person": "named__person", "tag": "tag_items__tag",
    },
    "image": {"days": "created_at", "person": "people", "tag": "tag_items__tag"},
    "clip": {"days": "created_at", "person": "people", "tag": "tag_items__tag"},
}  # fmt: skip


@dataclass
class Choice:
    label: str
    count: int | None
    address: str
    chosen: bool = False


@dataclass
class Facet:
    title: str
    choices: list[Choice] = field(default_factory=list)


@dataclass
class Found:
    kind: Kind
    hits: list[dict[str, Any]]
    count: int
    more: bool
    address: str


def everything(request: HttpRequest, site: admin.AdminSite) -> HttpResponse:
    asked = request.GET
    typed = asked.get("q", "").replace("\x00", "")[:LONGEST].strip()
    wanted = asked.get("kind", "")
    open_kinds = [kind for kind in KINDS if kind.open_to(request, site)]
    keys = {kind.name: _keys(kind, request, site, typed) for kind in open_kinds} if typed else {}
    shown = [kind for kind in open_kinds if typed and wanted in ("", kind.name) and keys[kind.name]]
    few = FEW if len(shown) > 1 else PAGE
    context = {
        **site.each_context(request),
        "title": _("Search"),
        "typed": typed,
        "kind": wanted,
        "found": [_found(kind, request, site, typed, keys[kind.name], few) for kind in shown],
        "facets": _facets(request, open_kinds, keys) if typed else [],
        "narrowed": any(asked.get(name) for names in COLUMNS.values() for name in names) or bool(wanted),
        "searched": bool(typed),
    }
    return TemplateResponse(request, "desk/everything.html", context)


def _keys(kind: Kind, request: HttpRequest, site: admin.AdminSite, typed: str) -> list[int]:
    """The newest hits as narrowed, up to one more than are counted."""
    rows = _narrowed(kind, kind.index.matching(kind.rows(request, site), typed), request.GET)
    return list(rows.order_by("-pk").values_list("pk", flat=True)[: MOST + 1])


def _narrowed(kind: Kind, rows: QuerySet[Any], asked: QueryDict) -> QuerySet[Any]:
    """A kind that has no such column has no hits: whoever asks for a section asks for stories."""
    columns = COLUMNS.get(kind.name, {})
    for name in COLUMNS["story"]:
        value = asked.get(name, "")
        if not value:
            continue
        if name not in columns or not _sensible(name, value):
            return rows.none()
        if name == "state":
            rows = rows.in_state(value)
        elif name == "days":
            rows = rows.filter(**{f"{columns[name]}__gte": timezone.now() - timedelta(days=int(value))})
        else:
            rows = rows.filter(**{columns[name]: value})
    return rows


def _sensible(name: str, value: str) -> bool:
    known: dict[str, Iterable[str]] = {"state": STATES, "days": DAYS, "language": Article.Language.values}
    if name in known:
        return value in known[name]
    return value.isascii() and value.isdecimal() and len(value) < 18


def _found(kind: Kind, request: HttpRequest, site: admin.AdminSite, typed: str, keys: list[int], most: int) -> Found:
    ranked = _narrowed(kind, kind.index.matching(kind.rows(request, site), typed), request.GET)
    address = _with(request.GET, kind=kind.name)
    return Found(kind, kind.hits(ranked[:most]), min(len(keys), MOST), len(keys) > MOST, address)


def _facets(request: HttpRequest, kinds: list[Kind], keys: dict[str, list[int]]) -> list[Facet]:
    asked = request.GET
    by_kind = Facet(_("what"), [_choice(asked, "kind", kind.name, kind.title, len(keys[kind.name])) for kind in kinds])
    facets = [by_kind]
    if asked.get("kind", "story") in ("", "story") and "story" in keys:
        facets += _of_stories(asked, keys["story"][:MOST])
    subject = asked.get("kind") or "story"
    if subject in COLUMNS and subject in keys:
        facets += _of_names(asked, BY_NAME[subject], keys[subject][:MOST])
    return [facet for facet in facets if facet.choices]


def _of_stories(asked: QueryDict, keys: list[int]) -> Iterable[Facet]:
    rows = Article.objects.filter(pk__in=keys)
    told = list(rows.with_state().values_list("state", "section", "section__name", "language", "changed_at"))
    states = Counter(state for state, *_rest in told)
    sections = Counter((key, name) for _state, key, name, *_rest in told if key)
    languages = Counter(language for *_rest, language, _at in told)
    now = timezone.now()
    days = {span: sum(at >= now - timedelta(days=int(span)) for *_rest, at in told) for span in DAYS}
    yield _facet(asked, _("state"), "state", [(name, STATES[name], states[name]) for name in STATES if states[name]])
    yield _facet(asked, _("section"), "section", [(key, name, n) for (key, name), n in sections.most_common()])
    yield _facet(asked, _("changed"), "days", [(span, DAYS[span], n) for span, n in days.items() if n])
    names = dict(Article.Language.choices)
    yield _facet(asked, _("language"), "language", [(code, names.get(code, code), n) for code, n in languages.items()])


def _of_names(asked: QueryDict, kind: Kind, keys: list[int]) -> Iterable[Facet]:
    """The persons and tags that most of the hits have; one that was chosen is there in any case."""
    for title, name in ((_("person"), "person"), (_("tag"), "tag")):
        column = COLUMNS[kind.name][name]
        rows = kind.index.model._default_manager.filter(pk__in=keys, **{f"{column}__isnull": False})
        often = rows.order_by().values_list(column, f"{column}__name").annotate(n=Count("pk")).order_by("-n", column)
        choices = list(often[:NAMES])
        yield _facet(asked, title, name, choices)


def _facet(asked: QueryDict, title: str, name: str, rows: Iterable[tuple[Any, Any, int]]) -> Facet:
    return Facet(title, [_choice(asked, name, str(value), label, count) for value, label, count in rows])


def _choice(asked: QueryDict, name: str, value: str, label: Any, count: int) -> Choice:
    chosen = asked.get(name) == value
    return Choice(str(label), min(count, MOST), _with(asked, **{name: "" if chosen else value}), chosen)


def _with(asked: QueryDict, **changed: str) -> str:
    kept = asked.copy()
    for name, value in changed.items():
        kept[name] = value
        if not value:
            del kept[name]
    return f"?{kept.urlencode()}"

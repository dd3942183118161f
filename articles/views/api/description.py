"""OpenAPI 3.1 of the read API. The body's schema is the gate's own, so the description cannot drift from the code."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.body.validate import Document
from articles.models import Printed
from articles.views.api.asking import FEW, MANY, PARAMETERS

Json = dict[str, Any]
TEXT: Json = {"type": "string"}
WHOLE: Json = {"type": "integer"}
MOMENT: Json = {"type": "string", "format": "date-time"}
ADDRESS: Json = {"type": "string", "format": "uri"}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _list(schema: Json) -> Json:
    return {"type": "array", "items": schema}


def _of(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def _by_number(name: str) -> Json:
    return {"type": "object", "additionalProperties": _of(name)}


SUMMARY: dict[str, Json] = {
    "id": WHOLE,
    "self": ADDRESS,
    "url": ADDRESS,
    "edition": WHOLE,
    "published": MOMENT,
    "modified": MOMENT,
    "kind": {"enum": list(Printed.Kind.values)},
    "posts": _or_null(ADDRESS),
    "language": {"enum": list(Printed.Language.values)},
    "kicker": TEXT,
    "headline": TEXT,
    "lead": TEXT,
    "teaser": _object(kicker=TEXT, headline=TEXT, text=TEXT),
    "place": TEXT,
    "series": _or_null(_object(name=TEXT, part=_or_null(WHOLE))),
    "section": _or_null(_object(name=TEXT, slug=TEXT, url=ADDRESS)),
    "bylines": _list(_object(name=TEXT, url=_or_null(ADDRESS))),
    "people": _list(_object(name=TEXT, role=TEXT, url=ADDRESS)),
    "tags": _list(_object(name=TEXT, url=ADDRESS)),
    "corrections": _list(_object(kind=TEXT, text=TEXT, at=MOMENT)),
}
IMAGE: dict[str, Json] = {
    "id": WHOLE,
    "caption": TEXT,
    "alt": TEXT,
    "credit": TEXT,
    "until": _or_null(MOMENT),
    "sizes": _list(_object(format=TEXT, width=WHOLE, height=WHOLE, url=ADDRESS)),
}
CLIP: dict[str, Json] = {
    "id": WHOLE,
    "url": ADDRESS,
    "title": TEXT,
    "teaser": TEXT,
    "recorded_on": _or_null({"type": "string", "format": "date"}),
    "duration_ms": _or_null(WHOLE),
    "video": _or_null(ADDRESS),
    "until": _or_null(MOMENT),
}
POST: dict[str, Json] = {
    "number": WHOLE,
    "url": ADDRESS,
    "published": MOMENT,
    "modified": MOMENT,
    "headline": TEXT,
    "key_event": {"type": "boolean"},
    "key_line": TEXT,
    "bylines": SUMMARY["bylines"],
    "corrections": SUMMARY["corrections"],
    "body": _of("Body"),
}
LIBRARY = _object(images=_by_number("Image"), clips=_by_number("Clip"), stories=_by_number("Target"))


def schemas() -> dict[str, Json]:
    body = Document.model_json_schema(ref_template="#/components/schemas/Body.{model}")
    blocks = {f"Body.{name}": schema for name, schema in body.pop("$defs").items()}
    # Kept as it is stored: the version of its schema stands beside the content.
    return blocks | {
        "Body": body,
        "Summary": _object(**SUMMARY),
        "Story": _object(
            **SUMMARY, words=_or_null(WHOLE), lead_image=_or_null(_of("Image")), body=_of("Body"), library=LIBRARY
        ),
        "Stories": _object(stories=_list(_of("Summary")), next=_or_null(ADDRESS)),
        "Post": _object(**POST),
        "Posts": _object(posts=_list(_of("Post")), library=LIBRARY, next=_or_null(ADDRESS)),
        "Image": _object(**IMAGE),
        "Clip": _object(**CLIP),
        "Target": _object(id=WHOLE, url=ADDRESS, kicker=TEXT, headline=TEXT, text=TEXT),
        "Letter": _object(subject=TEXT, preview=TEXT, url=ADDRESS, language=TEXT, html=TEXT, text=TEXT),
        "Problem": {"type": "object", "properties": {"title": TEXT, "status": WHOLE, "detail": TEXT}},
    }


def _answers(name: str, *problems: str) -> Json:
    good = {"description": "As asked.", "content": {"application/json": {"schema": _of(name)}}}
    bad = {"description": "Says why not.", "content": {"application/problem+json": {"schema": _of("Problem")}}}
    return {"200": good} | dict.fromkeys(problems, bad)


def _asked(name: str, about: str, schema: Json, place: str = "query") -> Json:
    return {"name": name, "in": place, "description": about, "required": place == "path", "schema": schema}


def _get(name: str, summary: str, parameters: list[Json], responses: Json) -> Json:
    return {"get": {"operationId": name, "summary": summary, "parameters": parameters, "responses": responses}}


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    asking = [_asked(one.name, one.about, one.schema) for one in PARAMETERS]
    asking += [
        _asked("limit", "How many at once.", {"type": "integer", "minimum": 1, "maximum": MANY, "default": FEW}),
        _asked("after", "Taken from “next”; leads on to older stories.", TEXT),
    ]
    listing = reverse("api_stories")
    names = ("api_story", "api_posts", "api_letter")
    single, below, letter = (reverse(name, args=[0]).replace("0", "{number}") for name in names)
    before = _asked("before", "Taken from “next”; leads on to older posts.", WHOLE)
    one = _asked("number", "The story’s number.", WHOLE, "path")
    told = {
        "openapi": "3.1.0",
        "info": {
            "title": f"{settings.SITE_NAME}: live stories",
            "version": "1",
            "description": "Read only. What is public now, exactly as readers have it.",
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": {
            listing: _get("stories", "Live stories, newest first", asking, _answers("Stories", "400")),
            single: _get("story", "One live story with its body", [one], _answers("Story", "404", "410")),
            below: _get(
                "posts", "Posts of a live blog, newest first", [one, before], _answers("Posts", "400", "404", "410")
            ),
            letter: _get("letter", "One live story as a letter, for newsletters", [one], _answers("Letter", "404")),
        },
        "components": {"schemas": schemas()},
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})

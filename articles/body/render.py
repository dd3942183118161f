"""Drawing a body: constant pieces once, at publishing; holes whenever a row that stands in them is another.

A hole is what changes on its own: a clip's rights, a picture's credit, a teaser's target. They cost one
query a kind, however many blocks there are.

Templates ``articles/blocks/<kind>.html`` get ``block`` (as stored), ``id`` (``b-…``, "" when nested), ``lang``
and ``inner`` (its running text). Of lists, fact boxes and galleries ``children`` are drawn items, of tables
rows of ``{"html", "align"}``. Quotes have ``person_url``. Holes have their library row besides: ``image`` with
``caption``, ``credit``, ``alt``; ``clip`` with ``teaser`` and ``following``; ``target`` (an edition) with
``kicker``, ``title``, ``label`` and, of a live blog, its last ``key_events``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.body import embeds, inlines
from articles.models import Edition, LivePost
from kit import drawing
from kit.prepared import Prepared
from people.models import Person
from visuals.models import Clip, Image

Json = dict[str, Any]
Piece = str | Json
HOLES = {"image", "gallery", "clip", "teaser"}
IMAGES = Prepared(lambda keys: Image.objects.in_rights().for_page().filter(pk__in=keys).order_by())
CLIPS = Prepared(lambda keys: Clip.objects.begun().for_player().filter(pk__in=keys).order_by())
STORIES = Prepared(lambda keys: Edition.objects.live().for_cards().filter(article__in=keys).order_by())
KEY_EVENTS = Prepared(lambda keys: LivePost.objects.last_key_events(keys))


@dataclass(frozen=True)
class Library:
    """The rows that the holes of one page need; a row that is missing is out of rights or gone."""

    images: dict[int, Image] = field(default_factory=dict)
    clips: dict[int, Clip] = field(default_factory=dict)
    stories: dict[int, Edition] = field(default_factory=dict)
    key_events: dict[int, list[LivePost]] = field(default_factory=dict)  # the last ones, by the story of a live blog
    videos: tuple[int, ...] = ()  # in the order of the page

    def following(self, clip: int) -> Clip | None:
        """The next video of the page that can be played: in the text, then below it."""
        later = self.videos[self.videos.index(clip) + 1 :] if clip in self.videos else ()
        rows = (self.clips[key] for key in later if key in self.clips and key != clip)
        return next((row for row in rows if row.playback), None)


def bake(
    body: Json,
    language: str = "de",
    medium: str = "page",
    people: inlines.PeopleUrls | None = None,
    anchor: str = "b",
) -> list[Piece]:
    """The body as constant HTML with holes. One query if anybody is mentioned or quoted, none if the caller
    already knows the ``people``. ``anchor``: what ids begin with; bodies on one page need different ones."""
    blocks = body.get("content", [])
    people = _people_urls(blocks) if people is None else people
    pieces: list[Piece] = []
    with translation.override(spoken(language)):
        for block in blocks:
            if block["type"] in HOLES:
                pieces.append(_hole(block, people, anchor))
                continue
            drawn = str(_draw(block, f"{anchor}-{block['attrs']['id']}", people, language, medium))
            if pieces and isinstance(pieces[-1], str):
                pieces[-1] += drawn
            else:
                pieces.append(drawn)
    return pieces


def load(pieces: Sequence[Piece], *, lead_image: int | None = None, videos: Iterable[int] = ()) -> Library:
    """Every library row these pieces need, by one query a kind; asks only for kinds that occur.

    ``lead_image`` and ``videos``: what stands above and below the body.
    """
    holes = [piece for piece in pieces if isinstance(piece, dict)]
    images = {item["attrs"]["image"] for hole in holes for item in hole.get("items", [])}
    images |= {hole["attrs"]["image"] for hole in holes if hole["hole"] == "image"} | ({lead_image} - {None})
    clips = (*(hole["attrs"]["clip"] for hole in holes if hole["hole"] == "clip"), *videos)
    stories = {hole["attrs"]["article"] for hole in holes if hole["hole"] == "teaser" and "article" in hole["attrs"]}
    targets = {edition.article_id: edition for edition in STORIES(stories)}
    blogs = [key for key, edition in targets.items() if edition.kind == Edition.Kind.LIVE]
    return Library(
        images=IMAGES.by_key(images),
        clips=CLIPS.by_key(dict.fromkeys(clips)),
        stories=targets,
        key_events=_key_events(blogs) if blogs else {},
        videos=clips,
    )


def fill(pieces: list[Piece], library: Library, language: str = "de", medium: str = "page") -> SafeString:
    """The whole body for one reader: constant pieces as they are, holes drawn from ``library``."""
    with translation.override(spoken(language)):
        drawn = (
            _baked(piece) if isinstance(piece, str) else _fill_hole(piece, library, language, medium)
            for piece in pieces
        )
        return format_html_join("", "{}", ((part,) for part in drawn))


def draw(body: Json, language: str = "de", medium: str = "page") -> SafeString:
    """Bake and fill in one go: for previews at the desk."""
    pieces = bake(body, language, medium)
    return fill(pieces, load(pieces), language, medium)


def _baked(html: str) -> SafeString:
    """HTML that ``bake`` made and the database kept."""
    return mark_safe(html)  # noqa: S308 -- escaped by ``bake`` before it was stored


def spoken(language: str) -> str:
    """The language of the labels around a text: the text's own where the site speaks it, else the site's."""
    return language if language in dict(settings.LANGUAGES) else settings.SITE_LANGUAGE


def picture_facts(image: Image | None, attrs: Json, inner: str) -> Json:
    """Caption, credit and alt at one place of use; empty there means as in the library."""
    return {
        "image": image,
        "caption": _baked(inner) if inner else (image.caption if image else ""),
        "credit": attrs.get("credit") or (image.credit if image else ""),
        "alt": attrs.get("alt") or (image.alt if image else ""),
    }


def _key_events(blogs: list[int]) -> dict[int, list[LivePost]]:
    found: dict[int, list[LivePost]] = {key: [] for key in blogs}
    for post in KEY_EVENTS(blogs):
        found[post.article_id].append(post)
    return found


def _people_urls(blocks: list[Json]) -> inlines.PeopleUrls:
    keys = set(_person_keys(blocks))
    if not keys:
        return {}
    return {person.pk: person.get_absolute_url() for person in Person.objects.filter(pk__in=keys)}


def _person_keys(nodes: list[Json]) -> Iterable[int]:
    for node in nodes:
        if "person" in node.get("attrs", {}):
            yield node["attrs"]["person"]
        yield from _person_keys(node.get("content", []))


def _draw(block: Json, anchor: str, people: inlines.PeopleUrls, language: str, medium: str) -> SafeString:
    kind = block["type"]
    content = block.get("content", [])
    context: Json = {"block": block, "id": anchor, "lang": language}
    if kind == "list":
        context["children"] = [_item(item, people, language, medium) for item in content]
    elif kind == "factbox":
        context["children"] = [_draw(child, "", people, language, medium) for child in content]
    elif kind == "table":
        context["children"] = [_cells(row, people) for row in content]
    else:
        context["inner"] = inlines.html(content, people)
    if kind == "embed":
        context["frame"] = embeds.frame_of(block["attrs"]["url"])
    if kind == "quote":
        context["person_url"] = people.get(block["attrs"].get("person", 0), "")
    return drawing.template(_names(kind, medium)).render(context)


def _item(item: Json, people: inlines.PeopleUrls, language: str, medium: str) -> SafeString:
    """A list item: one paragraph stands bare, several and nested lists as blocks."""
    first, *rest = item["content"]
    head = inlines.html(first.get("content", []), people) if first["type"] == "paragraph" else None
    drawn = [head] if head is not None else [_draw(first, "", people, language, medium)]
    drawn += [_draw(child, "", people, language, medium) for child in rest]
    return format_html_join("", "{}", ((part,) for part in drawn))


def _cells(row: Json, people: inlines.PeopleUrls) -> list[Json]:
    return [
        {
            "html": inlines.html(cell["content"][0].get("content", []), people),
            "align": cell["attrs"].get("align", "start"),
        }
        for cell in row["content"]
    ]


def _hole(block: Json, people: inlines.PeopleUrls, anchor: str) -> Json:
    hole: Json = {"hole": block["type"], "attrs": block["attrs"], "id": f"{anchor}-{block['attrs']['id']}"}
    if block["type"] == "gallery":
        hole["items"] = [
            {"attrs": item["attrs"], "inner": str(inlines.html(item.get("content", []), people))}
            for item in block["content"]
        ]
    else:
        hole["inner"] = str(inlines.html(block.get("content", []), people))
    return hole


def _fill_hole(hole: Json, library: Library, language: str, medium: str) -> SafeString:
    attrs, kind = hole["attrs"], hole["hole"]
    context: Json = {"block": {"type": kind, "attrs": attrs}, "id": hole["id"], "lang": language}
    if kind == "image":
        context |= picture_facts(library.images.get(attrs["image"]), attrs, hole["inner"])
    elif kind == "gallery":
        context["children"] = [
            picture_facts(library.images.get(item["attrs"]["image"]), item["attrs"], item["inner"])
            for item in hole["items"]
        ]
    elif kind == "clip":
        clip = library.clips.get(attrs["clip"])
        inner = _baked(hole["inner"])
        context |= {"clip": clip, "teaser": inner or (clip.teaser if clip else "")}
        context["following"] = library.following(attrs["clip"])
    else:
        target = library.stories.get(attrs.get("article", 0))
        context |= _teaser_words(target, attrs, hole["inner"])
        context["key_events"] = library.key_events.get(target.article_id, []) if target else []
    return drawing.drawn(_names(kind, medium), context)


def _teaser_words(target: Edition | None, attrs: Json, inner: str) -> Json:
    return {
        "target": target,
        "kicker": attrs.get("kicker") or (target.shown_kicker if target else ""),
        "title": attrs.get("title") or (target.shown_headline if target else ""),
        "label": attrs.get("label", ""),
        "inner": _baked(inner) if inner else (target.shown_teaser if target else ""),
    }


def _names(kind: str, medium: str) -> tuple[str, ...]:
    """A medium may override single blocks: ``articles/blocks/<medium>/<kind>.html``."""
    name = f"articles/blocks/{kind}.html"
    return (name,) if medium == "page" else (f"articles/blocks/{medium}/{kind}.html", name)

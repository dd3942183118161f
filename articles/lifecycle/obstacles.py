"""“Why can't I publish?” in words."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles.body import canonical, leading, validate
from articles.lifecycle import checking, holding
from articles.lifecycle.refusal import Obstacle
from articles.lifecycle.shelf import Shelf
from articles.models import Article
from visuals.models import Clip, Image

Json = dict[str, Any]
NOTHING: Json = {"schema": 1, "type": "doc", "content": []}


def missing_for_print(article: Article, at: datetime | None = None) -> list[Obstacle]:
    """Everything that keeps the working copy from being printed; empty means it can go out.

    ``at`` is when it would appear: rights must cover that moment. Two queries for any length of story, and up to
    three more where its section insists on a check.
    """

    def fetch(document: validate.Document) -> Shelf:
        return Shelf.of([(article, document)], clips=at is not None)

    return Looked.at(article, at, fetch).obstacles


@dataclass(frozen=True)
class Looked:
    """What was found on the way from a working copy to print, and all that is in the way."""

    obstacles: list[Obstacle]
    body: Json  # as it is stored
    document: validate.Document
    shelf: Shelf

    @classmethod
    def at(cls, article: Article, moment: datetime | None, fetch: Callable[[validate.Document], Shelf]) -> Self:
        """A body that cannot be read is an obstacle, and nothing else is found in it."""
        found = [*holding.held(article, moment), *_head(article, moment), *checking.unchecked(article)]
        try:
            # Stored bodies point at rows that are there: the database keeps those.
            body = canonical.canonical(article.body)
            document = validate.typed(body)
        except validate.BodyRefused as refusal:
            return cls([*found, *_refused(refusal)], NOTHING, validate.typed(NOTHING), Shelf({}, {}))
        shelf = fetch(document)
        return cls([*found, *_in_body(article, document, moment, shelf)], body, document, shelf)


def shortcomings(articles: Iterable[Article], at: datetime) -> dict[int, list[Obstacle]]:
    """What heads, words and pictures of many stories lack, by story: two queries for all of them together.

    Locks, embargoes and checks are not among it: they are somebody's decision, not a slip.
    """
    found, documents = {}, []
    for article in articles:
        found[article.pk] = list(_head(article, None))
        try:
            documents.append((article, validate.typed(canonical.canonical(article.body))))
        except validate.BodyRefused as refusal:
            found[article.pk] += _refused(refusal)
    shelf = Shelf.of(documents)
    for article, document in documents:
        found[article.pk] += _in_body(article, document, at, shelf)
    return found


def missing_in(body: Json, at: datetime) -> list[Obstacle]:
    """What keeps a text without a head, a post of a live blog, from being printed. Two queries for any length."""
    try:
        document = validate.check(canonical.canonical(body))
    except validate.BodyRefused as refusal:
        return list(_refused(refusal))
    headless = Article()
    return list(_in_body(headless, document, at, Shelf.of([(headless, document)])))


def _refused(refusal: validate.BodyRefused) -> Iterator[Obstacle]:
    for problem in refusal.problems:
        yield Obstacle("bad_body", problem.sentence, "body", problem.block)


def _in_body(article: Article, document: validate.Document, at: datetime | None, shelf: Shelf) -> Iterator[Obstacle]:
    yield from _pictures(article, document, at, shelf.images)
    yield from _clips(document, at, shelf.clips)
    yield from _dangling(document)


def _head(article: Article, at: datetime | None) -> Iterator[Obstacle]:
    if not article.headline.strip():
        yield Obstacle("missing_headline", _("The story has no headline."), "headline")
    if not article.lead.strip():
        yield Obstacle("missing_lead", _("The story has no lead."), "lead")
    if article.section_id is None:
        yield Obstacle("missing_section", _("The story belongs to no section."), "section")
    if article.expires_at and at and article.expires_at <= at:
        yield Obstacle("expires_first", _("The story would leave the site before it appears."), "workflow")


def _uses(document: validate.Document) -> Iterator[tuple[int, Any, Any]]:
    """Every picture block with its place: (number, top-level block, the picture block itself)."""
    for number, block in enumerate(document.content, 1):
        for node in validate.walk(block):
            if getattr(node, "type", "") == "image":
                yield number, block, node


def _pictures(
    article: Article, document: validate.Document, at: datetime | None, images: dict[int, Image]
) -> Iterator[Obstacle]:
    lead = images.get(article.lead_image_id or 0)
    if lead:
        yield from _picture(_("The lead picture"), lead, article.lead_image_credit, "", at, "lead_image", "")
    for number, block, node in _uses(document):
        image, attrs = images[node.attrs.image], node.attrs
        place = validate.place(number, block.type)
        yield from _picture(place, image, attrs.credit, attrs.alt, at, "body", block.attrs.id)


def _picture(
    place: str, image: Image, credit: str, alt: str, at: datetime | None, field: str, block: str
) -> Iterator[Obstacle]:
    name = Truncator(image).chars(60)
    if not (credit or image.credit):
        told = _("%(place)s: “%(name)s” has no credit.") % {"place": place, "name": name}
        yield Obstacle("missing_credit", told, field, block)
    if not (alt or image.alt or image.decorative):
        told = _("%(place)s: “%(name)s” has no alternative text.") % {"place": place, "name": name}
        yield Obstacle("missing_alt", told, field, block)
    if not image.file:
        told = _("%(place)s: “%(name)s” has no picture file yet.") % {"place": place, "name": name}
        yield Obstacle("missing_file", told, field, block)
    if at and not _covers(image, at):
        told = _("%(place)s: the rights to “%(name)s” do not cover that moment.") % {
            "place": place,
            "name": name,
        }
        yield Obstacle("no_rights", told, field, block)


def _clips(document: validate.Document, at: datetime | None, clips: dict[int, Clip]) -> Iterator[Obstacle]:
    for number, block in enumerate(document.content, 1):
        if block.type == "clip" and at is not None and not _covers(clips[block.attrs.clip], at):
            place = validate.place(number, block.type)
            told = _("%(place)s: the rights to the clip do not cover that moment.") % {"place": place}
            yield Obstacle("no_rights", told, "body", block.attrs.id)


def _covers(visual: Image | Clip, at: datetime) -> bool:
    """Its own right, and that of the programme it was cut from."""
    programme = visual.footage if isinstance(visual, Clip) else None
    for right in (visual, programme or visual):
        if right.available_from is not None and right.available_from > at:
            return False
        if right.available_until is not None and right.available_until <= at:
            return False
    return True


def _dangling(document: validate.Document) -> Iterator[Obstacle]:
    for number, block in leading.dangling(document):
        place = validate.place(number, block.type)
        told = _("%(place)s ends with a colon, but nothing follows that it leads into.") % {"place": place}
        yield Obstacle("dangling_colon", told, "body", block.attrs.id)

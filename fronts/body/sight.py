"""A front as it is at one moment: the edition that is live then, filled with the stories that are live then."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone

from articles.body.render import KEY_EVENTS
from articles.models import Edition, LivePost, Section
from fronts import querysets
from fronts.body import filling, standard
from fronts.body.filling import Candidate, Placed, Stock
from fronts.body.layout import Area, Layout, Rule, Slot, read
from fronts.body.subject import Resolved, resolved
from fronts.models import FrontEdition
from kit.prepared import Prepared
from topics.models import Tag
from visuals.models import Clip

#: how many beyond the slots one looks for: at one moment, so that one knows whether the list of everything goes on;
#: within a span, because some appear and some end in it
BEYOND, MANY = 1, 120
Known = Q | None
HOME = Prepared(lambda: FrontEdition.objects.of(None).live()[:1])
CARDS = Prepared(
    lambda keys: (
        Edition.objects.for_cards()
        .select_related("section")
        .annotate(blog_state=F("article__live_blog__state"))
        .filter(pk__in=keys)
        .order_by()
    )
)
COLUMNS = ("pk", "article", "section", "kind", "lead_image", "first_live_from", "live_from", "live_until")


@dataclass(frozen=True)
class Item:
    """One slot as a template draws it; ``edition`` or ``clip`` is None where nothing fits."""

    slot: Slot
    place: str
    edition: Edition | None = None
    clip: Clip | None = None
    how: str = ""
    posts: tuple[LivePost, ...] = ()  # of a live blog beside the lead story: its last key events

    @property
    def runs(self) -> bool:
        return self.place == "brief" and self.edition is not None and self.edition.kind == Edition.Kind.LIVE


@dataclass(frozen=True)
class Shown:
    """One area with what it shows. Readers get only ``full`` items, the desk all."""

    area: Area
    items: list[Item]
    section: Section | None = None
    tag: Tag | None = None

    @property
    def full(self) -> list[Item]:
        return [item for item in self.items if item.edition or item.clip]

    def at(self, *places: str) -> list[Item]:
        return [item for item in self.full if item.place in places]

    @property
    def lead(self) -> Item | None:
        return next(iter(self.at("lead")), None)

    @property
    def first(self) -> Item | None:
        return next(iter(self.full), None)

    @property
    def others(self) -> list[Item]:
        return self.full[1:]

    @property
    def seconds(self) -> list[Item]:
        return self.at("second")

    @property
    def running(self) -> list[Item]:
        """Live blogs beside the lead story: they show their last key events."""
        return [item for item in self.at("brief") if item.runs]

    @property
    def briefs(self) -> list[Item]:
        return [item for item in self.at("brief") if not item.runs]

    @property
    def template(self) -> str:
        return f"fronts/areas/{self.area.kind}.html"


@dataclass(frozen=True)
class Sight:
    """Everything the page shows. ``printed`` is None where nobody has arranged this front yet."""

    layout: Layout
    placed: dict[str, Placed]
    areas: list[Shown]
    printed: FrontEdition | None
    more: bool

    @property
    def opening(self) -> Shown:
        return self.areas[0]

    @property
    def editions(self) -> list[Edition]:
        return [item.edition for shown in self.areas for item in shown.items if item.edition]


def look(section: int | None, at: datetime | None = None, layout: Layout | None = None, known: Known = None) -> Sight:
    """What readers have at ``at`` (now, by the database's clock), or would have if it were arranged like ``layout``.

    ``known``: what may be drawn of it for somebody who must not know of every story that is planned.
    Seven questions at most, however many slots and stories there are.
    """
    is_of_now = section is None and at is None
    printed = HOME.first() if is_of_now else FrontEdition.objects.of(section).live(at).first()
    if layout is None:
        layout = read(printed.layout) if printed else unarranged(section)
    return see(layout, at, known, printed)


def section_front(one: Section) -> Sight:
    """What readers have now of a section that ``querysets.with_front`` has found; one question less."""
    return see(read(one.arranged) if one.arranged else unarranged(one.pk))


def see(layout: Layout, at: datetime | None = None, known: Known = None, printed: FrontEdition | None = None) -> Sight:
    about = resolved(layout, at)
    layout = about.layout
    stock = stocked([about], at, known=known)
    moment = at or stock.clock
    placed = filling.fill(layout, stock, moment)
    cards = CARDS.by_key([one.candidate.edition for one in placed.values()])
    clips = _clips(layout, at, moment)
    areas = _with_posts([_shown(area, placed, cards, clips, about.tags) for area in layout.areas], at)
    return Sight(layout, placed, areas, printed, more=len(stock.newest) > len(placed))


def unarranged(section: int | None) -> Layout:
    return standard.of_section(section) if section else standard.home(Section.objects.all())


def stocked(
    fronts: Iterable[Resolved], start: datetime | None, end: datetime | None = None, known: Known = None
) -> Stock:
    """The candidates for these layouts at one moment or within a span, by one question."""
    fronts = list(fronts)
    layouts, often = [front.layout for front in fronts], frozenset[int]().union(*(front.often for front in fronts))
    rules = frozenset[Rule]().union(*(filling.rules_of(layout) for layout in layouts))
    pins = frozenset[int]().union(*(filling.pins_of(layout) for layout in layouts))
    most = max(sum(1 for _slot in layout.slots()) for layout in layouts) + len(pins) + (MANY if end else BEYOND)
    tags = {rule.tag for rule in rules if rule.tag}
    if start is None and end is None and known is None:
        rows = _of_now(rules, pins, often, most)()
    else:
        rows = _candidates(rules, pins, often, most, start, end, known)
    # Hundreds of them for a few dozen places: to make an object of each took as long as to find them.
    found = list(rows)
    clock = found[0]["clock"] if found else timezone.now()
    return Stock([_candidate(one, tags) for one in found], clock)


@lru_cache(maxsize=64)
def _of_now(rules: frozenset[Rule], pins: frozenset[int], often: frozenset[int], most: int) -> Prepared[Any]:
    """Asks for what is live by the database's clock whenever it is asked: readers' fronts put the question together
    once for each layout, which took longer than the answer."""
    return Prepared(lambda: _candidates(rules, pins, often, most))


@lru_cache(maxsize=64)
def _newest_clips(most: int) -> Prepared[Clip]:
    return Prepared(lambda: querysets.first_clips((), None)[:most])


def _candidates(
    rules: frozenset[Rule],
    pins: frozenset[int],
    often: frozenset[int],
    most: int,
    start: datetime | None = None,
    end: datetime | None = None,
    known: Known = None,
) -> Any:
    live = querysets.alive(start, end)
    live = live if known is None else live.filter(known)
    tags = {rule.tag for rule in rules if rule.tag}
    rows = querysets.any_of(live, [_asked(live, rule, often, most, start) for rule in rules], pins)
    rows = querysets.with_tags(rows, tags).annotate(clock=Now())
    counted = ["links"] if any(rule.order == "linked" for rule in rules) else []
    if counted:
        rows = querysets.counting_links(rows, start)
    return rows.values(*COLUMNS, "clock", *counted, *(f"tag_{tag}" for tag in tags))


def _asked(live: Any, rule: Rule, often: frozenset[int], most: int, start: datetime | None) -> Any:
    """The first ``most`` that fit; all of them if they are few anyway."""
    found, are_few = live, rule.tag is not None and rule.tag not in often
    if rule.section:
        found = found.in_section(rule.section)
    if rule.kind:
        found = found.of_kind(rule.kind)
    if rule.tag:
        found = found.tagged(rule.tag, often=not are_few)
    if rule.order == "linked":
        return querysets.most_linked(found, start)[:most]
    return found if are_few else found.newest_first()[:most]


def _candidate(one: dict[str, Any], tags: set[int]) -> Candidate:
    return Candidate(
        edition=one["pk"],
        article=one["article"],
        section=one["section"],
        kind=one["kind"],
        pictured=one["lead_image"] is not None,
        first=one["first_live_from"],
        live_from=one["live_from"],
        live_until=one["live_until"],
        links=one.get("links", 0),
        tags=frozenset(tag for tag in tags if one[f"tag_{tag}"] is not None),
    )


def _clips(layout: Layout, at: datetime | None, moment: datetime) -> dict[str, Clip]:
    """By slot: pinned ones where they are pinned, the newest in between."""
    slots = [slot for area, slot in layout.slots() if area.kind == "strip"]
    if not slots:
        return {}
    wanted = {slot.pin.key: slot.id for slot in reversed(slots) if slot.pin and slot.pin.holds(moment)}
    are_of_now = at is None and not wanted
    found = _newest_clips(len(slots))() if are_of_now else list(querysets.first_clips(wanted, at)[: len(slots)])
    placed = {wanted[clip.pk]: clip for clip in found if clip.pk in wanted}
    others = iter([clip for clip in found if clip.pk not in wanted])
    for slot in slots:
        if slot.id not in placed and (clip := next(others, None)):
            placed[slot.id] = clip
    return placed


def _shown(
    area: Area,
    placed: dict[str, Placed],
    cards: dict[int, Edition],
    clips: dict[str, Clip],
    tags: dict[int, Tag],
) -> Shown:
    items = []
    for number, slot in enumerate(area.slots):
        one = placed.get(slot.id)
        edition = cards[one.candidate.edition] if one else None
        if edition and one.headline:
            edition.teaser_headline = one.headline  # on this page only; nothing is saved
        how = one.how if one else ""
        items.append(Item(slot, area.place_of(number), edition, clips.get(slot.id), how))
    section = next((item.edition.section for item in items if item.edition), None) if area.section else None
    return Shown(area, items, section, tags.get(area.tag))


def _with_posts(areas: list[Shown], at: datetime | None) -> list[Shown]:
    """The opening with what its live blogs last had to say; one question if there are any."""
    opening, *others = areas
    blogs = [item.edition.article_id for item in opening.running]
    if not blogs:
        return areas
    posts: dict[int, list[LivePost]] = defaultdict(list)
    for post in KEY_EVENTS(blogs) if at is None else LivePost.objects.last_key_events(blogs, at=at):
        posts[post.article_id].append(post)
    items = [
        replace(item, posts=tuple(posts[item.edition.article_id])) if item.runs else item for item in opening.items
    ]
    return [replace(opening, items=items), *others]

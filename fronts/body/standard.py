"""How a front is arranged that nobody has arranged yet: everything by rules, so that it never goes stale."""

from collections.abc import Iterable
from itertools import islice

from articles.models import Section
from fronts.body.layout import MOST_AREAS, Area, AreaKind, Layout, Rule, Slot

SECONDS, BRIEFS, BAND, CLIPS, OPINIONS, TOPIC = 2, 8, 4, 5, 3, 3
SECTION_TOP = 3
#: a brief is news of the day; where the day has too few, older ones fill the gaps
FRESH = Rule(hours=24)
OPINION_AFTER, TOPIC_AFTER = 2, 3
#: areas that are no section's; a paper with very many sections shows the first of them
FIXED = 4


def home(sections: Iterable[Section]) -> Layout:
    bands = [band(section.pk) for section in islice(sections, MOST_AREAS - FIXED)]
    bands.insert(OPINION_AFTER, area("opinion", OPINIONS, Rule(kind="opinion")))
    bands.insert(TOPIC_AFTER, area("topic", TOPIC))
    return Layout(areas=(opening(1 + SECONDS, BRIEFS), area("strip", CLIPS), *bands))


def of_section(section: int) -> Layout:
    rule = Rule(section=section)
    slots = tuple(Slot(id=f"opening-{number}", rule=rule) for number in range(SECTION_TOP))
    return Layout(areas=(Area(id="opening", kind="opening", section=section, slots=slots),))


def opening(stories: int, briefs: int) -> Area:
    rules = [Rule()] * stories + [FRESH] * briefs
    slots = tuple(Slot(id=f"opening-{number}", rule=rule) for number, rule in enumerate(rules))
    return Area(id="opening", kind="opening", seconds=SECONDS, slots=slots)


def band(section: int) -> Area:
    return area("band", BAND, Rule(section=section), f"band-{section}", section=section)


def area(kind: AreaKind, count: int, rule: Rule = Rule(), key: str = "", **more: int) -> Area:  # noqa: B008 a frozen rule
    key = key or kind
    return Area(id=key, kind=kind, slots=tuple(Slot(id=f"{key}-{n}", rule=rule) for n in range(count)), **more)

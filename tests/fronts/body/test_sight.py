"""What a front shows, asked of the database: rules that need it, topics, moments."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fronts import querysets
from fronts.body.layout import Area, Layout, Pin, Rule, Slot
from fronts.body.sight import look
from kit.prepared import Prepared
from tests.bodies import body, teaser
from tests.factories import HOUR, ArticleFactory, EditionFactory, SectionFactory, TagFactory

pytestmark = pytest.mark.django_db


def front(*rules: Rule, **topic) -> Layout:
    areas = [Area(id="opening", kind="opening", slots=tuple(Slot(id=f"o{n}", rule=one) for n, one in enumerate(rules)))]
    if topic:
        slots = tuple(Slot(id=f"t{n}") for n in range(2))
        areas.append(Area(id="topic", kind="topic", tag=topic["tag"], slots=slots))
    return Layout(areas=tuple(areas))


def headlines(layout: Layout, at=None) -> list[list[str]]:
    return [[item.edition.headline for item in shown.full] for shown in look(None, at, layout).areas]


def test_the_most_linked_story_is_the_one_that_most_live_stories_lead_to():
    section = SectionFactory()
    much, little, none = (EditionFactory(section=section, headline=name) for name in ("Viel", "Wenig", "Nie"))
    for targets in ([much], [much, little], [much]):
        EditionFactory(section=section, body=body(*(teaser(one.article) for one in targets)))
    ArticleFactory(section=section, body=body(teaser(none.article)))  # a draft leads nobody anywhere

    assert headlines(front(Rule(order="linked"), Rule(order="linked")))[0] == ["Viel", "Wenig"]


@pytest.mark.parametrize("rare", [0, 300])
def test_a_topic_shows_its_stories_and_those_of_what_was_merged_into_it(monkeypatch, rare):
    monkeypatch.setattr("articles.querysets.often.RARE", rare)  # looked for among all stories, or from the tag's side
    old, new, other = TagFactory(), TagFactory(), TagFactory()
    for name, tag in (("Alt", old), ("Neu", new), ("Fremd", other)):
        EditionFactory(headline=name, tags=[tag], since=timezone.now() - 2 * HOUR)
    EditionFactory(headline="Aufmacher")
    old.merged_into = new
    old.save()

    for tag in (old.pk, new.pk):
        assert [sorted(names) for names in headlines(front(Rule(), tag=tag))] == [["Aufmacher"], ["Alt", "Neu"]]


def test_the_topic_of_these_days_is_the_one_most_stories_have():
    busy, quiet, past = TagFactory(), TagFactory(), TagFactory()
    EditionFactory(headline="Aufmacher")
    for number, tag in enumerate([busy, busy, quiet]):
        EditionFactory(headline=f"Neu {number}", tags=[tag], since=timezone.now() - (2 + number) * HOUR)
    for _n in range(4):
        EditionFactory(tags=[past], since=timezone.now() - 300 * HOUR)

    assert headlines(front(Rule(), tag=None))[1] == ["Neu 0", "Neu 1"]


def test_what_a_layout_points_at_may_be_gone():
    EditionFactory(headline="Da")
    gone = Slot(id="o0", rule=Rule(section=4711, tag=4711), pin=Pin(key=4711))
    layout = Layout(
        areas=(
            Area(id="opening", kind="opening", slots=(gone,)),
            Area(id="band", kind="band", section=4711, slots=(Slot(id="b0", rule=Rule(section=4711)),)),
            Area(id="topic", kind="topic", tag=4711, slots=(Slot(id="t0"),)),
        )
    )

    assert headlines(layout) == [["Da"], []]


@pytest.mark.parametrize(("rare", "walks"), [(1, True), (2, True), (3, False)])
def test_a_tag_that_few_stories_have_is_not_looked_for_in_all_of_them(monkeypatch, rare, walks):
    monkeypatch.setattr("articles.querysets.often.RARE", rare)
    monkeypatch.setattr("fronts.body.subject.CHOSEN", Prepared(querysets.chosen_tags))  # written with that number
    old = TagFactory()
    tag = TagFactory()
    for number, one in enumerate([tag, old, tag]):
        EditionFactory(headline=f"Vom Hafen {number}", tags=[one], since=timezone.now() - (number + 1) * HOUR)
    EditionFactory(headline="Fremd")
    old.merged_into = tag
    old.save()

    layout = front(Rule(tag=tag.pk), Rule(tag=tag.pk))
    assert headlines(layout) == [["Vom Hafen 0", "Vom Hafen 1"]]
    with CaptureQueriesContext(connection) as heard:
        look(None, None, layout)
    (candidates,) = (one["sql"] for one in heard.captured_queries if f'AS "tag_{tag.pk}"' in one["sql"])
    assert ("EXISTS" in candidates) is walks

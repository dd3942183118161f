"""Edited, proofread: what a look counts for, what a section insists on, and how one goes out without."""

import pytest

from articles import lifecycle
from articles.lifecycle import checking
from articles.models import Article, Check
from people.models import AuditEvent, User
from tests.articles.lifecycle.clock import at
from tests.bodies import body
from tests.factories import ArticleFactory, SectionFactory, UserFactory

EDITED, PROOFREAD = Check.Kind.EDITED, Check.Kind.PROOFREAD


@pytest.fixture
def strict(db) -> Article:
    return ArticleFactory(section=SectionFactory(needs_editing=True, needs_proofreading=True), by=UserFactory())


@pytest.fixture
def eva(db) -> User:
    return UserFactory(username="eva")


def states(story: Article) -> list[tuple[str, bool]]:
    return [(one.state, one.changed_since) for one in checking.standings(story)]


def codes(story: Article) -> list[str]:
    return [obstacle.code for obstacle in lifecycle.missing_for_print(Article.objects.get(pk=story.pk))]


def test_each_check_has_three_states_and_a_way_back(strict, eva):
    assert states(strict) == [("open", False), ("open", False)]
    checking.ask(strict, EDITED, by=eva)
    checking.sign(strict, PROOFREAD, by=eva)
    assert states(strict) == [("asked", False), ("done", False)]
    checking.open_again(strict, PROOFREAD, by=eva)
    checking.open_again(strict, PROOFREAD, by=eva)
    checking.sign(strict, EDITED, by=eva)
    assert states(strict) == [("done", False), ("open", False)]
    assert [*AuditEvent.objects.filter(actor=eva).order_by("pk").values_list("verb", flat=True)] == [
        "ask for check",
        "sign check",
        "open check",
        "sign check",
    ]


def test_a_look_counts_for_the_words_it_saw(strict, eva):
    checking.sign(strict, EDITED, by=eva)
    checking.sign(strict, PROOFREAD, by=eva)
    strict.place = "Fleetmünde"
    lifecycle.save(strict, by=eva)
    assert codes(strict) == []

    strict.body = body("Ein neuer Absatz.")
    lifecycle.save(strict, by=eva)

    assert states(strict) == [("done", True), ("done", True)]
    assert [obstacle.sentence for obstacle in lifecycle.missing_for_print(strict)] == [
        "The text has changed since eva edited it.",
        "The text has changed since eva proofread it.",
    ]


def test_where_the_section_insists_an_open_check_is_said_and_can_be_passed_over_with_a_reason(strict, eva):
    checking.ask(strict, PROOFREAD, by=eva)

    with pytest.raises(lifecycle.NotReady) as refusal:
        lifecycle.publish(strict, by=eva, now=at(0))
    assert [obstacle.code for obstacle in refusal.value.obstacles] == ["missing_edit", "missing_proof"]
    assert [obstacle.overridable for obstacle in refusal.value.obstacles] == [True, True]
    with pytest.raises(lifecycle.Refused, match="Say why"):
        lifecycle.publish(strict, by=eva, now=at(0), override=["missing_edit", "missing_proof"])

    lifecycle.publish(strict, by=eva, now=at(0), override=["missing_edit", "missing_proof"], reason="Großbrand")

    logged = AuditEvent.objects.get(verb="publish")
    assert logged.reason == "Großbrand"
    assert logged.after["overridden"] == [
        "Nobody has edited the story, and its section insists on it.",
        "eva asked for somebody to proofread the story; nobody has yet.",
    ]


def test_elsewhere_an_open_check_is_nobodys_obstacle_and_costs_no_question(db, django_assert_num_queries):
    story = Article.objects.select_related("section").get(pk=ArticleFactory().pk)
    with django_assert_num_queries(0):
        assert [*checking.unchecked(story)] == []


def test_urgent_passes_a_check_over_for_these_words_and_needs_a_reason(strict, eva):
    for kind in (EDITED, PROOFREAD):
        with pytest.raises(lifecycle.Refused, match="Say why this check is passed over"):
            checking.waive(strict, kind, by=eva, reason="  ")
        checking.waive(strict, kind, by=eva, reason="Eilt")
    assert codes(strict) == []

    strict.headline = "Eine andere"
    lifecycle.save(strict, by=eva)

    assert codes(strict) == ["missing_edit", "missing_proof"]


def test_whoever_signs_their_own_story_is_not_refused_but_it_is_said(strict, eva):
    checking.sign(strict, EDITED, by=strict.created_by)
    checking.sign(strict, PROOFREAD, by=eva)
    assert [one.own for one in checking.standings(strict)] == [True, False]
    assert codes(strict) == []


def test_a_check_that_does_not_exist_is_refused(strict, eva):
    for verb in (checking.ask, checking.sign, checking.open_again):
        with pytest.raises(lifecycle.Refused, match="There is no such check"):
            verb(strict, "blessed", by=eva)


def test_a_correction_does_not_wait_for_anybody(strict, eva):
    lifecycle.publish(strict, by=eva, now=at(0), override=["missing_edit", "missing_proof"], reason="Eilt")
    assert lifecycle.correct(strict, by=eva, text="Es waren drei.", now=at(1)).number == 2

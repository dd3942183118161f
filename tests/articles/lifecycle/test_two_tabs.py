"""Two tabs of one person strike their first key at the same instant: one is kept, the other is told."""

import pytest

from articles.lifecycle import autosaving
from articles.lifecycle.live import typing
from articles.models import Draft, LiveDraft
from tests.articles.lifecycle.test_concurrency import at_once
from tests.factories import ArticleFactory, LiveEntryFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
TABS = "abcd"


def typed(tab):
    return {"token": tab * 10, "seq": 1, "base_version": 1, "fields": {"headline": tab}}


@pytest.mark.parametrize("what", ["story", "new post", "post"])
def test_the_first_words_of_tabs_at_once_are_kept_once_and_nobody_s_are_written_over(what):
    story, she = ArticleFactory(kind="live" if "post" in what else "news"), UserFactory()
    entry = LiveEntryFactory(article=story) if what == "post" else None

    def keep(tab):
        if what == "story":
            return autosaving.keep(story, by=she, **typed(tab))
        return typing.keep(story, entry, by=she, **typed(tab))

    results = at_once(*[lambda tab=tab: keep(tab) for tab in TABS])

    (kept,) = (Draft if what == "story" else LiveDraft).objects.all()
    told = {tab: result.status for tab, result in zip(TABS, results, strict=True)}
    first = kept.fields["headline"]
    assert told.pop(first) in ("kept", "newer_story")
    assert {*told.values()} == {"other_tab"}


def test_one_tab_s_message_sent_twice_at_once_is_kept_once():
    story, she = ArticleFactory(), UserFactory()

    results = at_once(*[lambda: autosaving.keep(story, by=she, **typed("a"))] * 3)

    assert sorted(result.status for result in results) == ["kept", "late", "late"]

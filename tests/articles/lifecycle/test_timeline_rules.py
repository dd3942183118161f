"""Whatever the desk does in whatever order, the laws of the timeline hold at every moment."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import lifecycle
from articles.models import Edition
from tests.articles.lifecycle.clock import NOON
from tests.bodies import body, picture
from tests.factories import ArticleFactory, ImageFactory

pytestmark = pytest.mark.django_db

#: minutes to wait before the verb, the verb, and what it is told
ACT = st.tuples(
    st.integers(0, 3),
    st.one_of(
        st.just(("publish", 0)),
        st.just(("correct", 0)),
        st.just(("withdraw", 0)),
        st.tuples(st.just("schedule"), st.integers(0, 12)),
        st.tuples(st.just("expire"), st.integers(-2, 12)),
        st.tuples(st.just("call off"), st.integers(0, 8)),
    ),
)


#: nothing in a run lies beyond: nine waits of three minutes and a plan of twelve
HORIZON = 45


def minute(number):
    return NOON + timedelta(minutes=number)


def covers(begin, end, moment):
    return begin <= moment and (end is None or end > moment)


class Desk:
    """One story, a clock in minutes, and what readers were promised."""

    def __init__(self):
        self.story = ArticleFactory()
        self.now = 0

    def act(self, verb, value):
        """True if the verb happened; a refusal is an answer, too."""
        now = minute(self.now)
        try:
            match verb:
                case "publish":
                    lifecycle.publish(self.story, by=None, now=now)
                case "correct":
                    lifecycle.correct(self.story, by=None, text="Berichtigt.", now=now)
                case "withdraw":
                    lifecycle.withdraw(self.story, by=None, reason="Irrtum", now=now)
                case "schedule":
                    lifecycle.schedule(self.story, by=None, at=minute(self.now + value), now=now)
                case "expire":
                    self.story.refresh_from_db()
                    self.story.expires_at = None if value < 0 else minute(self.now + value)
                    lifecycle.save(self.story, by=None)
                case "call off":
                    chosen = self.story.editions.order_by("number")[value : value + 1]
                    for edition in chosen:
                        lifecycle.call_off(edition, by=None, now=now)
        except lifecycle.Refused:
            return False
        return True

    def show(self, images):
        """From the next edition on, in its text."""
        self.story.refresh_from_db()
        self.story.body = body("Text.", *(picture(image) for image in images))
        lifecycle.save(self.story, by=None)

    def seen(self):
        """Which edition readers have in every minute."""
        spans = [*self.story.editions.values_list("number", "live_from", "live_until")]
        found = {}
        for number in range(HORIZON):
            moment = minute(number)
            live = [n for n, begin, end in spans if covers(begin, end, moment)]
            assert len(live) <= 1, "two editions at once"
            found[number] = live[0] if live else None
        return found


@given(st.lists(ACT, min_size=1, max_size=9))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_verbs_breaks_the_timeline(acts):
    desk = Desk()
    for wait, (verb, value) in acts:
        past = desk.seen()
        desk.now += wait
        plans = {*desk.story.editions.planned(minute(desk.now)).values_list("number", "live_from")}
        before = {number: seen for number, seen in past.items() if number < desk.now}
        acted = desk.act(verb, value)
        after = desk.seen()

        assert {number: after[number] for number in before} == before, "the past was rewritten"
        if not acted:
            assert {number: after[number] for number in past} == past, "a refusal changed something"
        if acted and verb in {"publish", "correct"}:
            assert after[desk.now] == desk.story.editions.count(), "what was printed now is not there now"
            assert plans == {*desk.story.editions.planned(minute(desk.now)).values_list("number", "live_from")}
        if acted and verb == "withdraw":
            assert {after[number] for number in after if number >= desk.now} == {None}
        if acted and verb == "call off" and past.get(desk.now):
            gone = {number for number in after if number >= desk.now and after[number] is None}
            assert gone <= {number for number in past if past[number] is None}, "calling off opened a gap"
        seen = desk.story.editions.once_live(minute(HORIZON))
        firsts = {*seen.values_list("first_live_from", flat=True)}
        assert firsts == {*seen.order_by("live_from").values_list("live_from", flat=True)[:1]}


PUBLISH = (0, ("publish", 0))
#: which story, whether it shows the picture, and what is done with it
SHOWING = st.lists(st.tuples(st.integers(0, 1), st.booleans(), ACT), min_size=1, max_size=9)


@given(SHOWING)
@example([(0, True, PUBLISH), (0, True, (0, ("expire", 5))), (0, True, PUBLISH)])
@example([(0, True, PUBLISH), (1, True, (0, ("expire", 5))), (1, True, PUBLISH)])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_verbs_hides_or_gives_away_a_picture(acts):
    desks, image = [Desk(), Desk()], ImageFactory(file=True)
    for which, is_shown, (wait, (verb, value)) in acts:
        desk = desks[which]
        desk.now = now = max(one.now for one in desks) + wait
        desk.show([image] if is_shown else [])
        desk.act(verb, value)
        image.refresh_from_db()
        editions = Edition.objects.filter(body_refs__image=image).values_list("live_from", "live_until")
        spans = [(begin, end) for begin, end in editions if end is None or end > begin]
        begun = any(begin <= minute(now) for begin, _end in spans)
        for moment in map(minute, range(now, HORIZON)):
            public = image.public_from is not None and covers(image.public_from, image.public_until, moment)
            if any(covers(*span, moment) for span in spans):
                assert public, "an edition shows what nobody can fetch"
            elif all(end is not None and end <= moment for _begin, end in spans):
                assert not public, "it can be fetched after the last edition that shows it"
            elif not begun and all(begin > moment for begin, _end in spans):
                assert not public, "it can be fetched before the first edition that shows it"

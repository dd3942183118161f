"""Breaking news: up on every page at once, a story behind it, gone by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import lifecycle as articles
from articles.models import Article, Edition
from fronts import lifecycle
from fronts.lifecycle import Alarm
from fronts.models import BreakingNews
from people.models import AuditEvent
from tests.factories import HOUR, SECOND, ArticleFactory, EditionFactory, SectionFactory

pytestmark = pytest.mark.django_db
TWO_HOURS = timedelta(hours=2)


def test_one_act_puts_a_line_above_every_page_and_a_story_behind_it(client, cvd):
    section, other = SectionFactory(slug="lokales", needs_editing=True), EditionFactory()

    lifecycle.break_news(Alarm("Sperrtor schließt um 10.30 Uhr", TWO_HOURS, section=section), by=cvd)

    story = Article.objects.get(headline="Sperrtor schließt um 10.30 Uhr")
    for path in ("/", "/rubrik/lokales/", other.get_absolute_url(), "/videos/", "/impressum/", "/gibt-es-nicht/"):
        text = client.get(path).content.decode()
        assert f'<a href="/artikel/{story.slug}/">Sperrtor schließt um 10.30 Uhr</a>' in text, path
    assert client.get(f"/artikel/{story.slug}/").status_code == 200
    assert {*AuditEvent.objects.values_list("verb", flat=True)} >= {"break news", "publish"}
    assert story.lead == "Mehr dazu in Kürze."


def test_it_leaves_by_the_clock_and_the_story_stays(cvd):
    breaking = lifecycle.break_news(Alarm("Sturm", TWO_HOURS, section=SectionFactory()), by=cvd)

    assert [*BreakingNews.objects.live(breaking.live_until - SECOND)] == [breaking]
    assert not BreakingNews.objects.live(breaking.live_until)
    assert Edition.objects.live(breaking.live_until).filter(article=breaking.article)


def test_a_stub_nobody_writes_on_leaves_a_day_after_the_line_and_a_story_stays(cvd):
    breaking = lifecycle.break_news(Alarm("Sturm", TWO_HOURS, section=SectionFactory()), by=cvd)
    end = breaking.live_until + timedelta(days=1)
    story, live = breaking.article, Edition.objects.live
    assert live(end - SECOND).filter(article=story)
    assert not live(end).filter(article=story)

    story = Article.objects.get(pk=story.pk)
    story.lead = "Um 10.30 Uhr schloss das Tor."
    articles.save(story, by=cvd)
    articles.publish(story, by=cvd)

    assert live(end + timedelta(days=400)).filter(article=story)


def test_a_line_leads_to_a_live_blog_without_a_detour(client, cvd):
    blog = EditionFactory(kind="live", slug="flut", since=timezone.now() - HOUR)
    lifecycle.break_news(Alarm("Die Flut steigt", TWO_HOURS, story=blog.article), by=cvd)

    text = client.get("/impressum/").content.decode()

    assert '<a href="/liveblog/flut/">Die Flut steigt</a>' in text


def test_a_second_one_takes_the_place_of_the_first(cvd):
    section = SectionFactory()
    first, second = (lifecycle.break_news(Alarm(text, TWO_HOURS, section=section), by=cvd) for text in ("A", "B"))

    assert [*BreakingNews.objects.live()] == [second]
    first.refresh_from_db()
    assert first.live_until <= timezone.now()


def test_it_may_lead_to_a_story_that_is_there_and_goes_with_it(client, cvd):
    edition = EditionFactory(since=timezone.now() - HOUR)
    lifecycle.break_news(Alarm("Sturm", TWO_HOURS, story=edition.article), by=cvd)
    assert 'class="alarm"' in client.get("/").content.decode()

    Edition.objects.filter(pk=edition.pk).update(live_until=timezone.now() - SECOND)

    assert 'class="alarm"' not in client.get("/").content.decode()


def test_it_can_be_taken_down_before_its_time(cvd):
    breaking = lifecycle.break_news(Alarm("Sturm", TWO_HOURS, section=SectionFactory()), by=cvd)

    lifecycle.end_breaking(breaking, by=cvd)

    assert not BreakingNews.objects.live()
    with pytest.raises(lifecycle.Refused, match="schon weg"):
        lifecycle.end_breaking(breaking, by=cvd)


@pytest.mark.parametrize(
    ("alarm", "sentence"),
    [
        (Alarm(" ", TWO_HOURS), "was geschehen ist"),
        (Alarm("A", timedelta(days=2)), "höchstens einen Tag"),
        (Alarm("A", timedelta(0)), "mindestens fünf Minuten"),
        (Alarm("A", TWO_HOURS), "Wählen Sie das Ressort"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_leaves_nothing(cvd, alarm, sentence):
    with pytest.raises(lifecycle.Refused, match=sentence):
        lifecycle.break_news(alarm, by=cvd)

    assert not Article.objects.exists()


def test_a_line_that_leads_nowhere_is_refused(cvd):
    with pytest.raises(lifecycle.Refused, match="nicht veröffentlicht"):
        lifecycle.break_news(Alarm("A", TWO_HOURS, story=ArticleFactory()), by=cvd)

"""“Related videos”: the list under a story, from the desk to readers."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone

from articles import lifecycle
from articles.admin import uses
from articles.lifecycle import relating
from articles.lifecycle.duplicating import duplicate
from articles.models import Article, EditionClip
from people.models import AuditEvent
from tests.bodies import body, video
from tests.factories import ArticleFactory, ClipFactory, SectionFactory, UserFactory
from visuals.models import Clip

pytestmark = pytest.mark.django_db

FRAGMENT = {"X-Requested-With": "fragment"}


def page(story, name="related_list"):
    return reverse(f"admin:articles_article_{name}", args=[story.pk])


@pytest.fixture
def story():
    return ArticleFactory(headline="Reithalle in Westerwurth abgebrannt")


def related(*titles, story):
    clips = [ClipFactory(title=title) for title in titles]
    for clip in clips:
        relating.relate(story, clip, by=None)
    return clips


def titles(story):
    return [row.clip.title for row in story.related.for_desk()]


def test_the_list_keeps_its_order_and_holds_nothing_twice(story):
    one, _two, three = related("Eins", "Zwei", "Drei", story=story)

    relating.relate(story, one, by=None)
    relating.place(story, three, 0, by=None)
    relating.place(story, one, 99, by=None)

    assert titles(story) == ["Drei", "Zwei", "Eins"]


def test_what_is_taken_out_leaves_no_gap(story):
    one, two, _three = related("Eins", "Zwei", "Drei", story=story)

    relating.unrelate(story, two, by=None)
    relating.unrelate(story, two, by=None)  # gone is gone

    assert [(row.clip.title, row.position) for row in story.related.all()] == [("Eins", 0), ("Drei", 1)]
    relating.place(story, one, 1, by=None)
    assert titles(story) == ["Drei", "Eins"]


def test_a_video_of_the_text_and_the_thirteenth_are_refused_in_words(story):
    shown = ClipFactory(title="Im Text")
    story.body = body(video(shown))
    lifecycle.save(story, by=None)
    with pytest.raises(lifecycle.Refused, match="Im Text"):
        relating.relate(story, shown, by=None)

    related(*map(str, range(relating.MOST)), story=story)
    with pytest.raises(lifecycle.Refused, match=str(relating.MOST)):
        relating.relate(story, ClipFactory(), by=None)


def test_one_that_was_taken_out_meanwhile_cannot_be_moved(story):
    with pytest.raises(lifecycle.Refused, match="Fort"):
        relating.place(story, ClipFactory(title="Fort"), 0, by=None)


def test_every_deed_is_in_the_log(story, video_desk):
    clip = ClipFactory(title="Nachts")
    relating.relate(story, clip, by=video_desk)
    relating.unrelate(story, clip, by=video_desk)

    log = AuditEvent.objects.filter(actor=video_desk).order_by("pk").values_list("verb", flat=True)
    assert list(log) == ["relate", "unrelate"]


def test_readers_get_them_under_the_story_with_the_next_edition(client, story):
    edition = lifecycle.publish(story, by=None)
    related("Die Löscharbeiten", "Der Morgen danach", story=story)
    assert "Löscharbeiten" not in client.get(edition.get_absolute_url()).content.decode()

    edition = lifecycle.publish(story, by=None)
    html = client.get(edition.get_absolute_url()).content.decode()

    assert html.index("</article>") < html.index("Die Löscharbeiten") < html.index("Der Morgen danach")
    first = Clip.objects.get(title="Die Löscharbeiten")
    clip_page = client.get(first.get_absolute_url())
    assert clip_page.status_code == 200  # the edition makes it public …
    assert story.headline in clip_page.content.decode()  # … and is named there

    lifecycle.withdraw(story, by=None, reason="Versehen")
    assert client.get(first.get_absolute_url()).status_code == 404


def test_one_that_moved_into_the_text_does_not_stand_below_it_too(client, story):
    (clip,) = related("Die Löscharbeiten", story=story)
    story.body = body("Ein Absatz.", video(clip))
    lifecycle.save(story, by=None)
    edition = lifecycle.publish(story, by=None)

    assert edition.facts["videos"] == []
    assert not edition.related.exists()


def test_one_whose_rights_have_ended_is_gone_for_readers_and_marked_at_the_desk(client, story, cvd):
    (clip,) = related("Die Löscharbeiten", story=story)
    edition = lifecycle.publish(story, by=None)
    clip.available_until = timezone.now() - timedelta(minutes=1)
    clip.save()

    assert "Löscharbeiten" not in client.get(edition.get_absolute_url()).content.decode()
    client.force_login(cvd)
    assert 'class="why warn"' in client.get(page(story, "related"), headers=FRAGMENT).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_they_cost_readers_one_query_for_any_number(client, story, count, django_assert_num_queries):
    related(*map(str, range(count)), story=story)
    edition = lifecycle.publish(story, by=None)

    with django_assert_num_queries(3):  # story, clips, sections with breaking news
        client.get(edition.get_absolute_url())


def test_it_cannot_be_deleted_and_where_used_names_the_story(story, administrator):
    (clip,) = related("Die Löscharbeiten", story=story)
    assert uses.of(clip, administrator).drafts == {story.pk}
    lifecycle.publish(story, by=None)
    relating.unrelate(story, clip, by=None)

    assert uses.of(clip, administrator).live == {story.pk}
    with pytest.raises(ProtectedError):
        clip.delete()


def test_erasing_a_video_takes_it_out_of_list_and_print(story):
    clip, other = related("Darf nicht", "Bleibt", story=story)
    edition = lifecycle.publish(story, by=None)

    lifecycle.erase(clip, reason="Beschluss", by=None)

    edition.refresh_from_db()
    assert edition.facts["videos"] == [other.pk]
    assert list(EditionClip.objects.values_list("clip", flat=True)) == [other.pk]
    assert titles(story) == ["Bleibt"]


def test_a_copy_of_the_story_begins_with_them(story, cvd):
    related("Eins", "Zwei", story=story)
    assert titles(duplicate(story, by=cvd)) == ["Eins", "Zwei"]


def test_the_video_desk_links_though_it_does_not_write(client, video_desk):
    mine = ArticleFactory(section=SectionFactory())
    clip = ClipFactory(title="Die Löscharbeiten")
    user = UserFactory(role="video desk", sections=[mine.section])
    client.force_login(user)

    assert client.post(page(mine), {"clip": clip.pk}, headers=FRAGMENT).status_code == 204
    assert titles(mine) == ["Die Löscharbeiten"]
    assert client.post(page(mine, "dismiss"), {"clip": clip.pk}).status_code == 204
    assert client.post(page(mine, "related_add"), {"clip": clip.pk, "version": 1}).status_code == 403


def test_a_refusal_is_said_in_the_panel_and_without_a_script_on_the_page(client, cvd, story):
    related(*map(str, range(relating.MOST)), story=story)
    client.force_login(cvd)
    sent = {"clip": ClipFactory().pk}

    answer = client.post(page(story), sent, headers=FRAGMENT)
    assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)
    assert str(relating.MOST) in client.post(page(story), sent, follow=True).content.decode()


def test_what_is_in_the_list_is_suggested_no_more(client, cvd):
    story = ArticleFactory(headline="Reithalle in Westerwurth abgebrannt", body=body("Pferde liefen ins Freie."))
    today = timezone.localdate()
    clip = ClipFactory(title="Nachts in Westerwurth", teaser="Die Reithalle brennt.", recorded_on=today)
    client.force_login(cvd)
    assert f'id="offer-{clip.pk}"' in client.get(page(story, "related")).content.decode()

    client.post(page(story), {"clip": clip.pk})

    html = client.get(page(story, "related")).content.decode()
    assert f'id="offer-{clip.pk}"' not in html
    assert f'id="below-{clip.pk}"' in html


def test_suggestions_follow_the_text_as_it_stands_in_the_form(client, cvd):
    story = ArticleFactory(headline="Noch ohne Worte", body=body("Nichts."))
    ClipFactory(title="Nachts in Westerwurth", teaser="Die Reithalle brennt.", recorded_on=timezone.localdate())
    client.force_login(cvd)

    typed = {"headline": "Reithalle in Westerwurth abgebrannt"}
    html = client.post(page(story, "related"), typed, headers=FRAGMENT).content.decode()

    assert "Nachts in Westerwurth" in html
    assert Article.objects.get(pk=story.pk).headline == "Noch ohne Worte"

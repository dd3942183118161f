"""Posts of a live blog: which of them readers have at any moment. Hours are counted from noon."""

import pytest
from django.db.models import ProtectedError

from articles import lifecycle
from articles.body.validate import BodyRefused
from articles.lifecycle import live
from articles.models import BodyRef, LiveBlog, LiveEntry, LivePost
from articles.search import POSTS
from people.models import AuditEvent
from tests.articles.lifecycle.clock import SECOND, at
from tests.bodies import body, picture, video
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, LiveEntryFactory, LivePostFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog():
    return ArticleFactory(kind="live", live=True, since=at(0))


def read(moment):
    return [str(post) for post in LivePost.objects.readable(moment).newest_first()]


def test_a_post_is_read_from_its_second_on_and_only_while_the_live_blog_is_out(blog):
    LivePostFactory(article=blog, headline="Das Tor schließt", since=at(1))

    assert read(at(1) - SECOND) == []
    assert read(at(1)) == ["Das Tor schließt"]

    lifecycle.withdraw(blog, by=None, reason="Test", now=at(2))
    assert read(at(2) - SECOND) == ["Das Tor schließt"]
    assert read(at(2)) == []


def test_a_story_that_is_no_live_blog_has_no_posts(blog):
    report = ArticleFactory(kind="report")
    with pytest.raises(lifecycle.Refused, match="not a live blog"):
        LiveEntryFactory(article=report)

    LivePostFactory(article=blog, since=at(1))
    blog.kind = "report"
    lifecycle.save(blog, by=None)
    lifecycle.publish(blog, by=None, now=at(2))
    assert read(at(2)) == []


def test_what_is_written_is_read_by_nobody_until_it_is_published(blog):
    entry = LiveEntryFactory(article=blog)
    assert read(at(9)) == []
    live.publish(entry, by=None, now=at(1))
    assert read(at(1)) == [entry.headline]


def test_a_changed_post_is_a_new_state_in_the_same_place(blog):
    first = LivePostFactory(article=blog, headline="3,12 Meter", since=at(1))
    LivePostFactory(article=blog, headline="Das Tor schließt", since=at(2))
    entry = first.entry
    entry.headline = "3,21 Meter"
    changed = live.post(entry, by=None, correction="Zuerst stand hier 3,12 Meter.", now=at(3))

    assert read(at(3) - SECOND) == ["Das Tor schließt", "3,12 Meter"]
    assert read(at(3)) == ["Das Tor schließt", "3,21 Meter"]
    assert (changed.number, changed.version) == (first.number, 2)
    assert (changed.first_live_from, changed.reworded_at) == (at(1), at(3))
    assert [told["text"] for told in changed.facts["corrections"]] == ["Zuerst stand hier 3,12 Meter."]
    first.refresh_from_db()
    assert (first.headline, first.live_until) == ("3,12 Meter", at(3))


def test_publishing_the_same_words_again_changes_nothing(blog):
    post = LivePostFactory(article=blog, since=at(1))
    assert live.publish(post.entry, by=None, now=at(2)) == post
    assert LivePost.objects.count() == 1


def test_the_same_form_twice_makes_one_post(blog):
    for _time in range(2):
        live.post(LiveEntry(article=blog, headline="Alles gut"), by=None, token="einmal", now=at(1))
    assert LiveEntry.objects.count() == LivePost.objects.count() == 1


def test_two_who_change_one_post_do_not_overwrite_each_other(blog):
    entry = LiveEntryFactory(article=blog)
    other = LiveEntry.objects.get(pk=entry.pk)
    live.write(entry, by=None, base_version=1)
    with pytest.raises(lifecycle.Stale):
        live.write(other, by=None, base_version=1)


def test_a_planned_post_comes_on_the_second_and_can_be_called_off_or_brought_forward(blog):
    plan = LivePostFactory(article=blog, headline="Pressekonferenz", plan=at(3), since=at(1))
    assert (read(at(3) - SECOND), read(at(3))) == ([], ["Pressekonferenz"])
    live.call_off(plan.entry, by=None, now=at(2))
    assert read(at(3)) == []

    live.publish(plan.entry, by=None, at=at(4), now=at(2))
    brought = live.publish(plan.entry, by=None, now=at(3))
    assert brought.first_live_from == at(3)
    assert read(at(3)) == read(at(5)) == ["Pressekonferenz"]

    with pytest.raises(lifecycle.Refused, match="cannot be planned"):
        live.publish(plan.entry, by=None, at=at(6), now=at(5))


def test_a_withdrawn_post_leaves_at_once_and_comes_back_where_it_stood(blog):
    post = LivePostFactory(article=blog, headline="Gerücht", since=at(1))
    LivePostFactory(article=blog, headline="Lage", since=at(2))
    live.pin(blog, post.entry, by=None)
    with pytest.raises(lifecycle.Refused, match="Say why"):
        live.withdraw(post.entry, by=None, reason=" ", now=at(3))
    live.withdraw(post.entry, by=None, reason="Nicht bestätigt", now=at(3))

    assert read(at(3)) == ["Lage"]
    assert live.blog_of(blog).pinned is None
    assert AuditEvent.objects.filter(verb="withdraw post").get().reason == "Nicht bestätigt"
    with pytest.raises(lifecycle.Refused, match="nothing to withdraw"):
        live.withdraw(post.entry, by=None, reason="Noch einmal", now=at(4))

    live.publish(post.entry, by=None, now=at(5))
    assert read(at(5)) == ["Lage", "Gerücht"]


def test_only_what_nobody_has_seen_is_thrown_away(blog):
    entry = LiveEntryFactory(article=blog)
    live.discard(entry, by=None)
    assert not LiveEntry.objects.exists()

    plan = LivePostFactory(article=blog, plan=at(3), since=at(1))
    with pytest.raises(lifecycle.Refused):
        live.discard(plan.entry, by=None)
    live.call_off(plan.entry, by=None, now=at(2))
    live.discard(plan.entry, by=None)
    assert not LiveEntry.objects.exists()


def test_a_key_event_is_marked_without_touching_the_words(blog):
    post = LivePostFactory(article=blog, headline="Scheitel", since=at(1))
    live.mark(post.entry, True, by=None, now=at(2))

    assert [one.is_key for one in LivePost.objects.live(at(2) - SECOND)] == [False]
    marked = LivePost.objects.live(at(2)).get()
    assert (marked.is_key, marked.reworded_at, marked.pieces) == (True, None, post.pieces)
    assert list(LivePost.objects.last_key_events([blog.pk])) == [marked]

    nameless = LivePostFactory(article=blog, headline="", since=at(1))
    with pytest.raises(lifecycle.Refused, match="needs a headline"):
        live.mark(nameless.entry, True, by=None)


def test_the_first_post_begins_an_announced_live_blog_and_a_closed_one_takes_none(blog):
    assert live.blog_of(blog).state == "announced"
    post = LivePostFactory(article=blog, since=at(1))
    begun = live.blog_of(blog)
    assert (begun.state, begun.begun_at) == ("live", at(1))

    LivePostFactory(article=blog, plan=at(5), since=at(2))
    with pytest.raises(lifecycle.Refused, match="planned"):
        live.turn(blog, "closed", by=None, now=at(3))
    live.call_off(LiveEntry.objects.first(), by=None, now=at(3))
    live.turn(blog, "closed", by=None, now=at(3))
    with pytest.raises(lifecycle.Refused, match="closed"):
        LivePostFactory(article=blog, since=at(4))

    entry = post.entry
    entry.headline = "Berichtigt"
    assert live.post(entry, by=None, now=at(4)).headline == "Berichtigt"
    live.turn(blog, "live", by=None, now=at(5))
    assert LiveBlog.objects.get().ended_at is None


def test_an_empty_post_and_one_without_a_credit_stay_where_they_are(blog):
    with pytest.raises(lifecycle.NotReady, match="empty"):
        LivePostFactory(article=blog, headline="", body=body(), since=at(1))
    bare = ImageFactory(bare=True, file=True)
    with pytest.raises(lifecycle.NotReady, match="no credit"):
        LivePostFactory(article=blog, body=body(picture(bare)), since=at(1))
    with pytest.raises(BodyRefused, match="does not exist"):
        LiveEntryFactory(article=blog, body=body(picture(4711)))
    assert read(at(9)) == []


def test_pictures_and_clips_of_a_post_are_public_while_post_and_live_blog_are(blog):
    image, clip = ImageFactory(file=True), ClipFactory()
    post = LivePostFactory(article=blog, body=body(picture(image), video(clip)), since=at(1), plan=at(2))
    for row in (image, clip):
        row.refresh_from_db()
        assert (row.public_from, row.public_until) == (at(2), None)
    with pytest.raises(ProtectedError):
        image.delete()

    live.mark(post.entry, True, by=None, now=at(3))
    blog.expires_at = at(8)
    lifecycle.save(blog, by=None)
    lifecycle.publish(blog, by=None, now=at(4))
    clip.refresh_from_db()
    assert (clip.public_from, clip.public_until) == (at(4), at(8))

    live.withdraw(post.entry, by=None, reason="Rechte", now=at(5))
    for row in (image, clip):
        row.refresh_from_db()
        assert (row.public_from, row.public_until) == (None, None)


def test_a_post_keeps_who_signed_it(blog):
    ada = PersonFactory(name="Ada Lindqvist", author=True)
    entry = LiveEntryFactory(article=blog, bylines=[live.Signed(ada), live.Signed(None, "Feuerwehr")])
    post = live.publish(entry, by=None, now=at(1))
    assert post.facts["bylines"] == [
        {"name": "Ada Lindqvist", "url": ada.author_url},
        {"name": "Feuerwehr", "url": None},
    ]
    with pytest.raises(ProtectedError):
        ada.delete()


def test_posts_are_found_by_their_words(blog):
    post = LivePostFactory(article=blog, body=body("Sandsäcke am Bauhof."), since=at(1))
    assert list(POSTS.matching(LivePost.objects.readable(), "sandsäcke")) == [post]


def test_rows_are_pointed_at_by_working_copy_and_by_every_state(blog):
    image = ImageFactory(file=True)
    post = LivePostFactory(article=blog, body=body(picture(image)), since=at(1))
    live.mark(post.entry, True, by=None, now=at(2))
    owners = [(ref.entry_id, ref.post_id) for ref in BodyRef.objects.filter(image=image)]
    states = LivePost.objects.order_by("pk").values_list("pk", flat=True)
    assert owners == [(post.entry_id, None), *((None, pk) for pk in states)]

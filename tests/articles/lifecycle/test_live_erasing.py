"""A right to be forgotten reaches posts of live blogs, too: what is written, what was printed, what is typed."""

import json

import pytest

from articles import lifecycle
from articles.lifecycle import live
from articles.models import LiveDraft, LiveEntry, LivePost
from articles.search import POSTS
from tests.articles.lifecycle.clock import at
from tests.bodies import body, mention, paragraph, picture, quote, video
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, LivePostFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def blog():
    return ArticleFactory(kind="live", live=True, since=at(0))


def erase(target):
    return lifecycle.erase(target, reason="Beschluss vom 4. Mai", by=None)


def kept(blog):
    """Everything that posts of a live blog hold, as one text."""
    rows = [*LiveEntry.objects.filter(article=blog), *LivePost.objects.filter(article=blog), *LiveDraft.objects.all()]
    values = [{field.name: field.value_from_object(row) for field in row._meta.fields} for row in rows]
    return json.dumps(values, default=str, ensure_ascii=False)


def test_a_person_leaves_text_byline_and_every_state(blog):
    person = PersonFactory(name="Ragnhild Vosskamp", author=True)
    words = body(paragraph("Sagt ", mention(person), "."), quote("So ist es.", person=person, name="Ragnhild Vosskamp"))
    post = LivePostFactory(
        article=blog, headline="Ragnhild Vosskamp tritt zurück", body=words, bylines=[live.Signed(person)], since=at(1)
    )
    post.entry.headline = "Rücktritt"
    live.post(post.entry, by=None, correction="Ragnhild Vosskamp ging schon gestern.", now=at(2))
    someone = UserFactory()
    LiveDraft.objects.create(
        article=blog, user=someone, token="0123456789", seq=1, fields={"headline": "Vosskamp"}, saved_at=at(3)
    )

    assert erase(person) == 1
    assert "Vosskamp" not in kept(blog)
    assert not LiveDraft.objects.exists()
    assert list(POSTS.matching(LivePost.objects.all(), "Vosskamp")) == []
    assert [line.person for line in post.bylines.all()] == [None]


@pytest.mark.parametrize("kind", ["image", "clip"])
def test_a_picture_or_clip_leaves_a_notice_in_every_state(blog, kind):
    target = ImageFactory(file=True) if kind == "image" else ClipFactory()
    block = picture(target) if kind == "image" else video(target)
    post = LivePostFactory(article=blog, body=body(block), since=at(1))
    live.mark(post.entry, True, by=None, now=at(2))

    assert erase(target) == 1
    assert f'"{kind}": ' not in kept(blog)
    assert kept(blog).count(block["attrs"]["id"]) == 5  # twice in a body, twice in pieces, once at the desk


def test_a_passage_leaves_posts(blog):
    LivePostFactory(article=blog, body=body("Der Täter heißt Kuno Balz."), since=at(1))
    erase(lifecycle.Passage(blog, "Kuno Balz"))
    assert "Balz" not in kept(blog)

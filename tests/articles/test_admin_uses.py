"""Where a picture, clip, person, tag or story stands, and what follows; foreign drafts are counted, never named."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import lifecycle
from articles.admin import uses
from articles.lifecycle import live
from articles.models import SectionGrant
from tests.bodies import body, node, picture
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    ImageFactory,
    LiveEntryFactory,
    LivePostFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
)
from visuals.models import Image

USES = "/admin/articles/article/uses/"


def showing(image, **fields):
    return ArticleFactory(lead_image=image, **fields)


def test_it_says_where_and_what_follows(db, cvd):
    image = ImageFactory(file=True)
    showing(image, live=True)
    showing(image, live=True)
    showing(image)

    found = uses.of(image, cvd)

    assert found.told == "Steht in 3 Geschichten, 2 davon öffentlich." or "3 stories, 2 of them public" in found.told
    assert [len(keys) for keys in (found.drafts, found.live, found.planned, found.past)] == [3, 2, 0, 0]
    assert len(found.stories) == 3


@pytest.mark.parametrize("stories", [1, 3, 10])
@pytest.mark.parametrize(("kind", "queries"), [("image", 12), ("clip", 8), ("person", 17), ("tag", 9), ("story", 10)])
def test_it_costs_the_same_for_any_number_of_uses(db, cvd, django_assert_max_num_queries, kind, queries, stories):
    image, person, tag, story, clip = (
        ImageFactory(file=True),
        PersonFactory(),
        TagFactory(),
        ArticleFactory(),
        ClipFactory(),
    )
    for _ in range(stories):
        showing(image, live=True, bylines=[person], people=[person], tags=[tag], translation_of=story)
    target = {"image": image, "person": person, "tag": tag, "story": story, "clip": clip}[kind]
    cvd.has_perm("articles.see_all_sections")

    with django_assert_max_num_queries(queries):
        found = uses.of(target, cvd)
        assert found.told
        assert found.then

    assert len(found.all) == (0 if kind == "clip" else stories)


def test_posts_of_live_blogs_count_as_their_story_does(db, cvd):
    image, person = ImageFactory(file=True), PersonFactory()
    blog = ArticleFactory(kind="live", live=True)
    signed = [live.Signed(person)]
    post = LivePostFactory(article=blog, body=body(picture(image)), bylines=signed)
    LiveEntryFactory(article=ArticleFactory(kind="live"), body=body(picture(image)))

    def places(target):
        found = uses.of(target, cvd)
        return [len(keys) for keys in (found.drafts, found.live, found.planned, found.past)]

    assert places(image) == [2, 1, 0, 0]
    assert places(person) == [1, 1, 0, 0]
    lifecycle.withdraw(blog, by=None, reason="Test")
    assert places(image) == [2, 0, 0, 1]
    assert list(Image.objects.shown_by(post.article)) == [image]
    assert Image.objects.all().stories() == 2


def test_foreign_drafts_are_counted_and_never_named_on_page_nor_when_deleting(client, editor):
    mine = SectionFactory()
    SectionGrant.objects.create(user=editor, section=mine)
    clip = ClipFactory(title="Am Kai")
    body = {"schema": 1, "type": "doc", "content": [node("clip", clip=clip.pk)]}
    ArticleFactory(headline="Geheime Sache", body=body)
    ArticleFactory(headline="Eigene Sache", body=body, section=mine)
    ArticleFactory(headline="Öffentliche Sache", body=body, live=True)
    client.force_login(editor)

    pages = [
        client.get(f"{USES}clip/{clip.pk}/").content.decode(),
        client.get(f"{USES}clip/{clip.pk}/", headers={"x-requested-with": "fragment"}).content.decode(),
        client.get(f"/admin/visuals/clip/{clip.pk}/delete/").content.decode(),
    ]

    for page in pages:
        assert ("Eigene Sache" in page, "Öffentliche Sache" in page, "Geheime Sache" in page) == (True, True, False)


def test_the_end_of_rights_is_told_with_what_it_costs(db, cvd):
    image = ImageFactory(file=True, available_until=timezone.now() + timedelta(days=3))
    showing(image, live=True)

    said = " ".join(sentence for _what, sentence in uses.of(image, cvd).then)

    assert any(words in said for words in ("1 public story at that second", "1 öffentlichen Geschichte"))


@pytest.mark.parametrize("state", ["draft", "planned", "live", "withdrawn"])
def test_what_was_or_will_be_printed_cannot_be_deleted_and_it_says_so(db, cvd, state):
    tag = TagFactory()
    ArticleFactory(tags=[tag], **({} if state == "draft" else {state: True}))

    found = uses.of(tag, cvd)

    assert bool(found.printed) == (state != "draft")
    assert found.drafts


def test_a_plan_that_was_called_off_holds_nobody_up(db, cvd):
    story = ArticleFactory(planned=True, tags=[TagFactory()])
    tag = story.tags.get()
    lifecycle.call_off(story.editions.get(), by=cvd)

    assert not uses.of(tag, cvd).planned


@pytest.mark.parametrize("path", ["image/4711/", "user/1/", "image/99999999999999999999/"])
def test_what_is_not_there_is_not_there(client, cvd, path):
    client.force_login(cvd)

    assert client.get(USES + path).status_code == 404

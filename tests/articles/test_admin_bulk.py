"""Many stories at once: each by its verb, one number in the log, one undo that touches nothing that changed since."""

import pytest

from articles.lifecycle.duplicating import duplicate
from articles.lifecycle.refiling import Filing, refile, undo
from articles.models import Article, SectionGrant
from people.lifecycle import in_one_go
from people.models import AuditEvent
from tests.factories import ArticleFactory, PersonFactory, SectionFactory, TagFactory

LIST = "/admin/articles/article/"


def press(client, action, stories, **fields):
    chosen = {"action": action, "_selected_action": [story.pk for story in stories], "sure": "1", **fields}
    return client.post(LIST, chosen, follow=True, headers={"accept-language": "en"})


def batch() -> str:
    return AuditEvent.objects.filter(verb="refile").latest("pk").batch


def test_stories_are_moved_asked_first_and_taken_back_in_one_go(client, cvd):
    old, new = SectionFactory(name="Lokales"), SectionFactory(name="Sport")
    stories = [ArticleFactory(section=old), ArticleFactory(section=old, live=True), ArticleFactory(section=new)]
    client.force_login(cvd)

    asked = client.post(LIST, {"action": "section_many", "_selected_action": [story.pk for story in stories]})
    assert "Ändert 3 Geschichten." in asked.content.decode() or "Changes 3 stories." in asked.content.decode()
    assert not Article.objects.filter(section=new).exclude(pk=stories[2].pk).exists()

    page = press(client, "section_many", stories, section=new.pk).content.decode()

    assert "2 stories are changed." in page
    assert f"{LIST}undo/{batch()}/" in page
    assert Article.objects.filter(section=new).count() == 3
    assert AuditEvent.objects.filter(batch=batch(), verb="refile").count() == 2

    page = client.post(f"{LIST}undo/{batch()}/", follow=True, headers={"accept-language": "en"}).content.decode()

    assert "Taken back for 2 stories." in page
    assert [Article.objects.get(pk=story.pk).section for story in stories] == [old, old, new]


def test_an_undo_leaves_what_has_changed_since_and_says_so(client, cvd):
    first, second, third = SectionFactory(), SectionFactory(), SectionFactory()
    kept, gone, back = (ArticleFactory(section=first, headline=name) for name in ("Bleibt", "Weg", "Zurück"))
    client.force_login(cvd)
    press(client, "section_many", [kept, gone, back], section=second.pk)
    number = batch()
    refile(kept, Filing("section", after=third), by=cvd)
    gone.refresh_from_db()
    gone.delete()

    page = client.post(f"{LIST}undo/{number}/", follow=True, headers={"accept-language": "en"}).content.decode()

    assert "“Bleibt” has been changed again since and stays as it is." in page
    assert "“Weg” has been deleted since." in page
    assert [Article.objects.get(pk=story.pk).section for story in (kept, back)] == [third, first]


@pytest.mark.parametrize(("action", "name"), [("tag_many", "HAFEN"), ("untag_many", "Werft")])
def test_tags_are_given_and_taken_off_and_both_can_be_taken_back(client, cvd, action, name):
    harbour, yard = TagFactory(name="Hafen"), TagFactory(name="Werft")
    story = ArticleFactory(tags=[yard])
    client.force_login(cvd)

    press(client, action, [story], tag=name)

    assert set(story.tags.all()) == ({harbour, yard} if action == "tag_many" else set())
    assert undo(batch(), by=cvd, allowed=lambda story: True).done == 1
    assert set(story.tags.all()) == {yard}


def test_a_tag_that_is_none_is_refused_before_anything_happens(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)

    page = press(client, "tag_many", [story], tag="Hafn").content.decode()

    assert "There is no tag “Hafn” yet." in page
    assert not AuditEvent.objects.filter(verb="refile").exists()


def test_stage_and_hands_change_and_an_undo_can_be_undone(client, cvd, editor):
    story = ArticleFactory(by=cvd)
    SectionGrant.objects.create(user=editor, section=story.section)
    client.force_login(cvd)

    press(client, "stage_many", [story], stage="ready")
    press(client, "hand_over_many", [story], assignee=editor.pk)
    story.refresh_from_db()
    assert (story.stage, story.assignee) == ("ready", editor)

    with in_one_go() as number:
        undo(batch(), by=cvd, allowed=lambda story: True)
    story.refresh_from_db()
    assert story.assignee is None
    undo(number, by=cvd, allowed=lambda story: True)
    story.refresh_from_db()
    assert story.assignee == editor


def test_foreign_stories_are_out_of_reach_also_for_an_undo(client, editor, cvd):
    mine, foreign = SectionFactory(), SectionFactory()
    SectionGrant.objects.create(user=editor, section=mine)
    story, other = ArticleFactory(section=mine), ArticleFactory(section=foreign, headline="Geheim")
    client.force_login(editor)

    press(client, "stage_many", [story, other], stage="ready")
    assert [Article.objects.get(pk=one.pk).stage for one in (story, other)] == ["ready", "draft"]
    press(client, "section_many", [story], section=foreign.pk)
    assert Article.objects.get(pk=story.pk).section == mine

    with in_one_go() as number:
        refile(other, Filing("stage", after="ready"), by=cvd)
    assert client.get(f"{LIST}undo/{number}/").status_code == 404
    assert client.post(f"{LIST}undo/{number}/").status_code == 404
    assert client.post(f"{LIST}undo/nothing/").status_code == 404


def test_a_copy_has_the_words_and_nothing_that_is_the_firsts_alone(db, cvd):
    source = ArticleFactory(live=True, bylines=["Nele Barkhahn"], people=[PersonFactory()], tags=[TagFactory()])

    copy = duplicate(source, by=cvd)

    ids = [[block["attrs"]["id"] for block in story.body["content"]] for story in (source, copy)]
    words = [[block["content"] for block in story.body["content"]] for story in (source, copy)]
    assert not set(ids[0]) & set(ids[1])
    assert words[0] == words[1]
    assert (copy.headline, copy.slug, copy.stage) == (source.headline, None, "draft")
    assert not copy.editions.exists()
    assert str(source.pk) in copy.note
    assert [str(line) for line in copy.bylines.all()] == ["Nele Barkhahn"]
    assert set(copy.tags.all()) == set(source.tags.all())


def test_who_may_begin_stories_may_copy_those_they_see(client, someone):
    story = ArticleFactory()
    client.force_login(someone)

    status = client.post(f"{LIST}{story.pk}/duplicate/").status_code

    begins = {"CvD", "administrator"}
    hidden = 404 if someone.username != "reader" else 302
    assert status == (302 if someone.username in begins else hidden)
    assert Article.objects.count() == (2 if someone.username in begins else 1)

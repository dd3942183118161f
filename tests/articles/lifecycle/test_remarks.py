"""Remarks at a block: answers, mentions, settled and open again, and the letters they send."""

import pytest
from django.core import mail

from articles import lifecycle
from articles.lifecycle import checking, handing, remarks
from articles.models import Article, Check, Comment
from people.models import AuditEvent, User
from tests.bodies import body, item, node, paragraph
from tests.factories import ArticleFactory, SectionFactory, UserFactory


@pytest.fixture
def story(roles) -> Article:
    return ArticleFactory(headline="Der Pegel", body=body(paragraph("Das Wasser kommt zweimal."), "Zweiter Absatz."))


@pytest.fixture
def eva(roles) -> User:
    return UserFactory(username="eva", role="CvD", email="eva@example.org")


@pytest.fixture
def jonte(story) -> User:
    return UserFactory(username="jonte.r", role="editor", sections=[story.section], email="jonte@example.org")


def first(story: Article) -> str:
    return story.body["content"][0]["attrs"]["id"]


def test_a_remark_stands_at_its_block_with_its_words_and_outlives_it(story, eva):
    remark = remarks.remark(story, "Stimmt das?", by=eva, block=first(story))
    story.body = body("Ganz neu.")
    lifecycle.save(story, by=eva)

    kept = Comment.objects.get(pk=remark.pk)
    assert (kept.excerpt, kept.text, kept.by) == ("Das Wasser kommt zweimal.", "Stimmt das?", eva)


def test_a_remark_can_stand_at_a_line_of_a_list(eva):
    story = ArticleFactory(body=body(node("list", [item("Erstens"), item("Zweitens")])))
    inner = story.body["content"][0]["content"][1]["content"][0]["attrs"]["id"]
    assert remarks.remark(story, "Wirklich?", by=eva, block=inner).excerpt == "Zweitens"


@pytest.mark.parametrize(
    ("text", "block", "sentence"),
    [
        ("  ", "", "The remark is empty"),
        ("\x00", "", "The remark is empty"),
        ("x" * 4001, "", "4000 characters at most"),
        ("Hallo", "weg", "has not been saved yet, or is gone"),
    ],
)
def test_what_cannot_be_remarked_is_refused_and_nothing_is_kept(story, eva, text, block, sentence):
    with pytest.raises(lifecycle.Refused, match=sentence):
        remarks.remark(story, text, by=eva, block=block)
    assert (Comment.objects.count(), AuditEvent.objects.filter(verb="remark").count()) == (0, 0)


def test_a_thread_is_settled_and_an_answer_opens_it_again(story, eva, jonte):
    thread = remarks.remark(story, "Stimmt das?", by=eva)
    assert remarks.settle(thread, by=jonte).settled_by == jonte
    remarks.settle(thread, by=eva)
    reply = remarks.answer(thread, "Ja.", by=jonte)

    thread.refresh_from_db()
    assert (thread.settled_at, thread.settled_by, [*thread.replies.all()]) == (None, None, [reply])
    with pytest.raises(lifecycle.Refused, match="does not exist any more"):
        remarks.settle(reply, by=eva)
    assert remarks.reopen(remarks.settle(thread, by=eva), by=eva).settled_at is None


def test_mentions_are_those_who_may_read_it(story, eva, jonte):
    UserFactory(username="fremd", role="editor", sections=[SectionFactory()], email="fremd@example.org")
    text = "@eva und @Jonte.R, bitte. Auch @fremd, @niemand und post@eva.de."
    remark = remarks.remark(story, text, by=eva)
    assert {user.username for user in remark.mentioned.all()} == {"eva", "jonte.r"}
    assert {user.username for user in remarks.readers(story)} == {"eva", "jonte.r"}


def test_those_who_are_named_get_one_letter_each_with_an_address_of_this_site(
    settings, story, eva, jonte, django_capture_on_commit_callbacks
):
    settings.SITE_URL, settings.LANGUAGE_CODE = "https://blatt.example", "de"
    with django_capture_on_commit_callbacks(execute=True):
        thread = remarks.remark(story, "@jonte.r @eva stimmt das?", by=eva, block=first(story))

    letter = mail.outbox[0]
    assert [(one.to, one.subject) for one in mail.outbox] == [(["jonte@example.org"], "Anmerkung von eva: Der Pegel")]
    assert "> Das Wasser kommt zweimal." in letter.body
    assert f"https://blatt.example/admin/articles/article/{story.pk}/change/?open=remarks" in letter.body

    with django_capture_on_commit_callbacks(execute=True):
        remarks.answer(thread, "Ja, zweimal.", by=jonte)
    assert [one.to for one in mail.outbox[1:]] == [["eva@example.org"]]


def test_whoever_is_handed_a_story_is_told_with_the_word_that_goes_with_it(
    story, eva, jonte, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        handing.hand_over(story, to=jonte, by=eva, word="Bitte bis vier.\nBcc: alle@example.org")
        handing.hand_over(story, to=eva, by=eva)
        handing.hand_over(story, to=jonte, by=eva, word="Doch du")
        checking.ask(story, Check.Kind.PROOFREAD, by=eva)

    assert [(one.to, one.bcc) for one in mail.outbox] == [(["jonte@example.org"], [])] * len(mail.outbox)
    assert "Doch du" in mail.outbox[-2].body
    assert "korrigieren" in mail.outbox[-1].subject


def test_a_headline_with_a_line_end_makes_no_second_header(story, eva, jonte, django_capture_on_commit_callbacks):
    Article.objects.filter(pk=story.pk).update(headline="Pegel\r\nBcc: alle@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        handing.hand_over(story, to=jonte, by=eva)
    assert mail.outbox[0].subject.endswith("Pegel Bcc: alle@example.org")


def test_nobody_is_told_of_a_story_they_can_no_longer_open(story, eva, jonte, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        remarks.remark(story, "@jonte.r bitte", by=eva)
        jonte.section_grants.all().delete()
    assert mail.outbox == []

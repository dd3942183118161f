"""The check beside the story: obstacles first, what is advised, what is fine; said of the text as it stands."""

import json
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.lint import look_at
from articles.models import Draft, Revision, Waiver
from people.models import AuditEvent
from tests.bodies import body, mention, paragraph, picture
from tests.factories import ArticleFactory, ImageFactory, PersonFactory, RoleFactory

pytestmark = pytest.mark.django_db
WRONG = "Am Montag, dem 24. November 2026, tagt der Rat der Stadt."


@pytest.fixture
def story(cvd, client):
    client.force_login(cvd)
    return ArticleFactory(body=body(WRONG, "Danach  ist Schluss."), story_date="2026-11-23")


def at(story, name="check"):
    return reverse(f"admin:articles_article_{name}", args=[story.pk])


def key(story, rule):
    one = next(one for one in look_at([story])[story.pk].findings if one.rule == rule)
    return {"rule": one.rule, "block": one.scope, "words": one.digest}


def test_the_saved_story_is_looked_at(client, story):
    page = client.get(at(story)).content.decode()
    assert "ist ein Dienstag" in page
    assert "Zwei Leerzeichen" in page
    assert 'data-count="2"' in page
    assert "data-bad" not in page


def test_the_text_as_it_stands_is_looked_at_and_nothing_is_stored(client, story):
    typed = {"headline": "Der Kran - er steht", "body": json.dumps(body("Alles gut.")), "lead": "", "language": "de"}
    page = client.post(at(story), typed).content.decode()
    assert "Dienstag" not in page
    assert "Ein Bindestrich steht" in page
    assert "Die Geschichte hat keinen Vorspann." in page
    story.refresh_from_db()
    assert story.lead
    assert story.version == 1


@pytest.mark.parametrize(
    "typed",
    ["", "[]", "{", "null", '{"type": "doc"}', "[" * 5000, '{"schema":1,"type":"doc","content":[{"type":"x"}]}'],
)
def test_a_body_that_cannot_be_read_is_no_end_of_the_check(client, story, typed):
    answer = client.post(at(story), {"body": typed, "headline": "Der  Kran", "story_date": "gestern", "section": "-1"})
    assert answer.status_code == 200
    assert "Zwei Leerzeichen" in answer.content.decode()


def test_what_both_say_is_said_once(client, story):
    image = ImageFactory(bare=True)
    story.body = body(picture(image), "Und so kam es:")
    story.save()
    page = client.get(at(story)).content.decode().partition("<script")[0]
    assert page.count("Bildnachweis.") == page.count("keinen Alternativtext") == page.count("Doppelpunkt") == 1


@pytest.mark.parametrize("blocks", [1, 30])
def test_a_look_costs_the_same_for_any_length(django_assert_num_queries, blocks):
    people = [RoleFactory(person=PersonFactory(name=f"Sunniva Tadebach{'x' * n}")).person for n in range(blocks)]
    parts = [paragraph("Hafenmeisterin ", mention(one), " kommt am Montag, dem 24. November.") for one in people]
    stories = [ArticleFactory(body=body(*parts, picture(ImageFactory()))) for _ in range(min(blocks, 3))]
    with django_assert_num_queries(6):  # named, left as it is, size of the register, register, roles, pictures
        reports = look_at(stories)
    assert len(reports) == len(stories)


def test_a_large_register_is_kept_for_a_minute_and_read_anew_when_it_grows(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr("articles.lint.gathering.LARGE", 1)
    noon = SimpleNamespace(now=lambda: datetime(2026, 3, 2, 12, tzinfo=UTC), localdate=timezone.localdate)
    monkeypatch.setattr("articles.lint.gathering.timezone", noon)
    PersonFactory(name="Dorothea Anklamer")
    story = ArticleFactory(body=body("Dorothea Anklammer und Sunniva Tadebbach kamen."))
    assert [one.words for one in look_at([story])[story.pk].findings] == ["Anklammer"]
    PersonFactory(name="Sunniva Tadebach")
    assert [one.words for one in look_at([story])[story.pk].findings] == ["Anklammer", "Tadebbach"]
    with django_assert_num_queries(3):  # named, left as it is, size of the register; nobody to have roles, no picture
        look_at([story])


def test_left_so_it_stays_until_the_words_change(client, story, cvd):
    client.post(at(story, "leave"), {**key(story, "double_space"), "sentence": "Zwei Leerzeichen"})
    client.post(at(story, "leave"), {**key(story, "weekday"), "sentence": "Dienstag"})
    assert [one.by for one in Waiver.objects.all()] == [cvd, cvd]
    assert [*AuditEvent.objects.filter(verb="leave finding").values_list("actor", flat=True)] == [cvd.pk, cvd.pk]
    report = look_at([story])[story.pk]
    assert (report.findings, len(report.left)) == ((), 2)
    first, second = story.body["content"]
    first["content"][0]["text"] = "Neu: " + WRONG  # what stands around it does not matter
    second["content"][0]["text"] = "Danach ist  Schluss."
    assert [one.rule for one in look_at([story])[story.pk].findings] == ["double_space"]
    client.post(at(story, "leave"), {**key_left(story), "again": "1"})
    assert len(look_at([story])[story.pk].findings) == 2


def key_left(story):
    [one] = look_at([story])[story.pk].left
    return {"rule": one.rule, "block": one.scope, "words": one.digest}


def test_another_date_of_the_story_brings_a_weekday_back():
    story = ArticleFactory(body=body("Am Montag, dem 24. November, tagt der Rat."), story_date="2026-11-23")
    Waiver.objects.create(article=story, **key(story, "weekday"))
    assert not look_at([story])[story.pk].findings
    story.story_date = story.story_date.replace(year=2027)
    assert [one.sentence for one in look_at([story])[story.pk].findings] != []


def test_what_is_required_cannot_be_left(client, story):
    story.body = body("Und so kam es:")
    story.save()
    client.post(at(story, "leave"), key(story, "dangling_colon"))
    assert look_at([story])[story.pk].required


def test_one_click_mends_the_saved_story_as_a_new_version(client, story, cvd):
    answer = client.post(at(story, "mend"), {**key(story, "weekday"), "fix": "0", "version": "1"})
    assert answer["Location"].endswith("?open=why")
    story.refresh_from_db()
    assert story.body["content"][0]["content"][0]["text"] == WRONG.replace("24", "23")
    assert Revision.objects.get(article=story, version=2).by == cvd


def test_a_mention_spelt_wrong_stays_a_mention(client, story):
    person = PersonFactory(name="Dorothea Anklamer")
    story.body = body(paragraph("Es sprach ", mention(person, "Dorothea Anklammer"), ", 54."))
    story.save()
    client.post(at(story, "mend"), {**key(story, "name_spelling"), "fix": "0", "version": "1"})
    story.refresh_from_db()
    assert story.body["content"][0]["content"][1] == mention(person, "Dorothea Anklamer")


def test_a_field_of_the_head_is_mended(client, story):
    story.lead = "Der Kran  steht."
    story.save()
    client.post(at(story, "mend"), {**key(story, "double_space"), "fix": "0", "version": "1"})
    story.refresh_from_db()
    assert story.lead == "Der Kran steht."


@pytest.mark.parametrize("more", [{"version": "0"}, {"fix": "7"}, {"words": "x"}, {"fix": ""}])
def test_what_has_changed_since_is_not_mended(client, story, more):
    client.post(at(story, "mend"), {**key(story, "weekday"), "fix": "0", "version": "1", **more})
    story.refresh_from_db()
    assert story.version == 1


def test_words_that_are_not_saved_are_not_overtaken(client, story, cvd):
    Draft.objects.create(article=story, user=cvd, token="t" * 8, seq=1, base_version=1, fields={"lead": "x"})
    client.post(at(story, "mend"), {**key(story, "weekday"), "fix": "0", "version": "1"})
    assert Draft.objects.exists()
    story.refresh_from_db()
    assert story.version == 1


@pytest.mark.parametrize("wrong", [{"rule": "x"}, {"words": ""}, {"words": "x" * 65}, {"block": "x" * 33}])
def test_nonsense_is_not_left_so(client, story, wrong):
    assert client.post(at(story, "leave"), {**key(story, "weekday"), **wrong}).status_code == 400
    assert not Waiver.objects.exists()

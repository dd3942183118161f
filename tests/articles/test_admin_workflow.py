"""The panels beside a story: who may press what, what is answered, and that nobody's words are lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.lifecycle import checking, holding, remarks
from articles.models import Article, Check, Comment, Edition, SectionGrant
from people.models import User
from tests.bodies import body
from tests.factories import HOUR, ArticleFactory, SectionFactory, UserFactory

BERLIN_AUTUMN = {"embargo-until_0": "2099-10-25", "embargo-until_1": "02:30"}
IN_PLACE = {"HTTP_X_REQUESTED_WITH": "fragment"}


@pytest.fixture
def story(administrator) -> Article:
    return ArticleFactory(headline="Der Pegel", by=administrator, section=SectionFactory(needs_proofreading=True))


def at(story: Article, *way: str | int) -> str:
    return "/".join(["/admin/articles/article", str(story.pk), *map(str, way), ""])


def deeds(story: Article) -> dict[str, tuple[str, dict[str, str]]]:
    thread = Comment.objects.create(article=story, text="Da")
    return {
        "ask": (at(story, "checks", "edited"), {"deed": "ask"}),
        "sign": (at(story, "checks", "edited"), {"deed": "sign"}),
        "waive": (at(story, "checks", "edited"), {"deed": "waive", "reason": "Eilt"}),
        "hand over": (at(story, "hand-over"), {"to": ""}),
        "embargo": (at(story, "embargo"), {"embargo-until_0": "2099-01-01", "embargo-until_1": "10:00"}),
        "expiry": (at(story, "expiry"), {"expiry-until_0": "2099-01-01", "expiry-until_1": "10:00"}),
        "lock": (at(story, "lock"), {"reason": "Halt"}),
        "release": (at(story, "release"), {}),
        "remark": (at(story, "remarks", "new"), {"text": "Hallo"}),
        "answer": (at(story, "remarks", thread.pk, "answer"), {"text": "Ja"}),
        "settle": (at(story, "remarks", thread.pk, "settle"), {}),
        "reopen": (at(story, "remarks", thread.pk, "reopen"), {}),
    }


PUBLISHING = {"sign", "waive", "expiry", "release"}
SPEAKING = {"remark", "answer", "settle", "reopen"}
MAY = {
    "trainee": lambda deed: deed not in PUBLISHING,
    "editor": lambda deed: True,
    "CvD": lambda deed: True,
    "administrator": lambda deed: True,
    "picture-desk": lambda deed: deed in SPEAKING,
    "video-desk": lambda deed: deed in SPEAKING,
}


def test_each_deed_is_open_to_those_who_may_and_to_nobody_else(client, someone, story):
    SectionGrant.objects.create(user=someone, section=story.section)
    client.force_login(someone)
    for deed, (address, data) in deeds(story).items():
        expected = 302 if someone.username == "reader" else 200 if MAY[someone.username](deed) else 403
        assert (deed, client.post(address, data, **IN_PLACE).status_code) == (deed, expected)
        assert client.get(address).status_code == (302 if someone.username == "reader" else 405)


def test_a_foreign_story_is_as_missing_as_one_that_never_was(client, editor, story):
    client.force_login(editor)
    for address, data in deeds(story).values():
        assert client.post(address, data).status_code == 404
    for panel in ("workflow", "remarks"):
        assert client.get(at(story, panel)).status_code == 404


def test_a_remark_of_another_story_is_missing(client, cvd, story):
    thread = Comment.objects.create(article=ArticleFactory(), text="Woanders")
    client.force_login(cvd)
    for deed in ("answer", "settle", "reopen"):
        assert client.post(at(story, "remarks", thread.pk, deed), {"text": "Ja"}).status_code == 404


def test_what_is_refused_comes_back_with_the_reason_and_every_word(client, cvd, story):
    client.force_login(cvd)
    answers = {
        "Die Anmerkung ist leer": client.post(at(story, "remarks", "new"), {"text": " "}, **IN_PLACE),
        "zurückgestellt und zeigen zweimal 02:30": client.post(at(story, "embargo"), BERLIN_AUTUMN, **IN_PLACE),
        "Sagen Sie, warum die Geschichte gesperrt wird": client.post(at(story, "lock"), {"reason": ""}, **IN_PLACE),
        "Bitte geben Sie Tag und Uhrzeit an": client.post(at(story, "expiry"), {}, **IN_PLACE),
    }
    for sentence, answer in answers.items():
        assert (answer.status_code, sentence in answer.content.decode()) == (422, True), sentence

    gone = client.post(at(story, "remarks", "new"), {"text": "Mein Satz", "block": "weg"}, **IN_PLACE)
    assert "Mein Satz</textarea>" in gone.content.decode()


def test_an_hour_that_comes_twice_is_offered_twice_and_shown_with_its_offset(client, cvd, story):
    client.force_login(cvd)
    page = client.post(at(story, "embargo"), BERLIN_AUTUMN, **IN_PLACE).content.decode()
    assert 'value="UTC+2"' in page
    assert 'value="UTC+1"' in page

    page = client.post(at(story, "embargo"), {**BERLIN_AUTUMN, "embargo-until_2": "UTC+1"}, **IN_PLACE).content.decode()

    assert "25.10.2099 02:30 (UTC+1)" in page
    assert Article.objects.get(pk=story.pk).embargo_until.hour == 1


def test_a_plan_that_the_clocks_do_not_allow_keeps_what_was_typed(client, cvd, story):
    client.force_login(cvd)
    sent = {"plan-at_0": "2099-03-29", "plan-at_1": "02:30"}
    page = client.post(at(story, "plan"), sent, follow=True).content.decode()
    panel = client.get(at(story, "side", "plan")).content.decode()
    assert "gibt es kein 02:30: Die Uhren springen von 02:00 auf 03:00" in page
    assert 'value="2099-03-29"' in panel
    assert not story.editions.exists()


def test_publishing_a_locked_or_embargoed_story_is_answered_with_the_reason_itself(client, cvd, story):
    client.force_login(cvd)
    holding.hold(story, by=cvd, reason="Der Anwalt liest")
    page = client.post(at(story, "publish"), {"override_reason": "Eilt"}, follow=True).content.decode()
    assert "CvD hat die Geschichte gesperrt: Der Anwalt liest" in page
    assert not story.editions.exists()


def test_only_who_may_publish_lets_a_story_out_before_its_embargo(client, trainee, cvd, story):
    SectionGrant.objects.create(user=trainee, section=story.section)
    holding.set_embargo(story, timezone.now() + timedelta(days=400), by=cvd)
    client.force_login(trainee)
    sooner = timezone.localtime() + timedelta(days=3)
    asked = {"embargo-until_0": f"{sooner:%Y-%m-%d}", "embargo-until_1": "10:00"}
    later = {"embargo-until_0": "2099-01-01", "embargo-until_1": "10:00"}
    assert [client.post(at(story, "embargo"), data).status_code for data in (asked, {"lift": "1"}, later)] == [
        403,
        403,
        302,
    ]


def test_a_lock_that_calls_plans_off_takes_the_right_to_publish(client, trainee, cvd):
    story = ArticleFactory(planned=True)
    SectionGrant.objects.create(user=trainee, section=story.section)
    for user, data, code in ((trainee, {"reason": "Halt", "call_off": "1"}, 403), (trainee, {"reason": "Halt"}, 422)):
        client.force_login(user)
        assert client.post(at(story, "lock"), data, **IN_PLACE).status_code == code
    client.force_login(cvd)
    assert client.post(at(story, "lock"), {"reason": "Halt", "call_off": "1"}, **IN_PLACE).status_code == 200
    assert not Edition.objects.planned().exists()


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_the_panels_cost_the_same_for_any_number_of_colleagues_and_remarks(
    client, cvd, story, django_assert_max_num_queries, django_assert_num_queries, rows
):
    for number in range(rows):
        user = UserFactory(role="editor", sections=[story.section])
        thread = remarks.remark(story, f"Nummer {number}", by=user)
        remarks.answer(thread, "Ja", by=cvd)
    checking.sign(story, Check.Kind.EDITED, by=cvd)
    client.force_login(cvd)

    with django_assert_num_queries(7):  # session, user, 2 permissions, story; remarks, colleagues
        assert client.get(at(story, "remarks")).content.decode().count('class="thread"') == rows
    with django_assert_num_queries(8):  # the same five; checks, plans, colleagues
        client.get(at(story, "workflow"))


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_my_queue_has_what_waits_for_me_and_why(client, cvd, editor, django_assert_num_queries, rows):
    section = SectionFactory()
    for _number in range(rows):
        ArticleFactory(headline="Bei mir", section=section, assignee=cvd)
        asked = ArticleFactory(headline="Gefragt", section=section)
        checking.ask(asked, Check.Kind.PROOFREAD, by=editor)
        remarks.remark(ArticleFactory(headline="Genannt", section=section), "@CvD stimmt das?", by=editor)
        settled = ArticleFactory(headline="Erledigt", section=section)
        remarks.settle(remarks.remark(settled, "@CvD und das?", by=editor), by=editor)
        checking.ask(ArticleFactory(headline="Selbst gefragt", section=section), Check.Kind.EDITED, by=cvd)
    client.force_login(cvd)

    with django_assert_num_queries(7):  # session, user, 2 permissions; stories, checks, remarks
        page = client.get("/admin/articles/article/queue/").content.decode()

    assert [page.count(f"<b>{name}</b>") for name in ("Bei mir", "Gefragt", "Genannt", "Erledigt", "Selbst gefragt")] == [
        rows, rows, rows, 0, 0,
    ]  # fmt: skip
    assert "editor bittet um ein Korrektorat" in page
    assert "editor nennt Sie: „@CvD stimmt das?“" in page


def test_the_queue_opens_for_the_desk_alone_and_shows_nothing_foreign(client, someone):
    ArticleFactory(headline="Fremd", assignee=User.objects.get(username="reader"))
    client.force_login(someone)
    answer = client.get("/admin/articles/article/queue/")
    assert answer.status_code == (302 if someone.username == "reader" else 200)
    assert "Fremd" not in answer.content.decode()


def test_a_remark_whose_block_is_gone_says_so(client, cvd, story):
    block = story.body["content"][0]["attrs"]["id"]
    remarks.remark(story, "Stimmt das?", by=cvd, block=block)
    Article.objects.filter(pk=story.pk).update(body=body("Anderes."))
    client.force_login(cvd)
    page = client.get(at(story, "remarks")).content.decode()
    assert ("Der erste Absatz." in page, "nicht mehr im gesicherten Text" in page, "data-block" in page) == (
        True,
        True,
        False,
    )


def test_an_embargo_that_is_over_holds_nothing(client, cvd):
    story = ArticleFactory(embargo_until=timezone.now() - HOUR)
    client.force_login(cvd)
    assert client.post(at(story, "publish")).status_code == 302
    assert story.editions.live().exists()

"""The desk's home: what is mine, what is planned, what just went out; the door; two languages."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import Article, Check, Comment, SectionGrant
from tests.bodies import body, video
from tests.conftest import PASSWORD
from tests.factories import HOUR, ArticleFactory, ClipFactory, FootageFactory, ImageFactory, SectionFactory

DAY = timedelta(days=1)


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_home_costs_the_same_for_any_number_of_stories(client, cvd, django_assert_num_queries, rows):
    section, soon = SectionFactory(), timezone.now() + 3 * DAY
    for traits in ({}, {"ready": True}, {"planned": True}, {"live": True}):
        for _number in range(rows):
            image, clip = ImageFactory(available_until=soon), ClipFactory()
            type(image).objects.update(file="there/is.jpg")  # a real file for each would only take its time
            ArticleFactory(section=section, by=cvd, lead_image=image, body=body(video(clip)), **traits)
    client.force_login(cvd)

    # session, user, 2 permissions; rights of pictures, of clips; what appears, what ends, embargoes; sign of life, late
    # announcements; stories of hers and those due, their pictures, their clips; what went out
    with django_assert_num_queries(16):
        assert client.get("/admin/").status_code == 200


def column(page: str, name: str) -> str:
    return page.split(f'id="h-{name}"')[1].split("</section>")[0]


def test_each_story_stands_where_it_belongs(client, cvd, administrator):
    tonight = timezone.localtime().replace(
        hour=23, minute=59, second=59
    )  # late in the evening an hour ahead is tomorrow
    planned = {"planned": True, "plan": tonight}
    for name, traits in {"Fertig": {"ready": True}, "Morgen": planned, "Draußen": {"live": True}}.items():
        ArticleFactory(headline=name, by=administrator, **traits)
    ArticleFactory(headline="Meine", by=cvd)
    client.force_login(cvd)

    page = client.get("/admin/").content.decode()

    assert "<b>Meine</b>" in column(page, "mine")
    assert "<b>Fertig</b>" in column(page, "mine")  # ready, and she may let it out
    assert "<b>Draußen</b>" in column(page, "out")
    assert "Morgen" in page.split('id="h-today"')[1].split("</section>")[0]


@pytest.mark.parametrize(
    ("reason", "words"),
    [("handed", "Handed to you"), ("named", "You are named in a remark"), ("asked", "A check is asked for")],
)
def test_what_waits_for_me_says_why(client, cvd, administrator, reason, words):
    story = ArticleFactory(headline="Wartet", by=administrator)
    if reason == "handed":
        Article.objects.filter(pk=story.pk).update(assignee=cvd)
    elif reason == "named":
        Comment.objects.create(article=story, text="Schauen Sie bitte", by=administrator).mentioned.add(cvd)
    else:
        Check.objects.create(article=story, kind="edited", state="asked", version=1, by=administrator)
    client.force_login(cvd)

    page = client.get("/admin/", headers={"accept-language": "en"}).content.decode()

    assert "<b>Wartet</b>" in column(page, "mine")
    assert words in column(page, "mine")


def test_a_settled_remark_waits_for_nobody(client, cvd, administrator):
    remark = Comment.objects.create(
        article=ArticleFactory(by=administrator), text="Erledigt", settled_at=timezone.now()
    )
    remark.mentioned.add(cvd)
    answer = Comment.objects.create(article=remark.article, text="Ja", answers=remark)
    answer.mentioned.add(cvd)
    client.force_login(cvd)

    assert client.get("/admin/").context["waiting"] == []


def test_what_a_ready_story_lacks_is_said_with_the_way_there(client, cvd, administrator):
    story = ArticleFactory(headline="Ohne Nachweis", ready=True, by=administrator, lead_image=ImageFactory(bare=True))
    ArticleFactory(headline="Ganz in Ordnung", ready=True, by=administrator, lead_image=ImageFactory(file=True))
    client.force_login(cvd)

    page = client.get("/admin/", headers={"accept-language": "en"})

    (trouble,) = [one for one in page.context["troubles"] if one.deed]
    assert trouble.sentence.startswith("“Ohne Nachweis” is ready, but: The lead picture:")
    assert trouble.url == f"/admin/articles/article/{story.pk}/change/?open=why#why"


def test_rights_that_ended_are_told_and_those_that_end_are_drawn(client, cvd):
    gone, going = ImageFactory(caption="Vorbei", file=True), ImageFactory(caption="Bald vorbei", file=True)
    for image in (gone, going):
        ArticleFactory(live=True, lead_image=image)
    type(gone).objects.filter(pk=gone.pk).update(available_until=timezone.now() - HOUR)
    type(going).objects.filter(pk=going.pk).update(available_until=timezone.now() + 5 * DAY)
    client.force_login(cvd)

    page = client.get("/admin/", headers={"accept-language": "en"})

    assert "The rights to “Vorbei” ended" in page.content.decode()
    assert page.context["forecast"]["count"] == 1
    assert [one.count for one in page.context["forecast"]["columns"]][5] == 1
    assert "Bald vorbei" in column(page.content.decode(), "wrong")


def test_a_programme_whose_rights_end_is_told_like_its_clip_would_be(client, cvd):
    """Its clips have no end of their own, or a later one; an earlier one is told by itself."""
    ends = timezone.now() + 3 * DAY
    for title, until in (("Hafenmagazin", None), ("Stadtgespräch", ends - DAY), ("Unbenutzt", None)):
        footage = FootageFactory(title=title, available_until=ends)
        clip = ClipFactory(title=f"Aus: {title}", footage=footage, available_until=until)
        if title != "Unbenutzt":
            ArticleFactory(live=True, body=body("Ein Absatz.", video(clip)))
    client.force_login(cvd)

    shown = client.get("/admin/").context["forecast"]

    assert [one.title for one in shown["next"]] == ["Aus: Stadtgespräch", "Hafenmagazin"]


def test_failed_work_is_told_to_those_who_can_look(client, cvd, administrator):
    DBTaskResult.objects.create(
        task_path="x", args_kwargs={}, backend_name="default", enqueued_at=timezone.now(), status="FAILED",
        finished_at=timezone.now(),
    )  # fmt: skip
    told = {}
    for user in (cvd, administrator):
        client.force_login(user)
        told[user.username] = (
            "failed in the background" in client.get("/admin/", headers={"accept-language": "en"}).content.decode()
        )

    assert told == {"CvD": False, "administrator": True}


def test_the_picture_desk_begins_with_what_its_pictures_lack(client, picture_desk):
    ImageFactory(caption="Deichläufer bei Nacht", bare=True, title="Deichläufer")
    client.force_login(picture_desk)

    page = client.get("/admin/", headers={"accept-language": "en"}).content.decode()

    assert "Deichläufer" in column(page, "mine")
    assert "No credit, no alternative text, no file" in column(page, "mine")
    assert "/admin/articles/article/add/" not in page


def test_a_fresh_newsroom_says_how_to_begin(client, administrator):
    client.force_login(administrator)

    page = client.get("/admin/", headers={"accept-language": "en"}).content.decode()

    assert all(
        address in column(page, "mine") for address in ("article/add/", "article/paste/", "section/", "user/add/")
    )
    assert "Everything is in order." in column(page, "wrong")


def test_home_shows_no_story_of_a_foreign_section(client, editor, administrator):
    mine = SectionFactory()
    SectionGrant.objects.create(user=editor, section=mine)
    for traits in ({"ready": True}, {"planned": True}, {"live": True}):
        ArticleFactory(headline="Fremde Sache", by=administrator, **traits)
        ArticleFactory(headline="Eigene Sache", by=administrator, section=mine, **traits)
    client.force_login(editor)

    page = client.get("/admin/").content.decode()

    assert ("Eigene Sache" in page, "Fremde Sache" in page) == (True, False)


def test_home_opens_for_all_of_the_desk(client, someone):
    client.force_login(someone)

    assert client.get("/admin/").status_code == (302 if someone.username == "reader" else 200)


def test_whoever_is_not_logged_in_is_asked_to(client, cvd):
    asked = client.get("/admin/", follow=True)
    answered = client.post(
        asked.request["PATH_INFO"], {"username": cvd.username, "password": PASSWORD, "next": "/admin/"}
    )

    assert 'id="login-form"' in asked.content.decode()
    assert (answered.status_code, answered.headers["Location"]) == (302, "/admin/")


@pytest.mark.parametrize(("language", "word"), [("de", "Neue Geschichte"), ("en", "New story")])
def test_the_desk_changes_its_language_by_one_button(client, cvd, language, word):
    client.force_login(cvd)

    page = client.post("/admin/language/", {"language": language, "next": "/admin/"}, follow=True)

    assert word in page.content.decode()


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example/", "\\\\evil.example", "/%09/evil.example"])
def test_changing_the_language_leads_to_no_other_site(client, cvd, target):
    client.force_login(cvd)

    answer = client.post("/admin/language/", {"language": "en", "next": target})

    assert answer.headers["Location"].startswith("/")
    assert not answer.headers["Location"].startswith("//")

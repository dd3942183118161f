"""The desk's home: what is mine, what is planned, what just went out; the door; two languages."""

import pytest

from articles.models import SectionGrant
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory, SectionFactory


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_home_costs_the_same_for_any_number_of_stories(client, cvd, django_assert_num_queries, rows):
    section = SectionFactory()
    for traits in ({}, {"ready": True}, {"planned": True}, {"live": True}):
        ArticleFactory.create_batch(rows, section=section, by=cvd, **traits)
    client.force_login(cvd)

    with django_assert_num_queries(8):  # session, user, 2 permissions, mine, planned, ready, published
        assert client.get("/admin/").status_code == 200


def test_each_story_stands_where_it_belongs(client, cvd, administrator):
    for name, traits in {"Fertig": {"ready": True}, "Morgen": {"planned": True}, "Draußen": {"live": True}}.items():
        ArticleFactory(headline=name, by=administrator, **traits)
    ArticleFactory(headline="Meine", by=cvd)
    client.force_login(cvd)

    page = client.get("/admin/").content.decode()

    places = [page.index(f'id="h-{column}"') for column in ("mine", "plan", "out")]
    assert places[0] < page.index("<b>Meine</b>") < places[1] < page.index("<b>Morgen</b>") < page.index("<b>Fertig</b>")
    assert places[2] < page.index("<b>Draußen</b>")


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
    answered = client.post(asked.request["PATH_INFO"], {"username": cvd.username, "password": PASSWORD, "next": "/admin/"})

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

"""The library behind the editor: who may look, what is found, what it costs, and Django's own pop-ups."""

from datetime import date

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import expect

from articles.models import Article
from people.models import Person
from tests import bodies
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory, RoleFactory, SectionFactory

PICK = "/admin/articles/article/pick/{}/"
MODELS = {"image": "visuals.view_image", "clip": "visuals.view_clip", "person": "people.view_person"}


@pytest.fixture
def ask(client, cvd):
    client.force_login(cvd)

    def asked(kind, **query):
        return client.get(PICK.format(kind), query).json()

    return asked


@pytest.mark.parametrize("kind", ["image", "clip", "person", "story"])
def test_whoever_may_not_view_the_library_is_refused(client, someone, kind):
    client.force_login(someone)
    response = client.get(PICK.format(kind))
    needed = {"articles.view_article", MODELS.get(kind, "articles.view_article")}
    if not someone.is_staff:
        assert response.status_code == 302
    elif all(someone.has_perm(name) for name in needed):
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
    else:
        assert response.status_code == 403


def test_a_right_that_is_taken_away_counts_at_once(client, cvd):
    client.force_login(cvd)
    assert client.get(PICK.format("clip")).status_code == 200
    for group in cvd.groups.all():
        group.permissions.remove(*Permission.objects.filter(codename__endswith="_clip"))
    assert client.get(PICK.format("clip")).status_code == 403


def test_only_stories_that_she_may_open_are_found_by_words_or_by_number(client, editor):
    mine, other = SectionFactory(), SectionFactory()
    editor.section_grants.create(section=mine)
    seen = ArticleFactory(headline="Kran im Hafen", section=mine)
    hidden = ArticleFactory(headline="Kran im Depot", section=other)
    client.force_login(editor)
    by_words = client.get(PICK.format("story"), {"q": "Kran"}).json()["rows"]
    by_number = client.get(PICK.format("story"), {"ids": f"{seen.pk},{hidden.pk}"}).json()["rows"]
    assert [row["id"] for row in by_words] == [row["id"] for row in by_number] == [seen.pk]


def test_a_picture_is_found_by_what_its_admin_searches(ask):
    image = ImageFactory(caption="Nebel über dem Fleet")
    ImageFactory(caption="Sonne")
    answer = ask("image", q="nebel")
    assert [row["id"] for row in answer["rows"]] == [image.pk]
    assert (answer["more"], answer["add"]) == (False, "/admin/visuals/image/add/")
    row = answer["rows"][0]
    assert (row["caption"], row["credit"], row["thumb"]) == ("Nebel über dem Fleet", image.credit, "")


def test_a_person_comes_with_the_role_of_the_day(ask):
    ada = PersonFactory(name="Ada Lindqvist")
    RoleFactory(person=ada, title="Lotsin", valid_until=date(2020, 12, 31))
    RoleFactory(person=ada, title="Hafenmeisterin", valid_from=date(2021, 1, 1))
    roles = [
        ask("person", q="ada", on=day)["rows"][0]["role"] for day in ("2020-12-31", "2021-01-01", "2021-02-31", "x")
    ]
    assert roles == ["Lotsin", "Hafenmeisterin", "Hafenmeisterin", "Hafenmeisterin"]


@pytest.mark.parametrize("ids", ["", "x", "1,x", "9" * 40, "-1", "٣", "1.5"])
def test_numbers_that_are_none_find_nothing_and_break_nothing(ask, ids):
    assert [row["id"] for row in ask("clip", ids=ids)["rows"]] == []


@pytest.mark.parametrize("query", ["\x00", "'", '"', "%", "x" * 5000, "\\", "🚢"])
def test_any_words_may_be_typed(ask, query):
    ClipFactory()
    assert "rows" in ask("clip", q=query)


def test_another_kind_is_not_there(client, cvd):
    client.force_login(cvd)
    assert client.get(PICK.format("user")).status_code == 404
    assert client.post(PICK.format("clip")).status_code == 405


FACTORIES = {
    "image": lambda: ImageFactory(renditions=True),
    "clip": lambda: ClipFactory(poster=ImageFactory()),
    "person": lambda: RoleFactory().person,
    "story": lambda: ArticleFactory(lead_image=ImageFactory(), section=SectionFactory()),
}


@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("kind", FACTORIES)
def test_thirty_cards_cost_as_many_queries_as_one(client, cvd, kind, count, django_assert_max_num_queries):
    keys = [FACTORIES[kind]().pk for _number in range(count)]
    client.force_login(cvd)
    # session, user, two for permissions; the rows, and for persons their roles of today and of the day
    with django_assert_max_num_queries(7):
        rows = client.get(PICK.format(kind), {"ids": ",".join(map(str, keys))}).json()["rows"]
    assert {row["id"] for row in rows} == set(keys)


def test_the_text_of_a_paste_is_only_looked_at_for_whoever_writes(client, someone):
    client.force_login(someone)
    response = client.post("/admin/articles/article/recognise/", {"text": "Ein Satz.\n\nNoch einer.", "language": "de"})
    may = someone.has_perm("articles.change_article") or someone.has_perm("articles.add_article")
    assert response.status_code == (302 if not someone.is_staff else 200 if may else 403)
    assert Article.objects.count() == 0


def test_a_person_is_added_in_django_s_pop_up_and_chosen_at_once(writer):
    page = writer.open_form(bodies.body(bodies.quote("Gesagt.")))
    page.click(".blk.quote .btn.word")
    page.wait_for_selector("dialog.story-picker .picker-foot .btn.word:visible")
    with page.expect_popup() as opened:
        page.click("dialog.story-picker .picker-foot .btn.word")
    popup = opened.value
    popup.fill("#id_name", "Neu Hinzugekommen")
    popup.click("[name=_save]")
    page.wait_for_selector("dialog.story-picker", state="detached")
    person = Person.objects.get(name="Neu Hinzugekommen")
    assert writer.written()[0]["attrs"]["person"] == person.pk
    assert writer.written()[0]["attrs"]["name"] == "Neu Hinzugekommen"


def test_a_row_is_changed_in_django_s_pop_up_and_the_card_shows_it(writer, administrator):
    writer.log_in(administrator)
    clip = ClipFactory(title="Alter Titel", teaser="Worum es geht.")
    page = writer.open_form(bodies.body(bodies.video(clip), "Danach"))
    page.click(".blk.clip .words")
    with page.expect_popup() as opened:
        page.click(".blktools [aria-label='Im Archiv öffnen']")
    opened.value.fill("#id_title", "Neuer Titel")
    opened.value.click("[name=_save]")
    expect(page.locator(".blk.clip .ct")).to_have_text("Neuer Titel")
    assert page.get_attribute(".blk.clip", "aria-label") == "Video: Neuer Titel"

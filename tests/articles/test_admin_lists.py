"""Lists of stories, editions, versions and sections: who gets in, what it costs, what is found."""

import pytest

from articles.models import Article, Check, Edition, SectionGrant
from people.models import AuditEvent
from tests.factories import ArticleFactory, PersonFactory, SectionFactory, TagFactory, UserFactory

LIST = "/admin/articles/article/"


@pytest.mark.parametrize("path", ["article/", "edition/", "revision/", "section/"])
def test_everybody_at_the_desk_may_look(client, someone, path):
    client.force_login(someone)

    assert client.get(f"/admin/articles/{path}").status_code == (302 if someone.username == "reader" else 200)


@pytest.mark.parametrize("path", ["article/add/", "article/paste/"])
def test_who_writes_may_begin_a_story(client, someone, path):
    client.force_login(someone)

    status = client.get(f"/admin/articles/{path}").status_code

    writers = {"trainee", "editor", "CvD", "administrator"}
    assert status == (302 if someone.username == "reader" else 200 if someone.username in writers else 403)


@pytest.mark.parametrize("path", ["edition/add/", "revision/add/"])
def test_nobody_makes_editions_or_versions_by_hand(client, administrator, path):
    client.force_login(administrator)

    assert client.get(f"/admin/articles/{path}").status_code == 403


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_of_stories_costs_the_same_for_any_number(client, cvd, django_assert_num_queries, rows):
    author, tag = PersonFactory(author=True), TagFactory()
    for _ in range(rows):
        story = ArticleFactory(live=True, bylines=[author, "Nele Barkhahn"], tags=[tag])
        for kind in Check.Kind:
            Check.objects.create(article=story, kind=kind, version=1, by=UserFactory())
    client.force_login(cvd)

    # session, user, 2 permissions, searches kept, sections to filter by, count, stories with checks, bylines
    with django_assert_num_queries(9):
        page = client.get(LIST)

    assert page.content.decode().count('class="st st-live"') == rows


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_costs_an_editor_the_same_for_any_number(client, editor, django_assert_num_queries, rows):
    section = SectionFactory()
    SectionGrant.objects.create(user=editor, section=section)
    ArticleFactory.create_batch(rows, section=section)
    client.force_login(editor)

    with django_assert_num_queries(9):  # as above
        page = client.get(LIST)

    assert page.content.decode().count('class="st st-draft"') == rows


@pytest.mark.parametrize("rows", [1, 3, 30])
@pytest.mark.parametrize(("path", "queries"), [("edition/", 8), ("revision/", 7)])
def test_editions_and_versions_cost_the_same_for_any_number(
    client, cvd, django_assert_num_queries, path, queries, rows
):
    section = SectionFactory()
    ArticleFactory.create_batch(rows, live=True, by=cvd, section=section)
    client.force_login(cvd)

    with django_assert_num_queries(queries):
        assert client.get(f"/admin/articles/{path}").status_code == 200


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_of_sections_costs_the_same_for_any_number(client, cvd, django_assert_num_queries, rows):
    SectionFactory.create_batch(rows)
    client.force_login(cvd)

    with django_assert_num_queries(7):  # session, user, 2 permissions, 2 counts, sections with their stories
        assert client.get("/admin/articles/section/").status_code == 200


def test_an_editor_sees_her_sections_and_what_she_began_herself(client, editor, cvd):
    mine, foreign = SectionFactory(), SectionFactory()
    SectionGrant.objects.create(user=editor, section=mine)
    ArticleFactory(headline="Im eigenen Ressort", section=mine, by=cvd)
    ArticleFactory(headline="Selbst begonnen", section=foreign, by=editor)
    ArticleFactory(headline="Fremde Sache", section=foreign, by=cvd, live=True)
    client.force_login(editor)

    lists = ("article", "edition", "revision")
    stories, editions, versions = (client.get(f"/admin/articles/{kind}/").content.decode() for kind in lists)

    assert [name in stories for name in ("Im eigenen Ressort", "Selbst begonnen", "Fremde Sache")] == [
        True,
        True,
        False,
    ]
    assert "Fremde Sache" not in editions
    assert "Fremde Sache" not in versions


@pytest.mark.parametrize("state", ["draft", "ready", "planned", "live", "withdrawn"])
def test_each_state_can_be_filtered_and_has_its_word(client, cvd, state):
    for kind in ("draft", "ready", "planned", "live", "withdrawn"):
        traits = {} if kind == "draft" else {kind: True}
        ArticleFactory(headline=f"Geschichte-{kind}", **traits)
    client.force_login(cvd)

    page = client.get(LIST, {"state": state}).content.decode()

    found = [kind for kind in ("draft", "ready", "planned", "live", "withdrawn") if f"Geschichte-{kind}" in page]
    assert found == [state]
    assert f'class="st st-{state}"' in page


@pytest.mark.parametrize("query", ["Klappbrücke", "Sperrung", "Barkhahn", "verkehr", "Anklamer"])
def test_search_finds_a_story_by_what_one_remembers_of_it(client, cvd, query):
    ArticleFactory(
        headline="Die Klappbrücke bleibt zu",
        kicker="Sperrung am Fleet",
        bylines=["Nele Barkhahn", PersonFactory(name="Dorothea Anklamer")],
        tags=[TagFactory(name="verkehr")],
    )
    ArticleFactory(headline="Etwas anderes")
    client.force_login(cvd)

    page = client.get(LIST, {"q": query}).content.decode()

    assert ("Die Klappbrücke bleibt zu" in page, "Etwas anderes" in page) == (True, False)


def test_stories_can_be_narrowed_to_a_tag(client, cvd):
    tag = TagFactory()
    ArticleFactory(headline="Mit Schlagwort", tags=[tag])
    ArticleFactory(headline="Ohne Schlagwort")
    client.force_login(cvd)

    page = client.get(LIST, {"tag": tag.pk}).content.decode()

    assert ("Mit Schlagwort" in page, "Ohne Schlagwort" in page) == (True, False)


@pytest.mark.parametrize(
    "query", ["?tag=abc", "?state=nonsense", "?p=99999", "?section__id__exact=x", "?o=99.-99", "?e=1"]
)
def test_a_mistyped_address_is_no_server_error(client, cvd, query):
    ArticleFactory()
    client.force_login(cvd)

    assert client.get(LIST + query).status_code in (200, 302)


def test_the_list_can_be_sorted_by_when_stories_appear(client, cvd):
    ArticleFactory(headline="Noch nicht")
    ArticleFactory(headline="Schon da", live=True)
    client.force_login(cvd)

    page = client.get(LIST, {"o": "-5"}).content.decode()

    assert page.index("Schon da") < page.index("Noch nicht")


def test_selected_stories_are_published_each_by_its_own_verb(client, cvd):
    good, bad = ArticleFactory(headline="Gut"), ArticleFactory(headline="Ohne Vorspann", lead="")
    client.force_login(cvd)

    page = client.post(
        LIST,
        {"action": "publish_many", "_selected_action": [good.pk, bad.pk]},
        follow=True,
        headers={"accept-language": "en"},
    ).content.decode()

    assert [edition.article for edition in Edition.objects.live()] == [good]
    assert "1 story is live." in page
    assert "“Ohne Vorspann”: The story has no lead." in page


def test_selected_stories_are_withdrawn_only_with_a_reason(client, cvd):
    story = ArticleFactory(live=True)
    client.force_login(cvd)
    asked = client.post(LIST, {"action": "withdraw_many", "_selected_action": [story.pk]})

    client.post(LIST, {"action": "withdraw_many", "_selected_action": [story.pk], "reason": " ", "notice": ""})
    still = Edition.objects.live().count()
    client.post(LIST, {"action": "withdraw_many", "_selected_action": [story.pk], "reason": "Falsch", "notice": ""})

    assert (asked.status_code, still, Edition.objects.live().count()) == (200, 1, 0)


def test_a_trainee_is_offered_no_bulk_publishing(client, trainee):
    story = ArticleFactory(by=trainee)
    client.force_login(trainee)

    page = client.post(LIST, {"action": "publish_many", "_selected_action": [story.pk]}, follow=True)

    assert "publish_many" not in page.content.decode()
    assert not Edition.objects.exists()


def test_an_editor_deletes_a_draft_of_hers_from_the_list(client, editor):
    story = ArticleFactory(by=editor)
    SectionGrant.objects.create(user=editor, section=story.section)
    client.force_login(editor)

    client.post(LIST, {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"})

    assert not Article.objects.exists()
    assert AuditEvent.objects.get(verb="delete").target_id == str(story.pk)


def test_a_published_story_is_not_deleted(client, cvd):
    story = ArticleFactory(live=True)
    client.force_login(cvd)

    page = client.post(f"{LIST}{story.pk}/delete/", {"post": "yes"}, headers={"accept-language": "en"})

    assert "still in use and cannot be deleted" in page.content.decode()
    assert Article.objects.exists()


@pytest.mark.parametrize("way", ["form", "list"])
def test_a_draft_is_not_deleted_where_one_writes_as_a_trainee(client, editor, way):
    section = SectionFactory()
    SectionGrant.objects.create(user=editor, section=section, role="trainee")
    story = ArticleFactory(section=section)
    client.force_login(editor)

    if way == "form":
        answer = client.post(f"/admin/articles/article/{story.pk}/delete/", {"post": "yes"})
    else:
        sent = {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"}
        answer = client.post("/admin/articles/article/", sent)

    assert answer.status_code in (200, 403)
    assert Article.objects.filter(pk=story.pk).exists()

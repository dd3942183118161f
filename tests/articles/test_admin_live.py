"""The desk of a live blog: who may write, publish, mark and withdraw, and what becomes of what is sent."""

import json

import pytest
from django.utils import timezone

from articles.lifecycle import live
from articles.models import LiveDraft, LiveEntry, LivePost, SectionGrant
from people.models import AuditEvent
from tests.bodies import body, picture
from tests.factories import (
    HOUR,
    ArticleFactory,
    ImageFactory,
    LiveEntryFactory,
    LivePostFactory,
    PersonFactory,
    SectionFactory,
)

pytestmark = pytest.mark.django_db
TEXT = json.dumps(body("Das Wasser steigt."))
JSON = {"content_type": "application/json"}


@pytest.fixture
def section():
    return SectionFactory()


@pytest.fixture
def blog(section):
    return ArticleFactory(kind="live", slug="flut", headline="Sturmflut", section=section, live=True)


def path(blog, rest=""):
    return f"/admin/articles/article/{blog.pk}/live/{rest}"


def grant(user, section, role="editor"):
    SectionGrant.objects.create(user=user, section=section, role=role)
    return user


def send(client, blog, button="_publish", rest="", **fields):
    typed = {"headline": "Lage", "body": TEXT, "names": "", **fields, button: "1"}
    return client.post(path(blog, rest), typed)


def test_a_post_is_written_and_out_with_one_button(client, editor, section, blog):
    client.force_login(grant(editor, section))
    ada = PersonFactory(name="Ada Lindqvist", author=True)
    assert client.get(path(blog)).status_code == 200

    answer = send(client, blog, names="Ada Lindqvist, Feuerwehr", is_key="on", save_token="einmal-nur-1")
    assert (answer.status_code, answer.headers["Location"]) == (302, path(blog))
    send(client, blog, names="Ada Lindqvist, Feuerwehr", is_key="on", save_token="einmal-nur-1")  # sent twice

    post = LivePost.objects.readable().get()
    assert (post.headline, post.is_key, post.printed_by) == ("Lage", True, editor)
    assert [line["name"] for line in post.facts["bylines"]] == ["Ada Lindqvist", "Feuerwehr"]
    assert post.bylines.first().person == ada
    assert list(AuditEvent.objects.filter(verb="post").values_list("actor", flat=True)) == [editor.pk]


def test_a_trainee_keeps_drafts_and_an_editor_publishes_them(client, trainee, editor, section, blog):
    client.force_login(grant(trainee, section, "trainee"))
    assert send(client, blog).status_code == 403
    assert send(client, blog, button="_save").status_code == 302
    entry = LiveEntry.objects.get()
    page = client.get(path(blog)).content.decode()
    assert ('name="_publish"' in page, 'name="_save"' in page) == (False, True)
    assert not LivePost.objects.exists()

    client.force_login(grant(editor, section))
    send(client, blog, rest=f"{entry.number}/", base_version=entry.version)
    assert LivePost.objects.readable().get().entry == entry


ROLES = [
    ("trainee", 403), ("editor", 302), ("CvD", 302), ("picture desk", 403), ("video desk", 403), ("administrator", 302),
]  # fmt: skip


@pytest.mark.parametrize(("who", "deeds"), ROLES)
def test_each_of_the_cast_may_do_what_her_role_says(client, cast, section, blog, who, deeds):
    user = grant(cast[who], section, "trainee" if who == "trainee" else "editor")
    client.force_login(user)
    number = LivePostFactory(article=blog).number
    draft = LiveEntryFactory(article=blog).number
    assert client.get(path(blog)).status_code == 200
    assert client.get(path(blog, "stream/")).status_code == 200
    asked = [f"{number}/mark/", f"{number}/pin/", f"{number}/withdraw/", f"{draft}/discard/", "turn/"]
    answers = {rest: client.post(path(blog, rest), {"state": "paused", "reason": "x"}).status_code for rest in asked}
    assert answers == dict.fromkeys(asked, deeds)
    assert client.post(path(blog, f"{number}/burn/")).status_code == 404
    assert client.post(path(blog, "typed/"), "{}", **JSON).status_code == (403 if "desk" in who else 200)


def test_a_foreign_live_blog_and_a_story_that_is_none_are_not_there(client, editor, section, blog):
    report = ArticleFactory(section=section)
    client.force_login(editor)
    for rest in ("", "stream/", "1/"):
        assert client.get(path(blog, rest)).status_code == 404
    grant(editor, section)
    for rest in ("", "stream/", "1/"):
        assert client.get(path(report, rest)).status_code == 404
    for rest in ("turn/", "typed/", "1/mark/"):
        assert client.post(path(report, rest), "{}", **JSON).status_code == 404


def test_what_is_refused_is_told_in_words_and_the_text_stays(client, cvd, blog):
    client.force_login(cvd)
    bare = ImageFactory(bare=True, file=True)
    answer = send(client, blog, headline="Bleibt stehen", body=json.dumps(body(picture(bare))))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "hat keinen Bildnachweis" in page
    assert 'value="Bleibt stehen"' in page
    assert not LiveEntry.objects.exists()

    no_alt = ImageFactory(alt="", file=True)
    text = json.dumps(body(picture(no_alt)))
    assert "override_reason" in send(client, blog, body=text).content.decode()
    send(client, blog, body=text, override_reason="Eilig")
    assert LivePost.objects.count() == 1


def test_two_who_change_one_post_are_told(client, cvd, blog):
    client.force_login(cvd)
    post = LivePostFactory(article=blog)
    assert send(client, blog, rest="1/", headline="Erste", base_version=1).status_code == 302
    answer = send(client, blog, rest="1/", headline="Zweite", base_version=1, correction="Falsch war die Zahl.")
    assert answer.status_code == 422
    assert 'value="Zweite"' in answer.content.decode()
    assert "hat diesen Beitrag inzwischen geändert" in answer.content.decode()
    assert LivePost.objects.readable().get().headline == "Erste"
    assert post.entry.posts.count() == 2


def test_a_post_is_planned_by_the_clock_on_the_wall(client, cvd, blog):
    client.force_login(cvd)
    assert send(client, blog, button="_plan").status_code == 422
    local = timezone.localtime(timezone.now() + 24 * HOUR).replace(second=0, microsecond=0)
    send(client, blog, button="_plan", at_0=f"{local:%Y-%m-%d}", at_1=f"{local:%H:%M}")
    assert LivePost.objects.planned().get().live_from == local
    client.post(path(blog, "1/call-off/"))
    assert not LivePost.objects.planned().exists()
    client.post(path(blog, "1/discard/"))
    assert not LiveEntry.objects.exists()


def test_what_is_typed_is_kept_offered_and_gone_once_it_is_stored(client, cvd, blog):
    client.force_login(cvd)
    fields = {"headline": "Halb getippt", "body": TEXT, "names": "", "base_version": "0"}

    def type_in(**more):
        message = {"token": "0123456789", "seq": 1, "base_version": 0, "fields": fields, **more}
        return client.post(path(blog, "typed/"), json.dumps(message), **JSON)

    assert type_in().json()["status"] == "kept"
    assert type_in().json()["status"] == "late"
    assert type_in(token="abcdefghij").json()["status"] == "other_tab"
    assert "?unsaved=1" in client.get(path(blog)).content.decode()
    assert 'value="Halb getippt"' in client.get(path(blog) + "?unsaved=1").content.decode()

    send(client, blog, save_token="ein-token-1234")
    assert not LiveDraft.objects.exists()
    asked = client.post(path(blog, "typed/"), json.dumps({"sent": "ein-token-1234"}), **JSON)
    assert asked.json() == {"stored": True}
    assert client.post(path(blog, "typed/"), "[1", **JSON).status_code == 400


def test_colleagues_see_who_is_writing(client, cvd, editor, section, blog):
    client.force_login(grant(editor, section))
    message = {"token": "0123456789", "seq": 1, "base_version": 0, "fields": {"headline": "…"}}
    client.post(path(blog, "typed/"), json.dumps(message), **JSON)
    client.force_login(cvd)
    assert "editor schreibt einen Beitrag" in client.get(path(blog, "stream/")).content.decode()


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_page_costs_the_same_for_any_number_of_posts(client, cvd, blog, django_assert_num_queries, count):
    for _number in range(count):
        LivePostFactory(article=blog, bylines=[live.Signed(None, "Feuerwehr")])
    LiveEntryFactory(article=blog)
    client.force_login(cvd)
    # session, user, permissions twice, section, story, state, edition, waiting and out with states and bylines each, writers
    with django_assert_num_queries(15):
        client.get(path(blog, "stream/"))

"""Programmes at the desk: where they stand, what may be done and by whom, and what it costs to ask."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import lifecycle as stories
from tests.bodies import body, video
from tests.factories import ArticleFactory, ClipFactory, FootageFactory
from tests.visuals.footage_files import arrived, film, ready_footage
from visuals.models import Footage, MediaJob

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def page(client, footage, name="change"):
    return client.get(reverse(f"admin:visuals_footage_{name}", args=[footage.pk]), headers=ENGLISH).content.decode()


def do(client, footage, deed, **told):
    return client.post(reverse("admin:visuals_footage_do", args=[footage.pk, deed]), told, headers=ENGLISH, follow=True)


def test_states_and_progress_are_on_the_list_on_the_page_and_in_what_both_ask_for_anew(client, video_desk):
    footage = arrived(film())
    MediaJob.objects.update(state="running", progress=43)
    client.force_login(video_desk)
    for told in (
        client.get("/admin/visuals/footage/", headers=ENGLISH).content.decode(),
        page(client, footage),
        page(client, footage, "state"),
        page(client, footage, "work"),
    ):
        assert "43 %" in told
        assert "data-again" in told
        assert "easuring" in told


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_any_number_of_programmes_at_work(
    client, video_desk, django_assert_num_queries, rows
):
    for _ in range(rows):
        arrived(film())
    client.force_login(video_desk)
    with django_assert_num_queries(9):  # session, user, 2 permissions, 2 counts, 2 bounds of days, footage
        client.get("/admin/visuals/footage/")


def test_what_may_be_done_is_offered_and_done(client, video_desk):
    footage = arrived(film())
    client.force_login(video_desk)
    assert "Cancel" in page(client, footage, "work")
    assert "Cancelled. What was finished before stays." in do(client, footage, "cancel").content.decode()
    footage.refresh_from_db()
    assert footage.state == Footage.State.STOPPED
    assert "Nothing is being done that could be cancelled." in do(client, footage, "cancel").content.decode()
    assert "It is tried again." in do(client, footage, "retry").content.decode()
    ready = ready_footage()
    assert "Encode anew" in page(client, ready, "work")
    do(client, ready, "reencode")
    assert sorted(ready.versions.values_list("number", flat=True)) == [1, 2]
    refused = do(client, ready, "activate", version=2).content.decode()
    assert "Version 2 is not complete" in refused
    assert do(client, ready, "activate", version=9).status_code == 404
    assert do(client, ready, "melt").status_code == 404


def test_who_may_only_look_sees_the_state_and_no_button(client, editor):
    footage = ready_footage()
    client.force_login(editor)
    told = page(client, footage)
    assert "File and encoding" in told
    assert "formaction" not in told


def test_a_deleted_programme_leaves_no_file_and_one_that_clips_are_made_of_stays(
    client, video_desk, media, django_capture_on_commit_callbacks
):
    footage, used = ready_footage(), ready_footage()
    ClipFactory(footage=used, typed_ms=None)
    client.force_login(video_desk)
    with django_capture_on_commit_callbacks(execute=True):
        for one in (footage, used):
            client.post(reverse("admin:visuals_footage_delete", args=[one.pk]), {"post": "yes"})
    assert [*Footage.objects.all()] == [used]
    assert [path.parent.name for path in media.rglob("original")] == [used.key]


def test_a_story_is_not_printed_with_a_clip_whose_programme_has_lost_its_rights(video_desk):
    footage = FootageFactory(available_until=timezone.now() - timedelta(days=1))
    story = ArticleFactory(body=body(video(ClipFactory(cut=True, footage=footage))))
    with pytest.raises(stories.NotReady, match="Die Rechte am Video gelten"):
        stories.publish(story, by=None)

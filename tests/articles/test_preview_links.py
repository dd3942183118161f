"""Links for people without an account: they open one story and its files, until they end, and nothing else."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from articles import lifecycle
from articles.lifecycle import previewing
from articles.models import Article, PreviewLink, SectionGrant
from people.models import AuditEvent
from tests.articles.test_admin_stories import url
from tests.bodies import body, picture, video
from tests.factories import ArticleFactory, ClipFactory, FootageFactory, ImageFactory

MISSING = "/artikel/die-gibt-es-nicht/"


def address(link):
    return reverse("preview_link", args=[previewing.token_of(link)])


@pytest.fixture
def story(db):
    footage = FootageFactory()
    footage.file.save("f.mp4", ContentFile(b"\0\0\0\x18ftypisom" + b"\0" * 64))
    cut = ClipFactory(footage=footage, poster=ImageFactory(renditions=True))
    return ArticleFactory(
        headline="Noch geheim",
        lead_image=ImageFactory(renditions=True),
        body=body("Ein Absatz.", picture(ImageFactory(renditions=True)), video(cut)),
    )


@pytest.fixture
def link(story, cvd):
    return previewing.open_link(story, by=cvd, hours=24, label="Frau Anklamer")


def files_in(page):
    return set(re.findall(r'(?<=["\s])(/[^\s"]+(?:\.(?:jpeg|webp|avif)|/sendungen/[^\s"#]+))', page))


def test_whoever_holds_it_reads_the_story_as_it_is_saved(client, link, story):
    story.headline = "Noch geheimer"
    lifecycle.save(story, by=None)

    page = client.get(address(link))

    words = page.content.decode()
    assert page.status_code == 200
    assert "Noch geheimer" in words
    assert "Frau Anklamer" in words
    assert 'rel="canonical"' not in words
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in page.headers["X-Robots-Tag"]


def test_a_pinned_one_stays_with_its_version(client, story, cvd):
    link = previewing.open_link(story, by=cvd, hours=4, pinned=True)
    story.headline = "Ganz anders"
    lifecycle.save(story, by=None)

    words = client.get(address(link)).content.decode()

    assert "Noch geheim" in words
    assert "Ganz anders" not in words


def test_its_files_open_below_the_link_and_stay_closed_elsewhere(client, link):
    files = files_in(client.get(address(link)).content.decode())

    assert len({path.split("/bilder/")[1].split("/")[0] for path in files if "/bilder/" in path}) == 3
    assert [path for path in files if "/sendungen/" in path]
    for path in files:
        plain = path.removeprefix(address(link).rstrip("/"))
        assert (plain != path, client.get(path).status_code, client.get(plain).status_code) == (True, 200, 404)
        assert "no-store" in client.get(path).headers["Cache-Control"]


def test_it_opens_no_other_file_and_no_other_page(client, link):
    foreign = ImageFactory(renditions=True)
    size = foreign.renditions_list[0].url

    for path in (size, "/admin/", "/artikel/x/", "/sendungen/4711"):
        assert client.get(address(link) + path.lstrip("/")).status_code == 404, path


def spoilt(link, how):
    if how == "ended":
        PreviewLink.objects.filter(pk=link.pk).update(
            at=timezone.now() - timedelta(hours=30), expires_at=timezone.now() - timedelta(seconds=1)
        )
    if how == "taken back":
        previewing.take_back(link, by=link.by)
    if how == "story gone":
        token = previewing.token_of(link)
        Article.objects.filter(pk=link.article_id).delete()
        return reverse("preview_link", args=[token])
    path = address(link)
    if how == "another row":
        return path.replace(f"/{link.pk}-", f"/{link.pk + 1}-")
    return path[:-2] + ("x" if path[-2] != "x" else "y") + "/" if how == "forged" else path


@pytest.mark.parametrize("how", ["ended", "taken back", "forged", "another row", "story gone"])
def test_one_that_opens_nothing_answers_like_a_story_that_never_was(client, link, how):
    path = spoilt(link, how)
    missing = client.get(MISSING)

    page = client.get(path)

    assert (page.status_code, page.content) == (404, missing.content)
    assert page.headers.get("Cache-Control") == missing.headers.get("Cache-Control")


def test_taking_it_back_closes_its_files_at_once(client, link, cvd):
    files = files_in(client.get(address(link)).content.decode())

    previewing.take_back(link, by=cvd)

    assert {client.get(path).status_code for path in files} == {404}


def test_the_desk_makes_lists_and_takes_back_and_the_log_knows(client, story, cvd):
    client.force_login(cvd)

    page = client.post(url(story, "links"), {"hours": "4", "label": "Redaktion Wetter"}).content.decode()
    link = PreviewLink.objects.get()
    assert (timedelta(hours=3.9) < link.expires_at - timezone.now() < timedelta(hours=4.1), link.by) == (True, cvd)
    assert address(link) in page
    after = client.post(url(story, f"links/{link.pk}/back")).content.decode()

    assert address(link) not in after
    verbs = AuditEvent.objects.filter(target_id=str(story.pk), actor=cvd).values_list("verb", flat=True)
    assert {"open preview link", "take back preview link"} <= set(verbs)


@pytest.mark.parametrize("hours", ["5", "", "-1", "4000", "x"])
def test_only_the_offered_times_are_taken(client, story, cvd, hours):
    client.force_login(cvd)

    page = client.post(url(story, "links"), {"hours": hours, "label": "wer"})

    assert page.status_code == 422
    assert 'value="wer"' in page.content.decode()
    assert not PreviewLink.objects.exists()


def test_who_may_not_publish_makes_none_and_sees_no_address(client, link, story, trainee):
    SectionGrant.objects.create(user=trainee, section=story.section, role="trainee")
    client.force_login(trainee)

    assert client.post(url(story, "links"), {"hours": "4"}).status_code == 403
    assert client.post(url(story, f"links/{link.pk}/back")).status_code == 403
    page = client.get(url(story, "links")).content.decode()
    assert "Frau Anklamer" in page
    assert previewing.token_of(link) not in page


def test_a_foreign_story_has_none(client, link, story, editor):
    client.force_login(editor)

    assert client.get(url(story, "links")).status_code == 404
    assert client.post(url(story, f"links/{link.pk}/back")).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 15])
def test_the_list_costs_the_same_for_any_number(client, story, cvd, django_assert_num_queries, count):
    for _ in range(count):
        previewing.open_link(story, by=cvd, hours=4)
    client.force_login(cvd)

    with django_assert_num_queries(6):  # session, user, 2 permissions, story, links
        assert client.get(url(story, "links")).status_code == 200

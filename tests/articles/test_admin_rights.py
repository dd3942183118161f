"""Beside the story: what lapses within a week, and one click that puts another picture there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import lifecycle
from tests.articles.test_admin_stories import form_of
from tests.bodies import body, gallery, picture, video
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    ImageFactory,
    PersonFactory,
    TagFactory,
    UserFactory,
    picture_bytes,
)
from visuals.models import Image, ImagePerson, ImageTag

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def harbour():
    return TagFactory(name="hafen")


@pytest.fixture
def lapsing(harbour):
    image = ImageFactory(title="Sturm", available_until=timezone.now() + 3 * DAY)
    ImageTag.objects.create(content_object=image, tag=harbour)
    return image


@pytest.fixture
def other(harbour):
    image = ImageFactory(title="Ebbe", file=picture_bytes())
    ImageTag.objects.create(content_object=image, tag=harbour)
    return image


def rights(client, story):
    return client.get(f"/admin/articles/article/{story.pk}/rights/", headers=ENGLISH).content.decode()


def swap(client, story, old, new, **more):
    return client.post(f"/admin/articles/article/{story.pk}/swap/{old.pk}/{new.pk}/", headers=ENGLISH, **more)


def test_what_lapses_is_told_with_what_could_stand_there(client, cvd, lapsing, other):
    client.force_login(cvd)
    over = ClipFactory(title="Der Riss", available_until=timezone.now() - DAY)
    fine = ImageFactory(title="Ruhe", available_until=timezone.now() + 9 * DAY)
    story = ArticleFactory(lead_image=lapsing, body=body(picture(lapsing), picture(fine), video(over)))
    page = rights(client, story)
    assert "The rights to “Sturm” end" in page
    assert "The rights to “Der Riss" in page
    assert page.count("Take this one") == 1
    assert "Ebbe" in page
    assert "Ruhe" not in page
    assert 'data-count="2"' in page
    assert "No right to a picture" in rights(client, ArticleFactory(lead_image=fine))


def test_one_click_swaps_it_everywhere_and_what_was_said_of_the_old_one_goes(client, cvd, lapsing, other):
    client.force_login(cvd)
    story = ArticleFactory(
        lead_image=lapsing, lead_image_caption="Die Welle am Montag",
        body=body("Davor.", picture(lapsing), gallery(lapsing, other), "Danach."),
    )  # fmt: skip
    version = story.version
    assert swap(client, story, lapsing, other).status_code == 302
    story.refresh_from_db()
    kept = str(story.body)
    assert (story.lead_image, story.lead_image_caption, story.version) == (other, "", version + 1)
    assert f"'image': {lapsing.pk}" not in kept
    assert kept.count(f"'image': {other.pk}") == 3
    assert [block["type"] for block in story.body["content"]] == ["paragraph", "image", "gallery", "paragraph"]
    assert story.body_refs.filter(image=lapsing).count() == 0


@pytest.mark.parametrize("named", ["", "-", "x-1", "9999-99999", "{old}", "{old}-{old}", "{old}-99999", "{old}-1-2"])
def test_a_picture_that_is_gone_costs_no_word_of_the_text(client, cvd, lapsing, named):
    client.force_login(cvd)
    story = ArticleFactory(lead_image=lapsing, lead="Alt.")
    typed = form_of(client, story, lead="Neu.", _swap=named.format(old=lapsing.pk))
    answer = client.post(f"/admin/articles/article/{story.pk}/change/", typed, headers=ENGLISH, follow=True)
    story.refresh_from_db()
    assert (story.lead, story.lead_image) == ("Neu.", lapsing)
    assert "Your text is saved. The picture you chose is not in the library any more." in answer.content.decode()


def test_only_what_could_be_printed_longer_is_offered(lapsing, other, harbour):
    ada = PersonFactory()
    until = timezone.now() + 7 * DAY
    for wrong in (
        {"alt": "", "file": picture_bytes()}, {}, {"file": picture_bytes(), "available_until": until - DAY},
        {"file": picture_bytes(), "available_from": until},
    ):  # fmt: skip
        ImageTag.objects.create(content_object=ImageFactory(**wrong), tag=harbour)
    ImageFactory(file=picture_bytes())  # nothing in common
    nearer = ImageFactory(file=picture_bytes())
    for image in (lapsing, nearer):
        ImagePerson.objects.create(image=image, person=ada)
    assert [*lapsing.stand_ins(until)] == [nearer, other]


def test_a_picture_that_is_no_longer_in_the_story_is_told(cvd, lapsing, other):
    story = ArticleFactory()
    with pytest.raises(lifecycle.Refused, match="Sturm"):
        lifecycle.swap_picture(story, lapsing, other, by=cvd)


@pytest.mark.parametrize("uses", [1, 3, 9])
def test_the_fragment_costs_the_same_for_any_length_of_story(client, cvd, django_assert_num_queries, uses):
    client.force_login(cvd)
    story = ArticleFactory(body=body(*[picture(ImageFactory()) for _ in range(uses)]))
    with django_assert_num_queries(7):  # session, user, 2 permissions, story, pictures, clips
        rights(client, story)


def test_no_foreign_story_is_shown_or_changed(client, lapsing, other):
    stranger = UserFactory(role="editor")
    story = ArticleFactory(lead_image=lapsing)
    client.force_login(stranger)
    assert client.get(f"/admin/articles/article/{story.pk}/rights/").status_code == 404
    assert swap(client, story, lapsing, other).status_code == 404
    story.refresh_from_db()
    assert story.lead_image == lapsing


def test_who_only_looks_after_pictures_may_look_and_not_swap(client, lapsing, other):
    story = ArticleFactory(lead_image=lapsing)
    client.force_login(UserFactory(role="picture desk", sections=[story.section]))
    assert "Take this one" not in rights(client, story)
    assert swap(client, story, lapsing, other).status_code == 403


def test_readers_keep_a_quiet_line_where_a_picture_lapsed(client, lapsing):
    story = ArticleFactory(lead_image=lapsing, body=body("Davor.", picture(lapsing)), live=True)
    Image.objects.filter(pk=lapsing.pk).update(available_until=timezone.now() - DAY)
    page = client.get(story.get_absolute_url() if hasattr(story, "get_absolute_url") else f"/artikel/{story.slug}/")
    assert page.content.decode().count('class="missing"') == 2
    assert "og:image" not in page.content.decode()

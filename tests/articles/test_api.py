"""The read API: what is live as JSON, as its own description says; nothing else, and no odd question breaks it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from tests.bodies import body, mention, paragraph, picture, quote, teaser, video
from tests.factories import (
    HOUR,
    ArticleFactory,
    ClipFactory,
    EditionFactory,
    ImageFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db
HERE = "http://localhost:8000"


@pytest.fixture
def told(client):
    return client.get("/api/").json()


def fits(told, name, data):
    """Checked against the description that we hand out."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": told["components"]}
    problems = [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(data)]
    assert problems == []


def full_story(**fields):
    person, tag = PersonFactory(), TagFactory()
    target = ArticleFactory(live=True, headline="Das Ziel")
    return ArticleFactory(
        live=True,
        kicker="Hafen",
        series="Häfen",
        series_part=2,
        bylines=[PersonFactory(author=True), "Nur ein Name"],
        people=[person],
        tags=[tag],
        lead_image=ImageFactory(renditions=True),
        body=body(
            paragraph("Mit ", mention(person)),
            quote("Ein Satz.", person=person, name="Jette Anklam", role="Hafenmeisterin"),
            picture(ImageFactory(renditions=True)),
            video(ClipFactory()),
            teaser(target),
        ),
        **fields,
    )


def test_the_description_is_openapi_and_true(client, told):
    story = full_story()

    validate(told)
    assert set(told["paths"]) == {
        f"/api/stories/{end}" for end in ("", "{number}/", "{number}/posts/", "{number}/letter/")
    }
    fits(told, "Stories", client.get("/api/stories/").json())
    fits(told, "Story", client.get(f"/api/stories/{story.pk}/").json())
    fits(told, "Letter", client.get(f"/api/stories/{story.pk}/letter/").json())
    fits(told, "Problem", client.get("/api/stories/4711/").json())


def test_a_story_brings_all_that_its_blocks_point_at(client):
    story = full_story()

    data = client.get(f"/api/stories/{story.pk}/").json()

    kinds = [block["type"] for block in data["body"]["content"]]
    assert kinds == ["paragraph", "quote", "image", "clip", "teaser"]
    library = data["library"]
    for kind, name, attribute in (
        ("image", "images", "image"),
        ("clip", "clips", "clip"),
        ("teaser", "stories", "article"),
    ):
        block = next(one for one in data["body"]["content"] if one["type"] == kind)
        assert str(block["attrs"][attribute]) in library[name]
    assert data["url"] == f"{HERE}/artikel/{story.slug}/"
    assert data["lead_image"]["sizes"][0]["url"].startswith(f"{HERE}/bilder/")
    assert client.get(data["self"].removeprefix(HERE)).json() == data


def test_only_what_is_live_is_shown(client):
    hidden = [ArticleFactory(headline="Geheim"), ArticleFactory(headline="Geheim", planned=True)]
    taken_back = ArticleFactory(headline="Geheim", withdrawn=True)
    changed = ArticleFactory(live=True, headline="Gedruckt")
    ArticleFactory._meta.model.objects.filter(pk=changed.pk).update(headline="Geheim")

    assert [one["headline"] for one in client.get("/api/stories/").json()["stories"]] == ["Gedruckt"]
    assert client.get(f"/api/stories/{changed.pk}/").json()["headline"] == "Gedruckt"
    for story in hidden:
        answer = client.get(f"/api/stories/{story.pk}/")
        assert (answer.status_code, answer.content) == (404, client.get("/api/stories/4711/").content)
    gone = client.get(f"/api/stories/{taken_back.pk}/")
    assert gone.status_code == 410
    assert "Geheim" not in gone.content.decode()
    assert gone.headers["Content-Type"] == "application/problem+json"


def test_what_is_out_of_rights_is_not_handed_out(client):
    image, clip = ImageFactory(renditions=True), ClipFactory()
    story = ArticleFactory(live=True, body=body(picture(image), video(clip)), since=timezone.now() - HOUR)
    for row in (image, clip):
        type(row).objects.filter(pk=row.pk).update(available_until=timezone.now() - timedelta(minutes=1))

    library = client.get(f"/api/stories/{story.pk}/").json()["library"]

    assert library == {"images": {}, "clips": {}, "stories": {}}


def test_a_picture_may_be_for_readers_and_not_for_partners(client):
    image = ImageFactory(renditions=True)
    story = ArticleFactory(live=True, lead_image=image, body=body(picture(image)), since=timezone.now() - HOUR)
    rows = type(image).objects.filter(pk=image.pk)
    soon = timezone.now().replace(microsecond=0) + HOUR
    rows.update(syndication_until=soon)
    assert client.get(f"/api/stories/{story.pk}/").json()["lead_image"]["until"] == timezone.localtime(soon).isoformat()

    rows.update(syndication_until=timezone.now() - timedelta(minutes=1))

    data = client.get(f"/api/stories/{story.pk}/").json()
    assert (data["lead_image"], data["library"]["images"]) == (None, {})
    assert image.renditions_list[0].url in client.get(f"/artikel/{story.slug}/").content.decode()


def test_the_list_is_narrowed_by_what_is_asked(client):
    section, tag, person = SectionFactory(slug="lokales"), TagFactory(slug="hafen"), PersonFactory(slug="jette-a")
    merged = TagFactory(slug="haefen", merged_into=tag)
    since = datetime(2026, 3, 1, 12, tzinfo=UTC)
    story = ArticleFactory(
        live=True,
        section=section,
        tags=[tag],
        people=[person],
        bylines=[person],
        kind="report",
        language="en",
        since=since,
    )
    ArticleFactory(live=True, since=datetime(2026, 5, 1, tzinfo=UTC))

    def found(question):
        return [one["id"] for one in client.get(f"/api/stories/?{question}").json()["stories"]]

    for question in (
        "section=lokales",
        "tag=hafen",
        f"tag={merged.slug}",
        "person=jette-a",
        "author=jette-a",
        "kind=report",
        "language=en",
        "before=2026-03-02",
        "from=2026-03-01&before=2026-03-02&tag=hafen&section=lokales",
    ):
        assert found(question) == [story.pk], question
    for question in ("section=nirgends", "tag=nirgends", "person=nirgends", "from=2027-01-01", "kind=live"):
        assert found(question) == [], question
    assert len(found("from=2026-03-01")) == 2


def test_pages_follow_each_other_without_a_gap_or_a_double(client):
    since = datetime(2026, 3, 1, 12, tzinfo=UTC)
    for number in range(7):
        EditionFactory(since=since + timedelta(seconds=number // 3))  # several in one second

    seen, path = [], "/api/stories/?limit=2"
    while path:
        page = client.get(path).json()
        seen += [one["id"] for one in page["stories"]]
        path = (page["next"] or "").removeprefix(HERE)
        EditionFactory()  # news in between push nothing along

    everything = [one["id"] for one in client.get("/api/stories/?limit=100&before=2026-04-01").json()["stories"]]
    assert seen == everything
    assert len(seen) == 7


@pytest.mark.parametrize(
    "question",
    [
        "limit=0", "limit=101", "limit=x", "limit=²", "limit=-1", "section=a%00b", "section=../x", "tag=", "from=gestern",
        "from=2026-02-30", "before=2026-1-1", "after=x", "after=2026-13-45T99:00~1", "after=2026-01-01T00:00:00~1",
        "after=%00~1", "after=9999999999999999999999999~1", "kind=drafts", "language=xx", "nonsense=1", "kind=news&kind=live",
        "__class__=1", "headline__startswith=G",
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused_in_words(client, told, question):
    answer = client.get(f"/api/stories/?{question}")

    assert answer.status_code == 400
    fits(told, "Problem", answer.json())


@pytest.mark.parametrize("number", [0, 2**63, 10**30])
def test_a_number_no_story_can_have_is_not_found(client, number):
    assert client.get(f"/api/stories/{number}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_api_costs_the_same_for_any_number_of_stories(client, django_assert_num_queries, count):
    images, clips = ImageFactory.create_batch(count, renditions=True), ClipFactory.create_batch(count)
    targets = ArticleFactory.create_batch(count, live=True)
    story = ArticleFactory(live=True, body=body(*map(picture, images), *map(video, clips), *map(teaser, targets)))

    with django_assert_num_queries(1):
        client.get("/api/stories/?limit=100")
    with django_assert_num_queries(4):  # the edition, its pictures, clips and the stories it leads to
        assert len(client.get(f"/api/stories/{story.pk}/").json()["library"]["images"]) == count

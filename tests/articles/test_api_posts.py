"""The read API of a live blog: its posts as they are out, paged by number, and nothing of a draft."""

from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator

from articles import lifecycle
from articles.lifecycle import live
from tests.bodies import body, picture
from tests.factories import HOUR, ArticleFactory, CorrectionFactory, ImageFactory, LiveEntryFactory, LivePostFactory

pytestmark = pytest.mark.django_db
BEGUN = datetime(2026, 3, 2, 6, 10, tzinfo=UTC)


@pytest.fixture
def blog():
    return ArticleFactory(kind="live", slug="flut", live=True, since=BEGUN)


def path(blog):
    return f"/api/stories/{blog.pk}/posts/"


def test_a_live_blog_brings_its_posts_as_the_description_says(client, blog):
    LivePostFactory(article=blog, headline="Eins", body=body("Anfang."), since=BEGUN + HOUR)
    last = LivePostFactory(article=blog, body=body(picture(ImageFactory(renditions=True))), since=BEGUN + 2 * HOUR)
    LiveEntryFactory(article=blog, headline="Entwurf")
    LivePostFactory(article=blog, headline="Später", plan=datetime(2999, 1, 1, tzinfo=UTC))
    gone = LivePostFactory(article=blog, headline="Irrtum", since=BEGUN + 3 * HOUR)
    live.withdraw(gone.entry, by=None, reason="Irrtum", now=BEGUN + 4 * HOUR)

    told = client.get(path(blog)).json()

    schema = {"$ref": "#/components/schemas/Posts", "components": client.get("/api/").json()["components"]}
    assert [*Draft202012Validator(schema).iter_errors(told)] == []
    assert [one["number"] for one in told["posts"]] == [2, 1]
    assert told["posts"][0]["url"] == f"http://localhost:8000{last.address('flut')}"
    assert len(told["library"]["images"]) == 1
    assert told["next"] is None
    assert client.get(f"/api/stories/{blog.pk}/").json()["posts"].endswith(path(blog))
    assert client.get(f"/api/stories/{ArticleFactory(live=True).pk}/").json()["posts"] is None


def test_pages_follow_each_other_even_where_a_post_has_gone(client, blog):
    posts = [LivePostFactory(article=blog, since=BEGUN + n * HOUR) for n in range(25)]
    first = client.get(path(blog)).json()
    live.withdraw(posts[5].entry, by=None, reason="Irrtum")

    second = client.get(first["next"].removeprefix("http://localhost:8000")).json()

    assert [one["number"] for one in first["posts"]] == [*range(25, 5, -1)]
    assert [one["number"] for one in second["posts"]] == [5, 4, 3, 2, 1]
    assert second["next"] is None


def test_no_posts_without_a_live_blog(client, blog):
    LivePostFactory(article=blog)
    assert client.get(f"/api/stories/{ArticleFactory(live=True).pk}/posts/").status_code == 404
    assert client.get("/api/stories/4711/posts/").status_code == 404

    lifecycle.withdraw(blog, by=None, reason="Irrtum")

    assert client.get(path(blog)).status_code == 410


@pytest.mark.parametrize("question", ["before=x", "before=1&before=2", "before=-1", "after=1", "before=" + "9" * 30])
def test_what_cannot_be_asked_is_refused_in_words(client, blog, question):
    assert client.get(f"{path(blog)}?{question}").status_code == 400


@pytest.mark.parametrize("count", [1, 3, 20])
def test_posts_cost_the_same_for_any_number(client, blog, count, django_assert_num_queries):
    for number in range(count):
        shown = body(picture(ImageFactory(renditions=True)))
        LivePostFactory(article=blog, body=shown, since=BEGUN + number * HOUR)

    with django_assert_num_queries(3):  # the live blog, its posts, their pictures
        assert len(client.get(path(blog)).json()["library"]["images"]) == count


def test_a_live_blog_has_moved_for_machines_when_a_post_came(client, blog):
    CorrectionFactory(article=ArticleFactory(live=True, since=BEGUN), now=BEGUN + HOUR)
    LivePostFactory(article=blog, since=BEGUN + 5 * HOUR)
    LivePostFactory(article=blog, plan=datetime(2999, 1, 1, tzinfo=UTC))
    moved = "2026-03-02T11:10:00+00:00"

    items = {item["url"]: item["date_modified"] for item in client.get("/feed.json").json()["items"]}
    assert items["http://localhost:8000/liveblog/flut/"] == moved
    assert sorted(items.values())[0] == "2026-03-02T07:10:00+00:00"
    for place in ("/sitemap.xml", "/sitemap-2026-3.xml", "/sitemap-pages.xml"):
        assert "<lastmod>2026-03-02T12:10:00+01:00</lastmod>" in client.get(place).content.decode(), place
    assert client.get(f"/api/stories/{blog.pk}/").json()["modified"] == "2026-03-02T12:10:00+01:00"

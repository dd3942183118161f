"""The page of a live blog: what readers, and the machines that read along, get at its addresses."""

import json
import re

import pytest
from django.utils import timezone

from articles import lifecycle
from articles.lifecycle import live
from tests.bodies import body, crosshead, picture, teaser, video
from tests.factories import (
    HOUR,
    SECOND,
    ArticleFactory,
    ClipFactory,
    EditionFactory,
    ImageFactory,
    LiveEntryFactory,
    LivePostFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db
PATH = "/liveblog/sturmflut/"


@pytest.fixture
def blog():
    return ArticleFactory(
        kind="live", slug="sturmflut", headline="Sturmflut", live=True, since=timezone.now() - 9 * HOUR
    )


def page(client, path=PATH) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def posts_in(html: str) -> list[str]:
    return re.findall(r'<article class="post[^"]*" id="p(\d+)"', html)


def linked_data(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html)[1])


def some(blog, count, **more):
    begin = timezone.now() - 8 * HOUR
    return [LivePostFactory(article=blog, since=begin + n * SECOND, **more) for n in range(count)]


def test_posts_stand_newest_first_with_number_hour_and_address(client, blog):
    ada = PersonFactory(name="Ada Lindqvist", author=True)
    some(blog, 2, bylines=[live.Signed(ada)], headline="Das Tor schließt")
    html = page(client)

    assert posts_in(html) == ["2", "1"]
    assert 'data-updates-url="/liveblog/sturmflut/neues.json"' in html
    assert '<a href="/liveblog/sturmflut/2/#p2"><time datetime="' in html
    assert f'<a rel="author" href="{ada.author_url}">Ada Lindqvist</a>' in html
    assert '<link rel="canonical" href="http://localhost:8000/liveblog/sturmflut/">' in html
    assert '<a class="meta" href="/liveblog/sturmflut/">' in html  # reloads without JavaScript


def test_a_live_blog_has_one_address_and_other_stories_theirs(client, blog):
    news = EditionFactory(slug="kran")
    assert client.get("/artikel/sturmflut/").headers["Location"] == PATH
    assert client.get(f"/a/{blog.pk}/").headers["Location"] == PATH
    assert client.get("/liveblog/kran/").headers["Location"] == news.get_absolute_url() == "/artikel/kran/"
    assert client.get("/liveblog/nirgends/").status_code == 404
    lifecycle.withdraw(blog, by=None, reason="Test")
    assert client.get(PATH).status_code == 410
    assert client.get(f"{PATH}neues.json").status_code == 404


def test_nothing_unpublished_planned_or_withdrawn_is_read(client, blog):
    (post,) = some(blog, 1, headline="Gerücht")
    LiveEntryFactory(article=blog, headline="Entwurf")
    LivePostFactory(article=blog, headline="Pressekonferenz", plan=timezone.now() + HOUR)
    live.withdraw(post.entry, by=None, reason="Nicht bestätigt")

    for path in (PATH, f"{PATH}feed.atom", f"{PATH}neues.json"):
        html = page(client, path)
        assert not [word for word in ("Gerücht", "Entwurf", "Pressekonferenz", "[1,", "[2,", "[3,") if word in html]
    assert [client.get(f"{PATH}{number}/").status_code for number in (1, 2, 3, 4, 2**70)] == [410, 404, 404, 404, 404]
    assert f'ref="http://localhost:8000/#story-{blog.pk}-1"' in page(client, f"{PATH}feed.atom")


def test_key_events_and_the_pinned_post_come_first(client, blog):
    first, second, third = some(blog, 3)
    live.mark(first.entry, True, by=None)
    live.pin(blog, second.entry, by=None)
    html = page(client)

    assert posts_in(html) == ["2", "3", "1"]
    assert re.findall(r'<a class="what" href="(.*?)"', html) == ["/liveblog/sturmflut/1/#p1"]
    assert html.index('id="key-events"') < html.index('id="p2"')


def test_older_posts_are_reached_page_by_page(client, blog):
    some(blog, 45)
    top = page(client)
    assert posts_in(top) == [str(n) for n in range(45, 25, -1)]
    (older,) = re.findall(r'rel="next" href="(.*?)"', top)
    second = page(client, older)
    assert posts_in(second) == [str(n) for n in range(25, 5, -1)]
    assert re.findall(r'rel="prev" href="(.*?)"', second) == ["/liveblog/sturmflut/45/#p45"]
    last = page(client, "/liveblog/sturmflut/5/")
    assert posts_in(last) == ["5", "4", "3", "2", "1"]
    assert 'rel="next"' not in last


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_page_costs_the_same_for_any_number_of_posts(client, blog, django_assert_num_queries, count):
    story, image, clip = EditionFactory().article, ImageFactory(file=True), ClipFactory()
    some(blog, count, body=body(picture(image), video(clip), teaser(story)), is_key=True)
    # edition, state, key events, posts, pictures, clips, teasers, sections
    with django_assert_num_queries(8):
        page(client)
    # the same, but instead of key events the post, and those above it
    with django_assert_num_queries(9):
        page(client, f"{PATH}1/")
    with django_assert_num_queries(3):  # edition, state, posts
        page(client, f"{PATH}neues.json")


@pytest.mark.parametrize("count", [1, 3, 30])
def test_a_teaser_in_a_story_shows_the_last_key_events(client, blog, django_assert_num_queries, count):
    for number, post in enumerate(some(blog, count)):
        live.mark(post.entry, True, by=None)
        assert number < count
    LivePostFactory(article=blog, headline="Nebensache")
    EditionFactory(slug="kran", body=body(teaser(blog)))
    with django_assert_num_queries(4):  # edition, teasers, key events, sections
        html = page(client, "/artikel/kran/")
    numbers = re.findall(r'<a class="what" href="/liveblog/sturmflut/(\d+)/#p', html)
    assert numbers == [str(n) for n in range(count, 0, -1)][:3]
    assert "Nebensache" not in html


def test_news_are_told_in_few_bytes_and_not_again_if_there_are_none(client, blog):
    (post,) = some(blog, 1)
    answer = client.get(f"{PATH}neues.json")
    begun = int(post.first_live_from.timestamp())
    assert answer.json() == {"state": "live", "pinned": False, "posts": [[1, 1, begun]]}
    assert answer.headers["Cache-Control"] == "public, max-age=10"
    assert answer.headers["Vary"] == "Accept-Encoding"  # and nothing of the reader
    again = client.get(f"{PATH}neues.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    live.mark(post.entry, True, by=None)
    assert client.get(f"{PATH}neues.json").json()["posts"] == [[1, 2, begun]]


def test_machines_read_a_live_blog_posting(client, blog):
    (post,) = some(blog, 1, headline="Das Tor schließt", body=body("Um halb elf.", crosshead("Was gilt")))
    post.entry.headline = "Das Tor schließt früher"
    live.post(post.entry, by=None, correction="Es schließt um zehn.")
    live.turn(blog, "closed", by=None)
    html = page(client)
    data = linked_data(html)

    assert data["@type"] == "LiveBlogPosting"
    assert data["coverageStartTime"] < data["coverageEndTime"]
    (told,) = data["liveBlogUpdate"]
    assert (told["@type"], told["headline"]) == ("BlogPosting", "Das Tor schließt früher")
    assert told["url"] == "http://localhost:8000/liveblog/sturmflut/1/#p1"
    assert told["articleBody"] == "Um halb elf.\n\nWas gilt"
    assert told["correction"][0]["text"] == "Es schließt um zehn."
    assert "Es schließt um zehn." in html
    assert '<h4 class="crosshead"' in html  # below the post's own headline


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_feed_tells_the_posts(client, blog, form):
    some(blog, 2, headline="Das Tor schließt")
    text = page(client, f"{PATH}feed.{form}")
    assert text.count("Das Tor schließt") == 2
    assert "http://localhost:8000/liveblog/sturmflut/2/#p2" in text


def test_a_reader_finds_a_post_by_its_words(client, blog):
    some(blog, 1, headline="", body=body("Sandsäcke am Bauhof."))
    found = page(client, "/suche/?q=sandsäcke")
    assert 'href="/liveblog/sturmflut/1/#p1"' in found
    lifecycle.withdraw(blog, by=None, reason="Test")
    assert "/liveblog/" not in page(client, "/suche/?q=sandsäcke")


def test_a_corrected_post_stands_among_all_corrections_as_long_as_it_is_out(client, blog):
    (post,) = some(blog, 1, headline="3,21 Meter")
    post.entry.headline = "3,12 Meter"
    live.post(post.entry, by=None, correction="Zuerst stand hier eine andere Höhe.")
    text = page(client, "/korrekturen/")
    assert "Zuerst stand hier eine andere Höhe." in text
    assert 'href="/liveblog/sturmflut/1/#p1"' in text
    lifecycle.publish(blog, by=None)
    assert blog.editions.live().get().facts["corrections"] == []  # the story itself was right

    live.withdraw(post.entry, by=None, reason="Test")
    assert "Zuerst stand hier" not in page(client, "/korrekturen/")

"""What makes reading comfortable: a way through long stories, shows of others only after consent, the days of the past."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from articles.body import embeds
from tests.bodies import body, crosshead, embed, paragraph, video
from tests.factories import ClipFactory, EditionFactory, ImageFactory

pytestmark = pytest.mark.django_db
BERLIN = ZoneInfo("Europe/Berlin")
LONG = "Wort " * 300
YOUTUBE = "https://www.youtube.com/watch?v=abcdefghijk"


def text_of(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def test_a_long_story_has_a_way_through_it(client):
    heads = [crosshead(f"Schritt & {n}") for n in range(3)]
    edition = EditionFactory(body=body(*[block for head in heads for block in (head, paragraph(LONG))]))

    text = text_of(client, edition.get_absolute_url())

    for head in heads:
        assert f'<a href="#b-{head["attrs"]["id"]}">Schritt &amp; ' in text
        assert f'id="b-{head["attrs"]["id"]}"' in text


@pytest.mark.parametrize(("heads", "words"), [(2, LONG), (3, "Kurz.")])
def test_a_short_story_and_one_of_few_steps_have_none(client, heads, words):
    edition = EditionFactory(body=body(*[b for n in range(heads) for b in (crosshead(f"S{n}"), paragraph(words))]))

    assert 'class="contents' not in text_of(client, edition.get_absolute_url())


def test_reading_and_watching_time_stand_beside_the_lead(client):
    poster = ImageFactory(renditions=True)
    clips = [ClipFactory(poster=poster, typed_ms=ms) for ms in (23_000, 60_000)]
    edition = EditionFactory(body=body(paragraph(LONG), *map(video, clips)))

    text = text_of(client, edition.get_absolute_url())

    assert "2 Minuten Lesezeit" in text
    assert "1:23&nbsp;min Video" in text


@pytest.mark.parametrize(
    ("url", "src"),
    [
        (YOUTUBE, "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://youtu.be/abcdefghijk?t=3", "https://www.youtube-nocookie.com/embed/abcdefghijk"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456?dnt=1"),
        ("https://datawrapper.dwcdn.net/aB3dE/2/", "https://datawrapper.dwcdn.net/aB3dE/"),
        ("https://www.tiktok.com/@blatt/video/71", "https://www.tiktok.com/embed/v2/71"),
        ("https://www.youtube.com.evil.example/watch?v=abcdefghijk", None),
        ("https://evil.example/https://youtu.be/abcdefghijk", None),
        ("https://youtu.be/abc", None),
        ("https://beispiel.example/karte", None),
    ],
)
def test_only_who_is_on_the_list_can_be_shown_here(url, src):
    frame = embeds.frame_of(url)

    assert (frame and frame.src) == src


def test_the_page_lets_in_whom_it_may_show_and_nobody_else(client):
    shown, linked = EditionFactory(body=body(embed(YOUTUBE))), EditionFactory(body=body(embed("https://a.example/")))

    policy = client.get(shown.get_absolute_url()).headers["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com;" in f"{policy};"
    text = text_of(client, shown.get_absolute_url())
    assert "<iframe" not in text
    assert f'<a href="{YOUTUBE}" rel="noopener external">' in text
    assert "frame-src" not in client.get(linked.get_absolute_url()).headers["Content-Security-Policy"]


def test_nothing_of_others_is_loaded_and_nothing_kept_until_the_reader_says_so(page, live_server):
    edition = EditionFactory(body=body(embed(YOUTUBE, title="Ein Film")))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("https://**", lambda route: route.fulfill(body="<p>da</p>", content_type="text/html"))
    kept = "() => JSON.stringify([localStorage.length, document.cookie, sessionStorage.length])"

    page.goto(edition.get_absolute_url())
    page.get_by_role("button", name="Hier anzeigen, von YouTube").wait_for()
    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert page.evaluate(kept) == '[0,"",0]'

    page.get_by_role("button", name="Hier anzeigen, von YouTube").click()
    page.wait_for_selector("iframe[src='https://www.youtube-nocookie.com/embed/abcdefghijk']")
    assert page.evaluate(kept) == '[0,"",0]'

    page.reload()
    page.get_by_label("künftig immer").check()
    page.get_by_role("button", name="Hier anzeigen, von YouTube").click()
    page.reload()
    page.wait_for_selector("iframe")
    page.get_by_role("button", name="nichts mehr von selbst").click()
    assert page.evaluate(kept) == '[0,"",0]'
    assert page.locator("iframe").count() == 0


def test_the_short_address_of_a_story_stands_below_it_for_everybody(page):
    edition = EditionFactory()

    page.goto(edition.get_absolute_url())

    assert page.get_by_role("link", name=f"/a/{edition.article_id}/").is_visible()


def test_what_is_new_since_the_last_visit_is_marked_for_who_wants_it(page):
    story = body("Der erste Absatz.", "Der zweite Absatz.", "Der dritte Absatz.")
    edition = EditionFactory(body=story)
    page.goto(edition.get_absolute_url())
    page.get_by_role("button", name="Neues seit meinem letzten Besuch").click()
    # What was there at the last visit was one block less, and one that said something else.
    ids = [f"b-{block['attrs']['id']}" for block in story["content"]]
    page.evaluate(
        """([gone, other]) => {
          const kept = JSON.parse(localStorage.getItem("visits"));
          const blocks = Object.values(kept.stories)[0].blocks;
          delete blocks[gone];
          blocks[other] = "anders";
          localStorage.setItem("visits", JSON.stringify(kept));
        }""",
        [ids[1], ids[2]],
    )

    page.reload()
    page.get_by_text("Neu oder geändert seit Ihrem letzten Besuch: 2.").wait_for()
    marked = page.eval_on_selector_all(".fresh", "found => found.map(one => one.id)")
    assert marked == ids[1:]

    page.reload()
    page.get_by_text("hat sich nichts geändert").wait_for()
    page.get_by_role("button", name="Neues seit meinem letzten Besuch").click()
    assert page.evaluate("() => localStorage.length") == 0


def test_the_archive_leads_from_years_to_a_day_on_the_desks_clock(client):
    late = EditionFactory(slug="late", since=datetime(2025, 3, 31, 23, 59, tzinfo=BERLIN))
    EditionFactory(slug="next", since=datetime(2025, 4, 1, 0, 1, tzinfo=BERLIN))

    assert 'href="/archiv/2025/3/"' in text_of(client, "/archiv/")
    assert 'href="/archiv/2025/3/31/"' in text_of(client, "/archiv/2025/3/")
    day = text_of(client, "/archiv/2025/3/31/")
    assert late.get_absolute_url() in day
    assert "/artikel/next/" not in day
    assert 'rel="next" href="/archiv/2025/4/1/"' in day


@pytest.mark.parametrize("path", ["2025/13/", "0/1/", "9999999/1/", "2025/2/30/", "2024/1/1/", "2024/1/", "2025/0/0/"])
def test_a_day_without_stories_is_not_there(client, path):
    EditionFactory(since=datetime(2025, 3, 31, 12, tzinfo=BERLIN))

    text_of(client, f"/archiv/{path}", status=404)


@pytest.mark.parametrize(("path", "shown"), [("/archiv/", "/archiv/2025/4/"), ("/sitemap.xml", "/sitemap-2025-4.xml")])
def test_the_database_says_what_is_out_though_our_clock_is_slow(client, monkeypatch, path, shown):
    """Half an hour into April for the database, and April for us still to come."""
    EditionFactory(since=datetime(2025, 4, 1, 3, tzinfo=BERLIN))
    ours = datetime(2025, 3, 31, 23, 55, tzinfo=BERLIN)
    monkeypatch.setattr(timezone, "now", lambda: ours)

    text = client.get(path).content.decode()

    assert shown in text
    assert shown.replace("4", "3") not in text


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_archive_costs_the_same_for_any_number_of_stories(client, count, django_assert_num_queries):
    EditionFactory.create_batch(count, since=datetime(2025, 3, 31, 12, tzinfo=BERLIN))

    # Every page asks for the sections of the navigation, and breaking news come with them.
    # The oldest story and how many in each month; in each day; stories, the day before, the day after.
    for path, own in (("", 2), ("2025/3/", 1), ("2025/3/31/", 3)):
        with django_assert_num_queries(own + 1):
            text_of(client, f"/archiv/{path}")

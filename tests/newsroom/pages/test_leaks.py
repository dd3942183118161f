"""With every store warm: what is hidden stands nowhere, and what is changed stands everywhere, at once.

One made-up word stands in each field of a story. After each change all that anybody can ask for is read twice, so that
the second time comes from the store.
"""

import time
from collections.abc import Collection
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import lifecycle
from articles.lifecycle import Passage, live
from articles.models import Edition, LivePost, Section
from fronts.lifecycle import Alarm, break_news
from fronts.models import Front, FrontEdition, StandingPage
from newsroom.pages.asking import Asked
from people.models import Person
from tests.bodies import body, picture, quote, teaser, video
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    ImageFactory,
    LivePostFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
)
from topics.models import Tag
from visuals.models import Clip, Image

WORD = "Zimtkanari"
SOON = timedelta(seconds=3)  # a busy machine has to have asked everything before


@pytest.fixture
def story(pages):
    """Not out yet; all that stands around it is, but for what only it would make known."""
    section, image = SectionFactory(slug="lokales", name="Lokales"), ImageFactory(renditions=True)
    person = PersonFactory(slug="kanari", name=f"Ada {WORD}")
    tag, clip = TagFactory(slug="kanari", name=f"{WORD}zucht"), ClipFactory(slug="kanari", title=f"{WORD}film")
    story = ArticleFactory(
        slug="kanari",
        kicker=f"{WORD}1",
        headline=f"{WORD}2",
        lead=f"{WORD}3",
        section=section,
        lead_image=image,
        tags=[tag],
        people=[person],
        bylines=[person],
        ready=True,
        body=body(f"{WORD}4", quote(f"{WORD}5", person=person, name=f"{WORD}6"), video(clip), picture(image)),
    )
    ArticleFactory(slug="nachbar", section=section, live=True, body=body("Siehe", teaser(story)))
    return story


@pytest.fixture
def walk(reader, story):
    """``walk()``: where the word stands, now and from the store."""
    number = story.pk
    places = f"""/ /rubrik/lokales/ /rubrik/lokales/feed.rss /artikel/kanari/ /artikel/kanari/fassungen/ /artikel/nachbar/
    /thema/kanari/ /thema/kanari/feed.atom /personen/kanari/ /personen/kanari/feed.rss /autoren/kanari/ /videos/
    /autoren/kanari/feed.json /videos/kanari/ /videos/feed.rss /suche/?q={WORD}2 /suche/?q={WORD}4 /suche/?q={WORD}film&art=video
    /suche/?q={WORD} /archiv/ /feed.rss /feed.atom /feed.json /sitemap.xml /sitemap-news.xml /sitemap-videos.xml
    /sitemap-pages.xml /sitemap-{timezone.now():%Y}-{timezone.now().month}.xml /a/{number}/ /api/stories/ /api/stories/{number}/
    /api/stories/{number}/letter/ /korrekturen/ /impressum/ /nirgends/ /?seite=2""".split()
    places.append(f"/archiv/{timezone.localdate():%Y/%-m/%-d}/")

    def walk(word: str = WORD, only: Collection[str] = places) -> set[str]:
        found = []
        for _twice in range(2):
            texts = {place: reader.get(place).text for place in only}
            found.append({place for place, text in texts.items() if word in text and "suche" not in place})
            if word == WORD:  # a search repeats what was searched for, so there one looks for a link
                found[-1] |= {place for place, text in texts.items() if "suche" in place and "kanari/" in text}
        assert found[0] == found[1]
        return found[0]

    return walk


CLIPS = {"/videos/", "/videos/feed.rss"}
PLACES = {
    "/",
    "/artikel/kanari/",
    "/rubrik/lokales/",
    "/artikel/nachbar/",
    "/feed.rss",
    "/api/stories/",
    "/thema/kanari/",
}
PLACES |= {"/personen/kanari/", f"/suche/?q={WORD}2", "/videos/kanari/", "/videos/", "/sitemap-news.xml"}


def test_published_corrected_and_withdrawn(story, walk):
    assert walk() == set()

    lifecycle.publish(story, by=None)
    assert walk() >= PLACES

    story.refresh_from_db()
    story.headline = "Nur noch Spatzen"
    lifecycle.save(story, by=None)
    assert "/" in walk(f"{WORD}2", only=PLACES)
    lifecycle.correct(story, by=None, text="Es waren Spatzen.")
    assert walk(f"{WORD}2") - {"/artikel/kanari/fassungen/"} == set()
    assert walk("Nur noch Spatzen") >= {"/", "/artikel/kanari/", "/feed.rss"}

    lifecycle.withdraw(story, by=None, reason="Irrtum")
    # Who wrote for us keeps a page, and no other place says the name.
    assert walk() == set()


def test_a_plan_comes_true_by_the_clock_and_ends_by_it(story, walk):
    soon = 2 * SOON  # a walk takes a second, on a busy machine three
    start = (timezone.now() + soon).replace(microsecond=0)
    lifecycle.schedule(story, by=None, at=start)
    Edition.objects.filter(article=story).update(live_until=start + soon)
    Clip.objects.update(public_until=start + soon)
    assert walk(only=PLACES) == set()

    _until(start)
    assert walk(only=PLACES) >= PLACES

    _until(start + soon)
    assert walk() == set()


def _until(moment) -> None:
    time.sleep(max(0, (moment - timezone.now()).total_seconds()) + 0.02)


def test_a_plan_that_is_called_off_is_told_nowhere(story, walk):
    edition = lifecycle.schedule(story, by=None, at=timezone.now() + SOON)
    assert walk(only=["/"]) == set()
    lifecycle.call_off(edition, by=None)
    _until(edition.live_from)
    assert walk(only=PLACES) == set()


def test_what_is_erased_is_gone_from_everywhere(story, walk):
    lifecycle.publish(story, by=None)
    assert "/artikel/kanari/" in walk(f"{WORD}4")

    lifecycle.erase(Passage(story, f"{WORD}4"), reason="Urteil", by=None)
    assert walk(f"{WORD}4") == set()

    lifecycle.erase(Person.objects.get(slug="kanari"), reason="Urteil", by=None)
    assert walk(f"Ada {WORD}", only=PLACES) == set()


#: what changes without a verb of the story: how, a word, and where it has to be gone with the next reading
AROUND = {
    "a tag is renamed": (lambda: Tag.objects.update(name="Vogelzucht"), f"{WORD}zucht</h1>", {"/thema/kanari/"}),
    "a clip is renamed": (lambda: Clip.objects.update(title="Vogelfilm"), f"{WORD}film", {*CLIPS, "/artikel/kanari/"}),
    "a right of a clip ends": (lambda: Clip.objects.update(available_until=timezone.now()), f"{WORD}film", CLIPS),
    "a section is renamed": (
        lambda: Section.objects.update(name="Umland"),
        ">Lokales</a></li>",
        {"/impressum/", "/videos/"},
    ),
    "a picture's right ends": (
        lambda: Image.objects.update(available_until=timezone.now()),
        "/bilder/",
        {"/artikel/kanari/"},
    ),
    "a picture is described anew": (lambda: Image.objects.update(alt="Neu"), "Ein Kran am Kai", {"/artikel/kanari/"}),
}


@pytest.mark.parametrize("name", AROUND)
def test_what_changes_around_a_story_shows_at_once(story, walk, name):
    change, word, places = AROUND[name]
    Image.objects.update(alt="Ein Kran am Kai")
    lifecycle.publish(story, by=None)
    assert walk(word, only=places) == places

    change()

    assert walk(word, only=places) == set()


def test_a_right_that_ends_by_the_clock_ends_on_the_second(story, reader):
    lifecycle.publish(story, by=None)
    end = timezone.now() + SOON
    Image.objects.update(available_until=end)
    assert "/bilder/" in reader.get("/artikel/kanari/").text
    _until(end)
    assert "/bilder/" not in reader.get("/artikel/kanari/").text


def test_breaking_news_stand_above_every_page_and_go_by_the_clock(story, reader, cvd):
    lifecycle.publish(story, by=None)
    assert "Vogel frei" not in reader.get("/impressum/").text

    line = break_news(Alarm("Vogel frei", timedelta(minutes=5), story=story), by=cvd)
    assert "Vogel frei" in reader.get("/impressum/").text

    type(line).objects.update(live_until=timezone.now() + SOON)
    assert "Vogel frei" in reader.get("/impressum/").text
    time.sleep(SOON.total_seconds() + 0.02)
    assert "Vogel frei" not in reader.get("/impressum/").text


def test_a_post_of_a_live_blog_comes_and_goes(pages, reader):
    blog = ArticleFactory(kind="live", slug="flut", headline="Die Flut", live=True)
    assert WORD not in reader.get("/liveblog/flut/").text

    post = LivePostFactory(article=blog, headline=WORD)
    addresses = ("/liveblog/flut/", f"/liveblog/flut/{post.number}/", "/liveblog/flut/feed.rss")
    assert all(WORD in reader.get(address).text for address in addresses)

    live.withdraw(post.entry, by=None, reason="Irrtum")
    assert not any(WORD in reader.get(address).text for address in addresses)
    assert LivePost.objects.count() >= 1


def test_a_pin_begins_and_ends_by_the_clock(story, pages, reader):
    lifecycle.publish(story, by=None)
    ArticleFactory.create_batch(3, live=True, section=story.section)
    start = timezone.now() + SOON
    pin = {"key": story.pk, "since": start.isoformat(), "until": (start + SOON).isoformat(), "headline": "Gepinnt"}
    slots = [{"id": "s-1", "pin": pin}, {"id": "s-2"}]
    layout = {"schema": 1, "areas": [{"id": "o", "kind": "opening", "slots": slots}]}
    front = Front.objects.create()
    FrontEdition.objects.create(front=front, number=1, layout=layout, live_from=timezone.now() - SOON)
    assert "Gepinnt" not in reader.get("/").text

    _until(start)
    assert "Gepinnt" in reader.get("/").text

    _until(start + SOON)
    assert "Gepinnt" not in reader.get("/").text


def test_what_the_paper_says_of_itself_is_new_at_once(reader):
    reader.get("/impressum/")
    StandingPage.objects.create(kind="imprint", text=WORD)
    assert WORD in reader.get("/impressum/").text


def test_nobody_says_for_others_where_links_lead(reader, pages):
    """Some servers take a part of the address from a header, and pieces of pages are kept for everybody."""
    ArticleFactory(live=True, lead_image=ImageFactory(renditions=True))

    def ask() -> bytes:
        return b"".join(pages(Asked("/").environ() | {"SCRIPT_NAME": "/boese"}, lambda *_told: None))

    assert b"/artikel/" in ask()
    assert b"boese" not in ask()
    assert "boese" not in reader.get("/").text

"""The home page: newest first, each section's newest, nothing twice where rank is told, everything reachable."""

import re

import pytest
from django.utils import timezone

from articles import lifecycle
from fronts import lifecycle as fronts
from fronts.body import moves
from fronts.body.layout import Pin
from tests.bodies import body, video
from tests.factories import HOUR, ArticleFactory, ClipFactory, EditionFactory, ImageFactory, SectionFactory, TagFactory

pytestmark = pytest.mark.django_db


def stories(section, *ages: int, **fields):
    """Live stories of these ages in hours; the headline says the age."""
    return [
        EditionFactory(section=section, headline=f"Alter {age}", since=timezone.now() - age * HOUR, **fields)
        for age in ages
    ]


def part(text: str, begin: str, end: str) -> str:
    return text.partition(begin)[2].partition(end)[0]


def test_an_empty_newsroom_has_a_home_page(client):
    response = client.get("/")

    assert response.status_code == 200
    assert 'class="nothing"' in response.content.decode()


def test_the_newest_leads_and_the_rest_follows_in_time(client):
    section = SectionFactory()
    stories(section, 3, 1, 4, 2, 6, 5)

    text = client.get("/").content.decode()

    assert "Alter 1<" in part(text, "lead-story", "</article>")
    assert re.findall(r"Alter (\d)<", part(text, 'class="seconds', 'class="logs"')) == ["2", "3"]
    assert re.findall(r"Alter (\d)<", part(text, 'class="logs"', "</section>")) == ["4", "5", "6"]


def test_a_story_with_a_picture_leads_if_it_is_new_enough(client):
    section = SectionFactory()
    stories(section, 1, 2, 4, 5)
    stories(section, 3, lead_image=ImageFactory(renditions=True))

    text = client.get("/").content.decode()

    assert "Alter 3<" in part(text, "lead-story", "</article>")
    assert re.findall(r"Alter (\d)<", part(text, 'class="seconds', 'class="logs"')) == ["1", "2"]


def test_every_section_has_a_band_of_its_newest_without_what_stands_above(client):
    lively, quiet, empty = SectionFactory(name="Hafen"), SectionFactory(name="Rathaus"), SectionFactory(name="Sport")
    stories(lively, *range(1, 17))
    stories(quiet, 500, 600)

    text = client.get("/").content.decode()

    def band(section) -> list[str]:
        return re.findall(r"Alter (\d+)<", part(text, f'aria-labelledby="band-{section.slug}"', "</section>"))

    assert band(lively) == ["12", "13", "14", "15"]  # 1 leads, 2 and 3 stand below, 4 to 11 are briefs
    assert band(quiet) == ["500", "600"]
    assert f"band-{empty.slug}" not in text


def test_older_pages_hold_every_story_once(client):
    section = SectionFactory()
    stories(section, *range(1, 40))

    first, second, third = (client.get(f"/?seite={n}").content.decode() for n in (1, 2, 3))

    top = re.findall(r"Alter (\d+)<", part(first, 'class="opening"', 'class="page"'))[:11]
    seen = [top, *(re.findall(r">Alter (\d+)<", text) for text in (second, third))]
    assert sorted(int(age) for ages in seen for age in ages) == list(range(1, 40))
    assert client.get("/?seite=4").status_code == 404


def test_drafts_plans_and_withdrawn_stories_are_nowhere(client):
    section = SectionFactory(slug="lokales")
    for state in ("ready", "planned", "withdrawn"):
        ArticleFactory(
            section=section,
            headline="Nicht zu sehen",
            body=body(video(ClipFactory(title="Nicht zu sehen"))),
            **{state: True},
        )

    for path in ("/", "/rubrik/lokales/"):
        assert "Nicht zu sehen" not in client.get(path).content.decode()


def test_clips_on_the_home_page_are_public_ones(client):
    EditionFactory(body=body(video(ClipFactory(title="Der Riss"))))
    ClipFactory(title="Noch nicht gezeigt")

    text = client.get("/").content.decode()

    assert "Der Riss" in text
    assert "Noch nicht gezeigt" not in text


def test_the_navigation_follows_the_desk_s_order(client):
    for name, position in (("Sport", 3), ("Hafen", 1), ("Rathaus", 2)):
        SectionFactory(name=name, position=position)

    nav = part(client.get("/").content.decode(), 'class="sections"', "</nav>")

    assert re.findall(r">(Sport|Hafen|Rathaus)<", nav) == ["Hafen", "Rathaus", "Sport"]


def test_a_mended_story_keeps_its_place(client):
    section = SectionFactory()
    old, *_others = stories(section, 9, 1, 2, 3, 4)
    lifecycle.publish(old.article, by=None)

    text = client.get("/").content.decode()

    assert "Alter 1<" in part(text, "lead-story", "</article>")
    assert re.findall(r"Alter (\d)<", part(text, 'class="logs"', "</section>")) == ["4", "9"]


def test_a_live_blog_beside_the_lead_story_tells_its_last_key_events(client, cvd):
    section = SectionFactory()
    stories(section, 1, 2, 3)
    blog = EditionFactory(section=section, headline="Sturmflut", kind="live", since=timezone.now() - 9 * HOUR)
    front = fronts.arrange(
        None, lambda layout: moves.pin(layout, "opening-3", Pin(key=blog.article_id)), by=cvd, version=0
    )
    fronts.publish(None, by=cvd, version=front.version)

    text = client.get("/").content.decode()

    running = part(text, 'class="running"', "</section>")
    assert ">Sturmflut</a>" in running
    assert "Sturmflut" not in part(text, 'id="newest"', "</section>")


def test_nothing_stands_on_the_page_twice(client):
    sections = SectionFactory.create_batch(3)
    for number, section in enumerate(sections):
        stories(section, *range(1 + number, 40 + number, 4), tags=[TagFactory(slug=f"t{number}")])
    stories(sections[0], 2, 3, kind="opinion")

    text = client.get("/").content.decode()

    addresses = re.findall(r'<a[^>]* href="(/artikel/[^"]+)"', text)
    assert len(addresses) > 20
    assert len(addresses) == len(set(addresses))
    assert text.index('class="band opinions"') < text.index('class="fog"')

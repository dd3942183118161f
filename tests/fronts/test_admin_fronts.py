"""Arranging in the desk: every step as a form, back to the page, said in words; fixed numbers of queries."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import SectionGrant
from fronts.body.sight import look
from fronts.models import Front, FrontEdition
from people.models import AuditEvent
from tests.factories import HOUR, ArticleFactory, ClipFactory, EditionFactory, ImageFactory, SectionFactory

pytestmark = pytest.mark.django_db
HOME = "/admin/fronts/front/home/"


@pytest.fixture
def desk(client, cvd):
    client.force_login(cvd)
    return client


@pytest.fixture
def town():
    section, now = SectionFactory(name="Hafen"), timezone.now()
    image = ImageFactory(renditions=True)
    ages = range(1, 7)
    return [
        EditionFactory(section=section, headline=f"Alter {age}", since=now - age * HOUR, lead_image=image)
        for age in ages
    ]


def step(client, deed, place="home", **fields):
    front = Front.objects.of(None if place == "home" else int(place)).first()
    fields = {"version": front.version if front else 0, "deed": deed} | fields
    return client.post(f"/admin/fronts/front/{place}/step/", fields, follow=True)


def pinned() -> dict[str, int]:
    areas = Front.objects.get().layout["areas"]
    return {slot["id"]: slot["pin"]["key"] for area in areas for slot in area["slots"] if slot.get("pin")}


def test_the_desk_shows_every_slot_with_what_stands_there_and_why(desk, town):
    text = desk.get(HOME).content.decode()

    assert re.findall(r'data-slot="(opening-\d)"', text)[:6] == [f"opening-{n}" for n in range(6)]
    assert "Platz 1" in text
    assert "neueste" in text
    assert '<iframe src="/admin/fronts/front/home/page/?v=0"' in text


def test_the_picture_is_the_readers_page_with_the_names_of_the_slots(desk, town, client):
    response = desk.get(f"{HOME}page/")

    text = response.content.decode()
    assert 'class="lead-story' in text
    assert 'data-slot="opening-0"' in text
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]
    assert "data-slot" not in client.get("/").content.decode()


def test_a_story_is_pinned_moved_and_let_go(desk, town):
    step(desk, "pin", slot="opening-0", story=town[3].article_id)
    assert pinned() == {"opening-0": town[3].article_id}

    step(desk, "move", source="opening-0", slot="opening-2", story=town[3].article_id)
    assert pinned() == {"opening-2": town[3].article_id}

    step(desk, "move", source="opening-1", slot="opening-2", story=town[1].article_id)  # by rule: it is pinned there
    assert pinned() == {"opening-1": town[3].article_id, "opening-2": town[1].article_id}

    step(desk, "unpin", slot="opening-1")
    step(desk, "undo")
    assert pinned() == {"opening-1": town[3].article_id, "opening-2": town[1].article_id}

    step(desk, "discard")
    assert Front.objects.get().layout == {}
    assert AuditEvent.objects.filter(verb="arrange").count() == 4


def test_a_pin_takes_its_span_and_a_headline_of_its_own(desk, town):
    moment = timezone.localtime(timezone.now() + HOUR).replace(second=0, microsecond=0)
    step(
        desk, "pin", slot="opening-0", story=town[3].article_id, headline="Anders",
        until_0=f"{moment:%Y-%m-%d}", until_1=f"{moment:%H:%M}",
    )  # fmt: skip
    desk.post(f"{HOME}publish/", {"version": 1, "now": "1"})

    assert look(None).opening.lead.edition.shown_headline == "Anders"
    assert look(None, moment).opening.lead.edition.shown_headline == "Alter 1"


@pytest.mark.parametrize(
    ("deed", "fields", "sentence"),
    [
        ("pin", {"slot": "opening-0"}, "Wählen Sie eine Geschichte"),
        ("pin", {"slot": "nowhere", "story": 1}, "gibt es nicht mehr"),
        ("pin", {"slot": "opening-0", "story": 1, "since_0": "2026-02-31"}, "Datum"),
        ("rule", {"slot": "opening-0", "order": "oldest"}, "Auswahl"),
        ("rule", {"slot": "opening-0", "order": "newest", "hours": "-1"}, "größer"),
        ("area", {"area": "opening", "count": "99"}, "24"),
        ("add", {"kind": "band"}, "Wählen Sie das Ressort"),
        ("remove", {"area": "opening"}, "gibt es nicht mehr"),
        ("undo", {}, "keinen Schritt"),
        ("move", {"source": "opening-0", "slot": "strip-0", "story": 1}, "tauschen die Plätze nicht"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence_and_changes_nothing(desk, town, deed, fields, sentence):
    response = step(desk, deed, **fields)

    assert response.redirect_chain
    assert sentence in response.content.decode()
    assert not Front.objects.exclude(layout={}).exists()


def test_a_step_nobody_knows_is_not_taken(desk, town):
    for fields in ({"deed": "explode"}, {"deed": "pin", "version": "x"}, {"deed": "pin", "version": ""}):
        assert step(desk, **fields).status_code == 400


def test_whoever_is_slower_is_told_and_sees_the_others_state(desk, town):
    step(desk, "pin", slot="opening-0", story=town[3].article_id)

    response = step(desk, "pin", slot="opening-0", story=town[4].article_id, version=0)

    assert "Jemand hat diese Seite inzwischen" in response.content.decode()
    assert pinned() == {"opening-0": town[3].article_id}


def test_areas_are_added_moved_resized_named_and_taken_away(desk, town):
    other = SectionFactory(name="Rathaus")

    def kinds():
        return [area["id"] for area in Front.objects.get().layout["areas"]]

    step(desk, "add", kind="band", section=other.pk)
    assert kinds()[-1] == f"band-{other.pk}-x2"
    step(desk, "up", area=kinds()[-1])
    step(desk, "remove", area="strip")
    step(desk, "area", area="opening", count=5, title="Kurz gemeldet")

    layout = Front.objects.get().layout
    assert "strip" not in kinds()
    assert kinds()[-2] == f"band-{other.pk}-x2"
    assert (layout["areas"][0]["title"], len(layout["areas"][0]["slots"])) == ("Kurz gemeldet", 5)


def test_a_clip_is_pinned_in_the_strip(desk, town):
    clips = ClipFactory.create_batch(3, public_from=timezone.now() - HOUR)
    step(desk, "pin", slot="strip-0", story=clips[0].pk)
    desk.post(f"{HOME}publish/", {"version": 1, "now": "1"})

    strip = next(shown for shown in look(None).areas if shown.area.kind == "strip")
    assert [item.clip for item in strip.full] == [clips[0], clips[2], clips[1]]


def test_a_front_is_planned_looked_at_and_called_off(desk, town):
    step(desk, "pin", slot="opening-0", story=town[3].article_id)
    moment = timezone.localtime(timezone.now() + 9 * HOUR).replace(second=0, microsecond=0)
    typed = {"moment_0": f"{moment:%Y-%m-%d}", "moment_1": f"{moment:%H:%M}", "name": "Morgen", "plan": "1"}

    response = desk.post(f"{HOME}publish/", {"version": 1, **typed}, follow=True)

    assert f"um {moment:%H:%M}" in response.content.decode()
    assert "Alter 4" in desk.get(f"{HOME}page/", {"at": moment.isoformat()}).content.decode().partition("</h2>")[0]
    assert "„Morgen“" in desk.get(HOME).content.decode()
    assert "Morgen" in desk.get(f"{HOME}editions/").content.decode()

    desk.post(f"{HOME}editions/1/call-off/")
    assert not FrontEdition.objects.planned().exists()


def test_planning_for_no_moment_or_a_past_one_is_refused_in_words(desk, town):
    step(desk, "pin", slot="opening-0", story=town[3].article_id)
    for typed, sentence in (({}, "Tag und"), ({"moment_0": "2020-01-01", "moment_1": "10:00"}, "schon vorbei")):
        response = desk.post(f"{HOME}publish/", {"version": 1, "plan": "1", **typed}, follow=True)
        assert sentence in response.content.decode()
    assert not FrontEdition.objects.exists()


def test_what_stood_there_is_taken_up_from_the_history(desk, town):
    step(desk, "pin", slot="opening-0", story=town[3].article_id)
    desk.post(f"{HOME}publish/", {"version": 1, "now": "1"})
    step(desk, "pin", slot="opening-0", story=town[2].article_id)
    desk.post(f"{HOME}publish/", {"version": 3, "now": "1"})

    desk.post(f"{HOME}editions/1/take-up/", {"version": 4})

    assert pinned() == {"opening-0": town[3].article_id}
    assert look(None).opening.lead.edition.headline == "Alter 3"


def test_any_moment_can_be_looked_at_and_the_line_of_time_says_what_changes(desk, town):
    tomorrow = (timezone.now() + 20 * HOUR).replace(microsecond=0)
    ArticleFactory(headline="Kommt morgen", section=town[0].section, planned=True, plan=tomorrow)

    text = desk.get(HOME, {"at": tomorrow.isoformat()}).content.decode()

    assert "Kommt morgen" in text.partition('class="insp"')[2]
    assert desk.get(f"{HOME}page/", {"at": (tomorrow - HOUR).isoformat()}).content.decode().count("Kommt morgen") == 0
    assert "Kommt morgen" in desk.get(f"{HOME}page/", {"at": tomorrow.isoformat()}).content.decode()
    for odd in ("", "gestern", "0001-01-01T00:00", "9999-12-31T23:59", "2026-13-45T99:99", "\x00"):
        assert desk.get(HOME, {"at": odd, "slot": odd, "q": odd}).status_code == 200


def test_a_section_s_editor_arranges_her_own_front_and_learns_nothing_of_others(client, editor, town):
    own, other = town[0].section, SectionFactory(name="Rathaus")
    SectionGrant.objects.create(user=editor, section=own, role="editor")
    client.force_login(editor)
    tomorrow = (timezone.now() + timedelta(days=1)).replace(microsecond=0)
    ArticleFactory(headline="Geheim", section=other, planned=True, plan=tomorrow)
    step(client, "rule", place=str(own.pk), slot="opening-1", order="newest", section=other.pk)

    own_page = f"/admin/fronts/front/{own.pk}/"
    later = {"at": (tomorrow + HOUR).isoformat()}
    assert Front.objects.get().section == own
    for path in (own_page, f"{own_page}page/"):
        assert "Geheim" not in client.get(path, later).content.decode()
    for path in (HOME, f"{HOME}page/", f"{HOME}editions/", f"/admin/fronts/front/{other.pk}/"):
        assert client.get(path).status_code == 403
    assert step(client, "pin", slot="opening-0", story=1).status_code == 403
    assert client.get("/admin/fronts/front/4711/").status_code == 404
    listed = client.get("/admin/fronts/front/").content.decode()
    assert "Hafen" in listed
    assert "Rathaus" not in listed.partition("frontlist")[2]


@pytest.mark.parametrize("count", [1, 3, 12])
def test_arranging_costs_the_same_for_any_number_of_stories(desk, count, django_assert_num_queries):
    section = SectionFactory()
    EditionFactory.create_batch(count, section=section)
    step(desk, "pin", slot="opening-0", story=EditionFactory(section=section).article_id)
    desk.post(f"{HOME}publish/", {"version": 1, "now": "1"})

    # session, user, 2 permissions; front; edition, topic, candidates, cards, clips; editions of the span, sections,
    # topic, candidates; names in rules twice; pool with bylines; pinned; planned; choices of forms
    with django_assert_num_queries(27):
        desk.get(HOME)


def test_breaking_news_is_one_line_and_up(client, cvd):
    section = SectionFactory()
    client.force_login(cvd)
    page = client.get("/admin/fronts/breakingnews/add/").content.decode()
    assert "autofocus" in page

    response = client.post(
        "/admin/fronts/breakingnews/add/", {"headline": "Sperrtor zu", "section": section.pk, "lasts": "120"}
    )

    assert response.status_code == 302
    assert "Sperrtor zu" in client.get("/impressum/").content.decode()
    assert "Zeile abnehmen" in client.get("/admin/fronts/breakingnews/add/").content.decode()
    assert "Sperrtor zu" in client.get("/admin/fronts/breakingnews/").content.decode()
    pk = re.search(r"breakingnews/(\d+)/end/", client.get("/admin/fronts/breakingnews/add/").content.decode())[1]
    client.post(f"/admin/fronts/breakingnews/{pk}/end/")
    assert 'class="alarm"' not in client.get("/").content.decode()


def test_what_was_typed_of_breaking_news_is_not_lost(client, cvd):
    client.force_login(cvd)
    typed = {"headline": "", "lead": "Mehr wissen wir noch nicht.", "lasts": "7"}

    text = client.post("/admin/fronts/breakingnews/add/", typed).content.decode()

    assert "Mehr wissen wir noch nicht." in text
    assert text.count("errorlist") + text.count('class="errors must"') >= 2

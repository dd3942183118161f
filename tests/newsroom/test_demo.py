"""The demo newsroom as a whole: small pictures, no film, everything else as in ``make demo``."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from articles.models import Article, Correction, Edition, LivePost
from fronts.body.sight import look
from kit import drawing
from newsroom.demo.reading import TOWN, briefs, stories
from people.models import AuditEvent, User
from visuals.models import Clip, Image

pytestmark = pytest.mark.timeout(400)  # the first of them loads a whole newsroom, whatever else the machine does

WITHDRAWN, PLANNED, DRAFT = (
    "rehearsal-in-a-car-park",
    "die-baeckerei-die-um-drei-uhr-schliesst",
    "lane-four-forty-years-later",
)


def load() -> str:
    told = StringIO()
    call_command("load_demo", picture_width=96, without_footage=True, stdout=told)
    return told.getvalue()


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the first load said. One load for all tests here: each takes back what it changes."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("demo"))
    with django_db_blocker.unblock(), files, transaction.atomic():
        yield load()
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, db) -> str:
    return loaded


def test_the_demo_adds_up_and_a_second_load_makes_only_what_is_missing(demo):
    assert "96 paragraph" in demo
    assert "12 stories (9 live" in demo
    rows = [model.objects.count() for model in (Article, Edition, Image, Clip, User, AuditEvent)]
    assert rows[0] == 12 + len(briefs())
    assert rows[2:5] == [26, 10, 6]

    assert load().strip() == "The demo newsroom is there already; nothing to do."
    assert [model.objects.count() for model in (Article, Edition, Image, Clip, User, AuditEvent)] == rows

    pictures = set(Image.objects.values_list("pk", "key"))
    Article.objects.get(slug=DRAFT).delete()  # as if the first load had been cut short
    told = load()
    assert "Painting 0 pictures" in told
    assert "Telling 1 stories" in told
    assert Article.objects.count() == rows[0]
    assert set(Image.objects.values_list("pk", "key")) == pictures


def test_readers_find_what_is_live_and_nothing_else(demo, client):
    answers = {
        story.slug: client.get(f"/artikel/{story.slug}/", follow=True).status_code for story in [*stories(), *briefs()]
    }
    hidden = {WITHDRAWN: 410, PLANNED: 404, DRAFT: 404}
    assert answers == dict.fromkeys(answers, 200) | hidden
    assert {edition.slug for edition in Edition.objects.live()} == answers.keys() - hidden.keys()
    home = client.get("/").content.decode()
    assert "Die Klappbrücke bleibt zu" in home
    assert "Bäckerei" not in home


def test_the_past_is_told_as_it_happened(demo):
    now = timezone.now()
    top = Edition.objects.live().newest_first()[0]
    assert top.slug == "die-klappbruecke-bleibt-zu"
    assert f"{top.live_from.astimezone(TOWN):%H:%M}" == "06:10"
    assert timedelta() <= now - top.live_from < timedelta(days=1)

    first, mended = Edition.objects.filter(slug="ein-meter-fuenfzig").order_by("number")
    assert "Innerorts wie außerorts" in str(first.body)
    assert "außerorts zwei" in str(mended.body)
    assert first.live_until == mended.live_from == Correction.objects.get(post=None).at


def test_a_live_blog_is_running(demo, client):
    posts = LivePost.objects.readable().newest_first()
    assert timedelta(minutes=7) <= timezone.now() - posts[0].first_live_from < timedelta(minutes=30)
    page = client.get("/liveblog/sturmflut-am-wochenende/").content.decode()
    assert "Läuft" in page
    assert "Es waren 3,12 Meter." in page
    assert page.count('<a class="what"') == 4
    assert "Hafenamt informiert" not in page
    assert "Treibholz am Krantor" not in page


def test_a_planned_story_comes_tomorrow_and_its_picture_not_sooner(demo):
    (planned,) = Edition.objects.planned()
    local = planned.live_from.astimezone(TOWN)
    assert planned.slug == PLANNED
    assert (local.date(), f"{local:%H:%M}") == (
        timezone.now().astimezone(TOWN).date() + timedelta(days=1),
        "05:00",
    )
    assert planned.lead_image.public_from == planned.live_from
    assert not Image.objects.public().filter(pk=planned.lead_image_id).exists()
    assert Image.objects.filter(alt="").get() == Article.objects.get(slug=DRAFT).lead_image


def test_the_front_page_is_arranged_full_and_says_nothing_twice(demo, client):
    seen = look(None)
    assert [item.edition.slug for item in (seen.opening.lead, *seen.opening.seconds)] == [
        "die-klappbruecke-bleibt-zu",
        "wo-fleetmuende-spart",
        "ein-meter-fuenfzig",
    ]
    assert [shown.area.kind for shown in seen.areas if not shown.full] == []
    assert len(seen.opening.running) == 1
    assert len(seen.opening.briefs) == 7  # whatever hour of the day it is
    assert len({edition.article_id for edition in seen.editions}) == len(seen.editions)
    text = client.get("/").content.decode()
    assert (
        text.index('class="lead-story')
        < text.index('class="night"')
        < text.index('id="opinion"')
        < text.index('class="fog"')
    )


def test_a_page_is_the_same_of_pieces_drawn_before_and_of_new_ones(demo, client, monkeypatch):
    paths = ["/", "/archiv/", "/videos/", *re.findall(r"<loc>[^<]+?//[^/]+(/[^<]*)</loc>", _all_sitemaps(client))]
    assert len(paths) > 60
    drawing.KEPT.forget()
    first, again = ([client.get(path).content for path in paths] for _time in range(2))
    monkeypatch.setattr(drawing.KEPT, "get", lambda _sum: None)
    assert first == again == [client.get(path).content for path in paths]


def _all_sitemaps(client) -> str:
    listed = re.findall(r"<loc>[^<]+?//[^/]+(/[^<]*)</loc>", client.get("/sitemap.xml").content.decode())
    return "".join(client.get(path).content.decode() for path in listed)


def test_tomorrow_s_front_leads_with_tomorrow_s_story(demo):
    tomorrow = Edition.objects.planned().get().live_from
    leads = [look(None, at).opening.lead for at in (tomorrow - timedelta(seconds=1), tomorrow)]
    assert [lead.edition.slug for lead in leads] == ["die-klappbruecke-bleibt-zu", PLANNED]
    assert look(None, tomorrow + timedelta(hours=4)).opening.lead.how == "rule"  # the pin ends at nine


def test_one_user_for_each_role_can_come_in(demo, client, settings):
    roles = {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}
    assert roles == {
        "volontaer": ["trainee"],
        "redakteurin": ["editor"],
        "cvd": ["CvD"],
        "bildredaktion": ["picture desk"],
        "videoredaktion": ["video desk"],
        "admin": ["administrator"],
    }
    for name in roles:
        assert client.login(username=name, password=settings.DEMO_PASSWORD)
        assert client.get("/admin/").status_code == 200
    assert {grant.section.slug for grant in User.objects.get(username="redakteurin").section_grants.all()} == {
        "lokales",
        "wirtschaft",
    }


def test_well_known_passwords_stay_on_this_machine(db, settings):
    settings.SITE_URL = "https://news.example"
    before = User.objects.count()
    with pytest.raises(CommandError, match="well-known password"):
        load()
    assert User.objects.count() == before

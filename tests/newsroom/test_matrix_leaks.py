"""What lists, pickers, look-ups and bulk deeds let through about foreign stories; what readers find of drafts: nothing."""

import html
import re

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from articles.models import Article, Check, Comment, Draft, Edition, PreviewLink
from tests.bodies import body
from tests.factories import HOUR
from tests.newsroom.matrix_rows import FILL
from tests.newsroom.matrix_world import FAR, OUT, STATES, World
from tests.newsroom.test_matrix import PUBLIC
from topics.models import Tag

pytestmark = pytest.mark.django_db
STORIES = "admin/articles/article/"


def public_fill(world: World, kind: str, seen: str):
    """What stands in an address about something ``seen``, ``unseen`` or that never was."""
    if seen == "nothing":
        never = {"key": 4711, "number": 4711} if kind == "story" else {"key": "nobody-knows"}
        return {"slug": "nobody-knows", "stamp": "0", "size": 640, **never}
    row = world.register.get(f"{'unseen ' if seen == 'unseen' else ''}{kind}")
    if kind == "image":
        row.refresh_from_db()
        size = row.renditions_list[0]
        return {"key": row.key, "stamp": row.stamp, "size": size.width, "form": size.format}
    if kind == "footage":
        return {"key": world.rows["visuals.footage"].key}
    if kind == "live":
        return {"slug": world.blogs[seen].slug, "number": 1}
    if kind == "section":
        return {"slug": world.home.slug}
    if kind == "story":
        story = world.stories["home", "live" if seen == "seen" else "draft"]
        return {"slug": story.slug, "key": story.pk, "number": story.pk}
    return {"slug": getattr(row, "slug", "")}


def place(world: World, route: str, seen: str) -> str:
    return world.address(route, FILL | public_fill(world, PUBLIC[route, "GET"][-1], seen))


@pytest.mark.parametrize("route", [route for route, _method in PUBLIC])
def test_readers_pages_tell_of_nothing_that_is_not_public(world, route):
    *expected, _kind = PUBLIC[route, "GET"]

    def asked(who, seen):
        return str(world.ask(who, "GET", place(world, route, seen)).status_code)

    for who in OUT:
        assert [asked(who, seen) for seen in ("seen", "unseen", "nothing")] == expected[:3], who
    assert asked("CvD", "unseen") == expected[3]
    posted = world.ask("CvD", "POST", place(world, route, "seen"))
    assert posted.status_code == 405


@pytest.mark.parametrize("state", STATES)
def test_a_story_s_own_address_is_open_in_one_state_only(world, state):
    slug = world.stories["home", state].slug
    answers = {world.ask(who, "GET", f"artikel/{slug}/").status_code for who in (*OUT, "CvD", "administrator")}

    assert answers == {{"live": 200, "withdrawn": 410}.get(state, 404)}


#: asked of lists by those who may see the list; what they ask after is none of their business
NOSY = [
    "created_by__password__startswith=pbkdf2",
    "created_by__email__contains=@",
    "section__grants__user__username=CvD",
    "revisions__body__contains=x",
    "editions__printed_by__password__gt=a",
    "drafts__fields__headline__contains=x",
    "locked_by__password__startswith=m",
    "assignee__password__startswith=m",
]


@pytest.mark.parametrize("who", ["trainee", "editor", "CvD"])
@pytest.mark.parametrize("query", NOSY)
def test_no_list_is_searched_by_what_it_does_not_offer(world, query, who):
    assert world.ask(who, "GET", STORIES + f"?{query}").status_code == 400


@pytest.mark.parametrize("who", FAR)
@pytest.mark.parametrize(
    "address",
    [
        STORIES,
        f"{STORIES}?_popup=1",
        f"{STORIES}?_to_field=id&_popup=1",
        f"{STORIES}?q=Geschichte",
        f"{STORIES}?section__id__exact=%(away)s",
        f"{STORIES}pick/story/?q=Geschichte",
        f"{STORIES}pick/story/?ids=%(foreign)s",
        "admin/autocomplete/?app_label=articles&model_name=article&field_name=translation_of&term=Geschichte",
        "admin/articles/edition/",
        "admin/articles/revision/",
        "admin/articles/correction/",
        "admin/",
    ],
)
def test_no_list_picker_or_popup_names_a_foreign_story(world, who, address):
    foreign = ",".join(str(world.stories["away", state].pk) for state in STATES)
    answer = world.ask(who, "GET", address % {"away": world.away.pk, "foreign": foreign})

    assert answer.status_code in (200, 403, 404)
    told = answer.content.decode()
    # What is live is public; desks that write nothing look at it on their home as readers do.
    public = {"live"} if address == "admin/" and who in ("picture desk", "video desk") else set()
    assert [state for state in STATES if f"Geschichte away {state}" in told and state not in public] == []
    if "away" not in address and "ids" not in address and answer.status_code == 200:
        assert "Geschichte home" in told or "correction" in address


@pytest.mark.parametrize("action", ["publish_many", "withdraw_many", "delete_selected"])
@pytest.mark.parametrize("who", FAR)
def test_no_forged_number_gets_a_foreign_story_into_a_bulk_deed(world, who, action):
    forged = [world.stories["away", state].pk for state in STATES]
    sent = {"action": action, "_selected_action": forged, "post": "yes", "select_across": "0"}
    sent |= {"reason": "Falsch.", "notice": "", "index": "0"}
    with transaction.atomic():
        before = [*Article.objects.with_state().order_by("pk").values_list("pk", "state")]
        answer = world.client(who).post(f"/{STORIES}", sent)
        after = [*Article.objects.with_state().order_by("pk").values_list("pk", "state")]
        transaction.set_rollback(True)

    assert after == before
    assert answer.status_code in (200, 302, 403)
    assert b"Geschichte away" not in answer.content


def test_a_story_cannot_be_moved_into_a_section_that_is_not_hers(world):
    story = world.stories["home", "draft"]
    sent = {
        "section": world.away.pk,
        "headline": "Neu",
        "base_version": story.version,
        "language": "de",
        "kind": "news",
    }
    with transaction.atomic():
        world.client("editor").post(f"/{STORIES}{story.pk}/change/", sent)
        assert Article.objects.get(pk=story.pk).section == world.home
        transaction.set_rollback(True)


TYPED = ("kicker", "headline", "lead", "teaser_kicker", "teaser_headline", "teaser_text", "place", "note")
ASKED_ANYWAY = (
    "robots.txt",
    "sitemap.xml",
    "feed/",
    "feed.xml",
    "suche/",
    "search/",
    "korrekturen/",
    "archiv/",
    "media/",
)


def put_canaries(world: World) -> None:
    """A word that stands nowhere else in every field of everything that is not for readers."""
    for state in STATES:
        story, song = world.stories["home", state], f"Kanarienvogel{state}"
        if state == "withdrawn":
            Edition.objects.filter(article=story).update(lead=song, pieces=[{"html": song}], kicker=song)
        Article.objects.filter(pk=story.pk).update(
            **{name: f"{song}{name}" for name in TYPED}, body=body(f"{song}body"), lock_reason=song
        )
        Draft.objects.create(
            article=story, user=world.users["editor"], token="t", seq=1, base_version=1, fields={"headline": song}
        )
        Comment.objects.create(article=story, text=f"{song}remark", excerpt=song)
        Check.objects.create(article=story, kind="edited", version=1, reason=f"{song}reason", state="waived")
        PreviewLink.objects.create(article=story, label=song, expires_at=timezone.now() + HOUR)
    hidden = world.register["unseen clip"], world.register["unseen image"], world.register["unseen person"]
    for row, field in zip(hidden, ("title", "caption", "name"), strict=True):
        type(row).objects.filter(pk=row.pk).update(**{field: "Kanarienvogelversteckt"})
    Tag.objects.filter(pk=world.register["unseen tag"].pk).update(name="Kanarienvogelmarke")


def crawl(world: World) -> dict[str, str]:
    """Every page an anonymous browser reaches: from each address of the matrix on, wherever links lead."""
    todo = {place(world, route, seen) for route, _method in PUBLIC for seen in ("seen", "unseen")}
    todo |= {*ASKED_ANYWAY, *(f"artikel/{world.stories['home', state].slug}/" for state in STATES)}
    todo |= {f"{address}?q=Kanarienvogel" for address in todo}
    pages: dict[str, str] = {}
    while todo:
        address = todo.pop()
        answer = world.ask("anonymous", "GET", address)
        pages[address] = text = b"".join(answer).decode(errors="replace")
        links = re.findall(rf"(?:{re.escape(settings.SITE_URL)}|[\"'])/((?:[\w./?=&;-]|%[0-9A-F]{{2}})*)", text)
        todo |= {link for link in map(html.unescape, links) if not link.startswith(("admin/", "static/"))} - set(pages)
    return pages


def test_an_anonymous_reader_finds_no_word_of_a_draft_anywhere(world):
    with transaction.atomic():
        put_canaries(world)
        pages = crawl(world)
        transaction.set_rollback(True)

    assert len(pages) > 25
    assert {
        address: text.count("Kanarienvogel") for address, text in pages.items() if "Kanarienvogel" in mended(text)
    } == {}


def mended(text: str) -> str:
    """Without the words a reader typed herself, which a page for searching says again."""
    return re.sub(r"Kanarienvogel(?![a-zäöü])", "", text)

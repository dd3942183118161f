"""Every address, asked by everybody, about a story in every state: who is answered what. See ``matrix_rows``."""

import pytest

from tests.newsroom import matrix_rows as rows
from tests.newsroom.matrix_world import COLUMNS, FAR, OUT, STATES, STORY, Unfilled, generic_routes, routes

pytestmark = pytest.mark.django_db
METHODS = ("GET", "POST")
MISSING = 4_711_000


def lines(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line and not line.startswith("#")]


def table(text: str, before: str = "") -> dict[tuple[str, str], list[str]]:
    """``publish/  POST  302 404 …`` → ``{("…/publish/", "POST"): ["302", "404", …]}``; “.” is the root itself."""
    found = {}
    for route, method, *numbers in lines(text):
        found[before + ("" if route == "." else route), method] = numbers
    return found


STORIES = table(rows.STORY, STORY)
HOUSE = table(rows.HOUSE, "admin/")
PUBLIC = table(rows.PUBLIC)
LISTS = {name: letters for name, *letters in lines(rows.LISTS)}


def answer(world, who, method, route, story=None, **options):
    data = rows.POSTED.get(route.removeprefix(STORY), {}) if method == "POST" else {}
    return world.ask(who, method, world.address(route, rows.FILL, story), data, **options)


def status(world, who, method, route, story=None):
    return str(answer(world, who, method, route, story).status_code)


def seen_by(world, method, route):
    """Column by column, as the tables have it; where those of one column differ, all their numbers."""
    story = world.stories["home", "draft"] if "<story>" in route else None
    found = {
        name: "/".join(dict.fromkeys(status(world, who, method, route, story) for who in people))
        for name, people in COLUMNS.items()
    }
    if story:
        foreign = world.stories["away", "draft"]
        found["far"] = "/".join(dict.fromkeys(status(world, who, method, route, foreign) for who in FAR))
    return found


def line(route, method, found):
    place = route.removeprefix(STORY).removeprefix("admin/") or "."
    return f"{place:42} {method:5} {' '.join(found)}"


def test_every_address_is_in_the_matrix(world):
    """Whoever adds an address says here to whom it opens. What it answers today stands below, to be judged."""
    told = {route for route, _method in (*STORIES, *HOUSE, *PUBLIC)}
    known = told | {route for route, (model, _page) in generic_routes().items() if model in LISTS}
    absent = sorted(set(routes()) - known)
    if not absent:
        assert sorted(told - set(routes())) == [], "These addresses are gone: take their lines out of matrix_rows.py."
        return
    told_so = ["Not in the matrix yet. Judge each number, then put the lines into tests/newsroom/matrix_rows.py:"]
    for route in absent:
        name = "STORY" if route.startswith(STORY) else "HOUSE" if route.startswith("admin/") else "PUBLIC"
        if name == "PUBLIC" or route in generic_routes():
            told_so.append(f"  {'LISTS: a line for the list of' if name != 'PUBLIC' else 'PUBLIC:'} {route}")
            continue
        try:
            told_so += [f"  {name}: {line(route, m, seen_by(world, m, route).values())}" for m in METHODS]
        except Unfilled as told:
            told_so.append(f"  {name}: {told}")
    pytest.fail("\n".join(told_so), pytrace=False)


def each(keys):
    return pytest.mark.parametrize(("route", "method"), keys, ids=[" ".join(key) for key in keys])


def differ(world, route, method, found, expected):
    """A failure that one can read: who, what was answered, what the matrix says."""
    if [*found.values()] != expected:
        names = " ".join(f"{name:>3}" for name in found)
        was, says = line(route, method, found.values()), line(route, method, expected)
        pytest.fail(f"{'':48} {names}\nanswered:\n{was}\nthe matrix says:\n{says}", pytrace=False)


@each([*STORIES, *HOUSE])
def test_each_of_the_cast_is_answered_as_the_matrix_says(world, route, method):
    differ(world, route, method, seen_by(world, method, route), (STORIES | HOUSE)[route, method])


@each(STORIES)
def test_the_state_of_a_story_opens_no_door(world, route, method):
    """Ready, planned, live, withdrawn: her own as the draft, or as it says in ``BY_STATE``; a foreign one never."""
    columns = dict(zip([*COLUMNS, "far"], STORIES[route, method], strict=True))
    special = rows.BY_STATE.get((route.removeprefix(STORY), method), {})

    found = {state: status(world, "editor", method, route, world.stories["home", state]) for state in STATES[1:]}
    far = status(world, "editor", method, route, world.stories["away", "ready"])  # live: in the test below

    assert found == {state: special.get(state, columns["edi"]) for state in STATES[1:]}
    assert far == columns["far"]


@each(STORIES)
def test_a_foreign_story_looks_exactly_like_one_that_never_was(world, route, method):
    class Nowhere:
        pk = MISSING
        editions = world.stories["away", "draft"].editions

    foreign, never = (
        answer(world, "editor", method, route, story) for story in (world.stories["away", "live"], Nowhere)
    )

    assert foreign.status_code == never.status_code
    if foreign.status_code == 404:
        assert foreign.content == never.content
        assert {*foreign.headers.items()} == {*never.headers.items()}


@each([key for key in STORIES if key[1] == "POST"])
def test_nothing_is_posted_from_another_site(world, route, method):
    story = world.stories["home", "draft"]

    assert answer(world, "CvD", method, route, story, enforce_csrf_checks=True).status_code in (403, 405)


def letters_of(world, who, model, place):
    """Which of v, a, c, d somebody may in one list, found out by trying: pages shown and forms taken."""
    app, name = model.split(".")
    row = getattr(world.rows[("far " if place == "far" else "") + model], "pk", None)
    base = f"admin/{app}/{name}/"
    tries = {"v": (base, f"{base}{row}/history/"), "a": (f"{base}add/",), "d": (f"{base}{row}/delete/",)}
    answers = {letter: {world.ask(who, "GET", url).status_code for url in urls} for letter, urls in tries.items()}
    answers["c"] = {world.ask(who, "POST", f"{base}{row}/change/").status_code}
    answers["a"] |= {world.ask(who, "POST", f"{base}add/").status_code}
    odd = {letter: codes for letter, codes in answers.items() if codes != {200} and not codes <= {302, 403, 404}}
    assert not odd, f"{who}, {model}: {odd}"
    return "".join(letter for letter in "avcd" if answers[letter] == {200}) or "-"


@pytest.mark.parametrize("model", LISTS)
def test_each_list_is_open_to_whom_the_matrix_says(world, model):
    *expected, far = LISTS[model]
    people = [who for name, (who, *_others) in COLUMNS.items() if name != "out"]

    assert [letters_of(world, who, model, "home") for who in people] == expected
    for who in OUT:
        assert letters_of(world, who, model, "home") == "-"
    if far != ".":
        row = world.rows[f"far {model}"].pk
        pages = [f"admin/{model.replace('.', '/')}/{row}/{page}/" for page in ("change", "history", "delete")]
        codes = {world.ask(who, method, page).status_code for who in FAR for page in pages for method in METHODS}
        assert codes <= {int(far), 403}

"""A piece is drawn once for the same facts, and anew for any other: nobody has to say that something has changed."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.db.models import Value
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from articles.models import Edition
from kit import drawing
from kit.drawing.facts import Unlike, sum_of
from tests.factories import ArticleFactory, ClipFactory, FootageFactory, ImageFactory, OrganisationFactory
from visuals.models import Clip, Image

NOW = datetime(2026, 12, 1, 10, tzinfo=UTC)
CARD = ("articles/_card.html",)
#: what templates of pieces may use. Whoever adds one: is its answer the same for the same facts, on the same day?
FILTERS = frozenset(
    "capfirst clock date default default_if_none hour in_quotes is_later_than is_upright iso_duration length linebreaksbr"
    " minutes_to_read moment parsed rank share_url slice stamp truncatechars typeset".split()
)
OF_THE_DAY = {"when", "tersely"}
LOOKS = {"shown"}
TAGS = frozenset(
    "blocktranslate drawn elif else endblocktranslate endfor endif endwith firstof for if include json_ld load picture"
    " player_facts plural static trail translate url video with".split()
)


@pytest.fixture
def drawings(monkeypatch):
    """The names of what is really drawn, one after the other; nothing is known from before."""
    drawing.KEPT.forget()
    found, names = drawing.template, []

    def noted(wanted):
        names.append(wanted[0])
        return found(wanted)

    monkeypatch.setattr(drawing, "template", noted)
    yield names
    drawing.KEPT.forget()


@pytest.fixture
def card(db):
    story = ArticleFactory(live=True, headline="Der Kran steht", lead_image=ImageFactory(renditions=True))
    return lambda: Edition.objects.for_cards().get(article=story)


def drawn(edition, **more):
    return drawing.drawn(CARD, {"edition": edition, "rank": "second", "sizes": "100vw", **more})


def test_the_same_facts_are_drawn_once_whoever_read_them(card, drawings):
    assert drawn(card()) == drawn(card())
    assert drawings == [*CARD]


def test_what_is_another_is_drawn_anew(card, drawings):
    drawn(card())
    Image.objects.update(focal_x=0.9)
    assert "fx9" in drawn(card())
    Edition.objects.update(headline="Der Kran fällt")
    assert "Der Kran fällt" in drawn(card())
    assert "second" not in drawn(card(), rank="third")
    assert drawings == [*CARD] * 4


def test_language_and_day_are_facts(card, drawings, monkeypatch):
    with translation.override("de"):
        german = drawn(card())
    with translation.override("en"):
        assert drawn(card()) != german
    today = timezone.localdate()
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: today + timedelta(days=1))
    with translation.override("de"):
        assert drawn(card()) != german  # the hour is for today's stories alone
    assert len(drawings) == 3


def test_a_right_that_ends_is_seen_although_no_column_changes(card, drawings, monkeypatch):
    Image.objects.update(available_until=timezone.now() + timedelta(hours=1))
    assert "<picture>" in drawn(card())
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "<picture>" not in drawn(card())


def test_what_asks_the_database_is_asked_again(card, drawings):
    def bare():
        return Edition.objects.for_cards().defer("headline").get()

    assert "Der Kran steht" in drawn(bare())
    Edition.objects.update(headline="Der Kran fällt")
    assert "Der Kran fällt" in drawn(bare())


def test_a_page_goes_on_hearing_what_is_asked(card, drawings, monkeypatch):
    """A connection that is opened while a piece is drawn brings ears of its own."""

    def ear(execute, *statement):
        return execute(*statement)

    class Opening:
        def render(self, _context):
            connection.execute_wrappers.append(ear)
            return mark_safe("a")

    before = [*connection.execute_wrappers]
    monkeypatch.setattr(drawing, "template", lambda _names: Opening())
    try:
        drawn(card())
        assert connection.execute_wrappers == [*before, ear]
    finally:
        connection.execute_wrappers[:] = before


def test_what_one_piece_has_read_into_a_record_the_next_one_counts(card, drawings):
    page = Shown(Edition.objects.get())
    before = sum_of(page, NOW)
    drawing.drawn(CARD, {"edition": page.edition, "page": page, "sizes": "100vw"})  # asks for the picture
    assert sum_of(page, NOW) != before


def test_what_has_no_sum_is_drawn_each_time(card, drawings):
    for _reader in range(2):
        assert drawn(card(), rank=type("Rank", (), {"__str__": lambda _self: "second"})())
    assert len(drawings) == 2


def test_nothing_is_kept_while_templates_are_being_written(card, drawings, settings):
    settings.DEBUG = True
    for _reader in range(2):
        drawn(card())
    assert len(drawings) == 2


def test_another_setting_is_another_page(card, drawings, settings):
    drawn(card())
    settings.SITE_URL = "https://bote.example"
    drawn(card())
    assert len(drawings) == 2


def test_there_is_an_end_to_what_is_kept():
    some = drawing.Drawings(most=10)
    for key in (b"a", b"b"):
        some.keep(key, mark_safe("1234"))
    some.get(b"a")
    some.keep(b"c", mark_safe("1234"))
    assert (some.get(b"a"), some.get(b"b"), some.get(b"c")) == ("1234", None, "1234")
    some.keep(b"a", mark_safe("12"))
    assert some.held == 6
    some.keep(b"d", mark_safe("12345678901"))  # more than there is room for: not even that stays
    assert (some.held, some.get(b"d")) == (0, None)


ALIKE = [
    [True, 1], ["1", 1], [None, ""], [mark_safe("a"), "a"], [["a"], ("a",)], [{"a": 1}, {"a": True}],
    [date(2026, 12, 1), datetime(2026, 12, 1)], [NOW, NOW + timedelta(microseconds=1)], [["a", "b"], ["ab"]],
    [[mark_safe("a"), "b"], [mark_safe("a"), mark_safe("b")]], [{"a": mark_safe("b")}, {"a": "b"}],
    [{"a": mark_safe("b")}, ["a", mark_safe("b")]],
]  # fmt: skip


@pytest.mark.parametrize("pair", ALIKE, ids=str)
def test_what_only_looks_alike_is_told_apart(pair):
    assert len({sum_of(one, NOW) for one in pair}) == 2
    assert sum_of(pair[0], NOW) == sum_of(pair[0], NOW)


def rows():
    """A row of each kind that pieces are given, with what is joined to it."""
    image = ImageFactory(renditions=True, agency=OrganisationFactory())
    clip = ClipFactory(footage=FootageFactory(), poster=image)
    story = ArticleFactory(live=True, lead_image=image)
    return {
        "picture": Image.objects.for_page().get(pk=image.pk),
        "video": Clip.objects.for_player().get(pk=clip.pk),
        "story": Edition.objects.for_page().get(article=story),
        "card": Edition.objects.for_cards().get(article=story),
    }


@pytest.mark.parametrize("kind", ["picture", "video", "story", "card"])
def test_every_column_counts_and_every_joined_one(kind, db):
    row = rows()[kind]
    joined = [one for one in row._state.fields_cache.values() if one is not None]
    sums, tried = {sum_of(row, NOW)}, 1
    for one in (row, *joined):
        for name in [name for name in one.__dict__ if name != "_state"]:
            before = one.__dict__[name]
            one.__dict__[name] = NOW - timedelta(days=1) if name.startswith("available") else "another"
            sums.add(sum_of(row, NOW))
            tried += 1
            one.__dict__[name] = before
    assert len(sums) == tried > 10
    assert sum_of(row, NOW) in sums


def test_a_row_that_another_one_knows_may_know_it_too(db):
    clip = ClipFactory(footage=FootageFactory())
    clip.footage.first_clip = clip
    assert sum_of(clip, NOW) == sum_of(clip, NOW)


def test_a_question_not_yet_asked_has_no_sum(db):
    ImageFactory()
    rows = Image.objects.annotate(wish=Value("a"))
    with pytest.raises(Unlike):
        sum_of(rows, NOW)
    assert list(rows)
    assert sum_of(rows, NOW)


@dataclass
class Loose:
    words: str


@dataclass(frozen=True)
class Firm:
    words: str


@dataclass(frozen=True)
class Shown:
    edition: Edition


def test_a_record_that_may_change_is_summed_up_each_time():
    loose = Loose("a")
    before = sum_of(loose, NOW)
    loose.words = "b"
    assert sum_of(loose, NOW) != before
    assert sum_of(Firm("a"), NOW) == sum_of(Firm("a"), NOW) != sum_of(Firm("b"), NOW)


def pieces() -> dict[str, str]:
    """Every template that is drawn once, with those it includes."""
    folder = Path(settings.HERE) / "templates"
    named = {
        name
        for path in folder.rglob("*.html")
        for name in re.findall(r'{% (?:drawn|furniture) "([^"]+)"', path.read_text())
    }
    waiting = [*named, *(str(path.relative_to(folder)) for path in (folder / "articles/blocks").rglob("*.html"))]
    found: dict[str, str] = {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = (folder / name).read_text()
            waiting += re.findall(r'{% include "([^"]+)"', found[name])
    return found


def test_no_piece_uses_what_could_be_another_tomorrow():
    for name, text in pieces().items():
        outside = re.sub(r'"[^"]*"', '""', text)
        filters = set(re.findall(r"\|(\w+)", "".join(re.findall(r"{[{%].*?[%}]}", outside))))
        assert filters <= FILTERS | OF_THE_DAY | LOOKS, name
        assert set(re.findall(r"{% (\w+)", text)) <= TAGS, name
    assert len(pieces()) > 40

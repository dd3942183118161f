"""What may be stored as a body, and what is refused in which words."""

import copy
import json

import pytest
from django.template.loader import get_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.body import blocks, canonical, validate
from tests.articles.body.bodies import bodies
from tests.bodies import (
    body,
    bullets,
    crosshead,
    embed,
    every_kind,
    factbox,
    item,
    mention,
    node,
    paragraph,
    picture,
    quote,
    table,
    teaser,
    video,
    words,
)  # fmt: skip
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    return {"image": ImageFactory(), "clip": ClipFactory(), "person": PersonFactory(), "story": ArticleFactory()}


def refusal(story):
    with pytest.raises(validate.BodyRefused) as refused:
        validate.check(canonical.canonical(story))
    return [problem.sentence for problem in refused.value.problems]


def changed(story, number, **attrs):
    """A copy of ``story`` whose block ``number`` has other attributes."""
    other = copy.deepcopy(story)
    other["content"][number]["attrs"] |= attrs
    return other


def test_every_kind_of_block_is_accepted(rows):
    story = every_kind(**rows)
    assert tuple(block["type"] for block in story["content"]) == blocks.KINDS == tuple(validate.KIND_NAMES)
    assert [block.type for block in validate.check(story).content] == [*blocks.KINDS]


@pytest.mark.parametrize("kind", blocks.KINDS)
def test_a_kind_has_a_schema_and_a_template_of_one_name(kind):
    schemas = [cls for cls in vars(blocks).values() if isinstance(cls, type) and cls.__module__.endswith(f".{kind}")]
    assert [cls.__name__.lower() for cls in schemas] == [kind]
    assert get_template(f"articles/blocks/{kind}.html")


@pytest.mark.parametrize("number", range(len(blocks.KINDS)))
def test_an_attribute_nobody_knows_is_refused_in_every_kind(rows, number):
    told = refusal(changed(every_kind(**rows), number, onclick="alert(1)"))
    assert told == [f"{validate.place(number + 1, blocks.KINDS[number])}: “onclick” is not known here."]


@pytest.mark.parametrize("number", range(len(blocks.KINDS)))
def test_a_block_without_a_proper_id_is_refused_in_every_kind(rows, number):
    for wrong in ("", "KURZ", "mit leer z", "a" * 11, "abcdefghi\n", 1234567890):
        told = refusal(changed(every_kind(**rows), number, id=wrong))
        assert told == [f"{validate.place(number + 1, blocks.KINDS[number])}: “id” is not as it should be."]


@pytest.mark.parametrize(("block", "sentence"), [
    (node("script"), "Block 1 (script): this kind of block is not known here."),
    ("kein Block", "Block 1 (?): this kind of block is not known here."),
    (picture("1"), "Block 1 (picture): “image” is not as it should be."),
    (picture(True), "Block 1 (picture): “image” is not as it should be."),
    (picture(0), "Block 1 (picture): “image” is not as it should be."),
    (picture(2**63), "Block 1 (picture): “image” is not as it should be."),
    (picture(4711), "Block 1 (picture): picture 4711 does not exist (any more)."),
    (video(4711), "Block 1 (clip): clip 4711 does not exist (any more)."),
    (quote(person=4711), "Block 1 (quote): person 4711 does not exist (any more)."),
    (teaser(4711), "Block 1 (teaser): story 4711 does not exist (any more)."),
    (paragraph(mention(4711, "x")), "Block 1 (paragraph): person 4711 does not exist (any more)."),
    (crosshead("x", level=1), "Block 1 (crosshead): “level” is not as it should be."),
    (node("list", ordered=False), "Block 1 (list): it is empty."),
    (factbox("x", video(1)), "Block 1 (fact box): this kind of block is not known here."),
    (factbox("x", factbox("y", "z")), "Block 1 (fact box): this kind of block is not known here."),
    (table(["x"] * 13), "Block 1 (table): it is too long."),
    (embed("http://unsicher.example/"), "Block 1 (embed): this link leads nowhere we allow. "
     "Use https://, mailto: or an address of this site."),
    (paragraph(words("a\x00b")), "Block 1 (paragraph): it holds control characters."),
    (paragraph(words("a\u202eb")), "Block 1 (paragraph): it holds control characters."),
    (paragraph(words("a\ud800b")), "Block 1 (paragraph): it holds control characters."),
    (quote(name="a\nb"), "Block 1 (quote): it holds control characters."),
])  # fmt: skip
def test_a_hostile_block_is_refused_in_words(block, sentence):
    content = [block] if isinstance(block, dict) else [block]
    told = refusal({"schema": 1, "type": "doc", "content": content})
    assert told == [sentence]


@pytest.mark.parametrize("href", [
    "javascript:alert(1)", "JaVaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x",
    "//fremd.example/", "/\\fremd.example", "https://a b", "https://a\x00b", "https://a\u202eb", 'https://a"b',
    "https://a<b", "", "#", "file:///etc/passwd", "https://" + "a" * 2000,
])  # fmt: skip
def test_a_link_that_leads_nowhere_we_allow_is_refused(href):
    told = refusal(body(paragraph(words("x", link=href) if href else {
        "type": "text", "text": "x", "marks": [{"type": "link", "attrs": {"href": href}}]
    })))  # fmt: skip
    assert len(told) == 1
    assert told[0].startswith("Block 1 (paragraph):")


@pytest.mark.parametrize("href", [
    "https://a.example/?q=1#x", "http://a.example", "mailto:a@b.example", "/artikel/kran/", "/", "#b-1",
])  # fmt: skip
def test_a_proper_link_is_accepted(href):
    assert validate.check(body(paragraph(words("x", link=href)))).plain() == "x"


@pytest.mark.parametrize("wrong", [
    {"type": "text", "text": ""},
    {"type": "text", "text": 5},
    {"type": "text", "text": "x", "marks": [{"type": "underline"}]},
    {"type": "text", "text": "x", "marks": [{"type": "strong"}, {"type": "strong"}]},
    {"type": "text", "text": "x", "onclick": "alert(1)"},
    {"type": "mention", "attrs": {"person": 1}},
    {"type": "image", "attrs": {}},
])  # fmt: skip
def test_running_text_holds_nothing_but_running_text(wrong):
    assert refusal(body(paragraph(wrong)))[0].startswith("Block 1 (paragraph):")


def test_an_id_stands_once_in_a_story():
    first = paragraph("a")
    assert refusal(body(first, first)) == ["Block 2 (paragraph): this block stands in the story twice."]
    inside = bullets(item(first))
    assert refusal(body(first, inside)) == ["Block 2 (list): this block stands in the story twice."]


@pytest.mark.parametrize("wrong", [[], "Text", 5, {"type": "doc"}, {"schema": 2, "type": "doc", "content": []}])
def test_what_is_no_body_at_all_is_refused(wrong):
    assert refusal(wrong)[0].startswith("This is not a story body (")


@pytest.mark.parametrize("depth", [30, 200, 5000])
def test_a_bottomless_list_is_refused(depth):
    inner = bullets("unten")
    for _ in range(depth):
        inner = bullets(item(paragraph("x"), inner))
    assert refusal(body(inner)) == ["The story is nested too deeply: lists in lists in lists."]


def test_ten_problems_are_told_and_not_more():
    assert len(refusal(body(*[picture("x")] * 30))) == 10


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_gate_asks_once_a_kind_of_row(rows, count, django_assert_num_queries):
    story = body(*[block for _ in range(count) for block in every_kind(**rows)["content"]])
    with django_assert_num_queries(4):  # pictures, clips, persons, stories
        validate.check(story)


@given(data=st.data())
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_canonical_is_one_way_to_write_a_body(rows, data):
    story = data.draw(bodies(**{name: row.pk for name, row in rows.items()}))
    before = json.dumps(story)
    once = canonical.canonical(story)
    assert json.dumps(story) == before
    assert json.dumps(canonical.canonical(once)) == json.dumps(once)
    assert validate.check(once).plain() == validate.check(canonical.canonical(json.loads(json.dumps(once)))).plain()


def test_canonical_leaves_out_what_says_nothing():
    told = {"schema": 1.0, "type": "doc", "content": [
        {"type": "image", "attrs": {"id": "abcdefghi1", "image": 2.0, "alt": None}, "content": []},
        {"type": "paragraph", "attrs": {"id": "abcdefghi2"}, "content": [{"type": "text", "text": "x", "marks": []}]},
        {"type": "paragraph", "attrs": {"id": "abcdefghi3"}},
        {"type": "paragraph", "attrs": {"id": "abcdefghi4"}, "content": []},
    ]}  # fmt: skip
    assert json.dumps(canonical.canonical(told)) == json.dumps({"schema": 1, "type": "doc", "content": [
        {"type": "image", "attrs": {"id": "abcdefghi1", "image": 2}},
        {"type": "paragraph", "attrs": {"id": "abcdefghi2"}, "content": [{"type": "text", "text": "x"}]},
    ]})  # fmt: skip


@pytest.mark.parametrize("nothing", [None, "", {}])
def test_no_body_is_an_empty_one(nothing):
    assert canonical.canonical(nothing) == {"schema": 1, "type": "doc", "content": []}

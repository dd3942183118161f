"""Bodies as hypothesis draws them: every kind of block, any words, marks in every combination."""

from hypothesis import strategies as st

from tests.bodies import block_id

#: no control characters, which no body holds; surrogates are no text at all
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
LETTERS = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=BIDI)
WORDS = st.text(LETTERS, min_size=1, max_size=40)
SHORT = st.text(LETTERS, max_size=20)
MARKS = st.lists(
    st.sampled_from([
        {"type": "strong"}, {"type": "emphasis"}, {"type": "link", "attrs": {"href": "https://hafen.example/a_(b)"}}
    ]),
    unique_by=lambda mark: mark["type"], max_size=3,
)  # fmt: skip


def _node(kind, content=None, **attrs):
    made = {"type": kind, "attrs": {"id": block_id(), **attrs}}
    return made | {"content": content} if content else made


def _text(words, marks):
    return {"type": "text", "text": words} | ({"marks": marks} if marks else {})


def inlines(person):
    return st.lists(
        st.one_of(
            st.builds(_text, WORDS, MARKS),
            st.builds(lambda label: {"type": "mention", "attrs": {"person": person, "label": label}}, WORDS),
            st.just({"type": "hard_break"}),
        ),
        max_size=4,
    )


def bodies(image, clip, person, story):
    """Up to six blocks that point at these rows."""
    running = inlines(person)
    paragraphs = st.builds(lambda content: _node("paragraph", content), running)
    items = st.builds(lambda inside: _node("list_item", inside), st.lists(paragraphs, min_size=1, max_size=2))
    several = st.lists(items, min_size=1, max_size=3)
    lists = st.builds(lambda inside, ordered: _node("list", inside, ordered=ordered), several, st.booleans())
    pictures = st.builds(lambda content, alt: _node("image", content, image=image, alt=alt), running, SHORT)
    cells = st.builds(lambda inside: _node("table_cell", [inside]), paragraphs)
    table_rows = st.builds(lambda inside: _node("table_row", inside), st.lists(cells, min_size=1, max_size=2))
    grids = st.lists(table_rows, min_size=1, max_size=2)
    blocks = st.one_of(
        paragraphs,
        st.builds(lambda content, level: _node("crosshead", content, level=level), running, st.sampled_from([2, 3])),
        lists,
        st.builds(lambda c, n, r: _node("quote", c, person=person, name=n, role=r), running, SHORT, SHORT),
        pictures,
        st.builds(lambda inside: _node("gallery", inside), st.lists(pictures, min_size=1, max_size=2)),
        st.builds(lambda content: _node("clip", content, clip=clip), running),
        st.builds(lambda c, k, t: _node("teaser", c, article=story, kicker=k, title=t), running, SHORT, SHORT),
        st.builds(lambda title, inside: _node("factbox", [inside], title=title), SHORT, st.one_of(paragraphs, lists)),
        st.builds(lambda c, inside: _node("table", inside, caption=c), SHORT, grids),
        st.builds(lambda title: _node("embed", url="https://hafen.example/", title=title), SHORT),
        st.builds(lambda: _node("divider")),
    )
    return st.builds(lambda content: {"schema": 1, "type": "doc", "content": content}, st.lists(blocks, max_size=6))


def marked_inlines():
    """Running text as an editor marks it: whole words, a plain stretch between two marked ones."""
    word = st.text("abcÄß.,", min_size=1, max_size=8)
    marks = st.sampled_from([
        [{"type": "strong"}],
        [{"type": "emphasis"}],
        [{"type": "link", "attrs": {"href": "https://hafen.example/?a=b#c"}}],
        [{"type": "strong"}, {"type": "emphasis"}],
        [{"type": "strong"}, {"type": "link", "attrs": {"href": "/artikel/kran/"}}],
    ])  # fmt: skip
    pairs = st.lists(st.tuples(word, word, marks), min_size=1, max_size=4)
    return st.builds(
        lambda drawn: [
            node
            for plain, marked, how in drawn
            for node in (_text(f" {plain} ", []), _text(marked, how))
        ],
        pairs,
    )  # fmt: skip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.ranges import Span, Unsatisfiable, span_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("header", "span"),
    [
        ("", None),
        ("bytes=0-", Span(0, 99)),
        ("bytes=0-0", Span(0, 0)),
        ("bytes=10-19", Span(10, 19)),
        ("bytes=90-500", Span(90, 99)),
        ("bytes=-30", Span(70, 99)),
        ("bytes=-500", Span(0, 99)),
        ("bytes = 1 - 2", Span(1, 2)),
        ("bytes=20-10", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("lines=1-2", None),
        ("bytes=a-b", None),
        ("bytes=" + "9" * 400 + "-", None),
    ],
)
def test_what_a_header_asks_for(header, span):
    assert span_of(header, 100) == span


@pytest.mark.parametrize(("header", "size"), [("bytes=100-", 100), ("bytes=-0", 100), ("bytes=0-", 0), ("bytes=-5", 0)])
def test_what_lies_outside_is_refused(header, size):
    with pytest.raises(Unsatisfiable):
        span_of(header, size)


@given(st.text(max_size=40), st.integers(0, 10_000))
def test_any_header_is_an_answer(text, size):
    for header in (text, f"bytes={text}"):
        try:
            span = span_of(header, size)
        except Unsatisfiable:
            continue
        assert span is None or 0 <= span.first <= span.last < size

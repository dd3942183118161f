import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.slugs import LENGTH, free_slug, slug_of

pytestmark = pytest.mark.once


@pytest.mark.parametrize(("words", "slug"), [
    ("Größe & Höhe", "groesse-hoehe"),
    ("Ärger über Öl, Maß und GROẞE Übel", "aerger-ueber-oel-mass-und-grosse-uebel"),
    ("U\u0308ber", "ueber"),
    ("L'été à Łódź – façade", "lete-a-lodz-facade"),
    ("Smørrebrød i Århus", "smoerrebroed-i-arhus"),
    ("İstanbul’da ışık", "istanbulda-isik"),
    ("  --  ", ""),
    ("日本", ""),
    ("../../etc/passwd", "etc-passwd"),
])  # fmt: skip
def test_letters_are_spelt_out_and_everything_else_folded(words, slug):
    assert slug_of(words) == slug


@given(st.text(max_size=300))
def test_an_address_is_always_plain_short_and_its_own_address(words):
    slug = slug_of(words)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug)
    assert len(slug) <= LENGTH
    assert slug_of(slug) == slug


def test_a_long_address_ends_with_a_whole_word():
    assert slug_of("wort " * 40) == "-".join(["wort"] * 16)
    assert slug_of("x" * 200) == "x" * LENGTH


def test_the_first_free_number_is_taken():
    assert free_slug("Der Kran", {"der-kran", "der-kran-2"}.__contains__, "text") == "der-kran-3"
    assert free_slug("Der Kran", set().__contains__, "text") == "der-kran"


def test_words_without_letters_get_an_address_of_their_own():
    first, second = (free_slug("!?", set().__contains__, "text") for _ in range(2))
    assert re.fullmatch(r"text-[0-9a-f]{6}", first)
    assert first != second

"""The German catalogue: nothing left in English, nothing guessed, and compiled as it is written."""

from pathlib import Path

import polib
import pytest

FOLDER = Path(__file__).parents[2] / "locale" / "de" / "LC_MESSAGES"
WRITTEN = polib.pofile(FOLDER / "django.po")


@pytest.mark.once
def test_every_word_has_its_german():
    assert [entry.msgid for entry in WRITTEN if not entry.translated() or entry.fuzzy] == []


@pytest.mark.once
def test_what_is_compiled_is_what_is_written():
    compiled = polib.mofile(FOLDER / "django.mo")

    def words(catalogue):
        return {
            (e.msgctxt, e.msgid): e.msgstr or e.msgstr_plural for e in catalogue if not getattr(e, "obsolete", False)
        }

    assert words(compiled) == words(WRITTEN)


@pytest.mark.once
def test_german_keeps_every_place_that_is_filled_in():
    def places(text):
        return {part.split(")")[0] for part in text.split("%(")[1:]}

    pairs = [
        (entry.msgid_plural or entry.msgid, entry.msgstr_plural[1] if entry.msgid_plural else entry.msgstr)
        for entry in WRITTEN
    ]
    lost = [english for english, german in pairs if places(english) != places(german)]
    assert lost == []


@pytest.mark.once
def test_german_quotes_as_germans_do_and_blames_nobody():
    english_quotes = [entry.msgid for entry in WRITTEN if set("”‘’") & set(entry.msgstr)]
    shouting = [entry.msgid for entry in WRITTEN if "!" in entry.msgstr or "rfolgreich" in entry.msgstr]

    assert (english_quotes, shouting) == ([], [])

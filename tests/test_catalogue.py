"""Whatever people read at the desk or on a page is there in German, and the compiled catalogue is in step."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
GERMAN = ROOT / "locale" / "de" / "LC_MESSAGES"
DOMAINS = sorted(path.stem for path in GERMAN.glob("*.po"))  # "djangojs" beside "django" once scripts speak
SOURCES = ("newsroom", "fronts", "articles", "visuals", "people", "topics", "kit", "templates", "static")
MAKE = (sys.executable, "-m", "django", "makemessages", "--locale", "de", "--no-obsolete", "--verbosity", "0")


@pytest.fixture(scope="module", params=DOMAINS)
def domain(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def said(tmp_path_factory, domain) -> set[tuple[str | None, str, str]]:
    """Every message of code, templates or scripts as (context, one, many), extracted afresh beside the tree."""
    if not shutil.which("xgettext"):
        advice = "no gettext found: install it (Debian: apt install gettext)"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)
    place = tmp_path_factory.mktemp("catalogue")
    for source in SOURCES:
        shutil.copytree(ROOT / source, place / source, ignore=shutil.ignore_patterns("__pycache__", "vendor"))
    (place / "locale").mkdir()
    clean = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([*MAKE, "--domain", domain], cwd=place, env=clean, check=True, timeout=120)
    catalogue = polib.pofile(str(place / "locale" / "de" / "LC_MESSAGES" / f"{domain}.po"))
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue}


@pytest.fixture(scope="module")
def german(domain) -> polib.POFile:
    return polib.pofile(str(GERMAN / f"{domain}.po"))


def test_every_message_has_its_german(said, german):
    done = {
        (entry.msgctxt, entry.msgid, entry.msgid_plural)
        for entry in german
        if entry.translated() and not entry.fuzzy and not entry.obsolete
    }
    if missing := sorted(msgid for _, msgid, _ in said - done):
        pytest.fail("Without German: " + "\n  ".join(missing), pytrace=False)


def test_no_german_is_kept_for_what_nobody_says(said, german):
    kept = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in german}
    if idle := sorted(msgid for _, msgid, _ in kept - said):
        pytest.fail("Said nowhere: " + "\n  ".join(idle), pytrace=False)


def test_the_compiled_catalogue_is_not_behind(german, domain):
    compiled = polib.mofile(str(GERMAN / f"{domain}.mo"))
    assert _content(compiled) == _content(german.translated_entries())


def _content(entries: Iterable) -> dict:
    return {(entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural for entry in entries}


def test_names_in_messages_survive_translation(german):
    """``%(name)s`` lost in translation is a crash or a gap on the page."""
    lost = [
        (entry.msgid, missing)
        for entry in german.translated_entries()
        if (missing := _names(entry.msgid_plural or entry.msgid) - _names(_last_form(entry)))
    ]
    assert lost == []


def _last_form(entry: polib.POEntry) -> str:
    """The one for many: the one for a single thing may well do without its number."""
    return entry.msgstr_plural[max(entry.msgstr_plural)] if entry.msgstr_plural else entry.msgstr


def _names(text: str) -> set[str]:
    parts = text.replace("%%", "").split("%(")[1:]
    return {part.partition(")")[0] for part in parts}

"""``manage.py import_story``: a pasted story from a file."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from articles.models import Article, Edition, Section
from tests.factories import SectionFactory

pytestmark = pytest.mark.django_db
STORY = """date 04.05.2026 Ab dem Frühjahr wird im Hafen wieder verladen. Das hat der Rat beschlossen.

Der erste Absatz erzählt, wie es dazu kam und was nun folgt.
"""


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def story(tmp_path) -> Path:
    path = tmp_path / "hafen.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


def run(*arguments, **options):
    out = StringIO()
    call_command("import_story", *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def test_json_touches_no_table(story, django_assert_num_queries):
    with django_assert_num_queries(0):
        found = json.loads(run("--json", story))
    assert found["date"] == "2026-05-04"
    assert found["lead"].startswith("Ab dem Frühjahr")
    assert [block["type"] for block in found["blocks"]] == ["paragraph"]


def test_json_of_several_files_is_a_list(story):
    assert len(json.loads(run("--json", story, story))) == 2


def test_a_file_becomes_a_draft(story):
    told = run(story)
    article = Article.objects.get()
    assert f"(story {article.pk}, 2 elements)" in told
    assert "The story has no headline yet." in told
    assert not Edition.objects.exists()


def test_publishing_needs_nothing_but_the_file_and_says_what_it_chose(story, settings):
    told = run("--publish", story)
    edition = Edition.objects.live().get()
    assert (edition.headline, edition.section.name) == ("Ab dem Frühjahr wird im Hafen wieder verladen", "News")
    assert "+ Section “News”" in told
    assert "No section was named; it went into “News”" in told
    assert "Headline taken from the lead" in told
    assert f"→ {settings.SITE_URL}{edition.get_absolute_url()}" in told


def test_a_section_is_found_by_address_or_name_and_made_if_missing(story):
    known = SectionFactory(name="Aus der Region", slug="region")
    run("--section", "region", story)
    run("--section", "aus der region", story)
    assert "+ Section “Sport Und Spiel”" in run("--section", "sport-und-spiel", story)
    run("--section", "Größe & Höhe", story)
    assert [article.section.slug for article in Article.objects.order_by("pk")] == [
        known.slug, known.slug, "sport-und-spiel", "groesse-hoehe"
    ]  # fmt: skip


def test_a_headline_given_counts(story):
    run("--headline", "Der Kran", "--section", "region", "--publish", story)
    assert Edition.objects.live().get().headline == "Der Kran"


def test_several_files_become_several_stories(story):
    run("--publish", "--headline", "Der Kran", story, story)
    assert sorted(Edition.objects.live().values_list("slug", flat=True)) == ["der-kran", "der-kran-2"]
    assert Section.objects.count() == 1


@pytest.mark.parametrize(("data", "words"), [
    (b"", "There is no text in"),
    (b" \n\t\n", "There is no text in"),
    (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "wrong.txt"),
    (bytes(5000), "wrong.txt"),
])  # fmt: skip
def test_what_is_no_text_is_refused_before_anything_is_stored(story, tmp_path, data, words):
    wrong = tmp_path / "wrong.txt"
    wrong.write_bytes(data)
    with pytest.raises(CommandError, match=words):
        run(story, wrong)
    assert not Article.objects.exists()


def test_a_file_that_is_not_there_is_named(story, tmp_path):
    with pytest.raises(CommandError, match=r"fehlt\.txt: No such file"):
        run(story, tmp_path / "fehlt.txt")
    assert not Article.objects.exists()


def test_what_cannot_be_published_is_not_stored_either(tmp_path):
    path = tmp_path / "kahl.txt"
    path.write_text(STORY + "\nDer Kran am Abend Quelle:\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"kahl\.txt: .*has no credit"):
        run("--publish", path)
    assert not Article.objects.exists()


def test_a_word_document_of_another_kind_is_refused_in_words(tmp_path):
    path = tmp_path / "falsch.docx"
    path.write_bytes(b"PK\x03\x04 kein Dokument")
    with pytest.raises(CommandError, match=r"falsch\.docx"):
        run(path)

"""The page on which a pasted story becomes a draft: nothing before it is confirmed, nothing lost on the way."""

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from articles.models import Article, SectionGrant
from people.models import Organisation, Person
from tests.factories import ArticleFactory, ClipFactory, PersonFactory, SectionFactory, TagFactory
from topics.models import Tag
from visuals.models import Clip, Image

PAGE = "/admin/articles/article/paste/"
ENGLISH = {"accept-language": "en"}
SAMPLE = (Path(__file__).parent.parent / "samples" / "bruecke.txt").read_text()
STORY = """Sperrung am Fleet : Die Klappbrücke bleibt zu

date 2026-05-04 Seit Montag lässt sich die Brücke nicht mehr heben. Wer hinüberwill, fährt Umweg.

Ein gebrochenes Zahnrad hält die Stadt auf Abstand, sagt Bürgermeisterin Dorothea Anklamer.

Die Hafenmeisterin zeigt das Becken. 04.05.2026 | 2:33 min

Der Verkehr rollt weiter über die Umgehung.
"""


def rows():
    return tuple(model.objects.count() for model in (Article, Clip, Image, Person, Organisation, Tag))


def file(name, content):
    return SimpleUploadedFile(name, content)


def word_file(text):
    document = docx.Document()
    for paragraph in text.split("\n\n"):
        document.add_paragraph(paragraph)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def bomb():
    """A .docx of some kilobytes that unpacks to 300 MB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            for _ in range(300):
                part.write(b" " * 1_000_000)
    return buffer.getvalue()


def test_reading_makes_nothing_and_shows_every_block_beside_its_source(client, cvd):
    client.force_login(cvd)
    before = rows()

    page = client.post(PAGE, {"text": SAMPLE, "read": ""}, headers=ENGLISH).content.decode()

    assert rows() == before
    assert page.count('class="pair') - 1 - page.count('class="pairs') - page.count('class="pairhead') == 25
    assert "25 elements recognised" in page


def test_confirming_makes_the_draft_with_its_words(client, cvd):
    section = SectionFactory()
    client.force_login(cvd)

    page = client.post(PAGE, {"text": SAMPLE, "take": "", "section": section.pk, "headline": "Von Hand"}, follow=True)

    story = Article.objects.get()
    assert page.redirect_chain == [(f"/admin/articles/article/{story.pk}/change/", 302)]
    assert (story.headline, story.section, story.created_by) == ("Von Hand", section, cvd)
    assert len(story.body["content"]) == 23  # and the lead, and the lead picture


def test_a_known_video_is_offered_and_taken_unless_somebody_says_no(client, cvd):
    clip = ClipFactory(teaser="Die Hafenmeisterin zeigt das Becken.", recorded_on=date(2026, 5, 4))
    client.force_login(cvd)
    page = client.post(PAGE, {"text": STORY, "read": ""}, headers=ENGLISH).content.decode()

    client.post(PAGE, {"text": STORY, "take": "", "clip-1": clip.pk})
    client.post(PAGE, {"text": STORY, "take": "", "clip-1": ""})

    second, first = (story.body["content"][1]["attrs"]["clip"] for story in Article.objects.order_by("-pk"))
    assert f'name="clip-1" value="{clip.pk}" checked' in page
    assert (first, second != clip.pk, Clip.objects.count()) == (clip.pk, True, 2)


def test_a_known_person_is_tied_to_her_name_and_an_unknown_one_stays_text(client, cvd):
    person = PersonFactory(name="Dorothea Anklamer")
    client.force_login(cvd)

    client.post(PAGE, {"text": STORY, "take": "", "person-0": person.pk})

    story = Article.objects.get()
    assert [line.person for line in story.named.all()] == [person]
    assert Person.objects.count() == 1


def test_tags_are_chosen_from_ours_and_none_is_made(client, cvd):
    tag = TagFactory(name="Verkehr")
    client.force_login(cvd)
    page = client.post(PAGE, {"text": STORY, "read": ""}).content.decode()

    client.post(PAGE, {"text": STORY, "take": "", "tags": [tag.pk]})

    assert f'name="tags" value="{tag.pk}"' in page
    assert [*Article.objects.get().tags.all()] == [tag]
    assert Tag.objects.count() == 1


@pytest.mark.parametrize("forged", [{"clip-1": "999"}, {"person-0": "999"}, {"tags": ["999", "x"]}, {"clip-1": "x"}])
def test_an_answer_that_was_never_offered_counts_as_none(client, cvd, forged):
    PersonFactory(name="Dorothea Anklamer")
    ArticleFactory()
    client.force_login(cvd)

    assert client.post(PAGE, {"text": STORY, "take": "", **forged}).status_code == 302
    assert not Article.objects.latest("pk").named.exists()


def test_the_text_can_be_changed_before_anything_is_made(client, cvd):
    client.force_login(cvd)

    page = client.post(PAGE, {"text": STORY, "back": ""})

    assert "Ein gebrochenes Zahnrad" in page.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00\x00", "\u200b\ufeff"])
def test_an_empty_paste_is_said_so(client, cvd, text):
    client.force_login(cvd)

    page = client.post(PAGE, {"text": text, "read": ""}, headers=ENGLISH)

    assert (page.status_code, "There is nothing in it yet." in page.content.decode()) == (200, True)


@pytest.mark.parametrize("how", ["text", "file"])
def test_more_than_five_megabytes_are_refused_with_a_sentence(client, cvd, how):
    client.force_login(cvd)
    large = "Ein Satz mehr. " * 400_000
    data = {"text": large} if how == "text" else {"file": file("lang.txt", large.encode())}

    page = client.post(PAGE, {**data, "read": ""}, headers=ENGLISH)

    assert (page.status_code, "a story may have 5 MB at most" in page.content.decode()) == (200, True)


def test_a_text_longer_than_a_book_is_refused_with_a_sentence(client, cvd):
    client.force_login(cvd)

    page = client.post(PAGE, {"text": "Ein Satz mehr. " * 70_000, "read": ""}, headers=ENGLISH)

    assert (page.status_code, "210,000 words" in page.content.decode()) == (200, True)


@pytest.mark.parametrize(
    "data",
    [
        file("bild.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8),
        file("zufall.txt", bytes(range(256)) * 40),
        file("text.pdf", b"%PDF-1.7 \x00\x01\x02"),
        file("kaputt.docx", b"PK\x03\x04 but no archive"),
        file("bild.docx", b"\xff\xd8\xff\xe0" + b"\x00" * 300),
        file("bombe.docx", bomb()),
    ],
    ids=lambda data: data.name,
)
def test_a_file_without_text_is_refused_in_words(client, cvd, data):
    data.seek(0)
    client.force_login(cvd)

    page = client.post(PAGE, {"file": data, "read": ""})

    assert page.status_code == 200
    assert 'class="errornote"' in page.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_of_any_encoding_is_read(client, cvd, encoding):
    client.force_login(cvd)

    page = client.post(PAGE, {"file": file("brücke.txt", STORY.encode(encoding)), "read": ""})

    assert "Die Klappbrücke bleibt zu" in page.content.decode()


def test_a_word_file_is_read_paragraph_by_paragraph(client, cvd):
    client.force_login(cvd)

    page = client.post(PAGE, {"file": file("brücke.docx", word_file(STORY)), "read": ""}, headers=ENGLISH)

    assert "Seit Montag lässt sich die Brücke nicht mehr heben." in page.content.decode()
    assert "Pasted: “brücke.docx”" in page.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        '<script>alert("x")</script>\n\ndate 2026-05-04 <img src=x onerror=alert(1)>',
        "x" * 5000,
        "\u202eגם\u202c זה",
        "🌊" * 400,
    ],
    ids=["markup", "one long word", "right to left", "emoji"],
)
def test_whatever_is_pasted_becomes_a_draft_and_no_markup(client, cvd, text):
    client.force_login(cvd)

    review = client.post(PAGE, {"text": text, "read": ""})
    taken = client.post(PAGE, {"text": text, "take": "", "headline": "y" * 400}, follow=True)

    for page in (review, taken):
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
    assert Article.objects.count() == 1


def test_an_editor_is_offered_her_own_sections_only(client, editor):
    mine, foreign = SectionFactory(), SectionFactory()
    SectionGrant.objects.create(user=editor, section=mine)
    client.force_login(editor)

    page = client.post(PAGE, {"text": STORY, "take": "", "section": foreign.pk})

    assert (page.status_code, Article.objects.count()) == (200, 0)
    assert "Ein gebrochenes Zahnrad" in page.content.decode()

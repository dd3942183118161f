"""Files as editors have them: any encoding, Word, and what is no text at all."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import pytest

from articles.body.paste import NotText, decode, parse, read_docx

pytestmark = pytest.mark.once
TEXT = "Größe, „Wörter“ und Straßen – très élégant, cœur à Noël"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_text_comes_out_of_every_encoding_of_a_newsroom(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)).text == TEXT


def test_text_from_an_old_terminal_is_readable_too() -> None:
    assert decode("Größe der schönen Brücke".encode("cp850")).text == "Größe der schönen Brücke"


def test_sound_text_is_not_called_repaired() -> None:
    assert not decode(TEXT.encode()).repaired
    assert decode(TEXT.encode("cp1252")).repaired


@pytest.mark.parametrize("rounds", [1, 2])
def test_mojibake_is_undone_as_often_as_it_was_done(rounds: int) -> None:
    broken = "Größe, schöne Wörter – très élégant"
    for _round in range(rounds):
        broken = broken.encode().decode("cp1252", "replace")

    assert decode(broken.encode()).text == "Größe, schöne Wörter – très élégant"


def test_nuls_entities_and_lone_surrogates_do_no_harm() -> None:
    assert decode(b"Gr\xc3\xb6\x00\xc3\x9fe &amp; &#8222;mehr").text == "Größe & „mehr"
    assert parse("ein \ud800 Wort").source == "ein  Wort"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7", b"{\\rtf1", b"\xd0\xcf\x11\xe0", b"\x7fELF\x02", bytes(range(32)) * 40],
    ids=["picture", "pdf", "rtf", "old word", "program", "noise"],
)
def test_what_is_no_text_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(NotText) as refusal:
        decode(data)

    assert str(refusal.value.sentence).endswith(".")


def word_file(document: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
    return packed.getvalue()


def paragraphs(*bodies: str) -> str:
    inner = "".join(f"<w:p>{body}</w:p>" for body in bodies)
    return f'<w:document xmlns:w="{WORD}"><w:body>{inner}</w:body></w:document>'


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def test_a_word_file_becomes_lines_and_lists() -> None:
    story = docx.Document()
    story.add_paragraph("Hafen : Der Kran kommt zurück")
    story.add_paragraph("date 2026-05-04 Ein Vorspann.")
    story.add_paragraph("Was bleibt:")
    story.add_paragraph("der Kran", style="List Bullet")
    story.add_paragraph("das Seil", style="List Bullet")
    story.add_table(1, 1).cell(0, 0).text = "Zelle mit Wort."
    packed = io.BytesIO()
    story.save(packed)

    assert read_docx(packed.getvalue()).split("\n") == [
        "Hafen : Der Kran kommt zurück", "", "date 2026-05-04 Ein Vorspann.", "", "Was bleibt:", "",
        "- der Kran", "- das Seil", "", "Zelle mit Wort.",
    ]  # fmt: skip
    assert [block.kind for block in parse(packed.getvalue()).blocks] == ["paragraph", "list", "paragraph"]


def test_struck_words_are_gone_and_linked_and_inserted_ones_stay() -> None:
    document = paragraphs(
        run("Eins ") + f"<w:del>{run('falsch ')}</w:del><w:ins>{run('neu ')}</w:ins>",
        f"<w:hyperlink>{run('der Link')}</w:hyperlink><w:r><w:br/></w:r>{run('darunter')}",
    )

    assert read_docx(word_file(document)) == "Eins neu\n\nder Link\ndarunter"


@pytest.mark.parametrize(
    "document",
    [
        " " * 60_000_000,
        paragraphs(run("viel " * 4_000_000)),
        f'<w:document xmlns:w="{WORD}">' + "<w:p>" * 5_000,
        '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>',
        "kein XML",
    ],
    ids=["blank bomb", "word bomb", "deep", "entities", "broken"],
)
def test_a_bomb_or_a_broken_file_is_refused_quickly(document: str) -> None:
    data = word_file(document)
    begin = time.process_time()

    with pytest.raises(NotText):
        read_docx(data)
    assert time.process_time() - begin < 1


def test_an_archive_without_a_document_is_no_word_file() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("readme.txt", "hello")

    with pytest.raises(NotText):
        parse(packed.getvalue())
    with pytest.raises(NotText):
        read_docx(b"PK\x03\x04 cut off")


def test_a_long_story_is_read_in_under_a_second() -> None:
    block = "Die Brücke bleibt gesperrt, sagte Ada Lind. " * 12 + "23.08.2025 | 0:23 min\n\nWie geht es weiter?\n\n"
    story = "date 2026-01-02 Vorspann.\n\n" + block * 60
    assert len(story.split()) > 5_000
    begin = time.process_time()

    parse(story)

    assert time.process_time() - begin < 1

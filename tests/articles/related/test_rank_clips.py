"""``manage.py rank_clips FILE.json`` keeps its contract."""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).resolve().parents[3]
STORY = {"id": "a7", "date": "2031-02-14", "language": "de", "headline": "Händler verlassen den Marktplatz in Fleetmünde",
         "lead": "", "text": "", "people": ["Ada Lindqvist"], "tags": ["Marktplatz"]}  # fmt: skip
CLIP = {"id": "k3", "recorded_on": "2031-02-13", "language": "en", "title": "", "teaser": "Traders leave Fleetmünde",
        "transcript": "", "duration_s": 83, "people": [], "tags": ["market"], "available_until": None}  # fmt: skip


@pytest.fixture
def command(tmp_path, capsys):
    def run(document):
        path = tmp_path / "library.json"
        path.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        call_command("rank_clips", str(path))
        return json.loads(capsys.readouterr().out)

    return run


def library(**changed):
    return {"stories": [STORY | changed.get("story", {})], "clips": [CLIP | changed.get("clip", {})]}


def test_every_story_is_a_key_and_every_suggestion_has_its_reasons(command):
    document = library()
    document["stories"].append(STORY | {"id": "b", "headline": "Golf", "people": [], "tags": []})
    found = command(document)
    assert list(found) == ["a7", "b"]
    assert found["b"] == []
    [suggestion] = found["a7"]
    assert set(suggestion) == {"clip", "score", "reasons"}
    assert suggestion["clip"] == "k3"
    assert math.isfinite(suggestion["score"])
    assert suggestion["reasons"] == ["Schlagwort: Marktplatz (market)", "Text: Händler (Traders), Fleetmünde"]


def test_an_empty_library_is_a_library(command):
    assert command({"stories": [STORY], "clips": []}) == {"a7": []}
    assert command({"stories": [], "clips": [CLIP]}) == {}


def test_half_a_character_in_an_id_is_given_back_as_it_came(command):
    assert list(command(library(story={"id": "\ud800"}))) == ["\ud800"]


@pytest.mark.django_db
def test_it_asks_no_table(command, django_assert_num_queries):
    with django_assert_num_queries(0):
        command(library())


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (b"\xff{}", "not UTF-8"),
        (b"{", "not JSON"),
        (b"[]", "no JSON object"),
        (b"[" * 100_000, "not JSON"),
        (b'{"stories": [], "stories": [], "clips": []}', "twice"),
        ({"stories": []}, "“clips” is missing"),
        ({"stories": [STORY, STORY], "clips": []}, "the id “a7”"),
        ({"stories": [3], "clips": []}, "Story 1 is no object"),
        (library(story={"id": 7}), "no “id”"),
        (library(story={"date": "14.02.2031"}), "“date” of story “a7” is not a day"),
        (library(story={"date": "20310214"}), "not a day"),
        (library(story={"language": "fr"}), "“language” of story “a7” is not “de” or “en”"),
        (library(story={"people": "Ada"}), "not a list of texts"),
        (library(clip={"duration_s": 8.5}), "not whole seconds"),
        (library(clip={"duration_s": True}), "not whole seconds"),
        (library(clip={"available_until": ""}), "or null"),
        (library(clip={"title": None}), "“title” of clip “k3” is not a text"),
        ({"stories": [], "clips": [{k: v for k, v in CLIP.items() if k != "transcript"}]}, "is missing"),
    ],
)
def test_what_breaks_the_form_is_said_in_one_sentence(command, capsys, broken, sentence):
    with pytest.raises(CommandError) as refusal:
        command(broken)
    assert sentence in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert capsys.readouterr().out == ""


def run(path, tmp_path):
    """As somebody would who has no database yet: an empty one, in a folder of its own."""
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'none.sqlite3'}", "PYTHONHASHSEED": "random"}
    words = [sys.executable, "manage.py", "rank_clips", str(path)]
    return subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=100)


def test_the_whole_program_answers_the_same_twice_and_refuses_with_a_status(tmp_path):
    path = tmp_path / "library.json"
    path.write_text(json.dumps(library()))
    first, second = run(path, tmp_path), run(path, tmp_path)
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == second.stdout
    assert list(json.loads(first.stdout)) == ["a7"]
    refused = run(tmp_path / "missing.json", tmp_path)
    assert refused.returncode != 0
    assert refused.stdout == ""
    assert len(refused.stderr.strip().splitlines()) == 1

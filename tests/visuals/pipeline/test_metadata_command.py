"""``manage.py read_picture``: a stable interface for other programs."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from tests.visuals.pipeline.agency_files import pixels, wire
from visuals.pipeline.metadata.reading import KEYS

pytestmark = pytest.mark.once


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "boats.jpg"
    path.write_bytes(wire({80: "Jens Bütner", 110: "AP", 120: "Boats leave."}))
    return path


def said(*files: object, **options: object) -> tuple[str, str]:
    """What the command says on both channels; no table may be asked, so none is there."""
    out, err = io.StringIO(), io.StringIO()
    call_command("read_picture", *map(str, files), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_one_file_gives_one_object_with_every_key(picture):
    out, err = said(picture, json=True)
    got = json.loads(out)

    assert tuple(got) == KEYS
    assert (got["credit"], got["headline"], got["keywords"], err) == ("AP | Jens Bütner", None, [], "")


def test_several_files_give_a_list_and_a_bad_one_does_not_stop_the_rest(picture, tmp_path):
    (tmp_path / "page.jpg").write_text("<html>")
    out, err = said(picture, tmp_path / "page.jpg", tmp_path / "gone.jpg", tmp_path, json=True)
    got = json.loads(out)

    assert [each["credit"] for each in got] == ["AP | Jens Bütner", None, None, None]
    assert [each["warnings"] for each in got] == [
        [],
        ["file: no picture of a kind we read"],
        ["file: no such file or directory"],
        ["file: is a folder, not a file"],
    ]
    assert err.splitlines() == [
        f"{tmp_path / 'gone.jpg'}: no such file or directory",
        f"{tmp_path}: is a folder, not a file",
    ]


@pytest.mark.parametrize("name", ["gone.jpg", "x" * 5_000, "nul\0.jpg"])
def test_if_nothing_could_be_opened_the_command_fails(name):
    with pytest.raises(CommandError, match="No file could be read"):
        said(name, json=True)


def test_people_get_only_what_is_there(picture, tmp_path):
    (tmp_path / "screen.png").write_bytes(pixels("PNG"))
    out, _err = said(picture, tmp_path / "screen.png")

    assert out.splitlines() == [
        str(picture),
        "  credit: AP | Jens Bütner",
        "  provider: AP",
        "  photographers: Jens Bütner",
        "  caption: Boats leave.",
        str(tmp_path / "screen.png"),
    ]

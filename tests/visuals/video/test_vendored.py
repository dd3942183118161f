"""What others wrote stays what it was, and a page that shows no video loads none of it."""

import hashlib
import json
from pathlib import Path

import pytest

from tests.bodies import body, paragraph
from tests.factories import EditionFactory

VENDOR = Path(__file__).resolve().parents[3] / "static/js/vendor"


@pytest.mark.once
def test_hls_js_is_the_one_that_was_locked_with_its_licence_beside_it():
    lock = json.loads((VENDOR / "hls.lock.json").read_text())
    script = (VENDOR / lock["file"]).read_bytes()

    assert (hashlib.sha256(script).hexdigest(), len(script)) == (lock["sha256"], lock["bytes"])
    assert b"sourceMappingURL" not in script
    assert "Apache License, Version 2.0" in (VENDOR / "hls.LICENSE.txt").read_text()


@pytest.mark.django_db
def test_a_story_without_video_loads_no_player(client):
    page = client.get(EditionFactory(body=body(paragraph("Nur Worte."))).get_absolute_url()).content.decode()

    assert "news-player" not in page
    assert "hls" not in page

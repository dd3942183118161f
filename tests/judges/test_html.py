"""The Nu Html Checker has nothing to say against any page."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from newsroom import errors
from tests.judges.site import make_site

VNU = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"
BROKEN = "<!doctype html><html lang=de><title>Kaputt</title><p><a href=/><a href=/>zwei</a></a><img src=x>"


@pytest.fixture
def judged(tmp_path):
    """Errors by page; one run of Java for all of them, because it takes its time to wake."""
    if not (VNU.exists() and shutil.which("java")):
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no HTML checker: `make test` fetches it")

    folder = tmp_path / "pages"
    folder.mkdir()

    def judge(pages: dict[str, str]) -> dict[str, list[str]]:
        for name, text in pages.items():
            (folder / f"{name.replace(' ', '-')}.html").write_text(text, encoding="utf-8")
        command = ["java", "-Xss4m", "-jar", str(VNU)]
        asked = subprocess.run([*command, "--format", "json", str(folder)], capture_output=True, text=True)
        found: dict[str, list[str]] = {}
        for one in json.loads(asked.stderr)["messages"]:
            if one["type"] != "info":
                words = f"{one['message']} … {one.get('extract', '')[:160]}"
                found.setdefault(Path(one["url"]).stem, []).append(words)
        return found

    return judge


def test_every_kind_of_page_is_valid_html(client, db, rf, judged):
    pages = {name: client.get(path).content.decode() for name, path in make_site().items()}
    pages["broken"] = errors.broken(rf.get("/")).content.decode()
    pages["the judge is awake"] = BROKEN

    found = judged(pages)

    assert found.pop("the-judge-is-awake")
    assert found == {}

"""What can be known of the container files without an engine: lint, schema, and that all they name is there."""

import json
import re
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
import yaml
from django.core.management import get_commands

from newsroom import env
from tests.newsroom.test_start import run

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / "deploy/container"
BIN = Path(sys.executable).parent
COMPOSE = yaml.safe_load((PLACE / "compose.yaml").read_text())
STEPS = [
    step.split(maxsplit=1)
    for step in re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", (PLACE / "Dockerfile").read_text(), flags=re.M)).splitlines()
    if step.strip()
]


def copied() -> list[tuple[str, str]]:
    """From where in the repository, to where in the image."""
    pairs = []
    for what, told in STEPS:
        if what == "COPY" and "--from" not in told:
            *sources, target = told.split()
            pairs += [(source, target) for source in sources]
    return pairs


def test_the_dockerfile_passes_its_linter():
    done = subprocess.run([BIN / "hadolint", PLACE / "Dockerfile"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_composition_is_one():
    line = [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", PLACE / "compose.yaml"]
    done = subprocess.run(line, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_file_that_is_copied_is_there_and_goes_to_the_builder():
    allowed = [line[1:] for line in (PLACE / "Dockerfile.dockerignore").read_text().split() if line.startswith("!")]
    for source, _target in copied():
        assert (ROOT / source).exists(), source
        assert (ROOT / source).is_dir() == source.endswith("/"), source
        assert any(fnmatch(source.rstrip("/"), pattern) for pattern in allowed), source


def test_every_image_is_pinned_and_nothing_runs_as_root():
    images = [told.split()[0] for what, told in STEPS if what == "FROM"]
    images += [service["image"] for service in COMPOSE["services"].values()]
    assert [image for image in images if not re.search(r":\d+\.\d+\.?\d*-\w+|^newsroom:local$", image)] == []
    assert [told for what, told in STEPS if what == "USER"] == ["10001"]
    named = {what for what, _told in STEPS}
    assert {"HEALTHCHECK", "STOPSIGNAL"} <= named


def test_what_is_copied_is_a_newsroom(tmp_path):
    """The RUN line of the image, on a tree made of its COPY lines and nothing else."""
    for source, target in copied():
        if target.startswith("/app"):
            place = tmp_path / "app" / target.removeprefix("/app/")
            if source.endswith("/"):
                shutil.copytree(ROOT / source, place, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                place.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / source, place)
    (collect,) = [told for what, told in STEPS if what == "RUN" and "collectstatic" in told]
    variables = dict(re.findall(r"(\w+)=(\S+)", collect)) | {"STATIC_ROOT": str(tmp_path / "app/collected")}
    variables["DATABASE_URL"] = f"sqlite:///{tmp_path}/none.sqlite3"
    command = re.search(r"/opt/newsroom/bin/python (manage\.py collectstatic .*?) &&", collect)[1]

    done = subprocess.run(
        [sys.executable, "-B", *command.split()], cwd=tmp_path / "app", env=variables, capture_output=True
    )

    assert (done.returncode, done.stderr) == (0, b"")
    manifest = json.loads((tmp_path / "app/collected/staticfiles.json").read_text())["paths"]
    assert all((tmp_path / "app/collected" / hashed).exists() for hashed in manifest.values())
    checked = subprocess.run([sys.executable, "-B", "manage.py", "check"], cwd=tmp_path / "app", env=variables)
    assert checked.returncode == 0


def test_commands_and_variables_are_those_of_the_newsroom():
    own = get_commands()
    ours = [service for service in COMPOSE["services"].values() if service["image"] == "newsroom:local"]
    (default,) = [json.loads(told) for what, told in STEPS if what == "CMD"]
    for service in ours:
        name, *arguments = service.get("command", default)
        assert own[name] == "newsroom"
        asked = run("manage.py", name, "--help").stdout
        assert [one for one in arguments if one.startswith("--") and one not in asked] == []
    named = {name.removesuffix("_FILE") for service in ours for name in service["environment"]} - {"PGPASSFILE"}
    assert named <= set(env.NAMES)
    assert {secret for service in COMPOSE["services"].values() for secret in service.get("secrets", [])} == {
        *COMPOSE["secrets"]
    }


class Newsroom(BaseHTTPRequestHandler):
    asked: list[tuple[str, str | None]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, self.headers["Host"]))
        self.send_response(200 if len(self.asked) == 1 else 503)
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Nobody reads it."""


def test_the_health_check_asks_by_the_newsrooms_own_name():
    server = HTTPServer(("127.0.0.1", 0), Newsroom)
    thread = Thread(target=server.serve_forever)
    thread.start()
    where = {"PORT": str(server.server_port), "SITE_URL": "https://blatt.example.org"}
    try:
        well, ill = (run("deploy/container/healthy.py", **where) for _time in range(2))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert Newsroom.asked == [("/healthz", "blatt.example.org")] * 2
    assert (well.returncode, ill.returncode) == (0, 1)
    assert ill.stderr.startswith("No answer: ")
    assert run("deploy/container/healthy.py", **where).returncode == 1  # nobody listens any more

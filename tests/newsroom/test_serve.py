"""One command opens the newsroom and closes it again: real server, real worker, real signals."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsroom import env, serving

pytestmark = [pytest.mark.once, pytest.mark.timeout(300)]
ROOT = Path(__file__).resolve().parents[2]
OWN = ("script", "style", "img", "font", "connect", "manifest")
POLICY = {
    *("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"),
    *(f"{kind}-src 'self'" for kind in OWN),
    "media-src 'self' blob:",  # a player that puts a film together hands it over as a blob
}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(place: Path, *arguments: str, **variables: str) -> subprocess.Popen[str]:
    clean = {name: value for name, value in os.environ.items() if name not in env.NAMES}
    for ours in ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):  # the second comes with the browser
        clean.pop(ours, None)
    place_of_its_own = {
        "SECRET_KEY": "k" * 60,
        "DATABASE_URL": f"sqlite:///{place}/db.sqlite3",
        "STATIC_ROOT": f"{place}/static",
        "MEDIA_ROOT": f"{place}/media",
    }
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--workers", "1", *arguments],
        cwd=ROOT,
        env=clean | place_of_its_own | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def until(true: Callable[[], object], what: str, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"waited in vain for {what}"
        time.sleep(0.1)


def children(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(child) for child in listed.stdout.split()]


@pytest.fixture(scope="module")
def figures_port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Path:
    """Both servers have the same tables and static files, one after the other."""
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module", params=serving.SERVERS)
def served(request, place, figures_port) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """One newsroom a server for this file; the test that closes it stands behind those that ask it something."""
    port = free_port()
    asked = ("--prepare", "--port", str(port), "--server", request.param)
    process = start(place, *asked, METRICS_PORT=str(figures_port))
    for line in process.stdout:
        if "ctrl-C closes it" in line:
            break
    yield process, f"http://127.0.0.1:{port}"
    process.terminate()
    process.communicate(timeout=90)


def test_a_forged_host_is_refused(served):
    process, url = served
    request = urllib.request.Request(f"{url}/admin/login/", headers={"Host": "evil.example"})  # noqa: S310 our own
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request)  # noqa: S310 our own server
    assert refusal.value.code == 400
    refusal.value.close()


def test_answers_are_counted_by_view_on_a_port_that_readers_never_reach(served, place, figures_port):
    process, url = served
    with urllib.request.urlopen(f"{url}/healthz") as answer:  # noqa: S310 our own server
        assert answer.headers["X-Request-ID"]
    for path in ("/", "/", "/manifest.webmanifest"):
        urllib.request.urlopen(f"{url}{path}").close()  # noqa: S310 our own server
    sheet = next((place / "static/css").rglob("*.css")).relative_to(place)
    urllib.request.urlopen(f"{url}/{sheet}").close()  # noqa: S310 our own server
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(f"{url}/metrics")  # noqa: S310 our own server
    assert refusal.value.code == 404
    refusal.value.close()

    with urllib.request.urlopen(f"http://127.0.0.1:{figures_port}/metrics") as answer:
        told = answer.read().decode()

    assert 'newsroom_answers_total{method="GET",route="healthz",status="200"} 1.0' in told
    assert 'newsroom_answers_total{method="GET",route="before the views",status="404"} 1.0' in told
    assert 'newsroom_answer_seconds_count{route="healthz"} 1.0' in told
    assert 'route="ready page",status="200"} ' in told
    assert 'newsroom_answers_total{method="GET",route="static file",status="200"} 1.0' in told
    assert "newsroom_database_up 1.0" in told
    assert 'newsroom_tasks{queue="media",state="waiting"} 0.0' in told


def test_what_is_killed_is_begun_again_and_readers_go_on(served):
    """A process of the server, as when memory gets short; and the worker."""
    process, url = served
    server, worker, encoder = children(process.pid)
    for victim, parent in ((children(server)[-1], server), (worker, process.pid)):
        before = set(children(parent))
        os.kill(victim, signal.SIGKILL)
        until(lambda parent=parent, before=before: set(children(parent)) - before, "another one in its place")
    until(lambda: health(url) == 200, "the server to answer again")
    assert process.poll() is None
    assert encoder in children(process.pid)


def health(url: str) -> int:
    try:
        with urllib.request.urlopen(f"{url}/healthz") as answer:  # noqa: S310 our own server
            return answer.status
    except OSError:
        return 0


def test_it_opens_shows_the_desk_and_closes_with_all_it_started(served):
    process, url = served
    started = children(process.pid)

    with urllib.request.urlopen(f"{url}/admin/login/") as answer:  # noqa: S310 our own server
        page = answer.read().decode()
        headers = answer.headers

    assert "csrfmiddlewaretoken" in page
    assert {*headers["Content-Security-Policy"].split("; ")} == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert len(started) == 3  # the server, the worker, the encoder

    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=60) == 0
    assert "The newsroom is closed." in process.stdout.read()
    time.sleep(0.1)
    assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
    for line in process.stderr.read().splitlines():  # those of the server itself, too
        assert json.loads(line)["said"]


def test_another_file_in_the_place_of_sqlites_is_no_reason_to_go_on(place):
    """What is kept open would be written into a file that nobody finds any more."""
    process = start(place, "--prepare", "--port", str(free_port()))
    for line in process.stdout:
        if "ctrl-C closes it" in line:
            break
    file = place / "db.sqlite3"
    file.rename(place / "old.sqlite3")
    shutil.copy(place / "old.sqlite3", file)
    try:
        _out, told = process.communicate(timeout=60)
    finally:
        process.terminate()
    assert process.returncode == 1
    assert "db.sqlite3 is not the file any more" in told


def test_a_taken_port_is_one_sentence(tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        _, complaint = start(tmp_path, "--prepare", "--port", str(port)).communicate(timeout=90)

    assert complaint == (
        f"CommandError: Cannot listen on 127.0.0.1, port {port} (Address already in use). "
        f"Another port may be free: PORT={port + 1}\n"
    )
    assert not (tmp_path / "static").exists()


def test_a_database_without_its_tables_is_one_sentence(tmp_path):
    _, complaint = start(tmp_path, "--port", str(free_port())).communicate(timeout=90)
    assert complaint == (
        "CommandError: The database is not up to date with this version: run the command prepare first.\n"
    )


def test_a_demo_is_not_served_to_the_world(tmp_path):
    _, complaint = start(tmp_path, "--host", "0.0.0.0", DEMO="1").communicate(timeout=90)
    assert complaint.startswith("CommandError: A demo has well-known passwords, so it is not served on 0.0.0.0")


@pytest.mark.parametrize(
    ("arguments", "variables", "sentence"),
    [
        ([], {"DEBUG": "1"}, "DEBUG=1 shows the code to whoever meets an error: leave it out here, or run make dev."),
        (["--host", "0.0.0.0"], {}, "On 0.0.0.0 others can ask, but SITE_URL, the address readers use, is not set"),
        (["--port", "9400"], {"METRICS_PORT": "9400"}, "Figures are not for readers: METRICS_PORT has to be another"),
    ],
)
def test_what_would_be_unsafe_is_not_served(tmp_path, arguments, variables, sentence):
    _, complaint = start(tmp_path, *arguments, **variables).communicate(timeout=90)
    assert complaint.startswith(f"CommandError: {sentence}")
    assert complaint.count("\n") == 1

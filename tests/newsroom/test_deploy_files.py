"""The files an administrator copies: nginx takes them, systemd's units name what is there, the variables are ours."""

import contextlib
import http.client
import re
import shlex
import socket
import ssl
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import get_commands

from newsroom import env
from tests.newsroom.test_several_servers import NGINX, adapted, free_port, program

pytestmark = pytest.mark.once
ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"


@pytest.mark.parametrize("where", ["one-machine", "several-machines"])
def test_nginx_takes_its_file(tmp_path, where):
    nginx = program("nginx", NGINX)
    conf = adapted(DEPLOY / where / "nginx.conf", tmp_path, 18443, [18001, 18002])
    checked = subprocess.run([nginx, "-t", "-c", conf, "-p", tmp_path], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert re.findall(r"ssl_protocols (.+);", (DEPLOY / where / "nginx.conf").read_text()) == ["TLSv1.2 TLSv1.3"]


class DyingAtFirst(BaseHTTPRequestHandler):
    """The first process that is asked dies before it answers, as one that is killed for its memory."""

    asked: Counter[str] = Counter()

    def do_GET(self) -> None:
        self.asked[self.command] += 1
        if self.asked[self.command] > 1:
            self.send_response(204)
            self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()


Ask = Callable[..., tuple[int, str | None, str]]


@contextmanager
def in_front(place: Path, behind: int) -> Iterator[Ask]:
    """nginx with the file of one machine, before the port ``behind``; gives how to ask it."""
    front = free_port()
    conf = adapted(DEPLOY / "one-machine/nginx.conf", place, front, [])
    conf.write_text(conf.read_text().replace("127.0.0.1:8000", f"127.0.0.1:{behind}"))
    trust = ssl.create_default_context(cafile=place / "certificate.pem")

    def ask(method: str, body: str | None = None) -> tuple[int, str | None, str]:
        """Status, when to come again, and what is said."""
        with contextlib.closing(http.client.HTTPSConnection("localhost", front, timeout=10, context=trust)) as visit:
            visit.request(method, "/", body)
            answer = visit.getresponse()
            return answer.status, answer.headers["Retry-After"], answer.read().decode()

    with subprocess.Popen([program("nginx", NGINX), "-c", conf, "-p", place]) as nginx:
        try:
            for _attempt in range(100):
                with contextlib.suppress(OSError):
                    socket.create_connection(("127.0.0.1", front), timeout=1).close()
                    break
                time.sleep(0.1)
            yield ask
        finally:
            nginx.terminate()


def test_while_the_newsroom_begins_anew_nginx_says_so_in_words(tmp_path):
    with in_front(tmp_path, behind=free_port()) as ask:
        status, again, page = ask("GET")
    assert (status, again) == (503, "5")
    assert "wieder da" in page
    assert "nginx" not in page


def test_a_question_whose_process_dies_is_asked_again_and_what_is_sent_never_twice(tmp_path):
    DyingAtFirst.asked.clear()
    with HTTPServer(("127.0.0.1", 0), DyingAtFirst) as behind:
        Thread(target=behind.serve_forever, daemon=True).start()
        with in_front(tmp_path, behind.server_port) as ask:
            assert ask("GET")[0] == 204
            assert ask("POST", "headline=x")[0] == 503
        behind.shutdown()
    assert DyingAtFirst.asked == {"GET": 2, "POST": 1}


@pytest.mark.parametrize("path", sorted(DEPLOY.rglob("newsroom.env")), ids=lambda path: path.parent.name)
def test_the_variables_are_ours_and_a_shell_reads_them_as_systemd_does(path):
    told = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    assert [line for line in told if line.partition("=")[0].removesuffix("_FILE") not in env.NAMES] == []
    assert [line for line in told if len(shlex.split(line)) != 1] == []  # an unquoted space would end the value


@pytest.mark.parametrize(
    "path", sorted(DEPLOY.rglob("*.service")) + sorted(DEPLOY.rglob("*.conf")), ids=lambda p: p.name
)
def test_units_start_commands_of_the_newsroom(path):
    started = re.findall(r"^ExecStart=\S+/python manage\.py (\w+)", path.read_text(), flags=re.M)
    assert [
        name for name in started if get_commands().get(name) not in {"newsroom", "visuals", "django.contrib.sessions"}
    ] == []
    assert started or path.name == "nginx.conf"


def test_what_runs_at_night_stands_within_the_same_walls():
    by_day, by_night = (
        set(
            re.findall(
                r"^(?:Protect|Private|Restrict|System|No|Lock|Remove|UMask|Cap|ReadWrite).*", unit.read_text(), re.M
            )
        )
        for unit in (DEPLOY / "one-machine/newsroom.service", DEPLOY / "one-machine/newsroom-nightly.service")
    )
    assert by_day == by_night
    assert len(by_day) > 20


@pytest.mark.parametrize(
    "page", ["deploy.md", "deploy-several.md", "deploy-container.md", "upgrade.md", "reliability.md"]
)
def test_a_page_names_only_what_is_there(page):
    told = (ROOT / "docs" / page).read_text()
    missing = [link for link in re.findall(r"\]\(((?:\.\./)?[\w./-]+)", told) if not (ROOT / "docs" / link).exists()]
    missing += [path for path in re.findall(r"\btests/[\w/]+\.py", told) if not (ROOT / path).exists()]
    commands = set(re.findall(r"manage\.py (\w+)", told)) - {"createsuperuser"}
    missing += sorted(commands - get_commands().keys())
    tests = "\n".join(path.read_text() for path in (ROOT / "tests/newsroom").glob("test_*.py"))
    missing += [word for word in re.findall(r"-k (\w+)", told) if not re.search(rf"def test_\w*{word}", tests)]
    assert missing == []


def test_each_requirement_of_asvs_is_answered_and_every_test_named_is_there():
    """253 are those of levels 1 and 2 in version 5.0.0."""
    rows = [line.split("|") for line in (ROOT / "docs/asvs.md").read_text().splitlines() if line.startswith("| V")]
    asked = [one for row in rows for one in re.findall(r"V\d+\.\d+\.\d+", row[1])]
    named = {path for row in rows for path in re.findall(r"`([\w/]+\.py)`", row[3])}

    assert (len(asked), len(set(asked))) == (253, 253)
    assert {row[2].strip() for row in rows} == {"held", "partly", "not held", "n/a"}
    assert [row[1] for row in rows if not row[3].strip()] == []
    assert [path for path in sorted(named) if not (ROOT / "tests" / path).exists()] == []

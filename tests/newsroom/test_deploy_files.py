"""The files an administrator copies: nginx takes them, systemd's units name what is there, the variables are ours."""

import re
import shlex
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from newsroom import env
from tests.newsroom.test_several_servers import NGINX, adapted, program

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

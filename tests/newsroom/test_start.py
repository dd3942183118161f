"""How the newsroom starts, seen from outside: real processes, real environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsroom import env

ROOT = Path(__file__).resolve().parents[2]
ASKED = """DEBUG ALLOWED_HOSTS SESSION_COOKIE_SECURE SESSION_COOKIE_NAME CSRF_COOKIE_SECURE SECURE_SSL_REDIRECT
SECURE_HSTS_SECONDS SECURE_PROXY_SSL_HEADER"""


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if name not in env.NAMES}
    for ours in ("DJANGO_SETTINGS_MODULE", "DJANGO_ALLOW_ASYNC_UNSAFE"):  # the second comes with the browser
        clean.pop(ours, None)
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=clean | variables,
        capture_output=True,
        text=True,
        timeout=100,
    )


def settings_with(tmp_path: Path, **variables: str) -> dict:
    code = (
        "import json; from django.conf import settings; "
        f"print(json.dumps({{name: getattr(settings, name) for name in {ASKED.split()!r}}}))"
    )
    variables = {"DJANGO_SETTINGS_MODULE": "newsroom.settings", "SECRET_KEY": "x" * 60} | variables
    return json.loads(run("-c", code, **variables).stdout)


@pytest.mark.parametrize(
    ("command", "variables", "sentence"),
    [
        (["manage.py", "migrate"], {"SITE_LANGUAGE": "fr"}, "SITE_LANGUAGE is “fr”"),
        (["manage.py", "runserver"], {"DEBUG": "perhaps"}, "DEBUG is “perhaps”"),
        (["manage.py", "serve"], {"DATABASE_URL": "mysql://db/x"}, "DATABASE_URL begins with “mysql”"),
        (["manage.py", "serve"], {"PORT": "http"}, "PORT is “http”"),
        (["manage.py", "check"], {"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE is “Mars/Olympus”"),
        (["manage.py", "check"], {"DEMO": "1", "SITE_URL": "https://example.org"}, "DEMO=1 opens the desk"),
        (["-m", "newsroom.wsgi"], {"LOG_LEVEL": "LOUD"}, "LOG_LEVEL is “LOUD”"),
    ],
)
def test_a_start_that_cannot_be_meant_says_one_sentence(command, variables, sentence):
    result = run(*command, **variables)

    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.startswith(f"The newsroom does not start: {sentence}")
    assert result.stderr.count("\n") == 1


def test_nothing_set_is_safe(tmp_path):
    assert settings_with(tmp_path) == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["localhost", "localhost", "127.0.0.1", "[::1]"],
        "SESSION_COOKIE_SECURE": False,
        "SESSION_COOKIE_NAME": "session",
        "CSRF_COOKIE_SECURE": False,
        "SECURE_SSL_REDIRECT": False,
        "SECURE_HSTS_SECONDS": 0,
        "SECURE_PROXY_SSL_HEADER": None,
    }


def test_cookies_and_redirects_follow_the_scheme_of_the_site(tmp_path):
    assert settings_with(tmp_path, SITE_URL="https://example.org") == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["example.org"],
        "SESSION_COOKIE_SECURE": True,
        "SESSION_COOKIE_NAME": "__Host-session",
        "CSRF_COOKIE_SECURE": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "SECURE_PROXY_SSL_HEADER": ["HTTP_X_FORWARDED_PROTO", "https"],
    }


def test_a_deployed_site_passes_djangos_own_checks():
    result = run(
        *("manage.py", "check", "--deploy", "--fail-level", "WARNING"),
        SITE_URL="https://example.org",
        SECRET_KEY="r4nd0m-" * 10,
    )
    assert (result.returncode, result.stderr) == (0, "")


def test_a_database_that_does_not_answer_is_named_without_a_traceback():
    result = run("manage.py", "prepare", DATABASE_URL="postgres://nobody@127.0.0.1:1/newsroom")

    assert result.returncode == 1
    assert result.stderr.startswith("CommandError: The database does not answer (")
    assert result.stderr.count("\n") == 1

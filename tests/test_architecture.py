"""The house holds: who may know whom, how long things may get, what the tools say. No row is touched."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("kit", "people topics", "visuals", "articles", "fronts", "newsroom")  # from the ground up
HEIGHT = {label: height for height, floor in enumerate(FLOORS) for label in floor.split()}
SOURCES = (*HEIGHT, "tests", "templates", "static", "bench", "docs", "manage.py")
BY_OTHERS = ("/migrations/", "/vendor/", "/__pycache__/")
LIMITS = {".py": 300, ".html": 80, ".css": 150, ".js": 300}
TEST_LIMIT = 400
FUNCTION_LIMIT = 40


def files(*suffixes: str, under: tuple[str, ...] = SOURCES) -> Iterator[Path]:
    for place in map(ROOT.joinpath, under):
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.suffix in suffixes and not any(part in path.as_posix() for part in BY_OTHERS):
                yield path


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def passes(tool: str, *arguments: str) -> None:
    """A tool of this environment has no objection, or its own words are the failure."""
    command = [str(Path(sys.executable).with_name(tool)), *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    if result.returncode:
        pytest.fail(result.stdout + result.stderr, pytrace=False)


def test_imports_go_down_only():
    passes("lint-imports", "--no-logo")


def test_ruff_has_nothing_to_say():
    passes("ruff", "check", "--output-format", "concise", ".")


def test_templates_are_formatted():
    templates = [shown(path) for path in files(".html", under=("templates",))]
    passes("djade", "--check", "--target-version", "5.2", *templates)


@pytest.mark.timeout(300)
def test_types_fit_where_a_mistake_would_cost_a_story():
    passes("mypy")


def test_no_foreign_key_points_up_a_floor():
    arrows = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in HEIGHT  # libraries stand on the ground, and may point at our users
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if HEIGHT.get(field.related_model._meta.app_label, -1) > HEIGHT.get(model._meta.app_label, -1)
    ]
    assert arrows == []


def test_people_and_topics_do_not_know_each_other():
    neighbours = {"people", "topics"}
    assert not [
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if {model._meta.app_label, field.related_model._meta.app_label} == neighbours
    ]


def test_no_signal_of_our_own():
    """Ruff forbids the import; this finds the hooks that need none, ``receiver(…)`` and ``x.connect(…)``."""
    sign_ins = ROOT / "newsroom" / "audit.py"  # the one room where the framework's own signals are heard
    hooks = re.compile(r"@receiver\(|\b(?:pre|post)_(?:save|delete|init|migrate)\b|\bm2m_changed\b|\bSignal\(")
    product = [path for path in files(".py", under=tuple(HEIGHT)) if path != sign_ins]
    assert [shown(path) for path in product if hooks.search(path.read_text())] == []


def test_no_file_grows_over_its_budget():
    too_long = []
    for path in files(*LIMITS):
        limit = TEST_LIMIT if shown(path).startswith("tests/") else LIMITS[path.suffix]
        lines = path.read_text().count("\n")
        if lines > limit:
            too_long.append(f"{shown(path)}: {lines} lines, {limit} are enough")
    assert too_long == []


def test_no_function_grows_over_its_budget():
    too_long = []
    for path in files(".py", under=(*HEIGHT, "bench")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > FUNCTION_LIMIT:
                    too_long.append(f"{shown(path)}:{node.lineno} {node.name}: {lines} lines")
    assert too_long == []


def test_no_room_has_a_name_that_means_nothing():
    nameless = {"utils", "util", "common", "misc", "base", "helpers", "helper"}
    assert [shown(path) for path in files(".py", under=tuple(HEIGHT)) if path.stem in nameless] == []


def test_nothing_is_left_for_later():
    later = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b|pytest\.mark\.(?:sk" + r"ip|xf" + r"ail)\b")
    assert [shown(path) for path in files(".py", ".html", ".css", ".js") if later.search(path.read_text())] == []


#: what can ask another machine; whoever needs one of these needs a line below, and a reason
WAYS_OUT = {"requests", "urllib.request", "urllib3", "http.client", "httpx", "aiohttp", "socket", "ssl", "ftplib"}
WAYS_OUT |= {"smtplib", "imaplib", "poplib", "telnetlib", "xmlrpc.client", "boto3", "botocore", "redis", "asyncio"}
ALLOWED_OUT = {
    "kit/fetch.py": {"http.client", "socket", "ssl"},
    "newsroom/object_storage.py": {"boto3", "botocore"},  # the store that STORAGE_URL names, and no other
    "newsroom/management/commands/serve.py": {"socket"},  # is our own port free, and does our own server answer
    **{f"newsroom/pages/{room}.py": {"redis"} for room in ("__init__", "shelf", "versions")},  # that of CACHE_URL
    "newsroom/worker.py": {"socket"},  # what this machine is called
    "visuals/lifecycle/footage/leases.py": {"socket"},  # the same
}


def test_nothing_but_the_safe_fetch_goes_out():
    """An address somebody typed must not make this server ask its neighbours: see ``kit/fetch.py``."""
    found: dict[str, set[str]] = {}
    for path in files(".py", under=tuple(HEIGHT)):
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and not node.level:
                names = [str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)]
            out = {way for name in names for way in WAYS_OUT if name == way or name.startswith(f"{way}.")}
            if out - ALLOWED_OUT.get(shown(path), set()):
                found.setdefault(shown(path), set()).update(out)
    assert found == {}


#: mail programs know no sheets; these words go out as JSON and are never a page of ours
LETTERS = re.compile(r"articles/(?:letter\.html|blocks/mail/)")


def test_no_script_or_style_stands_in_a_page():
    """The content policy would not run it, so it would only seem to work."""
    inline = re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>|<style\b|\sstyle=|\son\w+=\"",
        re.I,
    )
    pages = [path for path in files(".html", under=("templates",)) if not LETTERS.search(shown(path))]
    assert [shown(path) for path in pages if inline.search(path.read_text())] == []


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_pinned_requirements_are_exact():
    loose = []
    for path in (ROOT / "requirements.txt", ROOT / "requirements-video.txt", ROOT / "tests" / "requirements.txt"):
        for line in path.read_text().splitlines():
            if line and not line.startswith(("#", "-r ")) and not re.fullmatch(r"[\w.-]+(\[[\w,-]+\])?==[\w.]+", line):
                loose.append(f"{shown(path)}: {line}")
    assert loose == []

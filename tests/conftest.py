"""What every test may ask for: the cast of the desk, a browser, and files that vanish afterwards."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django.test.testcases import TransactionTestCase
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, sync_playwright

from newsroom.roles import ROLES
from people.models import User
from tests.emptying import empty_what_was_filled
from tests.roles import make_roles
from tests.traffic import Traffic

CAST = ("reader", *ROLES)
PASSWORD = "four-words-nobody-guesses"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAMED = os.environ.get("CHROMIUM")
CHROMIUM = NAMED or next(filter(None, map(shutil.which, BROWSERS)), None)
#: the same without windows and menus: what most tests look through, for it takes two thirds of the time
SHELL = NAMED or shutil.which("chromium-headless-shell") or CHROMIUM
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")

TransactionTestCase._fixture_teardown = empty_what_was_filled

# Machines differ in speed; what must be fast is measured elsewhere.
hypothesis_settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis_settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A page is tried once more where a browser looked at it; the summary names what needed it (decision 32)."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


def pytest_collection_finish() -> None:
    """What has been loaded by now stays: to look through it for garbage again and again took a twelfth of the run."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Between tests with a live server the tables are emptied, which our log forbids."""
    taken_down = {
        "sqlite": "DROP TRIGGER IF EXISTS people_auditevent_no_delete",
        "postgresql": "DROP TRIGGER IF EXISTS people_auditevent_no_truncate ON people_auditevent",
    }
    with django_db_blocker.unblock():
        connection.cursor().execute(taken_down[connection.vendor])
        if connection.vendor == "postgresql":  # nobody pulls the plug on a test: its commits need not reach the disk
            name = connection.ops.quote_name(connection.settings_dict["NAME"])
            connection.cursor().execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
            connection.close()  # holds for connections opened from now on, those of other processes included


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """Uploads of one test; gone with it."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(scope="session")
def _collected(tmp_path_factory) -> dict[str, Any]:
    place = tmp_path_factory.mktemp("static")
    as_served = {"staticfiles": {"BACKEND": "newsroom.static_storage.SiteStaticStorage"}}
    served = {"STATIC_ROOT": place, "STORAGES": django_settings.STORAGES | as_served}
    with override_settings(**served):
        call_command("collectstatic", interactive=False, verbosity=0)
    return served


@pytest.fixture
def collected_static(_collected, settings) -> Path:
    """Static files as readers get them, named by their content and compressed; collected once, for it takes 12 s."""
    settings.STATIC_ROOT, settings.STORAGES = _collected["STATIC_ROOT"], _collected["STORAGES"]
    return settings.STATIC_ROOT


@pytest.fixture
def roles(db) -> None:
    """The six groups as ``manage.py roles`` makes them."""
    make_roles()


@pytest.fixture
def cast(roles) -> dict[str, User]:
    """One user a role, and a reader who has an account but no place at the desk. All have ``PASSWORD``."""
    hashed = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(username=name.replace(" ", "-"), password=hashed, is_staff=name != "reader") for name in CAST
    )
    cast = dict(zip(CAST, users, strict=True))
    belongs = User.groups.through
    belongs.objects.bulk_create(belongs(user=cast[group.name], group=group) for group in Group.objects.all())
    return cast


@pytest.fixture(params=CAST)
def someone(request, cast) -> User:
    """Each member of the cast in turn: a guarded view is tried by all of them."""
    return cast[request.param]


@pytest.fixture
def reader(cast) -> User:
    return cast["reader"]


@pytest.fixture
def trainee(cast) -> User:
    return cast["trainee"]


@pytest.fixture
def editor(cast) -> User:
    """May publish in the sections granted to her; tests grant them."""
    return cast["editor"]


@pytest.fixture
def cvd(cast) -> User:
    return cast["CvD"]


@pytest.fixture
def picture_desk(cast) -> User:
    return cast["picture desk"]


@pytest.fixture
def video_desk(cast) -> User:
    return cast["video desk"]


@pytest.fixture
def administrator(cast) -> User:
    return cast["administrator"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium. Without one these tests are skipped at home and fail under ``CI``."""
    if not CHROMIUM:
        advice = "no Chromium found: install one (Debian: apt install chromium) or set CHROMIUM=/path/to/it"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(advice)
    # Playwright keeps an event loop in this thread; the tests' own look into the database is synchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=SHELL, args=QUIET)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def traffic(live_server) -> Traffic:
    return Traffic(live_server.thread.httpd)


@pytest.fixture(autouse=True)
def _quiet_before_the_tables_are_emptied(request) -> Iterator[None]:
    """A browser that is closed leaves requests behind; on PostgreSQL they and the emptying wait for each other."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")  # set up before this, so taken down after it
        traffic = request.getfixturevalue("traffic")
        yield
        traffic.settle()
    else:
        yield


@pytest.fixture
def page(browser: Browser, live_server) -> Iterator[Page]:
    """A fresh browser window at the live server; paths are enough: ``page.goto("/admin/")``."""
    context = browser.new_context(base_url=live_server.url, locale="de-DE", timezone_id="Europe/Berlin")
    yield context.new_page()
    context.close()

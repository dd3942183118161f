"""How much work a key is in the whole form of a story of 500 blocks: ``python bench/form_typing.py http://localhost:8000``.

``editor_typing.py`` has the editor alone; here is everything around it, too: chips, counts, outline, notes, the tools
beside the story, and what keeps unsaved text. Needs a running demo and its database (``DATABASE_URL``, if the server
has one). The story is made of the demo's pictures, clips, persons and stories, and taken away afterwards.
"""

import os
import sys
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
os.environ.setdefault("DEMO", "1")  # or the desk would ask for a second factor

import django

django.setup()

from django.conf import settings  # noqa: E402 -- needs the settings
from django.test import Client  # noqa: E402 -- needs the settings
from playwright.sync_api import sync_playwright  # noqa: E402 -- as everything below

from articles import lifecycle  # noqa: E402 -- needs the settings
from articles.models import Article, Section  # noqa: E402 -- needs the settings
from bench.editor_typing import PLACES, TARGET, block, browser_path, measured, told, typed  # noqa: E402
from people.models import Person, User  # noqa: E402 -- needs the settings
from visuals.models import Clip, Image  # noqa: E402 -- needs the settings

BLOCKS, RUNS = 500, 3
ROWS = {"image": Image, "clip": Clip, "person": Person, "article": Article}


def story(user: User) -> Article:
    """As the editor's own bench has it, but of rows that are there."""
    there = {name: [*model.objects.values_list("pk", flat=True)] for name, model in ROWS.items()}
    blocks = [block(number) for number in range(BLOCKS)]
    for one in blocks:
        for name in one["attrs"].keys() & there.keys():
            one["attrs"][name] = there[name][one["attrs"][name] % len(there[name])]
    body = {"schema": 1, "type": "doc", "content": blocks}
    made = Article(headline="Ein langer Tag am Hafen", section=Section.objects.first(), body=body)
    return lifecycle.save(made, by=user)


def cookie_of(user: User, origin: str) -> Any:
    """As if she had just logged in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": origin}


def window_of(browser: Any, cookie: Any) -> Any:
    window = browser.new_context(viewport={"width": 1440, "height": 900})
    window.add_cookies([cookie])
    window.set_default_timeout(120_000)
    return window


def run(window: Any, address: str) -> list[float]:
    """(p50, p95, most) of the work and p95 of the wall time, at the worse place."""
    places = []
    for name, place in PLACES.items():
        work, wall = measured(typed(window, address, place))
        cuts = quantiles(work, n=100)
        places.append([cuts[49], cuts[94], max(work), quantiles(wall, n=100)[94]])
        print(f"  {name}: {told(places[-1])} ({len(work)} keys)", flush=True)
    return max(places, key=lambda figures: figures[1])


def main(origin: str) -> int:
    user = User.objects.get(username="cvd")
    made, cookie = story(user), cookie_of(user, origin)
    found = []
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"])
            measure = partial(run, address=f"{origin}/admin/articles/article/{made.pk}/change/")
            for number in range(RUNS):
                print(f"run {number + 1}, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
                found.append(measure(window_of(browser, cookie)))
            browser.close()
    finally:
        made.delete()
    figures = [median(column) for column in zip(*found, strict=True)]
    print(f"{BLOCKS} blocks in the whole form, median of {RUNS} runs, the worse place: {told(figures)}")
    return int(figures[1] > TARGET)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000"))

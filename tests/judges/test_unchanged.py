"""What has not changed is not sent again: every anonymous address answers 304 to its own ETag."""

import pytest

from tests.judges.site import make_site

pytestmark = pytest.mark.django_db
FEEDS = [
    f"{stem}feed.{form}"
    for stem in ("/", "/rubrik/lokales/", "/thema/hafen/", "/personen/lohmann/", "/autoren/lohmann/", "/videos/", "/liveblog/flut/")
    for form in ("rss", "atom", "json")
]  # fmt: skip
MACHINES = [
    "/robots.txt", "/sitemap.xml", "/sitemap-2026-3.xml", "/sitemap-news.xml", "/sitemap-videos.xml", "/sitemap-pages.xml",
    "/manifest.webmanifest", "/api/", "/api/stories/", "/liveblog/flut/neues.json",
]  # fmt: skip


def changing(client, paths) -> list[str]:
    """Those that are sent again although nothing has happened."""
    wrong = []
    for path in paths:
        first = client.get(path)
        assert first.status_code == 200, path
        again = client.get(path, headers={"If-None-Match": first.headers.get("ETag", "none")})
        if again.status_code != 304 or again.content:
            wrong.append(f"{path}: {again.status_code}")
    return wrong


@pytest.mark.once
def test_every_anonymous_address_answers_304_to_its_own_etag(client):
    pages = [path for name, path in make_site().items() if name not in ("not found", "withdrawn")]
    numbers = {one["id"]: one["posts"] for one in client.get("/api/stories/").json()["stories"]}
    api = [f"/api/stories/{number}/{end}" for number in numbers for end in ("", "letter/")]
    api += [posts.removeprefix("http://localhost:8000") for posts in numbers.values() if posts]

    assert changing(client, [*pages, *FEEDS, *MACHINES, *api]) == []


@pytest.mark.once
def test_the_judge_of_etags_sees_what_is_always_new(client, monkeypatch):
    make_site()
    get, count = client.get, iter(range(100))

    def restless(path, **rest):
        answer = get(path)
        answer.headers["ETag"] = f'"{next(count)}"'
        return answer

    monkeypatch.setattr(client, "get", restless)

    assert changing(client, ["/"]) == ["/: 200"]

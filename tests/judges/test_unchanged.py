"""What has not changed is not sent again: every anonymous address answers 304 to its own ETag, and HEAD as GET does."""

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


def everything(client) -> list[str]:
    pages = [path for name, path in make_site().items() if name not in ("not found", "withdrawn")]
    numbers = {one["id"]: one["posts"] for one in client.get("/api/stories/").json()["stories"]}
    api = [f"/api/stories/{number}/{end}" for number in numbers for end in ("", "letter/")]
    api += [posts.removeprefix("http://localhost:8000") for posts in numbers.values() if posts]
    return [*pages, *FEEDS, *MACHINES, *api]


def unlike(client, paths) -> list[str]:
    """Those that tell who asks for the head alone something else."""
    wrong = []
    for path in paths:
        whole, head = client.get(path), client.head(path)
        tag = head.headers.get("ETag", "none")
        if (head.status_code, head.headers, head.content) != (whole.status_code, whole.headers, b""):
            wrong.append(f"{path}: {set(whole.headers.items()) ^ set(head.headers.items())}")
        elif whole.status_code == 200 and client.head(path, headers={"If-None-Match": tag}).status_code != 304:
            wrong.append(f"{path}: HEAD is not 304")
    return wrong


@pytest.mark.once
def test_every_anonymous_address_answers_304_to_its_own_etag(client):
    assert changing(client, everything(client)) == []


@pytest.mark.once
def test_who_asks_for_the_head_is_told_what_the_page_would_say(client):
    gone = ["/gibt-es-nicht/", "/artikel/gibt-es-nicht/"]

    assert unlike(client, [*everything(client), *gone]) == []


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

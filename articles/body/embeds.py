"""Whose pages may be shown within ours once a reader has said so, and under which address they let themselves be shown.

Anybody else's page stays a link. An address is put together anew from what was recognised in it, never passed on.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Provider:
    name: str
    page: re.Pattern[str]
    frame: str


PROVIDERS = (
    Provider(
        "YouTube",
        re.compile(
            r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/|live/|embed/)|youtu\.be/)([\w-]{11})\b"
        ),
        "https://www.youtube-nocookie.com/embed/{}",
    ),
    Provider(
        "Vimeo", re.compile(r"https://(?:www\.)?vimeo\.com/(\d{1,12})\b"), "https://player.vimeo.com/video/{}?dnt=1"
    ),
    Provider(
        "Datawrapper",
        re.compile(r"https://(?:datawrapper\.dwcdn\.net|www\.datawrapper\.de/_)/(\w{5})\b"),
        "https://datawrapper.dwcdn.net/{}/",
    ),
    Provider(
        "TikTok",
        re.compile(r"https://(?:www\.)?tiktok\.com/@[\w.-]+/video/(\d{1,20})\b"),
        "https://www.tiktok.com/embed/v2/{}",
    ),
)
SHOWN = re.compile(r'<embed-frame [^>]*src="(https://[a-z0-9.-]+)/')


@dataclass(frozen=True)
class Frame:
    provider: str
    src: str


def frame_of(url: str) -> Frame | None:
    """How a page may be shown; None if only a link will do."""
    for provider in PROVIDERS:
        if found := provider.page.match(url):
            return Frame(provider.name, provider.frame.format(found[1]))
    return None


def hosts(pieces: Iterable[str | dict[str, Any]]) -> list[str]:
    """Whom a story's page has to let in, should its reader say so."""
    return sorted({host for piece in pieces if isinstance(piece, str) for host in SHOWN.findall(piece)})

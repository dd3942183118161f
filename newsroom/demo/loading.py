"""Loads the demo newsroom. What a run that was cut short has made is kept, and the next run goes on from there."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from articles.models import Article, StorySlug
from newsroom.demo import footage, fronting, staffing, totals
from newsroom.demo.library import STILL, Library
from newsroom.demo.reading import Calendar, Story, briefs, stories
from newsroom.demo.telling import Desk
from visuals.models import Clip, Image

WIDTH = 1600
PAINTERS = 2
Say = Callable[[str], None]


@dataclass(frozen=True)
class Wishes:
    """``width`` of the pictures; ``film``: make footage where there is an encoder."""

    width: int = WIDTH
    film: bool = True


def load(now: datetime, say: Say, wishes: Wishes) -> bool:
    """True if something had to be made. A demo that is complete is never touched again, whatever the desk did to it."""
    twelve = stories()
    told = [*briefs(), *twelve]
    missing = [story for story in told if not _exists(story)]
    if not missing:
        return False
    calendar = Calendar(now)
    people, sections, tags = staffing.people(), staffing.sections(), staffing.tags()
    users = staffing.users(people, sections)
    staffing.standing_pages()
    say(f"{len(people)} persons, {len(sections)} sections, {len(tags)} tags, {len(users)} users")
    library = Library(people, staffing.organisations(), tags, calendar)
    images = _pictures(library, say, wishes)
    clips = _clips(library, images, say, wishes)
    desk = Desk(calendar, sections, people, tags, users, images, clips)
    with _timed(say, f"Telling {len(missing)} stories"):
        for story in missing:
            desk.tell(story)
    fronting.arrange(calendar, desk.chief, tags)
    if len(missing) == len(told):
        say(totals.check(story.slug for story in twelve))
    return True


def _exists(story: Story) -> bool:
    """Also under an address that the desk has changed since."""
    known = StorySlug.objects.filter(slug=story.slug)
    return known.exists() or Article.objects.filter(slug=story.slug).exists()


def _pictures(library: Library, say: Say, wishes: Wishes) -> dict[str, Image]:
    """By key. While one is made ready for readers, the next ones are painted."""
    titles = {entry["title"]: key for key, entry in library.pictures.items()}
    found = {titles[image.title]: image for image in Image.objects.filter(title__in=titles)}
    missing = [key for key in reversed(library.pictures) if key not in found]  # desks list the newest first
    with _timed(say, f"Painting {len(missing)} pictures"), ThreadPoolExecutor(PAINTERS) as pool:
        for key, data in zip(missing, pool.map(lambda key: library.paint(key, wishes.width), missing), strict=True):
            found[key] = library.picture(key, data)
    return found


def _clips(library: Library, images: dict[str, Image], say: Say, wishes: Wishes) -> dict[str, Clip]:
    film = wishes.film and footage.encoder() is not None
    titles = {entry["title"]: key for key, entry in library.clips.items()}
    found = {titles[clip.title]: clip for clip in Clip.objects.for_page().filter(title__in=titles)}
    missing = [key for key in library.clips if key not in found]
    with _timed(say, f"{'Filming' if film else 'Describing, but not filming,'} {len(missing)} clips"):
        for key in missing:
            found[key] = library.clip(key, images[STILL + key], found, film)
    return found


@contextmanager
def _timed(say: Say, what: str) -> Iterator[None]:
    say(f"{what} …")
    start = time.monotonic()
    yield
    say(f"  took {time.monotonic() - start:.0f} s")

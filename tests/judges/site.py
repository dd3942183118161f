"""A small paper with every kind of page, for judges from outside."""

from datetime import UTC, datetime
from typing import Any

from django.core.files.base import ContentFile

from articles import lifecycle
from articles.lifecycle import live
from articles.models import Edition, Section
from tests.bodies import body, crosshead, embed, every_kind, paragraph, video
from tests.factories import (
    HOUR,
    ArticleFactory,
    ClipFactory,
    CorrectionFactory,
    EditionFactory,
    FootageFactory,
    ImageFactory,
    LivePostFactory,
    PersonFactory,
    PortraitFactory,
    RoleFactory,
    SectionFactory,
    TagFactory,
)
from topics.models import Tag
from visuals import lifecycle as footage
from visuals.models import Clip, Image

WHEN = datetime(2026, 3, 2, 6, 10, tzinfo=UTC)


def live_blog(section: Section, whole: dict[str, Any]) -> None:
    """A page and a bit of posts, one with every kind of block; one pinned, one corrected, one withdrawn."""
    blog = ArticleFactory(kind="live", slug="flut", headline="Die Flut", section=section, live=True, since=WHEN)
    posts = [LivePostFactory(article=blog, body=body("Wort " * 30), since=WHEN + n * HOUR) for n in range(24)]
    first = posts[2].entry
    first.body, first.is_key, first.key_line = whole, True, "Alles auf einmal"
    live.post(first, by=None, correction="Es waren vier Meter.", now=WHEN + 30 * HOUR)
    live.pin(blog, posts[1].entry, by=None)
    live.mark(posts[23].entry, True, by=None, now=WHEN + 31 * HOUR)
    live.withdraw(posts[3].entry, by=None, reason="Irrtum", now=WHEN + 32 * HOUR)


SPOKEN = "WEBVTT\n\n00:03.000 --> 00:05.000\n<v Ada Lohmann>Das Lager ist gerissen.\n"


def cut_of_a_film(image: Image, tag: Tag) -> Clip:
    """With a file, captions and chapters; a stretch of a programme."""
    file = ContentFile(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom", name="hafen.mp4")
    programme = FootageFactory(title="Hafenmagazin", file=file)
    footage.approve_captions(footage.take_captions(programme, SPOKEN, by=None).track, by=None)
    footage.set_chapters(programme, "0:00 Vorspann\n1:00 Fahrbahn\n2:00 Lager", by=None)
    clip = ClipFactory(
        slug="lager", title="Das Lager", poster=image, footage=programme, in_ms=0, out_ms=300_000, typed_ms=None
    )
    clip.tags.add(tag)
    return clip


def make_site() -> dict[str, str]:
    """Where each kind of page stands."""
    person = PersonFactory(slug="lohmann", name="Ada Lohmann", about="Leitet das Hafenamt.", author=True, born=1971)
    RoleFactory(person=person, title="Hafenmeisterin")
    image = ImageFactory(renditions=True, caption="Der Kran", alt="Ein Kran am Kai", agency__name="FB-Bild")
    PortraitFactory(person=person, image=image)
    clip = ClipFactory(slug="riss", title="Wo der Riss sitzt", teaser="Ein Prüfer zeigt ihn.", poster=image)
    clip.people.add(person)
    tag, section = TagFactory(slug="hafen", name="Hafen"), SectionFactory(slug="lokales", name="Lokales")
    shown = body("Der Deich hält.", video(cut_of_a_film(image, tag)))
    other = ArticleFactory(
        live=True, section=section, since=WHEN, headline="Der Deich hält", lead_image=image, body=shown
    )
    filed = {"section": section, "since": WHEN, "tags": [tag], "people": [person], "bylines": [person, "Ein Gast"]}
    whole = every_kind(image=image, clip=clip, person=person, story=other)
    story = EditionFactory(
        slug="kran", kicker="Hafen", headline="Der Kran steht", lead_image=image, body=whole, **filed
    )
    CorrectionFactory(article=story.article, text="Richtig ist 1931.")
    steps = [part for n in range(4) for part in (crosshead(f"Schritt {n}"), paragraph("Wort " * 220))]
    EditionFactory(slug="lang", headline="Eine lange Lesung", kind="report", body=body(*steps), **filed)
    film = embed("https://youtu.be/abcdefghijk", title="Ein Film")
    EditionFactory(slug="meinung", headline="So nicht", kind="opinion", body=body("Nein.", film), **filed)
    live_blog(section, whole)
    gone = EditionFactory(slug="weg", headline="Nicht mehr da", **filed)
    lifecycle.withdraw(gone.article, by=None, reason="Irrtum", notice="Das stimmte nicht.")
    return {
        "home": "/",
        "section": "/rubrik/lokales/",
        "story": Edition.objects.live().get(article=story.article).get_absolute_url(),
        "long read": "/artikel/lang/",
        "opinion": "/artikel/meinung/",
        "live blog": "/liveblog/flut/",
        "post of a live blog": "/liveblog/flut/2/",
        "what changed": "/artikel/kran/fassungen/",
        "topic": "/thema/hafen/",
        "person": "/personen/lohmann/",
        "author": "/autoren/lohmann/",
        "clip": "/videos/riss/",
        "clip with chapters": "/videos/lager/",
        "clips": "/videos/",
        "search": "/suche/",
        "found": "/suche/?q=kran",
        "found nothing": "/suche/?q=quastenflosser+kran&rubrik=lokales",
        "found clips": "/suche/?q=riss&art=video",
        "archive": "/archiv/",
        "month": "/archiv/2026/3/",
        "day": "/archiv/2026/3/2/",
        "corrections": "/korrekturen/",
        "imprint": "/impressum/",
        "privacy": "/datenschutz/",
        "accessibility": "/barrierefreiheit/",
        "principles": "/grundsaetze/",
        "not found": "/nirgends/",
        "withdrawn": "/artikel/weg/",
    }

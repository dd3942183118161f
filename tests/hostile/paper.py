"""A newspaper written by somebody who means harm: attack strings in every field, stored by the desk's own verbs."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any

from django.utils import timezone

from articles import lifecycle
from articles.lifecycle import holding, live, previewing, remarks
from articles.models import Article, PreviewLink
from fronts.lifecycle import Alarm, break_news
from fronts.models import StandingPage
from people.models import SavedSearch, User
from tests.bodies import body, embed, factbox, gallery, mention, paragraph, picture, quote, table, teaser, video, words
from tests.factories import (
    HOUR,
    ArticleFactory,
    ClipFactory,
    FootageFactory,
    ImageFactory,
    LiveEntryFactory,
    OrganisationFactory,
    PersonFactory,
    PortraitFactory,
    RoleFactory,
    SectionFactory,
    TagFactory,
)
from tests.hostile.strings import STRINGS, packed
from visuals import lifecycle as visuals
from visuals.models import Footage

A_STORY = 110  # strings whose blocks make one long story
OF_EACH = 36  # tags, persons, pictures, clips


def texts(most: int) -> Iterator[str]:
    """Attack strings in portions of at most ``most`` signs, over and over, each on one line."""
    return cycle(packed(most, [one.replace("\n", " ") for one in STRINGS]))


class Paper:
    """``stories`` are long and hold every string in every kind of block; ``short`` hold them in their heads."""

    def __init__(self, by: User):
        self.by, self.said = by, {most: texts(most) for most in (50, 60, 80, 100, 120, 160, 200, 300)}
        self.sections = [self._section(n) for n in range(12)]
        self.tags = [TagFactory(slug=f"tag-{n}", name=self(100), description=self(300)) for n in range(OF_EACH)]
        self.people = [self._person(n) for n in range(OF_EACH)]
        self.images = [self._image() for _ in range(OF_EACH // 6)]
        self.clips = [self._clip(n) for n in range(OF_EACH)]
        self.short = [self._short(n, text) for n, text in enumerate(packed(300))]
        strings = [one.replace("\n", " ") for one in STRINGS]
        parts = [strings[at : at + A_STORY] for at in range(0, len(strings), A_STORY)]
        self.stories = [self._long(n, part) for n, part in enumerate(parts)]
        for story, text in zip(self.short, packed(8000), strict=False):
            lifecycle.correct(story, by=self.by, text=text)
        self.blog, self.footage = self._blog(strings), self._spoken(strings)
        self.link = self._around()

    def __call__(self, most: int) -> str:
        """The next strings for a field of so many signs."""
        return next(self.said[most])

    def _section(self, n: int) -> Any:
        return SectionFactory(slug=f"rubrik-{n}", name=f"{self(50)} {n}"[:60], description=self(200))

    def _person(self, n: int) -> Any:
        person = PersonFactory(slug=f"person-{n}", name=self(120), aliases=self(120), about=self(300), is_author=True)
        RoleFactory(person=person, title=self(160))
        return person

    def _image(self) -> Any:
        names = {"photographer_name": self(100), "credit_override": self(120)}
        agency = OrganisationFactory(name=self(100))
        return ImageFactory(
            renditions=True, title=self(120), caption=self(300), alt=self(300), agency=agency, place=self(80), **names
        )

    def _clip(self, n: int) -> Any:
        clip = ClipFactory(
            slug=f"film-{n}", title=self(160), teaser=self(300), poster=self.images[n % len(self.images)]
        )
        clip.people.add(self.people[n])
        clip.tags.add(self.tags[n])
        return clip

    def _short(self, n: int, headline: str) -> Any:
        at = n % OF_EACH
        return ArticleFactory(
            slug=f"kurz-{n}", headline=headline, teaser_headline=self(300), kicker=self(120), teaser_kicker=self(120),
            lead=self(300), teaser_text=self(300), place=self(80), series=self(120), lead_image=self.images[at % len(self.images)],
            lead_image_caption=self(300), lead_image_credit=self(200), section=self.sections[n % len(self.sections)],
            bylines=[self.people[at], self(120)], people=[self.people[at]], tags=[self.tags[at]], by=self.by,
            body=body(self(300)), live=True,
        )  # fmt: skip

    def _long(self, n: int, strings: list[str]) -> Any:
        blocks = [block for at, one in enumerate(strings) for block in self._blocks(at % OF_EACH, one)]
        every = " ".join(strings)
        return ArticleFactory(
            slug=f"lang-{n}", headline=f"Lang {n}", lead=every, teaser_text=every, note=every, body=body(*blocks),
            section=self.sections[n], tags=self.tags[:6], people=self.people[:6], live=True, since=_before(n),
        )  # fmt: skip

    def _blocks(self, at: int, one: str) -> Iterator[Any]:
        person, clip, target = self.people[at], self.clips[at], self.short[at]
        image = self.images[at % len(self.images)]
        name, title, label = one[:200], one[:160], one[:80]
        yield paragraph(one, words(one, "strong", "emphasis"), words(one, link="https://boese.example/?a='&b=%22"))
        yield paragraph(mention(person, name), factory_link(one))
        yield quote(one, person=person, name=name, role=name)
        yield picture(image, one, alt=name, credit=name)
        yield gallery(image, title=name)
        yield video(clip, one)
        yield teaser(target, one, kicker=name, title=name, label=label)
        yield factbox(name, one)
        yield table([one, one], [one, one], caption=name, source=name)
        yield embed("https://boese.example/", title=title, provider=label)

    def _blog(self, strings: list[str]) -> Article:
        blog = ArticleFactory(slug="live", kind="live", headline=self(300), lead=self(300), live=True)
        live.turn(blog, "live", by=self.by)
        for at, headline in enumerate(packed(200, strings)[:60]):
            entry = LiveEntryFactory(
                article=blog, headline=headline, key_line=self(160), is_key=at % 3 == 0, body=body(headline),
                bylines=[live.Signed(None, self(100))], by=self.by,
            )  # fmt: skip
            live.publish(entry, by=self.by)
        return blog

    def _spoken(self, strings: list[str]) -> Footage:
        footage = FootageFactory(title=self(160), duration_ms=3_600_000, rights_holder=self(120))
        cues = [
            f"00:{at // 60:02}:{at % 60:02}.000 --> 00:{at // 60:02}:{at % 60:02}.900\n{one.replace('-->', '--&gt;')}\n"
            for at, one in enumerate(strings)
        ]
        track = visuals.take_captions(footage, "WEBVTT\n\n" + "\n".join(cues), by=self.by, label=self(60)).track
        visuals.approve_captions(track, by=self.by)
        visuals.set_chapters(footage, "\n".join(f"{at}:00 {self(120)}" for at in range(20)), by=self.by)
        return footage

    def _around(self) -> PreviewLink:
        """What stands beside stories: remarks, locks, links, kept searches, breaking news, standing pages, a name."""
        draft = self.draft = ArticleFactory(headline=self(300), body=body(self(300)), section=self.sections[0])
        for text in packed(2000):
            remarks.remark(draft, text, by=self.by)
        holding.hold(draft, by=self.by, reason=self(300))
        gone = self.gone = ArticleFactory(slug="weg", headline=self(300), live=True)
        lifecycle.withdraw(gone, by=self.by, reason=self(300), notice=" ".join(STRINGS[:300]))
        SavedSearch.objects.create(user=self.by, list="articles.article", name=self(60), query="q=x", shared=True)
        for kind in StandingPage.Kind.values:
            StandingPage.objects.create(kind=kind, text="\n\n".join(STRINGS))
        break_news(Alarm(self(120), 2 * HOUR, section=self.sections[1]), by=self.by)
        PortraitFactory(person=self.people[0], image=self.images[0])
        User.objects.filter(pk=self.by.pk).update(first_name=self(120)[:150], last_name=self(120)[:150])
        return previewing.open_link(draft, by=self.by, hours=4, label=self(80))


def factory_link(one: str) -> Any:
    """A link whose address is as hostile as the gate lets through."""
    address = "".join(sign for sign in one if sign not in ' <>"\t\u2028\u2029')
    return words(one, link=f"https://boese.example/{address}")


def _before(n: int) -> Any:
    return timezone.now() - (n + 1) * HOUR

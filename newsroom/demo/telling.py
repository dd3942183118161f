"""The demo's stories go through the desk's verbs, at the moments at which they are said to have happened."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from articles import lifecycle
from articles.body import canonical
from articles.models import Article, ArticlePerson, ArticleTag, Byline, Section
from newsroom.demo.markup import Body, Rows, dated
from newsroom.demo.reading import Calendar, Story
from people.models import Person, User
from topics.models import Tag
from visuals.models import Clip, Image

Json = dict[str, Any]


@dataclass(frozen=True)
class Desk:
    """Everything a story of the demo may point at, by the short names its text uses."""

    calendar: Calendar
    sections: dict[str, Section]
    people: dict[str, Person]
    tags: dict[str, Tag]
    users: dict[str, User]
    images: dict[str, Image]
    clips: dict[str, Clip]

    @property
    def chief(self) -> User:
        return self.users["brodersen"]

    def tell(self, story: Story) -> Article:
        """The whole life of one story up to now, or nothing of it."""
        with transaction.atomic():
            blocks = self._blocks(story)
            article = self._begin(story, blocks)
            state = story.head.get("state", "live")
            if state == "ready":
                return article
            if state == "planned":
                moment = self.calendar.coming(story.head["day"], story.head["time"])
                lifecycle.schedule(article, by=self.chief, at=moment)
                return article
            self._print(story, article, blocks)
            return article

    def _begin(self, story: Story, blocks: list[Json]) -> Article:
        head = story.head
        author = self.users.get(head["bylines"][0], self.chief)
        article = Article(
            **{name: head[name] for name in ("slug", "kicker", "headline")},
            **{name: head.get(name, "") for name in ("place", "series")},
            lead=self._dated(story, head["lead"]),
            note=self._dated(story, head.get("note", "")),
            kind=head.get("kind", Article.Kind.NEWS),
            language=head.get("language", Article.Language.GERMAN),
            section=self.sections[head["section"]],
            series_part=head.get("series_part"),
            story_date=self.calendar.on(head["day"]),
            lead_image=self.images[head["lead_image"]] if "lead_image" in head else None,
            body=canonical.document(blocks),
        )
        if original := head.get("translation_of"):
            article.translation_of = Article.objects.get(slug=original)
        lifecycle.save(article, by=author, label="Erste Fassung")
        self._surround(article, head)
        article.stage = Article.Stage.READY
        return lifecycle.save(article, by=self.users["hansohm"], label="Gegengelesen")

    def _surround(self, article: Article, head: Json) -> None:
        """Bylines, people with the role of that day, tags."""
        Byline.objects.bulk_create(
            Byline(article=article, person=self.people[key], position=place)
            for place, key in enumerate(head["bylines"])
        )
        named = head.get("people", {})
        ArticlePerson.objects.bulk_create(
            ArticlePerson(article=article, person=self.people[key], role=self._role(named, key), position=place)
            for place, key in enumerate(named)
        )
        ArticleTag.objects.bulk_create(ArticleTag(content_object=article, tag=self.tags[name]) for name in head["tags"])

    def _role(self, named: dict[str, str] | list[str], key: str) -> str:
        if isinstance(named, dict):
            return named[key]
        return self.people[key].roles.values_list("title", flat=True)[0]

    def _print(self, story: Story, article: Article, blocks: list[Json]) -> None:
        head = story.head
        for moment, shown in self._editions(head, blocks):
            if shown != article.body["content"]:
                article.body = canonical.document(shown)
                lifecycle.save(article, by=self.chief, label=f"Stand {moment:%H.%M} Uhr")
            lifecycle.publish(article, by=self.chief, now=moment)
        if mended := head.get("correction"):
            article.body = canonical.document(self._blocks(story, mended=True))
            lifecycle.save(article, by=self.chief, label="Korrigiert")
            moment = self.calendar.at(mended["day"], mended["time"])
            lifecycle.correct(article, by=self.chief, text=mended["text"], now=moment)
        if gone := head.get("withdrawal"):
            moment = self.calendar.at(gone["day"], gone["time"])
            lifecycle.withdraw(article, by=self.chief, reason=gone["reason"], notice=gone["notice"], now=moment)

    def _editions(self, head: Json, blocks: list[Json]) -> Iterator[tuple[datetime, list[Json]]]:
        """When each edition came out and what stood in it: a live blog grows at its top."""
        updates = head.get("updates", [])
        for number, clock in enumerate([head["time"], *updates]):
            yield self.calendar.at(head["day"], clock), _without_newest(blocks, len(updates) - number)

    def _blocks(self, story: Story, mended: bool = False) -> list[Json]:
        """The typed body; of a story that was corrected, as it was before unless ``mended``."""
        text = self._dated(story, story.text)
        correction = story.head.get("correction")
        if correction and not mended:
            text = text.replace(correction["now"], correction["was"])
        rows = Rows(
            people={key: person.pk for key, person in self.people.items()},
            names={key: person.name for key, person in self.people.items()},
            images={key: image.pk for key, image in self.images.items()},
            clips={key: clip.pk for key, clip in self.clips.items()},
            stories=dict(Article.objects.exclude(slug=None).values_list("slug", "pk")),
        )
        return Body(story.slug, rows).read(text)

    def _dated(self, story: Story, text: str) -> str:
        return dated(text, self.calendar.day, story.head.get("language", "de"))


def _without_newest(blocks: list[Json], posts: int) -> list[Json]:
    """Posts are paragraphs; what stands between two belongs to the upper one."""
    starts = [place for place, block in enumerate(blocks) if block["type"] == "paragraph"]
    return blocks[starts[posts] :] if posts else blocks

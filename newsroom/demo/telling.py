"""The demo's stories go through the desk's verbs, at the moments at which they are said to have happened."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from articles import lifecycle
from articles.body import canonical
from articles.lifecycle import live
from articles.models import Article, ArticlePerson, ArticleTag, Byline, LiveEntry, Section
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
            Posts(self, story, article).tell()
            return article

    def _begin(self, story: Story, blocks: list[Json]) -> Article:
        head = story.head
        author = self.users.get(head["bylines"][0], self.chief)
        article = Article(
            **{name: head[name] for name in ("slug", "kicker", "headline")},
            **{name: head.get(name, "") for name in ("place", "series")},
            lead=self.dated(story, head["lead"]),
            note=self.dated(story, head.get("note", "")),
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
        lifecycle.publish(article, by=self.chief, now=self.calendar.at(head["day"], head["time"]))
        if mended := head.get("correction"):
            article.body = canonical.document(self._blocks(story, mended=True))
            lifecycle.save(article, by=self.chief, label="Korrigiert")
            moment = self.calendar.at(mended["day"], mended["time"])
            lifecycle.correct(article, by=self.chief, text=mended["text"], now=moment)
        if gone := head.get("withdrawal"):
            moment = self.calendar.at(gone["day"], gone["time"])
            lifecycle.withdraw(article, by=self.chief, reason=gone["reason"], notice=gone["notice"], now=moment)

    def _blocks(self, story: Story, mended: bool = False) -> list[Json]:
        """The typed body; of a story that was corrected, as it was before unless ``mended``."""
        text = self.dated(story, story.text)
        correction = story.head.get("correction")
        if correction and not mended:
            text = text.replace(correction["now"], correction["was"])
        return self.markup(story).read(text)

    def markup(self, story: Story) -> Body:
        rows = Rows(
            people={key: person.pk for key, person in self.people.items()},
            names={key: person.name for key, person in self.people.items()},
            images={key: image.pk for key, image in self.images.items()},
            clips={key: clip.pk for key, clip in self.clips.items()},
            stories=dict(Article.objects.exclude(slug=None).values_list("slug", "pk")),
        )
        return Body(story.slug, rows)

    def dated(self, story: Story, text: str) -> str:
        return dated(text, self.calendar.day, story.head.get("language", "de"))


@dataclass(frozen=True)
class Posts:
    """What was posted in a live blog, by whom and when; nothing for any other story."""

    desk: Desk
    story: Story
    article: Article

    def tell(self) -> None:
        markup = self.desk.markup(self.story)
        for told in self.story.head.get("posts", []):
            blocks = markup.read(self.desk.dated(self.story, told["text"]))
            entry = LiveEntry(
                article=self.article,
                headline=told.get("headline", ""),
                is_key="key" in told,
                key_line=told.get("key", ""),
                body=canonical.document(blocks),
            )
            self._post(told, entry)

    def _post(self, told: Json, entry: LiveEntry) -> None:
        by = self.desk.users.get(told["by"], self.desk.chief)
        bylines = [live.Signed(self.desk.people[told["by"]])]
        if told.get("draft"):
            live.write(entry, by=by, bylines=bylines)
            return
        if "ahead" in told:
            live.post(entry, by=by, bylines=bylines, at=self.desk.calendar.around(told["ahead"]))
            return
        moment = self._moment(told)
        live.post(entry, by=by, bylines=bylines, now=moment)
        if told.get("pinned"):
            live.pin(self.article, entry, by=by)
        if mended := told.get("mended"):
            entry.body = _reworded(entry.body, mended["was"], mended["now"])
            moment = self.desk.calendar.at(told["day"], mended["time"])
            live.post(entry, by=by, correction=mended["told"], now=moment)

    def _moment(self, told: Json) -> datetime:
        if "ago" in told:
            return self.desk.calendar.around(-told["ago"])
        return self.desk.calendar.at(told["day"], told["time"])


def _reworded(node: Any, was: str, now: str) -> Any:
    if isinstance(node, list):
        return [_reworded(child, was, now) for child in node]
    if isinstance(node, dict):
        return {name: _reworded(value, was, now) for name, value in node.items()}
    return node.replace(was, now) if isinstance(node, str) else node

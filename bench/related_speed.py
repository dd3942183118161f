"""What suggestions for a story cost at 20,000 clips: ``python bench/related_speed.py [--clips N] [--rounds N]``.

On the database that DATABASE_URL names, migrated; nothing stays in it. The clips are those of the labelled set and,
up to N, others made of its words, so that every word of a story is a frequent one. Printed are median, minimum and
maximum over all its stories, first with a cold and then with a warm memory of this process; the base line, in the same
run, is fetching 600 clips with what a card touches. And how many "must" clips are still among the first six.
"""

import os
import random
import statistics
import sys
import time
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")

import django

django.setup()

from django.db import connection, transaction  # noqa: E402 -- needs the settings
from django.test.utils import CaptureQueriesContext  # noqa: E402 -- needs the settings

from articles import lifecycle  # noqa: E402 -- needs the settings
from articles.models import Article, ArticlePerson  # noqa: E402 -- needs the settings
from articles.related import Story, candidates  # noqa: E402 -- needs the settings
from people.models import Person  # noqa: E402 -- needs the settings
from tests.articles.related.labelled_set import Labelled, load  # noqa: E402 -- needs the path
from tests.bodies import body  # noqa: E402 -- needs the path
from topics.models import Tag  # noqa: E402 -- needs the settings
from visuals.models import Clip, ClipPerson, ClipTag  # noqa: E402 -- needs the settings
from visuals.search import CLIPS  # noqa: E402 -- needs the settings

GATE = 150  # ms


class Rolled(Exception):
    """Nothing of a measurement stays in the database."""


def fill(labelled: Labelled, wanted: int) -> tuple[dict[str, Article], dict[int, str]]:
    """Stories by their id, and ids of the labelled clips by their key."""
    names = {name for one in (*labelled.stories, *labelled.clips) for name in one.people}
    people = {name: Person.objects.create(name=name, slug=f"bench-{n}") for n, name in enumerate(sorted(names))}
    words = {tag for one in (*labelled.stories, *labelled.clips) for tag in one.tags}
    tags = {
        word: Tag.objects.get_or_create(name=word, defaults={"slug": f"bench-{n}"})[0]
        for n, word in enumerate(sorted(words))
    }
    rows = Clip.objects.bulk_create(
        Clip(
            slug=f"bench-{n}",
            title=one.title,
            teaser=" ".join(filter(None, [one.teaser, one.transcript])),
            typed_ms=1000 * one.duration_s,
            recorded_on=one.recorded_on,
        )
        for n, one in enumerate(labelled.clips)
    )
    others = _others(labelled, wanted - len(rows))
    made = Clip.objects.bulk_create(others, batch_size=2000)
    chance = random.Random(7)  # noqa: S311 -- nothing secret is drawn
    ties = [(row, one.people, one.tags) for row, one in zip(rows, labelled.clips, strict=True)]
    ties += [(row, chance.sample(sorted(names), 1), chance.sample(sorted(words), 2)) for row in made]
    shown = [ClipPerson(clip=row, person=people[name]) for row, who, _what in ties for name in set(who)]
    ClipPerson.objects.bulk_create(shown, batch_size=2000)
    tagged = [ClipTag(content_object=row, tag=tags[word]) for row, _who, what in ties for word in set(what)]
    ClipTag.objects.bulk_create(tagged, batch_size=2000)
    CLIPS.keep(*(row.pk for row in [*rows, *made]))
    stories = {story.id: _story(story, people, tags) for story in labelled.stories}
    return stories, {row.pk: one.id for row, one in zip(rows, labelled.clips, strict=True)}


def _others(labelled: Labelled, count: int) -> list[Clip]:
    chance = random.Random(11)  # noqa: S311 -- nothing secret is drawn
    said = [word for clip in labelled.clips for word in f"{clip.title} {clip.teaser}".split()]
    day = max(story.date for story in labelled.stories)
    return [
        Clip(
            slug=f"bench-other-{n}",
            title=" ".join(chance.sample(said, 5)),
            teaser=" ".join(chance.sample(said, 22)),
            typed_ms=60_000,
            recorded_on=day - timedelta(days=chance.randrange(4000)),
        )
        for n in range(count)
    ]


def _story(story: Story, people: dict[str, Person], tags: dict[str, Tag]) -> Article:
    text = body(*(story.text.split("\n\n") if story.text else [story.lead or story.headline]))
    head = {"headline": story.headline, "lead": story.lead, "language": story.language}
    row = lifecycle.save(Article(**head, story_date=story.date, body=text), by=None)
    ArticlePerson.objects.bulk_create(ArticlePerson(article=row, person=people[name]) for name in set(story.people))
    row.tags.set([tags[tag] for tag in story.tags])
    return row


def timed(deed) -> tuple[float, float, object]:
    """Milliseconds by the clock on the wall and by this process’s CPU."""
    start, worked = time.perf_counter(), time.process_time()
    answer = deed()
    return (time.perf_counter() - start) * 1000, (time.process_time() - worked) * 1000, answer


def six_hundred() -> list[Clip]:
    return list(Clip.objects.for_page().prefetch_related("people", "tags")[:600])


def measure(wanted: int, rounds: int) -> bool:
    labelled = load()
    stories, known = fill(labelled, wanted)
    if connection.vendor == "postgresql":
        connection.cursor().execute("ANALYZE")
    print(f"{connection.vendor}, {Clip.objects.count()} clips, {len(stories)} stories, {rounds} rounds; ms")
    base, cold, warm, recalls, compared, asked = [], [], [], [], [], 0
    for number in range(rounds):
        for story in labelled.stories:
            row = Article.objects.get(pk=stories[story.id].pk)
            base.append(timed(six_hundred)[:2])
            with CaptureQueriesContext(connection) as queries:
                wall, cpu, found = timed(lambda row=row, day=story.date: candidates.offers(row, today=day))
            (warm if number else cold).append((wall, cpu))
            asked = len(queries)
            grades = labelled.grades[story.id]
            musts = {key for key, grade in grades.items() if grade == 2}
            near = candidates.alike(row, candidates.story_of(row, story.date))
            compared.append(len(musts & {known.get(key) for key in near}) / len(musts))
            recalls.append(len(musts & {known.get(one.clip.pk) for one in found[:6]}) / len(musts))
    for name, spans in (("base line: 600 clips", base), ("cold", cold), ("warm", warm)):
        if spans:
            wall, cpu = ([one[which] for one in spans] for which in (0, 1))
            told = f"median {statistics.median(wall):7.1f}  min {min(wall):7.1f}  max {max(wall):7.1f}"
            print(f"{name:22} {told}  CPU {statistics.median(cpu):7.1f}")
    kept, first = statistics.mean(compared), statistics.mean(recalls)
    print(f"queries {asked}; must among those compared {kept:.3f}, among six {first:.3f}")
    return statistics.median(wall for wall, _cpu in warm or cold) <= GATE


def main() -> int:
    parser = ArgumentParser()
    parser.add_argument("--clips", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    fast = False
    try:
        with transaction.atomic():
            fast = measure(options.clips, options.rounds)
            raise Rolled
    except Rolled:
        return int(not fast)


if __name__ == "__main__":
    sys.exit(main())

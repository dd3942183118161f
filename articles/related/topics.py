"""What a story may be filed under and whom it names: offered, each with its reason, and never set by itself."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.body import refs
from articles.body.diff import text_of
from articles.body.paste import people
from articles.models import Article
from articles.related.archive import Filed, tags_of_similar
from articles.related.said import Hit, Said
from kit.search.words import tokens
from people.models import Person, Role
from topics.models import Tag

Entry = tuple[int, str, str]  # key, name and aliases of a person
MOST_TAGS, MOST_PEOPLE, MOST_UNKNOWN = 10, 20, 6
#: how many similar stories have to bear a tag that the text itself does not say
SEVERAL = 2


@dataclass(frozen=True)
class Proposal:
    """A tag or a person. ``block``: where to look, "" if that is the head or nowhere."""

    key: int
    name: str
    reason: str
    role: str = ""
    block: str = ""


@dataclass(frozen=True)
class Known:
    """What is settled already: names of tags and keys of persons that are set, and what was refused here."""

    tags: Collection[str] = ()
    people: Collection[int] = ()
    refused_tags: Collection[int] = ()
    refused_people: Collection[int] = ()


@dataclass(frozen=True)
class Proposals:
    tags: list[Proposal] = field(default_factory=list)
    people: list[Proposal] = field(default_factory=list)
    linked: list[Proposal] = field(default_factory=list)  # named by the body itself: readers get them anyway
    unknown: list[str] = field(default_factory=list)  # names the register does not hold


def proposals(story: Article, known: Known) -> Proposals:
    """Four queries, however long the story and however large archive and register are."""
    parts = list(_parts(story))
    said = Said(parts)
    linked = set(refs.keys(story.body, "person"))
    register = list(Person.objects.values_list("pk", "name", "aliases"))
    named = _people(said, [row for row in register if row[0] not in known.refused_people], linked)
    fresh = [one for key, one in named.items() if key not in linked and key not in known.people]
    return Proposals(
        tags=_tags(story, said, [text for _block, text in parts], known),
        people=fresh[:MOST_PEOPLE],
        linked=[one for key, one in named.items() if key in linked and key not in known.people],
        unknown=_unknown(story, parts, register),
    )


def _parts(story: Article) -> Iterator[tuple[str, str]]:
    yield "", "\n".join([story.kicker, story.headline, story.lead])
    for block in story.body.get("content", []) if isinstance(story.body, dict) else []:
        yield (block.get("attrs") or {}).get("id", ""), text_of(block)


def _tags(story: Article, said: Said, texts: list[str], known: Known) -> list[Proposal]:
    taken = {name.lower() for name in known.tags}
    archive = tags_of_similar(story, texts)
    scored = []
    for tag in Tag.objects.filter(merged_into__isnull=True).exclude(pk__in=known.refused_tags):
        if tag.name.lower() in taken:
            continue
        hit = next(filter(None, (said.find(spelling) for spelling in _spellings(tag))), None)
        filed = archive.get(tag.name.lower())
        if hit or (filed and len(filed.headlines) >= SEVERAL):
            score = (2 + min(hit.times, 5) if hit else 0) + (filed.weight if filed else 0)
            reason = _tag_reason(hit, filed)
            scored.append((score, Proposal(tag.pk, tag.name, reason, block=hit.block if hit else "")))
    return [one for _score, one in sorted(scored, key=lambda row: (-row[0], row[1].name))][:MOST_TAGS]


def _tag_reason(hit: Hit | None, filed: Filed | None) -> str:
    said = []
    if hit:
        said.append(_times(hit))
    if filed:
        count = len(filed.headlines)
        told = ngettext("at a similar story: “%(story)s”", "at %(count)s similar stories, “%(story)s”", count)
        said.append(told % {"count": count, "story": filed.headlines[0][:60]})
    return " · ".join(said)


def _times(hit: Hit) -> str:
    if hit.times == 1:
        return _("“%(word)s” stands in the text") % {"word": hit.shown}
    return _("“%(word)s” stands in the text %(count)s times") % {"word": hit.shown, "count": hit.times}


def _people(said: Said, register: list[Entry], linked: set[int]) -> dict[int, Proposal]:
    """Those of the register whom the text names: in full, by an alias, or by surname with their role before it."""
    near: dict[int, tuple[str, Hit | None]] = {}
    for key, name, aliases in register:
        spellings = [spelling for spelling in [name, *aliases.splitlines()] if " " in spelling.strip()]
        hit = next(filter(None, map(said.find, spellings)), None)
        if hit or key in linked or (" " in name and said.holds(name.split()[-1])):
            near[key] = (name, hit)
    roles = _roles(near)
    found = {}
    for key, (name, hit) in near.items():
        hit = hit or said.find_surname(name.split()[-1], roles.get(key, ()))
        if hit or key in linked:
            role = next(iter(roles.get(key, ())), "")
            found[key] = Proposal(key, name, _times(hit) if hit else "", role, hit.block if hit else "")
    return found


def _roles(keys: Iterable[int]) -> dict[int, list[str]]:
    roles: dict[int, list[str]] = {}
    held = Role.objects.held_on(timezone.localdate()).filter(person__in=list(keys))
    for person, title in held.values_list("person", "title"):
        roles.setdefault(person, []).append(title)
    return roles


def _unknown(story: Article, parts: list[tuple[str, str]], register: list[Entry]) -> list[str]:
    """Names in full that nobody in the register bears."""
    language = story.language if story.language in ("de", "en", "fr") else "de"
    found = people.find([text for _block, text in parts], (), language)
    known = {tuple(tokens(spelling)) for _key, name, aliases in register for spelling in [name, *aliases.splitlines()]}
    return [one.name for one in found if " " in one.name and tuple(tokens(one.name)) not in known][:MOST_UNKNOWN]


def _spellings(tag: Tag) -> list[str]:
    return [line.strip() for line in [tag.name, *tag.aliases.splitlines()] if line.strip()]

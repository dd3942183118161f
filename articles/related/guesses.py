"""What of a pasted story the library already knows: guesses with a reason, for somebody to confirm."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from articles.body.choices import LEAD, Choices
from articles.body.paste import Block, PastedStory, PersonFound
from articles.models import Edition
from people.models import Organisation, Person
from topics.models import Tag
from visuals.models import Clip, Image

#: how alike two teasers or captions must be to be offered, and to be taken as the same
OFFERED, SAME = 0.45, 0.9
MOST = 3


@dataclass(frozen=True)
class Guess:
    """One row that may be meant. ``sure`` ones are taken unless somebody says no."""

    row: Any
    score: float
    reason: str
    sure: bool = False


@dataclass(frozen=True)
class Guesses:
    """Best first for every block (``choices.LEAD``: the lead picture) and every name of the pasted story."""

    clips: dict[int, list[Guess]] = field(default_factory=dict)
    images: dict[int, list[Guess]] = field(default_factory=dict)
    people: dict[str, list[Guess]] = field(default_factory=dict)
    stories: dict[int, list[Guess]] = field(default_factory=dict)
    tags: list[Guess] = field(default_factory=list)
    new_agencies: list[str] = field(default_factory=list)

    def accepted(self) -> Choices:
        """The choices when nobody looks: only what is sure."""
        return Choices(
            clips=_sure(self.clips),
            images=_sure(self.images),
            people={name: found[0].row.pk for name, found in self.people.items() if found and found[0].sure},
            tags=tuple(guess.row.pk for guess in self.tags if guess.sure),
            stories=_sure(self.stories),
        )


def guesses(pasted: PastedStory) -> Guesses:
    """Look everything up; eight queries at most, however long the story is."""
    pictures = {LEAD: pasted.lead_image} if pasted.lead_image else {}
    pictures |= {number: block for number, block in enumerate(pasted.blocks) if block.kind == "image"}
    agencies = {block.credit.provider for block in pictures.values() if block.credit and block.credit.provider}
    known = known_agencies(agencies)
    return Guesses(
        clips=_clips({number: block for number, block in enumerate(pasted.blocks) if block.kind == "video"}),
        images=_images(pictures),
        people=_people(pasted.people),
        stories=_stories({number: block for number, block in enumerate(pasted.blocks) if block.kind == "teaser"}),
        tags=_tags(pasted),
        new_agencies=sorted(agencies - set(known)),
    )


def known_agencies(names: Iterable[str]) -> dict[str, Organisation]:
    """Which of these credit names are organisations of ours, under whatever spelling."""
    wanted = {name: name.strip().casefold() for name in names}
    if not wanted:
        return {}
    by_spelling = {
        spelling.strip().casefold(): organisation
        for organisation in Organisation.objects.all()
        for spelling in [organisation.name, *organisation.aliases.splitlines()]
    }
    return {name: by_spelling[folded] for name, folded in wanted.items() if folded and folded in by_spelling}


def alike(left: str, right: str) -> float:
    """0 … 1, by words: an order of words matters more than single letters."""
    first, second = left.casefold().split(), right.casefold().split()
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if first and second else 0.0


def _sure(found: dict[int, list[Guess]]) -> dict[int, Any]:
    return {number: options[0].row.pk for number, options in found.items() if options and options[0].sure}


def _clips(blocks: dict[int, Block]) -> dict[int, list[Guess]]:
    days = {block.stamp.date for block in blocks.values() if block.stamp and block.stamp.date}
    texts = {block.text for block in blocks.values()}
    if not blocks:
        return {}
    rows = Clip.objects.select_related("footage")
    library = list(rows.filter(recorded_on__in=days)[:400]) + list(rows.filter(teaser__in=texts)[:100])
    unique = list({clip.pk: clip for clip in library}.values())
    return {number: _best(_clip(block, clip) for clip in unique) for number, block in blocks.items()}


def _clip(block: Block, clip: Clip) -> Guess:
    stamp = block.stamp
    same_day = bool(stamp and stamp.date and stamp.date == clip.recorded_on)
    length = clip.duration_ms
    same_length = bool(
        stamp and stamp.seconds is not None and length is not None and abs(length - stamp.seconds * 1000) < 1000
    )
    text = max(alike(block.text, clip.teaser), alike(block.text, clip.title))
    score = 0.3 * same_day + 0.3 * same_length + 0.4 * text
    shared = [
        words
        for holds, words in (
            (same_day, _("same date")),
            (same_length, _("same duration")),
            (text >= OFFERED, _("text alike to %(percent)s of 100") % {"percent": round(100 * text)}),
        )
        if holds
    ]
    offered = score if shared and score >= OFFERED else 0.0
    return Guess(clip, offered, ", ".join(shared), sure=same_length and (same_day and text >= 0.6 or text >= SAME))


def _images(blocks: dict[int, Block]) -> dict[int, list[Guess]]:
    if not blocks:
        return {}
    captions = [block.text for block in blocks.values() if block.text]
    rows = list(Image.objects.for_page().filter(caption__in=captions).exclude(caption="")[:200])
    return {number: _best(_image(block, image) for image in rows) for number, block in blocks.items()}


def _image(block: Block, image: Image) -> Guess:
    text = alike(block.text, image.caption)
    credit = block.credit
    names = {n.casefold() for n in (credit.provider, credit.photographer) if n} if credit else set()
    same_credit = bool(names) and all(name in image.credit.casefold() for name in names)
    reason = _("same caption and credit") if same_credit else _("same caption, other credit")
    return Guess(image, text if text >= OFFERED else 0.0, reason, sure=text >= SAME and same_credit)


def _people(found: Iterable[PersonFound]) -> dict[str, list[Guess]]:
    found = list(found)
    names = {form for person in found for form in (person.name, *person.forms) if form.strip()}
    if not names:
        return {}
    surnames = {name.split()[-1] for name in names}
    library = list(Person.objects.prefetch_related("roles"))
    by_surname: dict[str, list[Person]] = defaultdict(list)
    for person in library:
        for spelling in [person.name, *person.aliases.splitlines()]:
            if spelling.strip():
                by_surname[spelling.split()[-1]].append(person)
    near = {surname: by_surname.get(surname, []) for surname in surnames}
    return {
        p.name: _no_namesakes(_best(_person(p, row) for row in dict.fromkeys(near[p.name.split()[-1]])))
        for p in found
        if p.name.strip()
    }


def _person(found: PersonFound, row: Person) -> Guess:
    spellings = {row.name, *(line.strip() for line in row.aliases.splitlines())}
    roles = {role.title.casefold() for role in row.roles.all()}
    shared = [role for role in found.roles if role.casefold() in roles]
    if found.name in spellings:
        reason = _("same name and role (%(role)s)") % {"role": shared[0]} if shared else _("same name")
        return Guess(row, 1.0 if shared else 0.9, reason, sure=True)
    if shared:
        return Guess(row, 0.7, _("same surname and role (%(role)s)") % {"role": shared[0]}, sure=" " not in found.name)
    surname_only = " " not in found.name
    return Guess(row, 0.5 if surname_only else 0.0, _("same surname"))


def _stories(blocks: dict[int, Block]) -> dict[int, list[Guess]]:
    titles = {b.teaser.title for b in blocks.values() if b.teaser and b.teaser.title}
    if not titles:
        return {}
    editions = Edition.objects.live().filter(headline__in=titles).select_related("article").defer("body", "pieces")
    by_title: dict[str, list[Guess]] = defaultdict(list)
    for edition in editions:
        by_title[edition.headline].append(Guess(edition.article, 1.0, _("same headline"), sure=True))
    return {
        number: _no_namesakes(_best(by_title[block.teaser.title]))
        for number, block in blocks.items()
        if block.teaser and block.teaser.title in by_title
    }


def _tags(pasted: PastedStory) -> list[Guess]:
    """Tags of ours that the parser proposes, or whose name or alias stands in the text as a word."""
    proposed = {topic.casefold() for topic in pasted.topics}
    words = f" {' '.join(_words(pasted.source))} "
    found = []
    for tag in Tag.objects.filter(merged_into__isnull=True):
        spellings = [line.strip().casefold() for line in [tag.name, *tag.aliases.splitlines()] if line.strip()]
        if any(spelling in proposed for spelling in spellings):
            found.append(Guess(tag, 1.0, _("what the story is about"), sure=True))
        elif said := next((s for s in spellings if _words(s) and f" {' '.join(_words(s))} " in words), None):
            found.append(Guess(tag, 0.6, _("“%(word)s” stands in the text") % {"word": said}))
    return sorted(found, key=lambda guess: (-guess.score, guess.row.name))


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text.casefold()).split()


def _no_namesakes(found: list[Guess]) -> list[Guess]:
    """Two that are equally sure are for people to tell apart."""
    if len(found) > 1 and found[1].sure and found[0].score == found[1].score:
        return [replace(guess, sure=False) for guess in found]
    return found


def _best(options: Iterable[Guess]) -> list[Guess]:
    return sorted((g for g in options if g.score > 0), key=lambda g: (-g.sure, -g.score, g.row.pk))[:MOST]

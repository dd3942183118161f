"""A pasted story becomes a draft; text typed in the pasted story's notation becomes a body."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import canonical, notation, wording
from articles.body.choices import LEAD, Choices
from articles.body.paste import Block, PastedStory
from articles.lifecycle import states
from articles.lifecycle.saving import save
from articles.models import Article, Section
from people.lifecycle import new_organisation
from people.models import Organisation, Person, User
from topics.models import Tag
from visuals import lifecycle as visuals
from visuals.models import Clip, Image
from visuals.search import PICTURES

Json = dict[str, Any]


@dataclass
class TakenIn:
    """The draft, and what the desk should know: what was created for it, and what to look at."""

    article: Article
    created: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@transaction.atomic
def take_in(
    pasted: PastedStory,
    *,
    by: User | None,
    choices: Choices | None = None,
    section: Section | None = None,
    headline: str = "",
) -> TakenIn:
    """Make a draft of what was recognised. Nothing is refused, no word is lost, nothing is public yet.

    Clips and pictures that were not matched become rows without a file; people are only tied where ``choices``
    names a row.
    """
    maker = _Maker(choices or Choices())
    body = [maker.block(number, block) for number, block in enumerate(pasted.blocks)]
    article = Article(
        lead=wording.clean(pasted.lead or ""),
        section=section,
        language=pasted.language,
        story_date=pasted.date,
        note="\n".join(_unreadable_stamps(pasted)),
    )
    if pasted.lead_image:
        here = maker.picture(LEAD, pasted.lead_image)
        article.lead_image, article.lead_image_caption, article.lead_image_credit = here
    overflow = _set_heads(article, headline or pasted.headline or "", pasted.kicker or "")
    article.body = canonical.document([canonical.with_ids(block) for block in [*overflow, *body]])
    save(article, by=by, label=_("Pasted"), lists=_around(pasted, maker.choices, by))
    return TakenIn(article, maker.created, _warnings(article, pasted))


@transaction.atomic
def rewrite(article: Article, text: str) -> list[str]:
    """Set ``article.body`` from notation text; blocks that were not touched stay as they are. Does not save.

    Returns sentences on rows that had to be created for new pictures and clips.
    """
    maker = _Maker(Choices())
    blocks = notation.read(text, article.body, article.language)
    article.body = canonical.document(
        [
            canonical.with_ids(maker.block(number, block)) if isinstance(block, Block) else block
            for number, block in enumerate(blocks)
        ]
    )
    return maker.created


class _Maker:
    """Turns recognised blocks into body blocks, creating the rows they need."""

    def __init__(self, choices: Choices):
        self.choices = _still_there(choices)
        self.created: list[str] = []

    def block(self, number: int, block: Block) -> Json:
        match block.kind:
            case "quote":
                return self._quote(block)
            case "list":
                return notation.list_block(block.items, block.ordered)
            case "image":
                image, caption, credit = self.picture(number, block)
                attrs: Json = {"image": image.pk} | ({"credit": credit} if credit else {})
                return {"type": "image", "attrs": attrs, "content": wording.running_text(caption)}
            case "video":
                clip = self._clip(number, block)
                teaser = "" if block.text == clip.teaser else block.text
                return {"type": "clip", "attrs": {"clip": clip.pk}, "content": wording.running_text(teaser)}
            case "teaser":
                return self._teaser(number, block)
        return {"type": block.kind, "content": wording.marked_text(block.text, self.choices.people)}

    def picture(self, number: int, block: Block) -> tuple[Image, str, str]:
        """The picture, and what this story says of it otherwise than the library: caption and credit."""
        image = self._image(number, block)
        if image.pk != self.choices.images.get(number):
            return image, "", ""
        caption, credit = wording.clean(block.text), self._credit(block)
        if len(credit) > 200:
            caption, credit = f"{caption} {credit}", ""
        same = credit.casefold() == image.credit.casefold()
        return image, "" if caption == image.caption else caption, "" if same else credit

    def _credit(self, block: Block) -> str:
        """As the library would print it: ``Associated Press`` is ``AP`` if we know it under that name."""
        provider = wording.clean((block.credit and block.credit.provider) or "")
        name = wording.clean((block.credit and block.credit.photographer) or "")
        known = Organisation.objects.spelt(provider) if provider else None
        return " | ".join(filter(None, [known.name if known else provider, name]))

    def _image(self, number: int, block: Block) -> Image:
        if image := Image.objects.filter(pk=self.choices.images.get(number) or 0).first():
            return image
        caption, credit = wording.clean(block.text), block.credit
        provider = wording.clean(credit.provider or "") if credit else ""
        name = wording.clean(credit.photographer or "") if credit else ""
        if len(provider) > 120 or len(name) > 160:  # no credit is that long: keep the words where they stood
            caption, provider, name = f"{caption} {provider} {name}".strip(), "", ""
        photographer = _only(Person.objects.filter(name=name)) if name else None
        image = Image.objects.create(
            caption=caption,
            agency=self._agency(provider) if provider else None,
            photographer=photographer,
            photographer_name="" if photographer else name,
        )
        PICTURES.keep(image.pk)
        self.created.append(_("Picture “%(name)s”, still without a file") % {"name": str(image)[:60]})
        return image

    def _agency(self, name: str) -> Organisation:
        known = Organisation.objects.spelt(name)
        if known is None:
            known = new_organisation(name)
            self.created.append(_("Organisation “%(name)s”") % {"name": name})
        return known

    def _clip(self, number: int, block: Block) -> Clip:
        if clip := Clip.objects.filter(pk=self.choices.clips.get(number) or 0).first():
            return clip
        stamp = block.stamp
        seconds = stamp.seconds if stamp else None
        clip = visuals.new_clip(
            teaser=wording.clean(block.text),
            recorded_on=stamp.date if stamp else None,
            typed_ms=None if seconds is None or seconds > 2_000_000 else seconds * 1000,
        )
        self.created.append(_("Clip “%(name)s”, still without footage") % {"name": str(clip)[:80]})
        return clip

    def _quote(self, block: Block) -> Json:
        said = block.attribution
        name, role = (wording.clean((said and part) or "") for part in (said.speaker, said.role)) if said else ("", "")
        text = block.text
        if len(name) > 200 or len(role) > 200:
            text, name, role = f"{text} {name} {role}".strip(), "", ""
        attrs: Json = {"name": name.replace("\n", " "), "role": role.replace("\n", " ")}
        if person := self.choices.people.get(name):
            attrs["person"] = person
        return {"type": "quote", "attrs": attrs, "content": wording.marked_text(text)}

    def _teaser(self, number: int, block: Block) -> Json:
        part, text = block.teaser, block.text
        words = {
            "kicker": wording.clean((part and part.kicker) or ""),
            "title": wording.clean((part and part.title) or ""),
            "label": wording.clean((part and part.label) or ""),
        }
        attrs: Json = {}
        for name, limit in (("kicker", 200), ("title", 300), ("label", 80)):
            if len(words[name]) > limit:
                text = f"{words[name]} {text}".strip()
            else:
                attrs[name] = words[name].replace("\n", " ")
        if story := self.choices.stories.get(number):
            attrs["article"] = story
        return {"type": "teaser", "attrs": attrs, "content": wording.running_text(text)}


def _still_there(choices: Choices) -> Choices:
    """Without the rows that went away between guessing and confirming, and names no mention can hold."""
    people = set(Person.objects.filter(pk__in=choices.people.values()).values_list("pk", flat=True))
    stories = set(Article.objects.filter(pk__in=choices.stories.values()).values_list("pk", flat=True))
    return replace(
        choices,
        people={name: key for name, key in choices.people.items() if key in people and len(name) <= 200},
        stories={number: key for number, key in choices.stories.items() if key in stories},
    )


def _only(rows: Any) -> Any:
    """The row, if there is exactly one: namesakes are for people to tell apart."""
    found = list(rows[:2])
    return found[0] if len(found) == 1 else None


def _set_heads(article: Article, headline: str, kicker: str) -> list[Json]:
    """Kicker and headline, if they fit; what is longer than any headline opens the text instead."""
    overflow = []
    for name, limit, words in (("kicker", 120, kicker), ("headline", 300, headline)):
        words = " ".join(wording.clean(words).split())
        if len(words) <= limit:
            setattr(article, name, words)
        else:
            overflow.append({"type": "paragraph", "content": wording.running_text(words)})
    return overflow


def _around(pasted: PastedStory, choices: Choices, by: User | None) -> states.Lists:
    roles = {person.name: (person.roles or ("",))[0] for person in pasted.people}
    rows = Person.objects.in_bulk(choices.people.values())
    return {
        "bylines": [states.byline(by.person)] if by and by.person else [],
        "people": [
            states.named(rows[key], wording.clean(roles.get(name, ""))[:160])
            for name, key in _once(choices.people.items())
            if key in rows
        ],
        "tags": [states.tagged(tag.name, tag.pk) for tag in Tag.objects.filter(pk__in=choices.tags)],
    }


def _unreadable_stamps(pasted: PastedStory) -> Iterator[str]:
    """A date or duration that cannot be is no field of a clip; what stood there goes to the desk."""
    for block in pasted.blocks:
        if block.stamp and block.stamp.faults:
            stamp = wording.clean(block.source.text).removeprefix(block.text)[-200:].strip()
            words = {"text": wording.clean(block.text)[:60], "stamp": stamp}
            yield _("Clip “%(text)s”: what is meant by “%(stamp)s”?") % words


def _once(pairs: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """Two spellings of one person are one person."""
    seen: dict[int, str] = {}
    for name, key in pairs:
        seen.setdefault(key, name)
    return [(name, key) for key, name in seen.items()]


def _warnings(article: Article, pasted: PastedStory) -> list[str]:
    told = {
        "invalid_date": _("A date in the text does not exist; the place is left empty."),
        "invalid_duration": _("A duration in the text cannot be right; the clip has none."),
        "missing_credit": _("A picture has a credit word, but no name after it."),
        "missing_speaker": _("A set-out quote names nobody."),
        "truncated": _("The text breaks off in mid-sentence."),
        "encoding_repaired": _("The characters were damaged and have been mended; please look at umlauts and quotes."),
    }
    warnings = [told[code] for code in pasted.warnings if code in told]
    if not article.headline:
        warnings.insert(0, _("The story has no headline yet."))
    return warnings

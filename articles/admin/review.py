"""A pasted story, row by row: what came beside what we make of it, with a question where we only guess."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.body.choices import LEAD, Choices
from articles.body.paste import Block, PastedStory
from articles.related import Guess, Guesses

LABELS: dict[str, tuple[str, str | Promise]] = {
    "heads": ("crosshead", _("heads")),
    "lead": ("para", _("lead")),
    "paragraph": ("para", _("paragraph")),
    "crosshead": ("crosshead", _("crosshead")),
    "quote": ("quote", _("quote")),
    "video": ("clip", _("clip")),
    "image": ("image", _("picture")),
    "list": ("list", _("list")),
    "teaser": ("teaser", _("teaser")),
}
#: what one answers instead of any guess
NONE = ""


@dataclass(frozen=True)
class Option:
    value: str
    guess: Guess | None
    chosen: bool


@dataclass(frozen=True)
class Question:
    """``name`` is the form's; the last option always is: none of these."""

    name: str
    kind: str
    options: list[Option]

    @property
    def sure(self) -> bool:
        return any(option.guess and option.guess.sure for option in self.options)


@dataclass(frozen=True)
class Row:
    kind: str
    source: str
    block: Block | None = None
    question: Question | None = None
    new: bool = False  # nothing like it in the library: taking it in creates a row there

    @property
    def icon(self) -> str:
        return LABELS[self.kind][0]

    @property
    def label(self) -> str | Promise:
        return LABELS[self.kind][1]


@dataclass
class Review:
    story: PastedStory
    guesses: Guesses
    answers: Mapping[str, Any] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        story = self.story
        if story.kicker or story.headline:
            yield Row("heads", " : ".join(filter(None, [story.kicker, story.headline])))
        if story.lead:
            yield Row("lead", story.lead_source.text if story.lead_source else story.lead)
        if story.lead_image:
            yield self._row(LEAD, story.lead_image)
        for number, block in enumerate(story.blocks):
            yield self._row(number, block)

    def people(self) -> list[tuple[Any, Question | None]]:
        """Every person named in the text, with those of the register who may be meant."""
        return [
            (person, self._question(f"person-{number}", "person", self.guesses.people.get(person.name, [])))
            for number, person in enumerate(self.story.people)
        ]

    def tags(self) -> list[tuple[Guess, bool]]:
        answered = self.answers.getlist("tags") if self.answers else None
        return [
            (guess, guess.sure if answered is None else str(guess.row.pk) in answered) for guess in self.guesses.tags
        ]

    def questions(self) -> int:
        """How many guesses are open: offered, but not sure."""
        asked = [row.question for row in self.rows()] + [question for _person, question in self.people()]
        return sum(1 for question in asked if question and not question.sure)

    def choices(self) -> Choices:
        """What was answered; an answer that was never offered counts as none."""
        people = {person.name: key for person, question in self.people() if (key := _key(question)) is not None}
        rows = [(number, row) for number, row in self._numbered() if row.question]
        chosen = {
            kind: {n: key for n, row in rows if row.question.kind == kind and (key := _key(row.question)) is not None}
            for kind in ("clip", "image", "story")
        }
        return Choices(
            clips=dict(chosen["clip"]),
            images=dict(chosen["image"]),
            stories=chosen["story"],
            people=people,
            tags=tuple(guess.row.pk for guess, on in self.tags() if on),
        )

    def _numbered(self) -> Iterator[tuple[int, Row]]:
        if self.story.lead_image:
            yield LEAD, self._row(LEAD, self.story.lead_image)
        for number, block in enumerate(self.story.blocks):
            yield number, self._row(number, block)

    def _row(self, number: int, block: Block) -> Row:
        offered = {"video": ("clip", self.guesses.clips), "image": ("image", self.guesses.images)}
        offered["teaser"] = ("story", self.guesses.stories)
        kind, guesses = offered.get(block.kind, ("", {}))
        question = self._question(f"{kind}-{number}", kind, guesses.get(number, []))
        new = block.kind in ("video", "image") and question is None
        return Row(block.kind, block.source.text, block, question, new)

    def _question(self, name: str, kind: str, guesses: list[Guess]) -> Question | None:
        if not guesses:
            return None
        values = [str(guess.row.pk) for guess in guesses]
        answer = self.answers.get(name) if self.answers else (values[0] if guesses[0].sure else NONE)
        answer = answer if answer in values else NONE
        options = [Option(value, guess, value == answer) for value, guess in zip(values, guesses, strict=True)]
        return Question(name, kind, [*options, Option(NONE, None, answer == NONE)])


def _key(question: Question | None) -> int | None:
    if question is None:
        return None
    return next((option.guess.row.pk for option in question.options if option.chosen and option.guess), None)

"""Persons a story names, with everything it says they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .. import naming, roles
from ..story import Block, PersonFound
from ..words import words
from . import names
from .names import Name
from .phrases import Phrases
from .tokens import Token, phrase, tokenise

_ENOUGH = 2.0
# They go by their first name alone.
_REIGNING = frozenset("könig königin prinz prinzessin papst king queen prince princess pope roi reine pape".split())


@dataclass
class Mention:
    """One place where somebody may be named. ``evidence`` adds up what speaks for a person."""

    name: str
    full: bool
    evidence: float
    roles: list[str] = field(default_factory=list)
    stands_alone: bool = True


def find(texts: Iterable[str], blocks: Iterable[Block], language: str) -> tuple[PersonFound, ...]:
    mentions = [mention for text in texts for mention in in_text(text, language)]
    for block in blocks:
        mentions += in_text(block.text, language)
        if block.attribution and block.attribution.speaker:
            name = roles.bare_name(block.attribution.speaker)
            said_by = [block.attribution.role] if block.attribution.role else []
            mentions.append(Mention(name, " " in name, 4, said_by))
        if block.teaser and block.teaser.title:
            mentions += in_text(block.teaser.title, language)
    return _merge(mentions)


def in_text(text: str, language: str) -> list[Mention]:
    tokens = tokenise(text)
    around = Phrases(text, tokens, language)
    return [_weigh(tokens, name, around, language) for name in names.find(tokens, language)]


def _weigh(tokens: list[Token], name: Name, around: Phrases, language: str) -> Mention:
    part = tokens[name.start : name.end]
    text = phrase(around.text, part)
    if part[-1].core != part[-1].text:
        text = text[: -(len(part[-1].text) - len(part[-1].core))]
    before, known = around.right_before(name.left)
    found = [
        before,
        around.before_comma(name.left, name.end),
        around.behind(name.end),
        around.by_verb(name.left),
    ]
    evidence = 2.0 * name.titled + sum(2.0 for role in found[1:] if role)
    evidence += (2.0 if known else 1.2) if before else 0.0
    evidence += _shape(part, name, language) + _company(tokens, name)
    said = [role for role in found if role] if name.is_full or known or name.titled else []
    return Mention(text, name.is_full, evidence, said, stands_alone=_stands_alone(name, known, around))


def _stands_alone(name: Name, known: bool, around: Phrases) -> bool:
    """A surname nobody's full name explains needs a title or a known role right before it."""
    if name.titled:
        return True
    if name.particled or not known:
        return False
    return around.language != "de" or not around.may_be_plural(name.left - 1)


def _shape(part: list[Token], name: Name, language: str) -> float:
    if not name.is_full:
        return 0.0
    score = 2.0 if naming.is_given(part[0].core) else 0.0
    if language != "de" and not part[0].opens:
        score += 0.8
    if any(naming.is_initial(token.text) for token in part):
        score += 0.5
    return score


def _company(tokens: list[Token], name: Name) -> float:
    """What stands beside the name speaks for a person, a place or a thing."""
    score = 0.0
    before = tokens[name.left - 1] if name.left and not tokens[name.left].opens else None
    after = tokens[name.end] if name.end < len(tokens) else None
    near = [token for token in (before, after) if token is not None]
    if any(token.text in words("speech") for token in near):
        score += 1.6
    if after and after.text.isdigit() and len(after.text) <= 2 and after.before.startswith((",", "(")):
        score += 2.0
    if before and tokens[name.left].follows_on:
        low = before.text.casefold()
        if (
            before.text in words("things")
            or low in words("things")
            or low in ("the", "in", "im", "near", "à", "nach", "the")
        ):
            score -= 3.0
        if low in ("namens", "named", "nommé", "nommée", "called", "heißt"):
            score += 2.0
    if before and tokens[name.left].follows_on and _is_longer_run(before, tokens[name.start]):
        score -= 2.0
    if after and after.follows_on and naming.is_organisation_word(after.core):
        score -= 3.0
    if after and after.follows_on and (after.core in words("things") or after.core in words("places")):
        score -= 2.5 if after.is_capital else 0.0
    return score


def _is_longer_run(before: Token, first: Token) -> bool:
    """``World Health Organization``: the capitals began earlier, so this is the end of another name."""
    if naming.is_given(first.core) or roles.is_role(before.core) or before.text in words("starters"):
        return False
    return before.is_capital and before.core in words("places") | words("organisations")


def _merge(mentions: list[Mention]) -> tuple[PersonFound, ...]:
    people: dict[str, Mention] = {}
    forms: dict[str, list[str]] = {}
    fulls = _full_names(mentions)
    by_surname = _surnames(fulls)
    for mention in mentions:
        name = _resolve(mention, fulls, by_surname)
        if name is None:
            continue
        person = people.setdefault(name, Mention(name, " " in name, 0))
        person.roles += [role for role in mention.roles if role not in person.roles]
        forms.setdefault(name, [])
        if mention.name not in forms[name]:
            forms[name].append(mention.name)
    return tuple(PersonFound(name, tuple(person.roles), tuple(forms[name])) for name, person in people.items())


def _full_names(mentions: list[Mention]) -> dict[str, float]:
    """Full names with enough evidence over all their mentions; being named again by surname helps."""
    totals: dict[str, float] = {}
    alone = {mention.name for mention in mentions if not mention.full}
    for mention in mentions:
        if mention.full:
            totals[mention.name] = max(totals.get(mention.name, -9.0), mention.evidence)
    for name in totals:
        surname = name.split()[-1]
        totals[name] += 1.2 if {surname, surname + "s"} & alone else 0.0
    sure = {name: total for name, total in totals.items() if total >= _ENOUGH}
    return {name: total for name, total in sure.items() if not _is_genitive_of_another(name, sure)}


def _is_genitive_of_another(name: str, sure: dict[str, float]) -> bool:
    return name.endswith("s") and name[:-1] in sure


def _surnames(fulls: dict[str, float]) -> dict[str, str | None]:
    """Surname, with its particles too, to the full name; ``None`` where two share it."""
    owners: dict[str, str | None] = {}
    for name in fulls:
        parts = name.split()
        for cut in range(1, len(parts)):
            key = " ".join(parts[cut:])
            owners[key] = None if key in owners and owners[key] != name else name
    return owners


def _resolve(mention: Mention, fulls: dict[str, float], by_surname: dict[str, str | None]) -> str | None:
    if mention.full and mention.name in fulls:
        return mention.name
    for form in (mention.name, mention.name[:1].lower() + mention.name[1:], mention.name.removesuffix("s")):
        if form in fulls:
            return form
        if form in by_surname:
            return by_surname[form]
    if mention.full or not mention.stands_alone or mention.evidence < _ENOUGH:
        return None
    reigns = any(role.casefold() in _REIGNING for role in mention.roles)
    return mention.name if reigns or mention.evidence >= 3 or not naming.is_given(mention.name) else None

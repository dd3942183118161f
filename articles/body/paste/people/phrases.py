"""The phrase beside a name that says what its bearer is.

Three places: right before the name (``Bürgermeisterin Ada Lind``), before it with a comma (``the
mayor of Dull, Ada Lind,``), and behind it (``Ada Lind, maire de Dull,``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import naming, seams
from ..words import words
from . import german, roles
from .tokens import Token, phrase

_ARTICLES = frozenset(
    "der die das dem den des ein eine einer einem einen eines the a an le la l' l’ les un une "
    "zum zur vom beim im am sein seine seinem seinen seiner ihr ihre ihrem ihren ihrer unser unsere "
    "his her their its our my du au aux son sa ses leur leurs notre nos "
    "dieser diese diesem diesen".split()
)
_COMPLEMENTS = frozenset(
    "der des die dem den von vom für im in am an bei beim zur zum aus of at for from the on to in and und et "
    "de du d' d’ la le les l' l’ à au aux en pour chargé chargée near with".split()
)
_CONNECTORS = _COMPLEMENTS - frozenset("die den dem the la le les l' l’ und and et".split())
_ENGLISH_EDGES = frozenset(
    "and or but with by from for of to as that than when while after before if because via per not also only "
    "is was were are be been being has had have said says told asked called named met who whom whose which it "
    "led found made then where so yet including against under over about at in on near between like "
    "called saw gave took became remains joined brought later never even former".split()
) - {"former"}
_COMMON_MODIFIERS = frozenset(
    "former retired senior lead shop local deputy assistant acting head vice chief founding club team fellow ancien "
    "ancienne jeune".split()
)
_OWNERS = frozenset("his her their our my its son sa ses leur mon ma notre".split())
_FRENCH_CUTS = frozenset("sur dans depuis devant pendant sous chez où qui dont lors après avant".split())
_ENGLISH_CUTS = frozenset("since who which whose when where until that".split())
_GERMAN_CUTS = frozenset("seit die der".split())
_FARTHEST = 9


class Phrases:
    """The tokens of one text, asked for the roles around a name."""

    def __init__(self, text: str, tokens: Sequence[Token], language: str) -> None:
        self.text, self.tokens, self.language = text, tokens, language
        self.role_starts_at = 0

    def is_role(self, place: int) -> bool:
        return roles.is_role(self.tokens[place].core, self.language)

    def right_before(self, left: int) -> tuple[str | None, bool]:
        """The role before the titles of a name, and whether a word list knows it."""
        if left == 0 or self.tokens[left].before not in ("", "."):
            return None, False
        if self.tokens[left].before == "." and not self.tokens[left - 1].text.endswith("."):
            return None, False
        head = left - 1
        if self._is_relation(head):
            return None, False
        if self.language == "fr":
            return self._french_before(head)
        known = self.is_role(head)
        if not known and not roles.sounds_like_a_person(self.tokens[head].core, self.language):
            return None, False
        if self.language == "en" and not known and self.tokens[head].core.casefold() in _ENGLISH_EDGES:
            return None, False
        if self.language == "de":
            role = self._german(self._head_of_genitive(head), head + 1)
        else:
            role = self._english(head)
        return self._with_first_of_two(role), known

    def _with_first_of_two(self, role: str) -> str:
        """``novelist and playwright Zadie Moon`` is both."""
        place = self.role_starts_at - 2
        if place < 0 or self.tokens[place + 1].text not in ("and", "und", "et") or not self.is_role(place):
            return role
        joint = self.tokens[place + 1].text
        if not (self.tokens[place + 1].follows_on and self.tokens[place + 2].follows_on):
            return role
        first = self._german(place, place + 1) if self.language == "de" else self._english(place)
        return f"{first} {joint} {role}"

    def _is_relation(self, head: int) -> bool:
        """``her father Ambrose``; but a ``ward sister`` works in a hospital."""
        if not roles.is_kin(self.tokens[head].core):
            return False
        owner = self.tokens[head - 1] if head else None
        return self.language == "de" or bool(owner) and owner.text.casefold() in _OWNERS | _ARTICLES

    def may_be_plural(self, head: int) -> bool:
        """``Anwohner Bettlaken``: after a noun in -er no single word is surely a name."""
        return self.tokens[head].text.endswith("er") and not self.tokens[head].text.endswith(
            ("minister", "meister", "förster", "kanzler", "sprecher", "leiter", "trainer")
        )

    def _head_of_genitive(self, head: int) -> int:
        """``Sprecher der Anwohner Ruprecht Lohse``: he is their speaker."""
        article = head - 1
        if article > 0 and self.tokens[article].text in ("der", "des") and self.is_role(article - 1):
            between = self.tokens[article : head + 1]
            return article - 1 if all(token.follows_on for token in between) else head
        return head

    def before_comma(self, left: int, end: int) -> str | None:
        """``the mayor of Dull, Ada Lind, said``: the phrase before, if the name is an apposition."""
        if left and self.tokens[left - 1].text == "the" and self.tokens[left].follows_on:
            left -= 1  # "the vicar, the Reverend Jasper Tull"
        if left == 0 or not self.tokens[left].before.startswith(",") or self._is_relation(left - 1):
            return None
        if end < len(self.tokens) and not self.tokens[end].before:
            first = self._role_left_of(left)
            return self._role_phrase(first, left) if first is not None and self._is_bare_opening(first) else None
        first = self._role_left_of(left)
        return self._role_phrase(first, left) if first is not None else None

    def behind(self, end: int) -> str | None:
        """``Ada Lind, 43, mayor of Dull since 2019,`` is mayor of Dull."""
        place = end
        while place < len(self.tokens) and self._is_aside(place, end):
            place += 1
        if place >= len(self.tokens) or not self.tokens[place].before.rstrip("(").endswith((",", ")", "),")):
            return None
        stop = place + 1
        while stop < len(self.tokens) and not self.tokens[stop].before:
            stop += 1
        stop = min(stop, place + 1 + _FARTHEST)
        return self._apposition(place, stop)

    def _is_aside(self, place: int, end: int) -> bool:
        """An age or a party between the name and what follows."""
        token = self.tokens[place]
        if token.text.isdigit() and token.before.startswith((",", "(")):
            return True
        if "(" in token.before:
            return place == end
        return place > end and "(" in self.tokens[end].before and ")" not in self._between(end, place)

    def _between(self, one: int, other: int) -> str:
        return "".join(token.before for token in self.tokens[one : other + 1])

    def _apposition(self, start: int, stop: int) -> str | None:
        determiner = ""
        if self.tokens[start].text.casefold() in _ARTICLES:
            determiner = self.tokens[start].text
            start += 1
        head = next((p for p in range(start, min(start + 5, stop)) if self.is_role(p)), None)
        if head is None:
            head = self._unknown_head(start, stop, determiner)
        if head is None or not self._leads_to(start, head):
            return None
        stop = self._cut(head + 1, stop)
        following = self.tokens[head + 1 : stop]
        if self.language == "de" and following and following[0].is_capital:
            return None  # "…, Präsident Selenskyj und": the next name of a list
        if seams.has_verb(phrase(self.text, following)):
            return None
        if self.language == "de":
            return self._german(head, stop, first=start, determiner=determiner)
        return phrase(self.text, self.tokens[start:stop])

    def _unknown_head(self, start: int, stop: int, determiner: str) -> int | None:
        if determiner.casefold() not in ("a", "an", "un", "une", "ein", "eine", "einem", "einer"):
            return None
        sounding = (p for p in range(start, min(start + 4, stop)) if self._sounds(p))
        return next(sounding, None)

    def _sounds(self, place: int) -> bool:
        return roles.sounds_like_a_person(self.tokens[place].core, self.language)

    def _leads_to(self, start: int, head: int) -> bool:
        """Only adjectives and parts of compounds stand before the head."""
        for token in self.tokens[start:head]:
            low = token.text.casefold()
            if low in _ARTICLES or low in _ENGLISH_EDGES or low in _COMPLEMENTS or token.text in words("verbs"):
                return False
            if self.language == "de" and token.is_capital and not token.text.endswith(("e", "er", "en")):
                return False
        return True

    def _cut(self, start: int, stop: int) -> int:
        cuts = {"fr": _FRENCH_CUTS, "en": _ENGLISH_CUTS, "de": frozenset(["seit"])}[self.language]
        ages = (p for p in range(start, stop - 1) if self.tokens[p].text == "de" and self.tokens[p + 1].text.isdigit())
        return next((p for p in range(start, stop) if self.tokens[p].text in cuts), next(ages, stop))

    def _role_left_of(self, comma: int, *, commas: bool = True) -> int | None:
        """The role word that heads the phrase ending before ``comma``."""
        best = None
        for place in range(comma - 1, max(-1, comma - 1 - _FARTHEST), -1):
            token = self.tokens[place]
            low = token.text.casefold()
            if token.text in words("verbs") or token.text in words("speech") or low in ("a", "ont", "avec"):
                break
            if not commas and not (low in _CONNECTORS or low in _ARTICLES or self._is_noun_or_adjective(place)):
                break
            if self.is_role(place) and self._complement_follows(place, comma):
                best = place
                if place == 0 or self._starts_phrase(place):
                    break
            elif best is not None and low not in _COMPLEMENTS and not low[0].isalpha():
                break
            if token.before:
                break
        return best

    def _is_noun_or_adjective(self, place: int) -> bool:
        word = self.tokens[place].text
        return not (word.capitalize() in words("starters") or word[0].isdigit() or naming.is_given(word))

    def _starts_phrase(self, place: int) -> bool:
        """An article stands before it that is not itself what joins it to a role further left."""
        article = self.tokens[place - 1]
        if article.text.casefold() not in _ARTICLES:
            return False
        if place < 2 or article.text.casefold() not in _CONNECTORS:
            return True
        return not (article.follows_on and self.is_role(place - 2))

    def _complement_follows(self, place: int, comma: int) -> bool:
        if place + 1 == comma:
            return True
        following = self.tokens[place + 1]
        return following.text.casefold() in _CONNECTORS or (self.language == "fr" and following.text.islower())

    def _is_bare_opening(self, head: int) -> bool:
        """``Acousticienne, Lise Hautecloque a mesuré``: the sentence begins with the role."""
        first = head
        while first and not self.tokens[first].opens:
            first -= 1
            if head - first > 2:
                return False
        return self.tokens[first].text.casefold() not in _ARTICLES

    def _role_phrase(self, head: int, stop: int) -> str:
        if self.language == "de":
            return self._german(head, stop)
        if self.language == "en":
            return self._english(head, stop)
        return self._lowered(self._french_adjectives(head), stop)

    def _german(self, head: int, stop: int, *, first: int | None = None, determiner: str = "") -> str:
        """Adjectives and noun in the nominative, what follows the noun as it stands."""
        start = head
        while start > (first or 0) and self._is_adjective(start - 1) and self.tokens[start].follows_on:
            start -= 1
        if first is None and start and self.tokens[start].follows_on:
            determiner = self.tokens[start - 1].text
        if first is None and determiner.casefold() not in _ARTICLES:
            determiner = ""
            while start < head and not self._bends_strongly(start, head):
                start += 1
        self.role_starts_at = start
        noun = self.tokens[head].core if head + 1 == stop else self.tokens[head].text
        noun = roles.nominative_noun(noun) or noun
        adjectives = [token.text for token in self.tokens[start:head]]
        if start < head and self.tokens[start].opens and start == head - len(adjectives):
            adjectives[0] = adjectives[0] if determiner else adjectives[0][0].lower() + adjectives[0][1:]
        role = german.nominative(adjectives, noun, determiner)
        rest = phrase(self.text, self.tokens[head + 1 : stop])
        return f"{role} {rest}".strip()

    def _bends_strongly(self, place: int, head: int) -> bool:
        """Without an article ``früherer Trainer`` is an adjective and ``besuchte Trainer`` a verb."""
        word = self.tokens[place].text
        if german.is_feminine(roles.nominative_noun(self.tokens[head].core) or self.tokens[head].core):
            return word.endswith(("e", "er")) and not word.endswith("te")
        return word.endswith(("er", "em", "ender")) or german.is_noun_adjective(word)

    def _is_adjective(self, place: int) -> bool:
        token = self.tokens[place]
        word = token.text
        if word.casefold() in _ARTICLES or word.capitalize() in words("starters") or re.match(r"\d+-?jährig", word):
            return False
        if word[0].isdigit() or word in words("verbs") or word in words("speech"):
            return False
        if token.is_capital and token.opens:
            return len(word) > 4 and word.endswith(("er", "e")) and not roles.is_german(word)
        if token.is_capital:
            return german.is_noun_adjective(word) or (word.endswith("er") and word[:-2] in words("places"))
        return len(word) > 3 and word.endswith(("e", "en", "er", "em", "es"))

    def _english(self, head: int, stop: int | None = None) -> str:
        stop = head + 1 if stop is None else stop
        start = head
        while start and head - start < 4 and self._modifies(start - 1) and self.tokens[start].follows_on:
            start -= 1
        if start and self.tokens[start].follows_on and self._is_dangling(start, head):
            start = max(start, head - 1)
        self.role_starts_at = start
        return self._lowered(start, stop)

    def _modifies(self, place: int) -> bool:
        token = self.tokens[place]
        low = token.text.casefold()
        if low in _ARTICLES or low in _ENGLISH_EDGES or token.core != token.text or low[0].isdigit():
            return False
        if token.text in words("verbs") or token.text in words("speech") or low.endswith("ly"):
            return False
        return not (token.opens and token.text in words("starters"))

    def _is_dangling(self, start: int, head: int) -> bool:
        """``On Wednesday night harbour master``: a day at the left edge, so only the compound counts."""
        return any(token.text in words("places") and token.text.endswith("day") for token in self.tokens[start:head])

    def by_verb(self, left: int) -> str | None:
        """``Der Vorsitzende Richter heißt Gebhard Brandt``"""
        verb = left - 1
        if verb < 1 or self.tokens[verb].text not in ("heißt", "hieß", "s'appelle", "s’appelle"):
            return None
        return self._role_phrase(verb - 1, verb) if self.is_role(verb - 1) else None

    def _french_before(self, head: int) -> tuple[str | None, bool]:
        first = self._role_left_of(head + 1, commas=False)
        if first is not None:
            while first and self.is_role(first - 1) and self.tokens[first].follows_on:
                first -= 1
            if self.tokens[first].text[0].islower() or self.tokens[first].opens or first == head:
                self.role_starts_at = first = self._french_adjectives(first)
                return self._with_first_of_two(self._lowered(first, head + 1)), True
        for place in range(head, max(-1, head - 4), -1):
            if self.tokens[place].text.casefold() in _ARTICLES:
                return self._after_article(place, head)
            if self.tokens[place].before:
                break
        return None, False

    def _after_article(self, article: int, head: int) -> tuple[str | None, bool]:
        if article < head and self._sounds(article + 1) and self.tokens[article + 1].text.islower():
            return phrase(self.text, self.tokens[article + 1 : head + 1]), False
        return None, False

    def _french_adjectives(self, head: int) -> int:
        before = self.tokens[head - 1].text.casefold() if head else ""
        early = ("ancien", "ancienne", "jeune", "premier", "première", "nouveau", "nouvelle", "futur", "future", "vice")
        return head - 1 if before in early and self.tokens[head].follows_on else head

    def _lowered(self, start: int, stop: int) -> str:
        """A role is written small, unless the capital is its own."""
        words_ = phrase(self.text, self.tokens[start:stop])
        first = self.tokens[start].text
        if stop - start > 1 and self.tokens[start + 1].is_capital:
            return words_  # "Chief Constable"
        own = not self.tokens[start].opens or not first[1:].islower() or not self._is_common(first)
        return words_ if own else words_[0].lower() + words_[1:]

    def _is_common(self, word: str) -> bool:
        low = word.casefold()
        if low in _COMMON_MODIFIERS:
            return True
        return roles.is_role(low, self.language) or any(token.text == low for token in self.tokens)

"""The phrase beside a name that says what its bearer is.

Three places: right before the name (``Bürgermeisterin Ada Lind``), before it with a comma (``the
mayor of Dull, Ada Lind,``), and behind it (``Ada Lind, maire de Dull,``).
"""

from __future__ import annotations

from .. import naming, roles, seams
from ..words import words
from .small_words import ARTICLES, COMPLEMENTS, CONNECTORS, ENGLISH_CUTS, ENGLISH_EDGES, FRENCH_CUTS, OWNERS
from .tokens import phrase
from .wording import Wording

FARTHEST = 9  # words a role phrase may have


class Phrases(Wording):
    """The tokens of one text, asked for the roles around a name."""

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
        if self.language == "en" and not known and self.tokens[head].core.casefold() in ENGLISH_EDGES:
            return None, False
        role = self._german(self._head_of_genitive(head), head + 1) if self.language == "de" else self._english(head)
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
        if self.language == "de":
            return True
        return owner is not None and owner.text.casefold() in OWNERS | ARTICLES

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
        stop = min(stop, place + 1 + FARTHEST)
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
        if self.tokens[start].text.casefold() in ARTICLES:
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

    def _leads_to(self, start: int, head: int) -> bool:
        """Only adjectives and parts of compounds stand before the head."""
        for token in self.tokens[start:head]:
            low = token.text.casefold()
            if low in ARTICLES or low in ENGLISH_EDGES or low in COMPLEMENTS or token.text in words("verbs"):
                return False
            if self.language == "de" and token.is_capital and not token.text.endswith(("e", "er", "en")):
                return False
        return True

    def _cut(self, start: int, stop: int) -> int:
        cuts = {"fr": FRENCH_CUTS, "en": ENGLISH_CUTS, "de": frozenset(["seit"])}[self.language]
        ages = (p for p in range(start, stop - 1) if self.tokens[p].text == "de" and self.tokens[p + 1].text.isdigit())
        return next((p for p in range(start, stop) if self.tokens[p].text in cuts), next(ages, stop))

    def _role_left_of(self, comma: int, *, commas: bool = True) -> int | None:
        """The role word that heads the phrase ending before ``comma``."""
        best = None
        for place in range(comma - 1, max(-1, comma - 1 - FARTHEST), -1):
            token = self.tokens[place]
            low = token.text.casefold()
            if token.text in words("verbs") or token.text in words("speech") or low in ("a", "ont", "avec"):
                break
            if not commas and not (low in CONNECTORS or low in ARTICLES or self._is_noun_or_adjective(place)):
                break
            if self.is_role(place) and self._complement_follows(place, comma):
                best = place
                if place == 0 or self._starts_phrase(place):
                    break
            elif best is not None and low not in COMPLEMENTS and not low[0].isalpha():
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
        if article.text.casefold() not in ARTICLES:
            return False
        if place < 2 or article.text.casefold() not in CONNECTORS:
            return True
        return not (article.follows_on and self.is_role(place - 2))

    def _complement_follows(self, place: int, comma: int) -> bool:
        if place + 1 == comma:
            return True
        following = self.tokens[place + 1]
        return following.text.casefold() in CONNECTORS or (self.language == "fr" and following.text.islower())

    def _is_bare_opening(self, head: int) -> bool:
        """``Acousticienne, Lise Hautecloque a mesuré``: the sentence begins with the role."""
        first = head
        while first and not self.tokens[first].opens:
            first -= 1
            if head - first > 2:
                return False
        return self.tokens[first].text.casefold() not in ARTICLES

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
            if self.tokens[place].text.casefold() in ARTICLES:
                return self._after_article(place, head)
            if self.tokens[place].before:
                break
        return None, False

    def _after_article(self, article: int, head: int) -> tuple[str | None, bool]:
        if article < head and self._sounds(article + 1) and self.tokens[article + 1].text.islower():
            return phrase(self.text, self.tokens[article + 1 : head + 1]), False
        return None, False

"""How the role of a person is written: in the nominative, small, without the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .. import german, roles
from ..words import words
from .small_words import ARTICLES, COMMON_MODIFIERS, ENGLISH_EDGES
from .tokens import Token, phrase


class Wording:
    """The tokens of one text, and the wording of the roles among them."""

    def __init__(self, text: str, tokens: Sequence[Token], language: str) -> None:
        self.text, self.tokens, self.language = text, tokens, language
        self.role_starts_at = 0

    def is_role(self, place: int) -> bool:
        return roles.is_role(self.tokens[place].core, self.language)

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
        if first is None and determiner.casefold() not in ARTICLES:
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
        if word.casefold() in ARTICLES or word.capitalize() in words("starters") or re.match(r"\d+-?jährig", word):
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
        if low in ARTICLES or low in ENGLISH_EDGES or token.core != token.text or low[0].isdigit():
            return False
        if token.text in words("verbs") or token.text in words("speech") or low.endswith("ly"):
            return False
        return not (token.opens and token.text in words("starters"))

    def _is_dangling(self, start: int, head: int) -> bool:
        """``On Wednesday night harbour master``: a day at the left edge, so only the compound counts."""
        return any(token.text in words("places") and token.text.endswith("day") for token in self.tokens[start:head])

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
        if low in COMMON_MODIFIERS:
            return True
        return roles.is_role(low, self.language) or any(token.text == low for token in self.tokens)

    def _sounds(self, place: int) -> bool:
        return roles.sounds_like_a_person(self.tokens[place].core, self.language)

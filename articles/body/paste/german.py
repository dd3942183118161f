"""German role words back in the nominative, as an editor types them."""

from __future__ import annotations

import re

# Weak masculines: whoever they happen to, they end in -en.
_WEAK_EN = re.compile(
    r"(?:ent|ant|ist|dat|nat|mat|rat|iet|let|pet|ost|pilot|idiot|tekt|urg|nom|soph|graf|fürst|prinz|held|arch|ast)en$",
    re.IGNORECASE,
)
_WEAK_N = re.compile(
    r"(?:loge|goge|tege|perte|zeuge|kollege|schütze|bote|erbe|kunde|gatte|nosse|gefährte|laie|pate|sasse|fahre"
    r"|nachbar|bauer|herr|lotse|matrose|sklave|knabe|hirte|schöffe|riese|franzose|russe|brite|schwede|däne"
    r"|pole|türke|chinese|grieche)n$",
    re.IGNORECASE,
)
_NOUN_ADJECTIVE = re.compile(
    r"(?:vorsitzende|beauftragte|angeklagte|beschuldigte|abgeordnete|beigeordnete|angestellte|sachverständige"
    r"|überlebende|freiwillige|ehrenamtliche|verdächtige|auszubildende|studierende|geflüchtete|gesandte|beamte"
    r"|verletzte|betroffene|delegierte|bevollmächtigte)(?P<end>[nr]?)$",
    re.IGNORECASE,
)
_MASCULINE = frozenset(
    "dem den des zum vom beim im am einem einen eines seinem seinen ihrem ihren seines ihres".split()
)
_FEMININE = frozenset("die zur einer eine seiner ihrer seine ihre".split())
_ADJECTIVE = re.compile(r"(?:e|en|er|em|es)$")


def is_noun_adjective(noun: str) -> bool:
    return bool(_NOUN_ADJECTIVE.search(noun))


def is_feminine(noun: str) -> bool:
    return noun.casefold().endswith(("in", "frau", "schwester", "mutter", "tochter", "hebamme", "witwe"))


def nominative(adjectives: list[str], noun: str, determiner: str) -> str:
    """``determiner`` is the article before the phrase, "" if there is none."""
    article = determiner.casefold()
    bending = _NOUN_ADJECTIVE.search(noun)
    if bending:
        feminine = _is_feminine_adjective(noun, article, bending["end"], adjectives)
        stem = noun[: bending.start("end")]
        noun = stem if feminine else stem + "r"
        return " ".join([*(_strong(word, feminine=feminine) for word in adjectives), noun])
    base = singular(noun)
    return " ".join([*(_strong(word, feminine=is_feminine(base)) for word in adjectives), base])


def _is_feminine_adjective(noun: str, article: str, end: str, adjectives: list[str]) -> bool:
    if article in _MASCULINE or end == "r":
        return False
    if article == "der":  # "der Angeklagte" is he, "der Angeklagten" she
        return end == "n"
    if article in _FEMININE:
        return True
    return not (adjectives and adjectives[-1].endswith(("er", "em")))


def singular(noun: str) -> str:
    """Präsidenten → Präsident, Experten → Experte, Ministers → Minister."""
    if _WEAK_EN.search(noun):
        return noun[:-2]
    if _WEAK_N.search(noun):
        return noun[:-1]
    return noun


def genitive_bases(noun: str) -> list[str]:
    """What ``noun`` may be the genitive of, likeliest first."""
    return [noun[:-1], noun[:-2]] if noun.endswith("es") else [noun[:-1]] if noun.endswith("s") else []


def _strong(adjective: str, *, feminine: bool) -> str:
    if adjective.endswith("er") and adjective[0].isupper():  # "Kölner" never bends
        return adjective
    if not _ADJECTIVE.search(adjective):
        return adjective
    return _ADJECTIVE.sub("e" if feminine else "er", adjective)

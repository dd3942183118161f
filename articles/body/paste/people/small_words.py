"""Small words of three languages, by what they do beside a role."""

from __future__ import annotations

ARTICLES = frozenset(
    "der die das dem den des ein eine einer einem einen eines the a an le la l' l’ les un une "
    "zum zur vom beim im am sein seine seinem seinen seiner ihr ihre ihrem ihren ihrer unser unsere "
    "his her their its our my du au aux son sa ses leur leurs notre nos "
    "dieser diese diesem diesen".split()
)
COMPLEMENTS = frozenset(
    "der des die dem den von vom für im in am an bei beim zur zum aus of at for from the on to in and und et "
    "de du d' d’ la le les l' l’ à au aux en pour chargé chargée near with".split()
)
CONNECTORS = COMPLEMENTS - frozenset("die den dem the la le les l' l’ und and et".split())
ENGLISH_EDGES = frozenset(
    "and or but with by from for of to as that than when while after before if because via per not also only "
    "is was were are be been being has had have said says told asked called named met who whom whose which it "
    "led found made then where so yet including against under over about at in on near between like "
    "called saw gave took became remains joined brought later never even".split()
)
COMMON_MODIFIERS = frozenset(
    "former retired senior lead shop local deputy assistant acting head vice chief founding club team fellow ancien "
    "ancienne jeune".split()
)
OWNERS = frozenset("his her their our my its son sa ses leur mon ma notre".split())
FRENCH_CUTS = frozenset("sur dans depuis devant pendant sous chez où qui dont lors après avant".split())
ENGLISH_CUTS = frozenset("since who which whose when where until that".split())

"""What a typesetter does to finished words; spaces and quote marks only, never a letter."""

import re

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

NO_BREAK = "\N{NO-BREAK SPACE}"
THIN = "\N{NARROW NO-BREAK SPACE}"
QUOTES = {"de": ("„", "“"), "en": ("“", "”"), "fr": (f"«{THIN}", f"{THIN}»")}
TAG = re.compile(r"(<[^>]*>)")
ABBREVIATION = re.compile(r"\b(z|d|u|o|i|s|v|e)\.\s?(B|h|a|ä|U|d|R|o|u|g)\.")
#: A figure stays with what it counts, a sign or a short word with its figure.
COUNTED = re.compile(
    r"(?<=\d) (?=(?:%|‰|°C?|€|\$|Prozent|percent|per cent|Euro|Cent|Mio\.|Mrd\.|Million(?:en)?|Milliarden?|"
    r"million|billion|Uhr|(?:Kilo|Zenti|Milli)?[Mm]etern?|Grad|(?:kilo|centi)?metres|(?:Kilo)?[Gg]ramm|Tonnen?|Litern?|Hektar|"
    r"Sekunden?|Minuten?|Stunden?|seconds?|minutes?|hours?|km|cm|mm|m|kg|t|ha|min|a\.m\.|p\.m\.)(?![\w]))"
)
#: a big number with what is counted in it: 3 Mio. Euro
BIG = re.compile(r"(?<=Mio\.|Mrd\.) (?=Euro\b|€)")
#: a day with its month, and thousands set apart by a space
DAY = re.compile(
    r"(?<=\d\.) (?=(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b)"
)
THOUSANDS = re.compile(r"(?<!\d )(?<![\d.,:])\d{1,3}(?: \d{3})+(?!\d)")
NUMBERED = re.compile(r"(?<![\w])(§|Nr\.|No\.|S\.|Art\.|Abs\.|Dr\.|Prof\.) (?=[\wÄÖÜ])")
#: a name that is half a number
NAMED = re.compile(r"(?<![\w])(Tempo|Linie|Gleis|Platz|Seite|Kapitel|Absatz|Paragraf|Artikel|Zimmer|Halle) (?=\d)")


@register.filter
def typeset(html: str) -> SafeString:
    """Keeps ``z. B.``, ``25 Prozent``, ``3. März``, ``§ 5`` and ``Dr. Name`` on one line. Text between tags only."""
    parts = TAG.split(conditional_escape(html))
    return mark_safe("".join(part if part.startswith("<") else _spaced(part) for part in parts))  # noqa: S308 -- escaped above


@register.filter
def in_quotes(html: str, language: str = "de") -> SafeString:
    """Set-out words between the marks of their language; they are stored without."""
    begin, end = QUOTES.get(language, QUOTES["en"])
    return mark_safe(f"{begin}{conditional_escape(html)}{end}")  # noqa: S308 -- escaped here


def _spaced(text: str) -> str:
    text = ABBREVIATION.sub(rf"\1.{NO_BREAK}\2.", text)
    for gap in (COUNTED, BIG, DAY):
        text = gap.sub(NO_BREAK, text)
    text = THOUSANDS.sub(lambda found: found[0].replace(" ", NO_BREAK), text)
    for named in (NUMBERED, NAMED):
        text = named.sub(rf"\1{NO_BREAK}", text)
    return text


@register.filter
def rank(headline: str) -> str:
    """How loud a headline may be: "" up to 45 characters, then ``long``, beyond 90 ``longer``."""
    return "" if len(headline) <= 45 else "long" if len(headline) <= 90 else "longer"


@register.filter
def minutes_to_read(words: int | None) -> int:
    """At 200 words a minute, never less than one."""
    return max(1, round((words or 0) / 200))

"""A weekday beside a date: “am Montag, dem 24. November”. The calendar knows better than anybody's memory."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from django.utils import formats
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.lint.copy import Copy, Passage
from articles.lint.finding import Finding, Fix, Rule, found, instead

NAME = "weekday"
IMPOSSIBLE = "impossible_date"
YEAR = re.compile(r"(?<![\d.,])(1[5-9]\d\d|20\d\d)(?![\d.,]\d|\d)")
#: a date without a year is of the year that brings it nearest; this far away another year may be meant
FAR = timedelta(days=120)

DAYS = {
    "de": ["Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag|Sonnabend", "Sonntag"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
}
MONTHS = {
    "de": "Januar|Jänner|Jan\\. Februar|Feb\\. März April|Apr\\. Mai Juni Juli August|Aug\\. September|Sept?\\. "
    "Oktober|Okt\\. November|Nov\\. Dezember|Dez\\.",
    "en": "January|Jan\\.? February|Feb\\.? March April|Apr\\.? May June July August|Aug\\.? September|Sept?\\.? "
    "October|Oct\\.? November|Nov\\.? December|Dec\\.?",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
PART = {
    "de": r"(?:abend|morgen|mittag|nachmittag|vormittag|nacht|früh)?",
    "en": r"(?:\s+(?:morning|evening|night|afternoon|lunchtime))?",
    "fr": r"(?:\s+(?:matin|soir|après-midi))?",
}
#: what may stand between weekday and date
GAP = {
    "de": r"(?:,?\s+(?:de[mnr]\s+)?|\s*\(\s*(?:de[mnr]\s+)?)",
    "en": r"(?:,?\s+(?:the\s+)?|\s*\(\s*(?:the\s+)?)",
    "fr": r"(?:,?\s+(?:le\s+)?|\s*\(\s*(?:le\s+)?)",
}
#: and how the weekday may come after
BEHIND = {
    "de": r",?\s+(?:ein|einem|einen|eines)\s+|\s*\(\s*",
    "en": r",?\s+a\s+|\s*\(\s*",
    "fr": r",?\s+un\s+|\s*\(\s*",
}


def _month_names(language: str) -> str:
    return "|".join(MONTHS[language].split())


def _dates(language: str) -> list[str]:
    months = _month_names(language)
    year = r"(?:,?\s+(?P<year>\d{4})(?!\d))?"
    if language == "de":
        numeric = r"(?P<num>\d{1,2})\.(?:\s?(?P<short>\d{4}|\d\d)(?!\d))?"
        return [rf"(?P<day>\d{{1,2}})\.\s?(?:(?P<month>{months})(?!\w){year}|{numeric})"]
    if language == "fr":
        return [rf"(?P<day>\d{{1,2}})(?:er)?\s+(?P<month>{months})(?!\w){year}"]
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w]|[,.:]\d)"
    return [rf"(?P<month>{months})\s+{day}{year}", rf"{day}(?:\s+of)?\s+(?P<month>{months})(?!\w){year}"]


@cache
def _patterns(language: str) -> list[re.Pattern[str]]:
    """None of a language whose days we do not know."""
    if language not in DAYS:
        return []
    weekday = rf"(?P<weekday>{'|'.join(DAYS[language])})"
    before = rf"(?<!\w){weekday}{PART[language]}{GAP[language]}"
    after = rf"(?:{BEHIND[language]}){weekday}(?!\w)"
    dates = _dates(language)
    return [
        *(re.compile(before + one) for one in dates),
        *(re.compile(rf"(?<![\w.]){one}(?:{after})") for one in dates),
    ]


@cache
def _bare(language: str) -> list[re.Pattern[str]]:
    return [re.compile(rf"(?<![\w.,/]){one}") for one in _dates(language)] if language in DAYS else []


def find(copy: Copy) -> Iterator[Finding]:
    for passage in copy.passages:
        for pattern in _patterns(copy.language):
            for match in pattern.finditer(passage.text):
                yield from _judge(copy, passage, match)


def _judge(copy: Copy, passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    said = _weekday(match["weekday"], copy.language)
    days = _days_meant(copy, passage, match)
    if not days or any(day.weekday() == said for day in days):
        return
    day = days[0]
    told = _("“%(words)s”: %(date)s is a %(weekday)s.") % {
        "words": match[0].strip(" ("),
        "date": formats.date_format(day, "DATE_FORMAT"),
        "weekday": WEEKDAYS[day.weekday()],
    }
    fixes = _fixes(copy.language, passage, match, day, said) if len(days) == 1 else ()
    yield found(NAME, passage, match.span(), told, *fixes, because=day.isoformat())


def _fixes(language: str, passage: Passage, match: re.Match[str], day: date, said: int) -> tuple[Fix, ...]:
    """The other day of the month first if it is a day or two off, for that is how dates go wrong."""
    name = DAYS[language][day.weekday()].split("|")[0]
    weekday = instead(passage, *match.span("weekday"), name)
    away = (said - day.weekday() + 3) % 7 - 3
    other = day + timedelta(days=away)
    if other.month != day.month:
        return (weekday,)
    number = instead(passage, *match.span("day"), str(other.day))
    begin, end = sorted((match.span("day"), match.span("month" if match["month"] else "num")))
    words = passage.text[begin[0] : end[1]].replace(match["day"], str(other.day), 1)
    number = Fix(_("Put in “%(words)s”") % {"words": words}, number.changes)
    return (number, weekday) if abs(away) <= 2 else (weekday, number)


def impossible(copy: Copy) -> Iterator[Finding]:
    """The 31st of November."""
    for passage in copy.passages:
        for pattern in _bare(copy.language):
            for match in pattern.finditer(passage.text):
                month, number = _month(copy.language, match), int(match["day"])
                # Two bare numbers may be anything; a month's name makes them a date.
                if match["month"] and month and not _exists(_year(match) or 2000, month, number):
                    told = _("There is no “%(words)s” in the calendar.") % {"words": match[0]}
                    yield found(IMPOSSIBLE, passage, match.span(), told)


def _days_meant(copy: Copy, passage: Passage, match: re.Match[str]) -> list[date]:
    """The likeliest day first. Several where the year is open."""
    month, number = _month(copy.language, match), int(match["day"])
    if not 1 <= month <= 12:
        return []
    if year := _year(match):
        return [date(year, month, number)] if _exists(year, month, number) else []
    years = sorted(
        (year for year in (copy.day.year - 1, copy.day.year, copy.day.year + 1) if _exists(year, month, number)),
        key=lambda year: abs(date(year, month, number) - copy.day),
    )
    near = [date(year, month, number) for year in years]
    likely = near[:1] if near and abs(near[0] - copy.day) <= FAR else near[:2]
    told = _years(passage.text) - {copy.day.year}
    return likely + [date(year, month, number) for year in sorted(told) if _exists(year, month, number)]


@lru_cache(maxsize=8)
def _years(text: str) -> frozenset[int]:
    return frozenset(int(year) for year in YEAR.findall(text))


def _weekday(word: str, language: str) -> int:
    return next(number for number, names in enumerate(DAYS[language]) if word in names.split("|"))


def _month(language: str, match: re.Match[str]) -> int:
    if match["month"]:
        names = MONTHS[language].split()
        return next(number for number, name in enumerate(names, 1) if re.fullmatch(name, match["month"]))
    return int(match["num"])


def _year(match: re.Match[str]) -> int | None:
    groups = match.groupdict()
    short = groups.get("short")
    typed = groups.get("year") or short
    if not typed:
        return None
    return int(typed) + (2000 if len(typed) == 2 else 0)


def _exists(year: int, month: int, number: int) -> bool:
    if not 1 < year < 9999:  # the days around it have to exist, too
        return False
    try:
        date(year, month, number)
    except ValueError:
        return False
    return True


RULES = (
    Rule(NAME, gettext_lazy("weekdays"), find),
    Rule(IMPOSSIBLE, gettext_lazy("dates"), impossible),
)

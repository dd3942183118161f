"""Words in instructions that bind the desk. They warn and propose; they never block."""

import re
from datetime import date, timedelta

WORDS = re.compile(
    r"""\b(?:
      [A-Z][A-Z .,&-]{1,60}\bOUT\b
    | NO\ (?:ARCHIVE?S?|ARCHIVING|SALES?|RESALES?|INTERNET|TABLOIDS?|ADVERTISING|COMMERCIAL\ USE|MAGAZINES?|LICENSING)
    | ONE[ -]TIME[ -]USE(?:\ ONLY)? | EDITORIAL\ USE\ ONLY | MANDATORY\ CREDIT | SPERRFRIST\b[^\n]{0,80}
    | EMBARGO(?:ED)?\b[^\n]{0,80} | NUR\ ZUR\ REDAKTIONELLEN\ (?:VERWENDUNG|NUTZUNG) | HONORARPFLICHTIG
    | (?:NOT\ (?:BE\ )?USED?\ AFTER|WITHIN|FOR)\ \d{1,3}\ (?:DAYS|TAGEN?) | \d{1,3}[ -]DAYS?\b | \d{1,3}\ TAGEN?\b
    )""",
    re.X | re.I,
)
DAYS = re.compile(r"(\d{1,3})[ -](?:DAYS?|TAGEN?)", re.I)
SAME_CASE = re.compile(r"\bOUT$")


def restrictions(*texts: str) -> list[str]:
    """What the instructions and terms say that someone has to heed, in their own words."""
    found = [match[0].strip(" .,") for text in texts for match in WORDS.finditer(text[:2_000])]
    found = [words for words in found if words.upper() == words or not words.upper().endswith("OUT")]
    return list(dict.fromkeys(found))


def last_day(found: list[str], taken: date | None) -> date | None:
    """“14 DAYS” counted from the day the picture was taken: the earliest end that is named."""
    spans = [int(match[1]) for words in found for match in DAYS.finditer(words)]
    return taken + timedelta(days=min(spans)) if spans and taken else None

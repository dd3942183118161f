"""From what blocks say to what the desk is offered: one value a field, and where it came from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from visuals.pipeline.metadata import dates, restrictions, wording
from visuals.pipeline.metadata.credit import Credit, Desk
from visuals.pipeline.metadata.fields import Found, Speech

PLAIN = ("caption", "headline", "alt", "copyright", "usage_terms", "instructions", "supplier_id", "digital_source")
PLACE = ("location", "city", "state", "country")
KEYS = (
    "credit", "provider", "photographers", "caption", "headline", "alt", "taken_at", "people", "place", "copyright",
    "usage_terms", "instructions", "supplier_id", "digital_source", "keywords", "warnings",
)  # fmt: skip
MADE_BY_MODEL = ("trainedalgorithmicmedia", "compositewithtrainedalgorithmicmedia", "compositesynthetic")
MACHINE_CODE = re.compile(r":\w+(?::\w*)+|[\W_]+")
DATE_PLACES = (
    ("EXIF DateTimeOriginal", "exif", "DateTimeOriginal"),
    ("XMP photoshop:datecreated", "xmp", "photoshop:datecreated"),
    ("XMP exif:datetimeoriginal", "xmp", "exif:datetimeoriginal"),
    ("IIM 2:55", "iim", 55),
)


@dataclass
class Reading:
    """``values`` has every key of ``KEYS``; ``found`` what each block said, believed first; both are plain JSON."""

    values: dict[str, Any] = field(default_factory=lambda: dict.fromkeys(KEYS))
    found: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    suggestions: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("photographers", "people", "keywords", "warnings"):
            self.values[name] = self.values[name] or []

    def warn(self, sentence: str) -> None:
        if sentence not in self.values["warnings"]:
            self.values["warnings"].append(sentence)


def interpret(speech: Speech, spellings: Mapping[str, str] | None = None, today: date | None = None) -> Reading:
    reading = Reading()
    for name in PLAIN:
        reading.values[name] = _first(reading, speech, name)
    _first(reading, speech, "title")
    reading.values["place"] = _place(reading, speech)
    reading.values["people"] = wording.distinct(_all(reading, speech, "people"))
    reading.values["keywords"] = _keywords(_all(reading, speech, "keywords"))
    reading.values["taken_at"] = _taken_at(reading, speech, today)
    _credit(reading, speech, Desk(spellings))
    _rights(reading, speech)
    return reading


def _all(reading: Reading, speech: Speech, name: str) -> list[str]:
    candidates = speech.candidates(name)
    _note(reading, name, candidates)
    return candidates[0].values if candidates else []


def _first(reading: Reading, speech: Speech, name: str) -> str | None:
    return next(iter(_all(reading, speech, name)), None)


def _note(reading: Reading, name: str, candidates: list[Found]) -> None:
    if candidates:
        reading.found[name] = [{"source": each.source, "values": each.values} for each in candidates]


def _place(reading: Reading, speech: Speech) -> str | None:
    parts = [_first(reading, speech, name) for name in PLACE]
    code = _first(reading, speech, "country_code")
    if not parts[-1]:
        parts[-1] = code
    return ", ".join(wording.distinct([part for part in parts if part])) or None


def _keywords(texts: list[str]) -> list[str]:
    """Keywords one by one; machine codes go, one long string is taken apart."""
    if len(texts) == 1:
        only = texts[0]
        parts = re.split(r"\s*[;,|]\s*|\n", only)
        texts = parts if len(parts) > 1 else (only.split() if only.count(" ") > 3 else [only])
    texts = [text.strip() for text in texts]
    return wording.distinct([text for text in texts if text and not MACHINE_CODE.fullmatch(text)])[:100]


def _taken_at(reading: Reading, speech: Speech, today: date | None) -> str | None:
    moments: list[Found] = []
    for source, block, key in DATE_PLACES:
        for text in getattr(speech, block).get(key, [])[:1]:
            clock = (speech.iim.get(60) or [""])[0] if block == "iim" else ""
            zone = (speech.exif.get("OffsetTimeOriginal") or [""])[0] if block == "exif" else ""
            moment = dates.taken_at(text, clock, zone)
            if moment is None:
                if not wording.is_placeholder(re.sub(r"[0\s:]", "", text)):
                    reading.warn(f"taken_at: {source} is no date: {wording.line(text, 40)}")
            elif dates.lies_ahead(moment, today):
                reading.warn(f"taken_at: {source} lies in the future: {moment}")
            else:
                moments.append(Found(source, [moment]))
    if speech.iim_first:
        moments.sort(key=lambda each: (not each.source.startswith("EXIF"), not each.source.startswith("IIM")))
    _note(reading, "taken_at", moments)
    if not moments:
        return None
    days = {each.values[0][:10] for each in moments if len(each.values[0]) >= 10}
    if len(days) > 1:
        reading.warn(f"taken_at: blocks disagree about the day: {', '.join(sorted(days))}")
    return moments[0].values[0]


def _credit(reading: Reading, speech: Speech, desk: Desk) -> None:
    creators = _all(reading, speech, "creator")
    givers = [each for name in ("credit", "source") for each in speech.candidates(name)]
    _note(reading, "credit", speech.candidates("credit"))
    _note(reading, "source", speech.candidates("source"))
    in_caption, rest = desk.of_caption(reading.values["caption"] or "")
    if in_caption:
        reading.suggestions["caption"] = rest
    credit = desk.credit(creators, [text for each in givers for text in each.values])
    if in_caption and not (credit.photographers and credit.parts):
        _complete(credit, desk.credit([], [in_caption]), reading, in_caption)
    if not credit.parts and (known := desk.of_rights(reading.values["copyright"] or "")):
        credit.parts = [("/", known)]
        reading.found.setdefault("credit", []).append({"source": "copyright", "values": [known]})
    reading.values["photographers"] = credit.photographers
    reading.values["provider"] = credit.provider or None
    reading.values["credit"] = credit.line or None


def _complete(credit: Credit, other: Credit, reading: Reading, text: str) -> None:
    """What by-line and credit left open, from the end of the caption."""
    if not credit.photographers and not credit.parts:
        credit.photographers, credit.parts = other.photographers, other.parts
    elif not credit.photographers:
        credit.photographers = other.photographers
    else:
        people = {wording.fold(name) for name in credit.photographers}
        credit.parts = [part for part in other.parts if wording.fold(part[1]) not in people]
    reading.found.setdefault("credit", []).append({"source": "caption", "values": [text]})


def _rights(reading: Reading, speech: Speech) -> None:
    values = reading.values
    words = restrictions.restrictions(values["instructions"] or "", values["usage_terms"] or "")
    for each in words:
        reading.warn(f"restriction: {each}")
    last = restrictions.last_day(words, dates.day_of(values["taken_at"] or ""))
    if last:
        reading.suggestions["available_until"] = last.isoformat()
        reading.warn(f"restriction: proposed last day {last.isoformat()}")
    kind = (values["digital_source"] or "").rstrip("/").rpartition("/")[2].casefold()
    if kind in MADE_BY_MODEL:
        reading.warn(f"digital_source: generated or altered by a model ({kind})")
    mining = (_first(reading, speech, "data_mining") or "").upper()
    if "PROHIBITED" in mining:
        reading.warn("usage_terms: data mining prohibited or restricted")

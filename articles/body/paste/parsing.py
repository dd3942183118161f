"""From the pasted bytes or text to one ``PastedStory``."""

from __future__ import annotations

from . import folding, head, language, people, pieces, reader, sentences, topics
from .cleaning import clean
from .decode import Decoded, decode
from .docx import is_archive, read_docx
from .mending import mend
from .story import Block, PastedStory, Source, Warnings

_ORDER: tuple[Warnings, ...] = (
    "invalid_date", "invalid_duration", "missing_credit", "missing_speaker", "truncated", "encoding_repaired",
)  # fmt: skip


def parse(source: str | bytes) -> PastedStory:
    """Raises ``NotText`` for bytes of a picture or the like, nothing for any text. Knows Word files."""
    decoded = _from_bytes(source) if isinstance(source, bytes) else _from_text(source)
    text = clean(decoded.text)
    top = head.read(folding.unfold(pieces.lines(text)))
    blocks = reader.read(top.body)
    lead = top.lead.text if top.lead else None
    picture = None
    if lead and blocks and blocks[0].kind == "image":
        picture, blocks = blocks[0], blocks[1:]
    spoken = language.detect(text)
    everything = [block for block in (picture, *blocks) if block]
    named = people.find(filter(None, (top.kicker, top.headline, lead)), everything, spoken)
    return PastedStory(
        source=text,
        date=top.date,
        language=spoken,
        kicker=top.kicker,
        headline=top.headline,
        lead=lead,
        lead_source=_lead_source(top),
        lead_image=picture,
        blocks=tuple(blocks),
        people=named,
        topics=topics.suggest(top.kicker, [lead or "", *(block.text for block in blocks)], named),
        warnings=_warnings(top.invalid_date, everything, decoded.repaired),
    )


def _from_bytes(data: bytes) -> Decoded:
    return Decoded(read_docx(data), repaired=False) if is_archive(data) else decode(data)


def _from_text(text: str) -> Decoded:
    mended = mend(text)
    return Decoded(mended, mended != text.lstrip("\ufeff"))


def _lead_source(top: head.Head) -> Source | None:
    piece = top.lead
    return Source(piece.start, piece.end, piece.source[piece.start : piece.end]) if piece else None


def _warnings(invalid_date: bool, blocks: list[Block], repaired: bool) -> tuple[Warnings, ...]:
    raised: set[Warnings] = set()
    if invalid_date:
        raised.add("invalid_date")
    if repaired:
        raised.add("encoding_repaired")
    for block in blocks:
        raised.update(block.stamp.faults if block.stamp else ())
        if block.credit and block.credit.missing:
            raised.add("missing_credit")
        if block.attribution and block.attribution.missing:
            raised.add("missing_speaker")
    if blocks and blocks[-1].kind == "paragraph" and not _is_finished(blocks[-1].text):
        raised.add("truncated")
    return tuple(code for code in _ORDER if code in raised)


def _is_finished(text: str) -> bool:
    return sentences.is_finished(text) or text.endswith(":")

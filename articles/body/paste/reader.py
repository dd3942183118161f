"""The pasted text, line by line, becomes blocks.

Three steps. ``separate`` cuts every line behind the signs that end an element (a clip's stamp, a
credit, an attribution), so that no piece holds more than one. ``stitch`` gives a sign that lost its
line back to the line above. ``classify`` reads what is left by its neighbours: lists, teasers,
crossheads, paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from . import credits, crossheads, lists, quotes, run_ons, stamps, teasers
from .pieces import Piece
from .story import Attribution, Block, Credit, Kind, Source, Stamp, Teaser

_FARTHEST = 200  # lines a list may have


@dataclass(frozen=True)
class Part:
    """A piece and the sign that ended it, if one did. ``span`` includes the sign."""

    piece: Piece
    span: Piece
    stamp: Stamp | None = None
    credit: Credit | None = None
    attribution: Attribution | None = None

    @property
    def is_plain(self) -> bool:
        return not (self.stamp or self.credit or self.attribution)

    @property
    def kind(self) -> Literal["video", "image", "quote"]:
        return "video" if self.stamp else "image" if self.credit else "quote"

    @property
    def is_bare_sign(self) -> bool:
        return not self.is_plain and not self.piece.text


def read(pieces: Sequence[Piece]) -> list[Block]:
    joined = _join_open_quotes(pieces)
    whole = [item for piece in joined for part in run_ons.teaser(piece) for item in run_ons.lists(part)]
    parts = [part for piece in whole for part in separate(piece)]
    return list(classify(stitch(parts)))


def _join_open_quotes(pieces: Sequence[Piece]) -> list[Piece]:
    """A quote mark at a line's end reaches for the attribution below, and the other way round."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and (
            (quotes.ends_open(joined[-1]) and quotes.looks_like_attribution(piece.text))
            or (quotes.is_attribution_line(piece) and not lists.begins(joined[-1]))
        ):
            joined[-1] = joined[-1].until(piece)
        else:
            joined.append(piece)
    return joined


def separate(piece: Piece) -> Iterator[Part]:
    """The piece cut behind each sign, the earliest first."""
    while piece.text:
        found = [part for part in _signed(piece) if part]
        if not found:
            yield Part(piece, piece)
            return
        part, rest = min(found, key=lambda pair: pair[0].span.end)
        *before, own = run_ons.before_sign(part.piece, part.kind)
        for plain in before:
            yield Part(plain, plain)
        yield replace(part, piece=own, span=replace(part.span, start=own.start)) if before else part
        piece = rest


def _signed(piece: Piece) -> Iterator[tuple[Part, Piece]]:
    if lists.has_bullet(piece):
        return
    if found := stamps.find(piece):
        before, stamp, after = found
        yield Part(before, _span(piece, after), stamp=stamp), after
    if found_credit := credits.find(piece):
        before, credit, after = found_credit
        yield Part(before, _span(piece, after), credit=credit), after
    if found_quote := quotes.find(piece):
        before, who, after = found_quote
        yield Part(before, _span(piece, after), attribution=who), after


def _span(piece: Piece, after: Piece) -> Piece:
    return replace(piece, end=after.start if after.text else piece.end)


def stitch(parts: Sequence[Part]) -> list[Part]:
    stitched: list[Part] = []
    for part in parts:
        if part.is_bare_sign and stitched and stitched[-1].is_plain:
            above = stitched.pop()
            part = replace(part, piece=above.piece, span=above.span.until(part.span))
        elif part.is_bare_sign and stitched and (stamp := _both_halves(stitched[-1].stamp, part.stamp)):
            above = stitched.pop()
            part = replace(above, stamp=stamp, span=above.span.until(part.span))
        stitched.append(part)
    return stitched


def _both_halves(one: Stamp | None, other: Stamp | None) -> Stamp | None:
    """The date on one line, the duration on the next."""
    if one is None or other is None or one.seconds is not None or one.faults or other.date is not None:
        return None
    return Stamp(one.date, other.seconds, other.faults)


def classify(parts: Sequence[Part]) -> Iterator[Block]:
    place, announced = 0, False
    while place < len(parts):
        block, used = _block(parts, place, announced)
        yield block
        announced = block.kind == "paragraph" and block.text.endswith(":")
        place += used


def _block(parts: Sequence[Part], place: int, announced: bool) -> tuple[Block, int]:
    part = parts[place]
    if not part.is_plain:
        return _signed_block(part), 1
    ahead = _plain_run(parts[place : place + _FARTHEST])
    found = lists.read(ahead) or (lists.bare(ahead) if announced else None)
    if found:
        span = part.span.until(parts[place + found.used - 1].span)
        text = "\n".join(found.items)
        return Block("list", text, _source(span), items=found.items, ordered=found.ordered), found.used
    if teaser := _teaser(ahead, announced):
        return teaser
    last = place == len(parts) - 1
    kind: Kind = "crosshead" if crossheads.is_crosshead(part.piece.text, last=last) else "paragraph"
    return Block(kind, part.piece.text, _source(part.span)), 1


def _signed_block(part: Part) -> Block:
    text, source = part.piece.text, _source(part.span)
    if part.stamp:
        return Block("video", text, source, stamp=part.stamp)
    if part.credit:
        return Block("image", text, source, credit=part.credit)
    return Block("quote", text, source, attribution=part.attribution)


def _plain_run(parts: Sequence[Part]) -> list[Piece]:
    run = []
    for part in parts:
        if not part.is_plain:
            break
        run.append(part.piece)
    return run


def _teaser(ahead: Sequence[Piece], announced: bool) -> tuple[Block, int] | None:
    """On one line, or spread over up to four that end with a label."""
    for used in range(min(4, len(ahead)), 0, -1):
        whole = ahead[0].until(ahead[used - 1])
        if used > 1 and not (teasers.has_kicker(ahead[0].text) and teasers.is_label(ahead[used - 1].text)):
            continue
        parts = teasers.read(whole.source[whole.start : whole.end].replace("\n", "  "), announced=announced)
        if parts and (used > 1 or parts.label or announced):
            teaser = Teaser(parts.kicker, parts.title, parts.label)
            text = " ".join((parts.text or "").split())
            return Block("teaser", text, _source(whole), teaser=teaser), used
    return None


def _source(piece: Piece) -> Source:
    return Source(piece.start, piece.end, piece.source[piece.start : piece.end])

"""Text that went through a wrong program is put right: mojibake, entities, stray surrogates."""

from __future__ import annotations

import html
import re

import ftfy

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,10}\d{0,2});")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Two characters that only a UTF-8 sequence read one byte at a time leaves behind.
_SUSPECT = re.compile("[ÂÃÄÅâÎÐÑ√¬‚├┬Ôï][\x80-\xff€-™\u0160-\u0192\u02c6\u02dc†-‰√∂ºªœŸ]|[\x80-\x9f]|\ufffd")
_CONFIG = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
_ROUNDS = 3


def mend(text: str) -> str:
    """The text as its author saw it. Sound text comes back unchanged."""
    text = _join_surrogates(text.lstrip("\ufeff"))
    if _ENTITY.search(text):
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
    text = "\n".join(map(_mend_line, text.split("\n"))) if _SUSPECT.search(text) else text
    return text.replace("\x00", "").replace("\ufffd", "")


def _mend_line(line: str) -> str:
    """Line by line, for a text pasted from two sources is broken in one part only."""
    for _round in range(_ROUNDS):
        if not _SUSPECT.search(line):
            break
        better = ftfy.fix_text(line, _CONFIG)
        if better == line:
            break
        line = better
    return line


def _join_surrogates(text: str) -> str:
    if not _SURROGATE.search(text):
        return text
    try:  # bytes that Python smuggled through as low surrogates
        return text.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError:
        paired = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return _SURROGATE.sub("", paired)

"""What stands inside one cue: a few tags are kept, a voice becomes the speaker, all else is text."""

import re
from html import escape, unescape

TAG = re.compile(r"<[^<>\n]{0,200}>|\{\\[^{}\n]{0,60}\}")
KEPT = re.compile(r"<(b|i|u|c|lang)((?:\.[\w-]{1,40}){0,4})(?:[ \t]+([\w-]{1,35}))?[ \t]*>", re.IGNORECASE)
CLOSED = re.compile(r"</(b|i|u|c|lang|v)>", re.IGNORECASE)
VOICE = re.compile(r"<v(?:\.[\w.-]+)?[ \t]+([^<>\n]+)>", re.IGNORECASE)
#: what a tag of SRT or of nobody looks like; anything else in angles is what somebody wrote
KNOWN = re.compile(r"</?(?:b|i|u|c|v|lang|ruby|rt|font|span|s)\b[^<>]*>|<[\d:.]+>|\{\\[^}]*\}", re.IGNORECASE)
SPEAKER = 120


def inside(raw: str) -> tuple[str, str, str]:
    """Speaker, plain text and, if any tag is kept, the same as WebVTT."""
    speaker, plain, marked, stack, any_kept, at = "", [], [], [], False, 0
    for found in TAG.finditer(raw):
        _say(raw[at : found.start()], plain, marked)
        at, tag = found.end(), found[0]
        if voice := VOICE.fullmatch(tag):
            name = " ".join(unescape(voice[1]).split())[:SPEAKER]
            if speaker and name != speaker:
                _say(f"\n{name}: " if "".join(plain).strip() else f"{name}: ", plain, marked)
            speaker = speaker or name
        elif kept := KEPT.fullmatch(tag):
            name = kept[1].lower()
            stack.append(name)
            marked.append(f"<{name}{kept[2]}{' ' + kept[3] if name == 'lang' and kept[3] else ''}>")
            any_kept = True
        elif closed := CLOSED.fullmatch(tag):
            if closed[1].lower() in stack:
                _close(closed[1].lower(), stack, marked)
        elif not KNOWN.fullmatch(tag):
            _say(tag, plain, marked)
    _say(raw[at:], plain, marked)
    while stack:
        marked.append(f"</{stack.pop()}>")
    text = _tidy("".join(plain))
    return speaker, text, _tidy("".join(marked)) if any_kept and text else ""


def _say(words: str, plain: list[str], marked: list[str]) -> None:
    words = unescape(words)
    plain.append(words)
    marked.append(escape(words, quote=False))


def _close(name: str, stack: list[str], marked: list[str]) -> None:
    """Tags end in the order in which they began, whatever the file says."""
    while stack:
        last = stack.pop()
        marked.append(f"</{last}>")
        if last == name:
            return


def _tidy(text: str) -> str:
    lines = (" ".join(line.split(" ")).strip() for line in text.replace("\xa0", " ").split("\n"))
    return "\n".join(line for line in lines if line)

"""Story bodies by hand: ``body(paragraph("…"), quote("…", name="…"))``. Rows or their numbers may be given.

Ids are counted through, so every block of a test run has its own.
"""

from itertools import count
from typing import Any

from django.db.models import Model

Json = dict[str, Any]
_ids = count(1)


def block_id() -> str:
    return f"b{next(_ids):09}"


def body(*blocks: Json | str) -> Json:
    """A document; a bare string is a paragraph."""
    content = [paragraph(block) if isinstance(block, str) else block for block in blocks]
    return {"schema": 1, "type": "doc", "content": content}


def node(kind: str, content: list[Json] | None = None, **attrs: Any) -> Json:
    made: Json = {"type": kind, "attrs": {"id": block_id(), **attrs}}
    return made | {"content": content} if content else made


def words(text: str, *marks: str, link: str = "") -> Json:
    """A text node: ``words("so", "strong")``, ``words("there", link="https://…")``."""
    found: list[Json] = [{"type": mark} for mark in marks]
    found += [{"type": "link", "attrs": {"href": link}}] if link else []
    return {"type": "text", "text": text} | ({"marks": found} if found else {})


def mention(person: Any, label: str = "") -> Json:
    return {"type": "mention", "attrs": {"person": _key(person), "label": label or str(person)}}


def line_break() -> Json:
    return {"type": "hard_break"}


def paragraph(*parts: Json | str) -> Json:
    return node("paragraph", _inlines(parts))


def crosshead(*parts: Json | str, level: int = 2) -> Json:
    return node("crosshead", _inlines(parts), level=level)


def quote(*parts: Json | str, person: Any = None, **attrs: Any) -> Json:
    tie = {} if person is None else {"person": _key(person)}
    return node("quote", _inlines(parts), **tie, **attrs)


def item(*children: Json | str) -> Json:
    return node("list_item", [paragraph(child) if isinstance(child, str) else child for child in children])


def bullets(*items: Json | str, ordered: bool = False) -> Json:
    return node("list", [item(one) if isinstance(one, str) else one for one in items], ordered=ordered)


def picture(image: Any, *caption: Json | str, **attrs: Any) -> Json:
    return node("image", _inlines(caption), image=_key(image), **attrs)


def gallery(*images: Any, **attrs: Any) -> Json:
    return node("gallery", [one if isinstance(one, dict) else picture(one) for one in images], **attrs)


def video(clip: Any, *words_here: Json | str) -> Json:
    return node("clip", _inlines(words_here), clip=_key(clip))


def teaser(article: Any = None, *parts: Json | str, **attrs: Any) -> Json:
    tie = {} if article is None else {"article": _key(article)}
    return node("teaser", _inlines(parts), **tie, **attrs)


def factbox(title: str, *children: Json | str) -> Json:
    inside = [paragraph(child) if isinstance(child, str) else child for child in children]
    return node("factbox", inside, title=title)


def cell(*parts: Json | str, **attrs: Any) -> Json:
    return node("table_cell", [paragraph(*parts)], **attrs)


def table(*rows: list[Json | str], **attrs: Any) -> Json:
    made = [node("table_row", [one if isinstance(one, dict) else cell(one) for one in row]) for row in rows]
    return node("table", made, **attrs)


def embed(url: str = "https://videos.example/x", **attrs: Any) -> Json:
    return node("embed", url=url, **attrs)


def divider() -> Json:
    return node("divider")


def every_kind(*, image: Any, clip: Any, person: Any, story: Any) -> Json:
    """One block of every kind there is, pointing at these rows."""
    return body(
        paragraph("Mit ", mention(person), " und ", words("Nachdruck", "strong"), "."),
        crosshead("Was jetzt kommt"),
        bullets("Erstens", "Zweitens"),
        quote("Wir fangen von vorn an.", person=person, name=str(person), role="Hafenmeisterin"),
        picture(image, "Der Kran am Morgen"),
        gallery(image, image, title="Rundgang"),
        video(clip),
        teaser(story),
        factbox("Zum Hafen", "Gebaut 1911.", bullets("zwei Kräne", "ein Becken")),
        table(["Jahr", "Schiffe"], ["1911", cell("40", align="end")], caption="Anläufe"),
        embed(title="Die Fahrt von oben", provider="Videos"),
        divider(),
    )


def _inlines(parts: tuple[Json | str, ...]) -> list[Json]:
    return [words(part) if isinstance(part, str) else part for part in parts]


def _key(row: Any) -> int:
    return row.pk if isinstance(row, Model) else row

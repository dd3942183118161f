"""Saving what one window typed, whatever was saved beside it in the meantime.

Three ways: the version it was begun from, the story as it stands now, what was typed. What only one side touched is
taken; where both did, nothing is stored and the question goes back, with the words of both.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import merge
from articles.lifecycle import naming, states
from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Stale
from articles.lifecycle.saving import not_twice, save
from articles.models import Article, Revision
from people.models import User

Json = dict[str, Any]


@dataclass(frozen=True)
class Typed:
    """What a window sends that differs from the story as it is stored now. Untouched columns and lists are missing."""

    columns: Json = field(default_factory=dict)
    lists: states.Lists = field(default_factory=dict)
    body: Json | None = None


@dataclass(frozen=True)
class Question:
    """One column that both changed: theirs is stored, mine is not yet."""

    name: str
    theirs: Any
    mine: Any


@dataclass
class Settled:
    """The stored story, whose versions came in, and which blocks stayed although one side had deleted them."""

    article: Article
    merged: list[Revision] = field(default_factory=list)
    kept: list[merge.Clash] = field(default_factory=list)
    unchanged: bool = False


class Conflict(Stale):
    """Both changed the same place, and nothing is stored.

    ``body``, ``columns`` and ``lists`` hold everything merged so far: each block of ``clashes`` twice, each column of
    ``questions`` as mine. Sent again with ``version`` as its base, it fits.
    """

    def __init__(self, others: list[Revision], typed: Typed, clashes: list[merge.Clash], questions: list[Question]):
        self.others, self.clashes, self.questions = others, clashes, questions
        self.columns, self.lists, self.body = typed.columns, typed.lists, typed.body
        self.version = others[-1].version
        told = _(
            "%(who)s changed the same places as you after you opened the story. Both texts stand here: please choose."
        )
        super().__init__(told % {"who": names(others)})


@transaction.atomic
def settle(
    article: Article,
    typed: Typed,
    *,
    by: User | None,
    base_version: int | None,
    label: str = "",
    token: str | None = None,
    overwrite: bool = False,
) -> Settled:
    """Store what was typed on ``base_version``, merged with what others saved since; ``article`` is then as stored.

    Raises ``Conflict`` where both changed one place; ``overwrite`` takes mine there. Nothing typed and nothing named
    makes no version.
    """
    stored = locked(article)
    not_twice(token)
    others = _since(stored, base_version)
    merged, clashes, questions = _merged(stored, typed, others, base_version, overwrite)
    if questions or any(clash.mine for clash in clashes):
        raise Conflict(others, merged, clashes, questions)
    told = [clash for clash in clashes if not clash.mine]
    states.put(stored, merged.columns)
    stored.body = stored.body if merged.body is None else merged.body
    if not (merged.columns or merged.lists or merged.body is not None or label):
        _mirror(article, stored)
        return Settled(article, others, told, unchanged=True)
    name = label or (_name_of_merge(others) if others else "")
    save(stored, by=by, label=name, lists=merged.lists, token=token)
    _mirror(article, stored)
    return Settled(article, others, told)


def names(revisions: Iterable[Revision]) -> str:
    """Whose versions these are, each once."""
    return ", ".join(dict.fromkeys(str(row.by or _("Somebody")) for row in revisions))


def last_change(revisions: list[Revision]) -> datetime | None:
    return revisions[-1].at if revisions else None


def _since(stored: Article, base_version: int | None) -> list[Revision]:
    """The versions made after the one that was opened. ``Stale`` if one is missing: then something was erased for
    good, and whoever still has the old words on the screen must not bring them back.
    """
    if base_version is None or base_version == stored.version:
        return []
    rows = stored.revisions.filter(version__gt=base_version).order_by("version").select_related("by")
    found = list(rows.defer("body", "fields", "blocks"))
    if len(found) != stored.version - base_version:
        raise Stale(_cannot())
    return found


def _cannot() -> str:
    return _("This story was changed in a way that cannot be merged. Please open it again; your text is kept.")


def _merged(
    stored: Article, typed: Typed, others: list[Revision], base_version: int | None, overwrite: bool
) -> tuple[Typed, list[merge.Clash], list[Question]]:
    if not others:
        body = None if typed.body == stored.body else typed.body
        return Typed(_differing(states.columns(stored), typed.columns), _new_lists(stored, typed), body), [], []
    base = stored.revisions.filter(version=base_version or 0).first()
    if base is None:
        raise Stale(_cannot())
    columns, questions = _merge_columns(base.fields, states.columns(stored), typed.columns)
    lists = _merge_lists(base.fields, states.lists(stored), typed.lists)
    if overwrite and typed.body is not None and not merge.mergeable(base.body, stored.body, typed.body):
        return Typed(columns, lists, typed.body), [], []
    body, clashes = _merge_bodies(base.body, stored.body, typed.body)
    if overwrite:
        body, clashes, questions = _mine_alone(body, clashes), [one for one in clashes if not one.mine], []
    return Typed(columns, lists, body), clashes, questions


def _mine_alone(body: Json | None, clashes: list[merge.Clash]) -> Json | None:
    """Where both stand, mine takes the place and the id of theirs. What nobody disputed stays as it was merged."""
    back = {clash.mine: clash.block for clash in clashes if clash.mine}
    if body is None or not back:
        return body
    content = [block for block in body["content"] if block["attrs"]["id"] not in back.values()]
    for place, block in enumerate(content):
        if (was := back.get(block["attrs"]["id"])) is not None:
            content[place] = {**block, "attrs": {**block["attrs"], "id": was}}
    return {**body, "content": content}


def _differing(now: Json, mine: Json) -> Json:
    return {name: value for name, value in mine.items() if now.get(name) != value}


def _new_lists(stored: Article, typed: Typed) -> states.Lists:
    """Asked only if a list was sent at all: three queries."""
    now = states.lists(stored) if typed.lists else {}
    return {name: rows for name, rows in typed.lists.items() if not states.same_list(rows, now[name])}


def _merge_columns(base: Json, theirs: Json, mine: Json) -> tuple[Json, list[Question]]:
    """What of mine is to be set, and what both changed otherwise."""
    wanted: Json = {}
    questions = []
    for name, value in mine.items():
        if value == theirs.get(name) or (name in base and value == base[name]):
            continue
        wanted[name] = value
        if name not in base or theirs.get(name) != base[name]:
            questions.append(Question(name, theirs.get(name), value))
    return wanted, questions


def _merge_lists(base: Json, theirs: states.Lists, mine: states.Lists) -> states.Lists:
    wanted = {}
    for name, rows in mine.items():
        both, _met = merge.rows(base.get(name, []), theirs[name], rows, states.key_of)
        if not states.same_list(both, theirs[name]):
            wanted[name] = both
    return wanted


def _merge_bodies(base: Json, theirs: Json, mine: Json | None) -> tuple[Json | None, list[merge.Clash]]:
    if mine is None or mine in (theirs, base):
        return None, []
    if not merge.mergeable(base, theirs, mine):
        raise Stale(_cannot())
    body, clashes = merge.bodies(base, theirs, mine)
    return (None if body == theirs else body), clashes


def _name_of_merge(others: list[Revision]) -> str:
    words = {"number": others[-1].version, "who": names(others)}
    return (_("Merged with version %(number)s by %(who)s") % words)[: naming.LONGEST]


def _mirror(article: Article, stored: Article) -> None:
    """The caller's instance is as the story is stored, and the rows it may have looked up before are not."""
    for column in Article._meta.concrete_fields:
        setattr(article, column.attname, getattr(stored, column.attname))
    article._prefetched_objects_cache = {}  # type: ignore[attr-defined]

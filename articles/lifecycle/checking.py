"""The two looks a story gets: edited, proofread. A look counts for the words it saw; later words open it again.

Nobody is kept from signing their own text, for a small desk at night has nobody else; but it is said.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Obstacle, Refused
from articles.models import Article, Check
from kit.tasks import enqueue_on_commit
from people.lifecycle import record
from people.models import User

#: the columns that somebody who edits or proofreads has read
READ = ("kicker", "headline", "lead", "teaser_kicker", "teaser_headline", "teaser_text", "lead_image_caption")
#: kind → (what a section calls it when it insists, the code of the obstacle)
INSISTED = {
    Check.Kind.EDITED: ("needs_editing", "missing_edit"),
    Check.Kind.PROOFREAD: ("needs_proofreading", "missing_proof"),
}


@dataclass(frozen=True)
class Standing:
    """One of the two checks as it stands now, whether or not there is a row of it."""

    kind: str
    state: str  # open, asked, done, waived
    insisted: bool
    changed_since: bool = False
    by: User | None = None
    at: datetime | None = None
    reason: str = ""
    own: bool = False  # signed by whoever began the story

    @property
    def label(self) -> str:
        return str(Check.Kind(self.kind).label)

    @property
    def holds(self) -> bool:
        return self.state in (Check.State.DONE, Check.State.WAIVED) and not self.changed_since


def standings(article: Article, kinds: Iterable[str] = Check.Kind.values) -> list[Standing]:
    """How the checks stand for the saved text. Two queries, three if the story has been saved since."""
    section = article.section
    rows = {row.kind: row for row in article.checks.select_related("by")}
    seen = {row.version for row in rows.values()} - {article.version}
    other = {version for version in seen if _reads_differently(article, version)}
    found = []
    for kind in kinds:
        insisted = bool(section and getattr(section, INSISTED[Check.Kind(kind)][0]))
        row = rows.get(kind)
        if row is None:
            found.append(Standing(kind, "open", insisted))
            continue
        own = row.by_id is not None and row.by_id == article.created_by_id
        found.append(Standing(kind, row.state, insisted, row.version in other, row.by, row.at, row.reason, own))
    return found


def unchecked(article: Article) -> Iterator[Obstacle]:
    """What the section insists on and nobody has done for these words. No query where no section insists."""
    section = article.section
    kinds = [kind for kind, (flag, _code) in INSISTED.items() if section and getattr(section, flag)]
    if not kinds:
        return
    for one in standings(article, kinds):
        if not one.holds:
            yield Obstacle(INSISTED[Check.Kind(one.kind)][1], _sentence(one), "workflow")


def _sentence(one: Standing) -> str:
    told = {"who": str(one.by or _("somebody"))}
    if one.state == Check.State.ASKED:
        return _ASKED[one.kind]() % told
    return (_CHANGED if one.changed_since else _OPEN)[one.kind]() % told


_OPEN: dict[str, Callable[[], str]] = {
    Check.Kind.EDITED: lambda: _("Nobody has edited the story, and its section insists on it."),
    Check.Kind.PROOFREAD: lambda: _("Nobody has proofread the story, and its section insists on it."),
}
_ASKED: dict[str, Callable[[], str]] = {
    Check.Kind.EDITED: lambda: _("%(who)s asked for somebody to edit the story; nobody has yet."),
    Check.Kind.PROOFREAD: lambda: _("%(who)s asked for somebody to proofread the story; nobody has yet."),
}
_CHANGED: dict[str, Callable[[], str]] = {
    Check.Kind.EDITED: lambda: _("The text has changed since %(who)s edited it."),
    Check.Kind.PROOFREAD: lambda: _("The text has changed since %(who)s proofread it."),
}


def ask(article: Article, kind: str, *, by: User) -> Check:
    """Ask colleagues for a look. Whoever may sign finds it in their queue."""
    return _set(article, kind, Check.State.ASKED, by, "")


def sign(article: Article, kind: str, *, by: User, seen: int | None = None) -> Check:
    """“I have edited this”. ``seen``: the version she has on the screen; refused if the words have changed since."""
    return _set(article, kind, Check.State.DONE, by, "", seen)


def waive(article: Article, kind: str, *, by: User, reason: str) -> Check:
    """Urgent: go without this look, for a reason that stays in the log."""
    if not reason.strip():
        raise Refused(_("Say why this check is passed over; the reason is kept in the log."))
    return _set(article, kind, Check.State.WAIVED, by, reason.strip())


def open_again(article: Article, kind: str, *, by: User) -> None:
    """Take the mark back, whatever it was. Asking twice changes nothing."""
    with transaction.atomic():
        article = locked(article)
        row = article.checks.filter(kind=_known(kind)).first()
        if row:
            before = _told(row)
            row.delete()
            record("open check", article, by=by, before=before)


def _set(article: Article, kind: str, state: str, by: User, reason: str, seen: int | None = None) -> Check:
    with transaction.atomic():
        article = locked(article)
        if seen not in (None, article.version) and _reads_differently(article, seen or 0):
            raise Refused(_("The text has changed since you opened it. Please look at it once more, then sign."))
        before = article.checks.filter(kind=_known(kind)).first()
        told = {"state": state, "version": article.version, "reason": reason[:500], "by": by}
        row, _made = Check.objects.update_or_create(article=article, kind=kind, defaults=told)
        record(_VERBS[state], article, by=by, before=_told(before), after=_told(row), reason=reason)
        if state == Check.State.ASKED:
            enqueue_on_commit("articles.tasks.tell_of_asking", article.pk, kind)
    return row


_VERBS: dict[str, str] = {
    Check.State.ASKED: "ask for check",
    Check.State.DONE: "sign check",
    Check.State.WAIVED: "waive check",
}


def _known(kind: str) -> str:
    if kind not in Check.Kind.values:
        raise Refused(_("There is no such check."))
    return kind


def _told(row: Check | None) -> dict[str, Any]:
    return {"check": row.kind, "state": row.state, "version": row.version} if row else {}


def _reads_differently(article: Article, version: int) -> bool:
    """Whether a reader of that version has not seen these words. What was filed differently since does not matter."""
    then = article.revisions.filter(version=version).values("body", "fields").first()
    if then is None or then["body"] != article.body:
        return True
    return any(then["fields"].get(name, "") != getattr(article, name) for name in READ)

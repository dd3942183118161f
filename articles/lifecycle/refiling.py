"""Where a story is kept and how far it is: section, stage, tags, whose it is. One or many in one go, and back again."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.lifecycle import states
from articles.lifecycle.desk import locked
from articles.lifecycle.handing import hand_over
from articles.lifecycle.refusal import Refused
from articles.lifecycle.saving import save
from articles.models import Article, Section
from people.lifecycle import record
from people.models import AuditEvent, User
from topics.models import Tag

VERB = "refile"


@dataclass(frozen=True)
class Filing:
    """One change: ``field`` is ``section``, ``stage``, ``assignee`` or ``tag``.

    For a tag ``before`` is what is taken off and ``after`` what is given; for the others ``after`` is what it becomes.
    """

    field: str
    after: Any = None
    before: Any = None


@dataclass
class Undone:
    """``left`` says of each story that stayed as it is, why; ``foreign`` counts those one may not even name."""

    done: int = 0
    left: list[str] = field(default_factory=list)
    foreign: int = 0


def refile(article: Article, filing: Filing, *, by: User) -> bool:
    """Apply one change as a new version of the story. False if there was nothing to change."""
    with transaction.atomic():
        article = locked(article)
        before = _now(article, filing)
        if _key(before) == _key(filing.after):
            return False
        if filing.field == "assignee":
            hand_over(article, to=filing.after, by=by)
        else:
            save(article, by=by, label=_label(filing, before), lists=_lists(article, filing, before))
        record(
            VERB,
            article,
            by=by,
            before={filing.field: _said(before), "keys": {filing.field: _key(before)}},
            after={filing.field: _said(filing.after), "keys": {filing.field: _key(filing.after)}},
        )
    return True


def undo(batch: str, *, by: User, allowed: Callable[[Article], bool]) -> Undone:
    """Take back what was done in one go, story by story; what has changed again since stays as it is."""
    result = Undone()
    with transaction.atomic():
        for event in AuditEvent.objects.filter(batch=batch, verb=VERB).order_by("-pk"):
            story = Article.objects.filter(pk=event.target_id).first()
            if story is None:
                result.left.append(_("“%(story)s” has been deleted since.") % {"story": event.target_label})
            elif not allowed(story):
                result.foreign += 1
            else:
                _take_back(story, event, by, result)
    return result


def _take_back(story: Article, event: AuditEvent, by: User, result: Undone) -> None:
    ((name, was),) = event.before["keys"].items()
    now = event.after["keys"][name]
    try:
        story = locked(story)
        filing = Filing(name, after=_row(name, was), before=_row(name, now))
        if _key(_now(story, filing)) != now:
            result.left.append(_("“%(story)s” has been changed again since and stays as it is.") % {"story": story})
        elif refile(story, filing, by=by):
            result.done += 1
    except Gone:
        result.left.append(_("“%(story)s” stays: what it had before does not exist any more.") % {"story": story})
    except Refused as refusal:
        result.left.append(_("“%(story)s”: %(why)s") % {"story": story, "why": refusal})


class Gone(LookupError):
    """A section, tag or colleague of the log is no more."""


def _row(name: str, key: Any) -> Any:
    if key is None or name == "stage":
        return key
    model: Any = {"section": Section, "assignee": User, "tag": Tag}[name]
    row = model._default_manager.filter(pk=key).first()
    if row is None:
        raise Gone
    return row


def _now(article: Article, filing: Filing) -> Any:
    """What the story has of it today. Of a tag that is to be given: itself if it is there, and the other way round."""
    if filing.field != "tag":
        return getattr(article, filing.field)
    if filing.after is not None:
        return filing.after if _has(article, filing.after) else None
    return filing.before if _has(article, filing.before) else None


def _has(article: Article, tag: Tag) -> bool:
    return article.tag_items.filter(tag=tag).exists()


def _lists(article: Article, filing: Filing, before: Any) -> states.Lists | None:
    if filing.field != "tag":
        setattr(article, filing.field, filing.after)
        return None
    tags = [row for row in states.lists(article)["tags"] if row["tag"] != _key(before)]
    return {"tags": [*tags, *([states.tagged(filing.after.name, filing.after.pk)] if filing.after else [])]}


def _label(filing: Filing, before: Any) -> str:
    said = _said(filing.after) or _said(before)
    words = {
        "section": _("Section: %(what)s"),
        "stage": _("Stage: %(what)s"),
        "tag": _("Tag “%(what)s” added") if filing.after else _("Tag “%(what)s” taken off"),
    }
    return words[filing.field] % {"what": said}


def _said(value: Any) -> str:
    if value in Article.Stage.values:
        return str(Article.Stage(value).label)
    return str(value or "")


def _key(value: Any) -> Any:
    return getattr(value, "pk", value) or None

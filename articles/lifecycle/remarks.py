"""What colleagues say to each other at a block of a story. A remark outlives its block, with the words it was about."""

import re
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused
from articles.models import Article, Comment
from kit.tasks import enqueue_on_commit
from people.lifecycle import record
from people.models import User

LONGEST = 4000
EXCERPT = 200
NAMED = re.compile(r"(?<![\w@.])@([\w.+-]*[\w+-])")


def remark(article: Article, text: str, *, by: User, block: str = "") -> Comment:
    """Say something of the whole story or of one block. Colleagues named as “@login” are told by mail."""
    with transaction.atomic():
        article = locked(article)
        words = _excerpt(article.body, block) if block else ""
        if block and words is None:
            raise Refused(_("This block has not been saved yet, or is gone. Save the story, then remark."))
        comment = _say(Comment(article=article, block=block, excerpt=words or "", text=_checked(text), by=by))
        record("remark", article, by=by, after={"remark": comment.pk, "block": block})
    return comment


def answer(thread: Comment, text: str, *, by: User) -> Comment:
    """Answer below a remark. One that was settled is open again by it."""
    with transaction.atomic():
        article = locked(thread.article)
        thread = _thread(article, thread)
        if thread.settled_at:
            Comment.objects.filter(pk=thread.pk).update(settled_at=None, settled_by=None)
        reply = _say(Comment(article=article, answers=thread, block=thread.block, text=_checked(text), by=by))
        record("answer", article, by=by, after={"remark": thread.pk})
    return reply


def settle(thread: Comment, *, by: User) -> Comment:
    """Done: off the margin and off the lists, still to be read and to be opened again."""
    return _mark(thread, by, "settle remark", timezone.now())


def reopen(thread: Comment, *, by: User) -> Comment:
    return _mark(thread, by, "reopen remark", None)


def readers(article: Article) -> models.QuerySet[User]:
    """Who works at the desk and may open this story. One question, however many colleagues."""
    desk = User.objects.with_perm("articles.view_article").filter(is_staff=True, is_active=True)
    everywhere = Q(pk__in=User.objects.with_perm("articles.see_all_sections").values("pk"))
    here = Q(pk=article.created_by_id)
    if article.section_id:  # compared with nothing, everybody without a grant would be let in
        here |= Q(section_grants__section=article.section_id)
    return desk.filter(everywhere | here).distinct().order_by("first_name", "last_name", "username")


def may_read(article: Article, user: User) -> bool:
    return readers(article).filter(pk=user.pk).exists()


def blocks(body: dict[str, Any]) -> list[str]:
    """The ids of everything in the text that a remark can stand at, in order."""
    found: list[str] = []

    def walk(nodes: Iterable[dict[str, Any]]) -> None:
        for node in nodes:
            if key := node.get("attrs", {}).get("id"):
                found.append(key)
            walk(node.get("content", []))

    walk(body.get("content", []))
    return found


def _say(comment: Comment) -> Comment:
    comment.save()
    comment.mentioned.set(_named(comment.article, comment.text))
    enqueue_on_commit("articles.tasks.tell_of_remark", comment.pk)
    return comment


def _named(article: Article, text: str) -> list[User]:
    """Whoever is named and may read it; a name that is nobody's stays a word."""
    logins = {login.casefold() for login in NAMED.findall(text)}
    if not logins:
        return []
    return [user for user in readers(article) if user.username.casefold() in logins]


def _mark(thread: Comment, by: User, verb: str, moment: Any) -> Comment:
    with transaction.atomic():
        article = locked(thread.article)
        thread = _thread(article, thread)
        if bool(thread.settled_at) != bool(moment):
            thread.settled_at, thread.settled_by = moment, by if moment else None
            thread.save(update_fields=["settled_at", "settled_by"])
            record(verb, article, by=by, after={"remark": thread.pk})
    return thread


def _thread(article: Article, thread: Comment) -> Comment:
    try:
        return article.comments.get(pk=thread.pk, answers=None)
    except Comment.DoesNotExist as gone:
        raise Refused(_("This remark does not exist any more.")) from gone


def _checked(text: str) -> str:
    text = text.replace("\x00", "").encode("utf-8", "ignore").decode().strip()
    if not text:
        raise Refused(_("The remark is empty."))
    if len(text) > LONGEST:
        raise Refused(_("A remark has %(n)s characters at most.") % {"n": LONGEST})
    return text


def _excerpt(body: dict[str, Any], block: str) -> str | None:
    """The words of a block, nested ones as well; None if there is no such block in the saved text."""
    found = _find(body.get("content", []), block)
    return None if found is None else " ".join("".join(_words(found)).split())[:EXCERPT]


def _find(nodes: Iterable[dict[str, Any]], block: str) -> dict[str, Any] | None:
    for node in nodes:
        if node.get("attrs", {}).get("id") == block:
            return node
        if inner := _find(node.get("content", []), block):
            return inner
    return None


def _words(node: dict[str, Any]) -> Iterable[str]:
    if node.get("type") in ("text", "mention"):
        yield node.get("text") or node.get("attrs", {}).get("label", "")
        return
    for inner in node.get("content", []):
        yield from _words(inner)
    yield " "

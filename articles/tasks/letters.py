"""Letters to colleagues: who hands over, who asks, who remarks. In the desk's language, with addresses of this site."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from articles.lifecycle.remarks import may_read
from articles.models import Article, Check, Comment
from people.models import User


def of_handing_over(article: Article, by: User | None, word: str) -> int:
    with translation.override(settings.LANGUAGE_CODE):
        subject = _("%(who)s hands over to you: %(story)s") % {"who": by or _("Somebody"), "story": article}
        return _send([article.assignee], by, article, subject, "handed_over", {"word": word})


def of_asking(article: Article, kind: str) -> int:
    """Goes to whoever has the story; everybody else who may sign finds it in their queue."""
    check = article.checks.filter(kind=kind, state=Check.State.ASKED).select_related("by").first()
    if check is None or check.by == article.assignee:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        asked = {Check.Kind.EDITED: _("to edit"), Check.Kind.PROOFREAD: _("to proofread")}[Check.Kind(kind)]
        told = {"who": check.by or _("Somebody"), "what": asked, "story": article}
        subject = _("%(who)s asks you %(what)s: %(story)s") % told
        return _send([article.assignee], check.by, article, subject, "asked", {"what": asked})


def of_remark(comment: Comment) -> int:
    """Goes to those who are named, and to whoever began the thread."""
    readers = {user.pk: user for user in comment.mentioned.all()}
    if comment.answers and comment.answers.by:
        readers.setdefault(comment.answers.by.pk, comment.answers.by)
    with translation.override(settings.LANGUAGE_CODE):
        told = {"who": comment.by or _("Somebody"), "story": comment.article}
        subject = _("%(who)s remarks on: %(story)s") % told
        context = {"remark": comment, "thread": comment.answers or comment}
        return _send(readers.values(), comment.by, comment.article, subject, "remarked", context)


def address(article: Article, panel: str) -> str:
    """Where the letter leads: from the settings, never from whatever host somebody asked for."""
    way = reverse("admin:articles_article_change", args=[article.pk])
    return f"{settings.SITE_URL}{way}?open={panel}"


def _send(
    readers: Iterable[User | None],
    by: User | None,
    article: Article,
    subject: str,
    letter: str,
    context: dict[str, Any],
) -> int:
    """One letter each: nobody's address is shown to others, and one that bounces does not stop the rest."""
    told = [
        user for user in readers if user and user != by and user.is_active and user.email and may_read(article, user)
    ]
    if not told:
        return 0
    panel = "remarks" if letter == "remarked" else "workflow"
    context |= {"story": article, "by": by, "address": address(article, panel), "site": settings.SITE_NAME}
    letters = [
        EmailMessage(
            " ".join(subject.split())[:200],
            render_to_string(f"desk/mail/{letter}.txt", {**context, "user": user}),
            to=[user.email],
        )
        for user in told
    ]
    return get_connection().send_messages(letters) or 0

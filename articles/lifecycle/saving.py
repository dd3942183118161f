"""Keeping the working copy. ``save`` is the only writer of a body; every other verb that changes one calls it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import canonical, refs, validate
from articles.lifecycle import authorship, naming, states
from articles.lifecycle.desk import locked
from articles.lifecycle.proofing import taken
from articles.lifecycle.refusal import Refused, Replayed, Stale
from articles.models import Article, Draft, Revision, StorySlug
from articles.search import STORIES
from people.lifecycle import record
from people.models import User


def save(
    article: Article,
    *,
    by: User | None,
    base_version: int | None = None,
    label: str = "",
    lists: states.Lists | None = None,
    token: str | None = None,
) -> Article:
    """Store the working copy as it stands in ``article``, as one new version, named by what changed or ``label``.

    ``base_version``: the version the editor started from; if the story has moved on, ``Stale`` is raised and
    nothing is stored. ``lists``: bylines, people and tags to stand around it from now on. ``token``: of one sent
    form; a second time it raises ``Replayed``. A body that does not pass the gate raises ``validate.BodyRefused``,
    unless it is the one that is stored already: what nobody touched is nobody's mistake.
    """
    with transaction.atomic():
        stored = locked(article) if article.pk else None
        not_twice(token)
        if stored and base_version is not None and stored.version != base_version:
            raise Stale(_("Somebody saved this story in the meantime. Your text has not been stored yet."))
        document = _checked(article, stored)
        _check_address(article, stored)
        before = _told(stored) if stored else {}
        article.created_by = stored.created_by if stored else by
        _leave_to_their_verbs(article, stored)
        article.version = (stored.version if stored else 0) + 1
        article.save(update_fields=_changed(article, stored) if stored else None)
        if document is not None:
            refs.rebuild(document, article)
        states.write(article, lists or {})
        _keep_version(article, stored, by=by, label=label, token=token)
        STORIES.keep(article.pk)
        if by:
            Draft.objects.filter(article=article, user=by).delete()
        record("save" if stored else "begin", article, by=by, before=before, after=_told(article))
    return article


def _leave_to_their_verbs(article: Article, stored: Article | None) -> None:
    """Saving a text never lifts a lock that was set while somebody typed, nor hands the story to somebody else."""
    for name in states.BY_VERBS if stored else ():
        setattr(article, name, getattr(stored, name))


def _changed(article: Article, stored: Article) -> list[str]:
    """Only what is another: a page for readers that stands on a column nobody touched stays as it is."""
    columns = article._meta.concrete_fields
    others = [one.name for one in columns if getattr(article, one.attname) != getattr(stored, one.attname)]
    return list({*others, "version", "changed_at"} - {"id", "created_at"})


def not_twice(token: str | None) -> None:
    """Raises ``Replayed`` if a form with this token is stored already. Ask it under the story's lock."""
    if token and (earlier := Revision.objects.filter(token=token).select_related("article").first()):
        raise Replayed(earlier)


def _checked(article: Article, stored: Article | None) -> validate.Document | None:
    """The body as typed blocks, or None for one that was stored before and does not pass any more."""
    body = canonical.canonical(article.body)
    untouched = stored is not None and (article.body == stored.body or body == stored.body)
    try:
        document = validate.check(body)
    except validate.BodyRefused:
        if stored is None or not untouched:
            raise
        article.body = stored.body
        return None
    article.body = body
    return document


def _keep_version(article: Article, stored: Article | None, *, by: User | None, label: str, token: str | None) -> None:
    last = article.revisions.order_by("-version").defer("body").first() if stored else None
    fields = {**states.columns(article), **states.lists(article)}
    changed = naming.changed(last.fields if last else {}, fields)
    Revision.objects.create(
        article=article,
        version=article.version,
        label=(label or _name_for(article, stored, changed))[: naming.LONGEST],
        by=by,
        body=article.body,
        fields=fields,
        blocks=authorship.noted(
            last.blocks if last else {}, stored.body if stored else None, article.body, changed, article.version
        ),
        token=token,
    )


def _name_for(article: Article, stored: Article | None, changed: list[str]) -> str:
    if stored is None:
        return _("Begun")
    return naming.label(changed, naming.blocks_between(stored.body, article.body))


def _told(article: Article) -> dict[str, Any]:
    """What the log keeps of a version: enough to know which, not the whole text again."""
    return {
        "version": article.version,
        "headline": article.headline,
        "slug": article.slug,
        "stage": article.stage,
    }


def _check_address(article: Article, stored: Article | None) -> None:
    """An address that readers know is not lost by a form opened before there was one: empty keeps it."""
    if not article.slug:
        known = stored is not None and stored.slug and StorySlug.objects.filter(article=stored).exists()
        article.slug = stored.slug if stored is not None and known else None
        return
    if taken(article.slug, article):
        raise Refused(_("The address “%(slug)s” belongs to another story.") % {"slug": article.slug})

"""Keeping the working copy. The only writers of a body: ``save`` and ``restore``."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import canonical, refs, validate
from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused, Stale
from articles.models import PRINTED, Article, Draft, Edition, Revision, Section, StorySlug
from people.lifecycle import record
from people.models import User
from visuals.models import Image

#: columns of the working copy that a revision keeps beside the body
KEPT = [name for name in PRINTED if name not in {"body", "section", "lead_image"}]


def save(article: Article, *, by: User | None, base_version: int | None = None, label: str = "") -> Article:
    """Store the working copy as it stands in ``article``, as one new named version.

    ``base_version``: the version the editor started from; if the story has moved on, ``Stale`` is raised and
    nothing is stored. A body that does not pass the gate raises ``validate.BodyRefused``.
    """
    with transaction.atomic():
        stored = locked(article) if article.pk else None
        if stored and base_version is not None and stored.version != base_version:
            raise Stale(_("Somebody saved this story in the meantime. Your text has not been stored yet."))
        article.body = canonical.canonical(article.body)
        document = validate.check(article.body)
        _check_address(article)
        before = _told(stored) if stored else {}
        article.created_by = stored.created_by if stored else by
        article.version = (stored.version if stored else 0) + 1
        article.save()
        refs.rebuild(document, article)
        Revision.objects.create(
            article=article,
            version=article.version,
            label=label[:120],
            by=by,
            body=article.body,
            fields=_kept(article),
        )
        if by:
            Draft.objects.filter(article=article, user=by).delete()
        record("save" if stored else "begin", article, by=by, before=before, after=_told(article))
    return article


def restore(article: Article, revision: Revision, *, by: User | None) -> Article:
    """Make an earlier version the working copy again, as a new version. Refused if rows it needs are gone."""
    with transaction.atomic():
        article = locked(article)
        if revision.article_id != article.pk:
            raise Refused(_("This version belongs to another story."))
        article.body = revision.body
        for name in KEPT:
            if name in revision.fields:
                setattr(article, name, revision.fields[name])
        _point_at_rows_of(revision, article)
        label = _("Restored from version %(number)s") % {"number": revision.version}
        try:
            return save(article, by=by, label=label)
        except validate.BodyRefused as gone:
            raise Refused(str(gone)) from gone


def _point_at_rows_of(revision: Revision, article: Article) -> None:
    """Section and lead picture as they were: their captions come back, too, and must not stand below another."""
    for name, model in (("section", Section), ("lead_image", Image)):
        key = revision.fields.get(f"{name}_id", getattr(article, f"{name}_id"))
        if key and not model._default_manager.filter(pk=key).exists():
            raise Refused(_("A section or picture of this version does not exist any more."))
        setattr(article, f"{name}_id", key)


def fetch_block(article: Article, source: Revision | Edition, block: str, *, by: User | None) -> Article:
    """Put one block back as it stood in ``source``: in its place if it is still there, else behind its neighbour."""
    with transaction.atomic():
        article = locked(article)
        was = source.body.get("content", [])
        place = next((number for number, one in enumerate(was) if one["attrs"]["id"] == block), None)
        if source.article_id != article.pk or place is None:
            raise Refused(_("That version has no such block."))
        article.body = {**article.body, "content": _with_block(article.body.get("content", []), was, place)}
        return save(article, by=by, label=_("A block fetched back from %(source)s") % {"source": source})


def _with_block(content: list[dict[str, Any]], was: list[dict[str, Any]], place: int) -> list[dict[str, Any]]:
    back = was[place]
    ids = [one["attrs"]["id"] for one in content]
    if back["attrs"]["id"] in ids:
        return [back if one["attrs"]["id"] == back["attrs"]["id"] else one for one in content]
    earlier = [one["attrs"]["id"] for one in was[:place] if one["attrs"]["id"] in ids]
    behind = ids.index(earlier[-1]) + 1 if earlier else 0
    return [*content[:behind], back, *content[behind:]]


def _kept(article: Article) -> dict[str, Any]:
    kept = {name: getattr(article, name) for name in KEPT}
    return kept | {"section_id": article.section_id, "lead_image_id": article.lead_image_id}


def _told(article: Article) -> dict[str, Any]:
    """What the log keeps of a version: enough to know which, not the whole text again."""
    return {
        "version": article.version,
        "headline": article.headline,
        "slug": article.slug,
        "stage": article.stage,
    }


def _check_address(article: Article) -> None:
    if not article.slug:
        article.slug = None
        return
    elsewhere = StorySlug.objects.filter(slug=article.slug).exclude(article=article.pk)
    if elsewhere.exists() or Article.objects.filter(slug=article.slug).exclude(pk=article.pk).exists():
        raise Refused(_("The address “%(slug)s” belongs to another story.") % {"slug": article.slug})

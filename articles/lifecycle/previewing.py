"""Links that let somebody without an account read a story before it is out, until they end or are taken back."""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.body import refs
from articles.lifecycle import states
from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused
from articles.models import Article, PreviewLink, Revision, Section
from people.lifecycle import record
from people.models import User
from visuals.models import Clip, Image

#: hours a link can last
HOURS = (4, 24, 72)
MOST = 50  # open ones of one story: more are a mistake, or a script
#: the address is signed and stands in no table, so that whoever reads the database cannot open one
_signer = signing.Signer(salt="articles.preview-link", sep=".")


def open_link(article: Article, *, by: User, hours: int, label: str = "", pinned: bool = False) -> PreviewLink:
    """A link for ``hours``. ``pinned``: it shows this version for good; else whatever is saved by then."""
    if hours not in HOURS:
        raise Refused(_("A preview link lasts %(hours)s hours.") % {"hours": ", ".join(map(str, HOURS))})
    with transaction.atomic():
        article = locked(article)
        if article.preview_links.open().count() >= MOST:
            raise Refused(_("This story has %(count)s open preview links. Take some back first.") % {"count": MOST})
        if pinned and not article.revisions.filter(version=article.version).exists():
            raise Refused(_("This version was not kept by itself. Save the story once, then pin it."))
        link = PreviewLink.objects.create(
            article=article,
            label=label.strip()[:120],
            version=article.version if pinned else None,
            by=by,
            expires_at=timezone.now() + timedelta(hours=hours),
        )
        record("open preview link", article, by=by, after=_told(link))
    return link


def take_back(link: PreviewLink, *, by: User) -> None:
    """From now on it opens nothing; taking it back twice is once."""
    with transaction.atomic():
        link = PreviewLink.objects.select_for_update().get(pk=link.pk)
        if link.revoked_at is None:
            link.revoked_at = timezone.now()
            link.save(update_fields=["revoked_at"])
            record("take back preview link", link.article, by=by, after=_told(link))


def token_of(link: PreviewLink) -> str:
    return _signer.sign(f"{link.pk}-{link.article_id}")


def opened_by(token: str) -> PreviewLink | None:
    """The link behind an address, as long as it opens anything; the story is as it is to be shown."""
    try:
        link_key, article_key = (int(part) for part in _signer.unsign(token).split("-"))
    except (signing.BadSignature, ValueError):
        return None
    rows = PreviewLink.objects.open().filter(pk=link_key, article=article_key)
    link = rows.select_related("article__section").first()
    if link and link.version is not None:
        revision = link.article.revisions.filter(version=link.version).first()
        if revision is None:
            return None
        _as_it_was(link.article, revision)
    return link


def _as_it_was(article: Article, revision: Revision) -> None:
    """Text and heads of that version; bylines, people and tags are those of today."""
    kept = {field.attname for field in states.PRINTED_COLUMNS}
    article.body = revision.body
    states.put(article, {name: value for name, value in revision.fields.items() if name in kept})
    # Versions protect nothing: what they point at may have been deleted since.
    for name, model in (("lead_image", Image), ("section", Section)):
        key = getattr(article, f"{name}_id")
        if key and not model._default_manager.filter(pk=key).exists():
            setattr(article, f"{name}_id", None)


def shows_picture(link: PreviewLink, key: str) -> bool:
    """Whether this picture stands in the story, within its rights. The link opens no other."""
    images, clips = _shown(link.article)
    return Image.objects.in_rights().in_story(images, clips).filter(key=key).exists()


def shows_footage(link: PreviewLink, key: str) -> bool:
    _images, clips = _shown(link.article)
    return Clip.objects.in_rights().filter(pk__in=clips, footage__key=key).exists()


def _shown(article: Article) -> tuple[set[int], set[int]]:
    images, clips = set(refs.keys(article.body, "image")), set(refs.keys(article.body, "clip"))
    clips |= set(article.related.values_list("clip", flat=True))
    if article.lead_image_id:
        images.add(article.lead_image_id)
    return images, clips


def _told(link: PreviewLink) -> dict[str, Any]:
    return {"link": link.pk, "for": link.label, "until": link.expires_at.isoformat(), "version": link.version}

"""“Related videos”: the list under a story. Kept at once and apart from the text, so that nobody's unsaved words mind.

Readers get the list with the next edition, like everything else of the working copy.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.body import refs
from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused
from articles.models import Article, ArticleClip, Edition, EditionClip
from people.lifecycle import record
from people.models import User
from visuals.models import Clip

MOST = 12  # more would be a list nobody reads to its end


def relate(article: Article, clip: Clip, *, by: User | None) -> None:
    """At the end of the list; twice is once."""
    with transaction.atomic():
        article = locked(article)
        before = _keys(article)
        if clip.pk in before:
            return
        if clip.pk in refs.keys(article.body, "clip"):
            raise Refused(_("“%(name)s” stands in the text already.") % {"name": clip.headline})
        if len(before) >= MOST:
            raise Refused(_("There are %(most)s related videos already. Take one out first.") % {"most": MOST})
        ArticleClip.objects.create(article=article, clip=clip, position=len(before))
        _note("relate", article, clip, by, before)


def unrelate(article: Article, clip: Clip, *, by: User | None) -> None:
    with transaction.atomic():
        article = locked(article)
        before = _keys(article)
        if clip.pk not in before:
            return
        article.related.filter(clip=clip).delete()
        _number(article)
        _note("unrelate", article, clip, by, before)


def place(article: Article, clip: Clip, number: int, *, by: User | None) -> None:
    """``number``: its place from 0 on, counted without itself; past the end is the end."""
    with transaction.atomic():
        article = locked(article)
        before = _keys(article)
        if clip.pk not in before:
            raise Refused(_("“%(name)s” is no related video of this story any more.") % {"name": clip.headline})
        after = [key for key in before if key != clip.pk]
        after.insert(max(number, 0), clip.pk)
        if after == before:
            return
        _number(article, after)
        _note("reorder", article, clip, by, before)


def copy(source: Article, target: Article) -> None:
    """The list of a story that begins as a copy. Belongs into the transaction that makes it."""
    rows = [ArticleClip(article=target, clip_id=key, position=place) for place, key in enumerate(_keys(source))]
    ArticleClip.objects.bulk_create(rows)


def to_be_printed(article: Article) -> list[int]:
    """Keys of the list without those the text shows: readers do not get them twice."""
    inside = set(refs.keys(article.body, "clip"))
    return [key for key in _keys(article) if key not in inside]


def stories_with(clip: Clip) -> set[int]:
    """Every story that has it in its list, in work or in print."""
    drafts = ArticleClip.objects.filter(clip=clip).values_list("article", flat=True)
    return {*drafts, *EditionClip.objects.filter(clip=clip).values_list("edition__article", flat=True)}


def forget(article: Article, clip: Clip) -> None:
    """Out of the list and out of what was printed of it. For ``erase`` alone."""
    article.related.filter(clip=clip).delete()
    for edition in Edition.objects.filter(article=article, related__clip=clip):
        edition.facts = {**edition.facts, "videos": [key for key in edition.facts["videos"] if key != clip.pk]}
        edition.save(update_fields=["facts"])
    EditionClip.objects.filter(edition__article=article, clip=clip).delete()


def _keys(article: Article) -> list[int]:
    return list(article.related.values_list("clip", flat=True))


def _number(article: Article, keys: list[int] | None = None) -> None:
    order = {key: place for place, key in enumerate(_keys(article) if keys is None else keys)}
    rows = list(article.related.all())
    for row in rows:
        row.position = order[row.clip_id]
    ArticleClip.objects.bulk_update(rows, ["position"])


def _note(verb: str, article: Article, clip: Clip, by: User | None, before: list[int]) -> None:
    after = {"video": str(clip)[:120], "videos": _keys(article)}
    record(verb, article, by=by, before={"videos": before}, after=after)

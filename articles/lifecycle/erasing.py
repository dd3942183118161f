"""The one exception to “printed is printed”: a right to be forgotten, a court order.

What is erased leaves every edition, every revision and every draft, and a notice stands in its place.
"""

import json
import re
from collections.abc import Callable
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from articles.body import canonical, passages, refs, render, validate
from articles.lifecycle import relating, scrubbing, visibility
from articles.lifecycle.desk import database_now, locked
from articles.lifecycle.live import posting
from articles.lifecycle.refusal import Refused
from articles.lifecycle.scrubbing import TEXTS, Json, Passage, Target
from articles.lifecycle.shelf import Shelf
from articles.models import (
    Article,
    ArticlePerson,
    BodyRef,
    Byline,
    Check,
    Comment,
    Correction,
    Edition,
    EditionByline,
    EditionPerson,
    EntryByline,
    LiveEntry,
    LivePost,
    PostByline,
    PreviewLink,
    Revision,
)
from articles.search import EDITIONS, POSTS, STORIES, suggesting
from people.lifecycle import record
from people.models import Person, User
from visuals import lifecycle as visuals
from visuals.models import Clip, Image

#: what else holds words for readers or the desk, besides ``TEXTS``
MORE_TEXTS = {
    Article: ("note", "lock_reason"),
    Edition: ("withdrawal_notice",),
    Correction: ("text",),
    Comment: ("text", "excerpt"),
    Check: ("reason",),
    PreviewLink: ("label",),
    LiveEntry: ("headline", "key_line"),
    LivePost: ("headline", "key_line"),
}
#: rows that have nothing but such words: no body, no head
ONLY_WORDS = (Correction, Comment, Check, PreviewLink)
#: rows that do not have the head and teaser of a story
HEADLESS = (*ONLY_WORDS, LiveEntry, LivePost)


def erase(target: Target, *, reason: str, by: User | None) -> int:
    """Replace ``target`` by a notice wherever it was printed or kept; returns how many stories it stood in.

    Irreversible. Pictures and clips lose their files and rows, a person loses the page and all links to it.
    """
    if not reason.strip():
        raise Refused(_("Say why this is erased; the reason is kept in the log."))
    if isinstance(target, Passage) and not target.words.strip():
        raise Refused(_("Say which words must not be read any more."))
    with transaction.atomic():
        stories = list(_stories_with(target))
        changed = [_erase_in(locked(story), target) for story in stories]
        if isinstance(target, Passage) and not any(changed):
            raise Refused(_("These words stand nowhere in the story, in no version of it."))
        _remove_row(target)
        subject = target.article if isinstance(target, Passage) else target
        record("erase", subject, by=by, after={"stories": [story.pk for story in stories]}, reason=reason)
        if not isinstance(target, Passage):
            target.delete()
    return len(stories)


def _stories_with(target: Target) -> models.QuerySet[Article]:
    if isinstance(target, Passage):
        return Article.objects.filter(pk=target.article.pk)
    kind = scrubbing.kind_of(target)
    refs_to = BodyRef.objects.filter(**{kind: target})
    owners = ("article", "edition__article", "entry__article", "post__article")
    keys = {key for row in refs_to.values_list(*owners) for key in row if key}
    if isinstance(target, Clip):
        keys |= relating.stories_with(target)
    if isinstance(target, Image):
        keys |= set(Article.objects.filter(lead_image=target).values_list("pk", flat=True))
        keys |= set(Edition.objects.filter(lead_image=target).values_list("article", flat=True))
    if isinstance(target, Person):
        for tied in (Byline, ArticlePerson):
            keys |= set(tied.objects.filter(person=target).values_list("article", flat=True))
        for printed in (EditionByline, EditionPerson):
            keys |= set(printed.objects.filter(person=target).values_list("edition__article", flat=True))
        keys |= set(EntryByline.objects.filter(person=target).values_list("entry__article", flat=True))
        keys |= set(PostByline.objects.filter(person=target).values_list("post__article", flat=True))
    # revisions have no references of their own: their story is found by its drafts and editions, or by looking
    keys |= _kept_only_in_revisions(kind, target.pk)
    return Article.objects.filter(pk__in=keys).order_by("pk")


def _kept_only_in_revisions(kind: str, key: int) -> set[int]:
    needle = re.compile(rf'"(?:{kind}|lead_{kind}_id)": {key}\b')
    rows = Revision.objects.values_list("article", "body", "fields").iterator(chunk_size=200)
    return {article for article, body, fields in rows if needle.search(json.dumps([body, fields]))}


def _erase_in(article: Article, target: Target) -> bool:
    """True if anything of it stood there."""
    change, changed = scrubbing.changer(target), False
    printed = list(article.editions.values_list("pk", flat=True))
    posts = list(article.live_posts.values_list("pk", flat=True))
    Shelf.held(visibility.of_story(article))  # before any word goes: whoever prints holds them before any comes
    suggesting.forget([texts for _key, texts in [*EDITIONS.read(printed), *POSTS.read(posts)]])
    around: list[Any] = [article.editions, article.revisions, article.corrections]
    around += [article.comments, article.checks, article.preview_links, article.live_entries, article.live_posts]
    for row in [article, *(row for rows in around for row in rows.all())]:
        with translation.override(getattr(row, "language", None) or article.language):
            fields = _erase_in_row(row, target, change)
        if fields:
            row.save(update_fields=fields)
            changed = True
    if isinstance(target, Person):
        _unname(article, target)
    if isinstance(target, Clip):
        relating.forget(article, target)
    # Whoever has the story open at the desk holds the old text: what they typed goes, what they save now is stale.
    article.drafts.all().delete()
    article.live_drafts.all().delete()
    article.live_entries.update(version=F("version") + 1)
    Article.objects.filter(pk=article.pk).update(version=F("version") + 1)
    visibility.show(article, database_now(article))
    STORIES.keep(article.pk)
    EDITIONS.keep(*printed)
    POSTS.keep(*posts)
    return changed


def _erase_in_row(row: Any, target: Target, change: Callable[[Json], Json]) -> list[str]:
    """Change a row in memory; names the columns to be saved."""
    fields = _scrub_fields(row, target)
    if isinstance(row, ONLY_WORDS):
        return fields
    body = change(canonical.canonical(row.body))
    if body != row.body:
        row.body = body
        fields.append("body")
        if not isinstance(row, Revision):
            refs.rebuild(validate.check(body), row)
    if isinstance(row, (Edition, LivePost)):
        facts = scrubbing.facts_without(row.facts, target)
        if facts != row.facts or "body" in fields:
            _print_again(row, facts)
            fields += ["facts", "pieces"]
    return fields


def _print_again(row: Edition | LivePost, facts: Json) -> None:
    if isinstance(row, Edition):
        row.facts, row.pieces = facts, render.bake(row.body, row.language)
        return
    row.facts = {**facts, "text": validate.typed(row.body).plain()}
    row.pieces = posting.baked(row.body, row.article.language, row.number)


def _scrub_fields(row: Any, target: Target) -> list[str]:
    """Head and teaser of a row; returns the names of the columns that changed."""
    if isinstance(row, Revision):
        kept = scrubbing.kept_without(row.fields, target)
        label = passages.scrubbed(row.label, scrubbing.words_of(target), scrubbing.notice())[:120]
        changed = [name for name, value in (("fields", kept), ("label", label)) if value != getattr(row, name)]
        row.fields, row.label = kept, label
        return changed
    if isinstance(target, Image):
        if getattr(row, "lead_image_id", None) != target.pk:
            return []
        row.lead_image, row.lead_image_caption, row.lead_image_credit = None, "", ""
        return ["lead_image", "lead_image_caption", "lead_image_credit"]
    names = MORE_TEXTS[type(row)] if isinstance(row, HEADLESS) else TEXTS + MORE_TEXTS[type(row)]
    changed, words = [], scrubbing.words_of(target)
    for name in names:
        old = getattr(row, name)
        new = passages.scrubbed(old, words, scrubbing.notice())[: row._meta.get_field(name).max_length]
        if new != old:
            setattr(row, name, new)
            changed.append(name)
    return changed


def _unname(article: Article, person: Person) -> None:
    article.named.filter(person=person).delete()
    EditionPerson.objects.filter(edition__article=article, person=person).delete()
    for lines in (
        article.bylines,
        EditionByline.objects.filter(edition__article=article),
        EntryByline.objects.filter(entry__article=article),
        PostByline.objects.filter(post__article=article),
    ):
        lines.filter(person=person).update(person=None, name=scrubbing.notice())


def _remove_row(target: Target) -> None:
    if isinstance(target, Image):
        visuals.forget_picture(target)
    if isinstance(target, Clip):
        visuals.forget_clip(target)
    if isinstance(target, Person):
        visuals.forget_person(target)

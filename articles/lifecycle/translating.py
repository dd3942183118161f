"""A story in another language begins as a copy: a draft of its own, tied to the original."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused
from articles.lifecycle.saving import save
from articles.models import PRINTED, Article, ArticlePerson, ArticleTag, Byline
from articles.search import STORIES
from people.lifecycle import record
from people.models import User


def start_translation(article: Article, *, language: str, by: User | None) -> Article:
    """A draft in ``language`` with everything of ``article`` to be written over, every block with its id.

    All languages of a story hang on the one it was first written in, also when a translation is translated.
    """
    with transaction.atomic():
        source = locked(article)
        original = source.translation_of or source
        name = dict(Article.Language.choices).get(language)
        if name is None:
            raise Refused(_("The desk does not write in this language."))
        if language in taken_languages(source):
            raise Refused(_("There is a story in this language already: %(language)s.") % {"language": name})
        draft = Article(
            **{field: getattr(source, field) for field in PRINTED},
            translation_of=original,
            story_date=source.story_date,
            note=source.note,
        )
        draft.language = language
        save(draft, by=by, label=_("Begun as a translation of “%(story)s”") % {"story": str(original)[:60]})
        _take_along(source, draft)
        STORIES.keep(draft.pk)
        record("translate", draft, by=by, after={"of": original.pk, "from": source.pk, "language": language})
    return draft


def taken_languages(article: Article) -> dict[str, Article]:
    """Every language this story is already written in, itself included: language → story."""
    original = article.translation_of or article
    return {one.language: one for one in [original, *original.translations.defer("body").order_by("-pk")]}


def _take_along(source: Article, draft: Article) -> None:
    """Who signed it, who is named, what it is about; bulk, for the draft has none yet."""
    for model, name in ((Byline, "bylines"), (ArticlePerson, "named")):
        rows = list(getattr(source, name).all())
        for row in rows:
            row.pk, row._state.adding, row.article = None, True, draft
        model._default_manager.bulk_create(rows)
    ArticleTag.objects.bulk_create(
        ArticleTag(tag_id=key, content_object=draft) for key in source.tag_items.values_list("tag", flat=True)
    )

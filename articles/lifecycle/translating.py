"""A story in another language begins as a copy: a draft of its own, tied to the original."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.lifecycle import relating, states
from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused
from articles.lifecycle.saving import save
from articles.models import PRINTED, Article
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
            embargo_until=source.embargo_until,  # agreed with the source, in whatever language
            note=source.note,
        )
        draft.language = language
        label = _("Begun as a translation of “%(story)s”") % {"story": str(original)[:60]}
        save(draft, by=by, label=label, lists=states.lists(source))
        relating.copy(source, draft)
        record("translate", draft, by=by, after={"of": original.pk, "from": source.pk, "language": language})
    return draft


def taken_languages(article: Article) -> dict[str, Article]:
    """Every language this story is already written in, itself included: language → story."""
    original = article.translation_of or article
    return {one.language: one for one in [original, *original.translations.defer("body").order_by("-pk")]}

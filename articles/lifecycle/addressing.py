"""The addresses of a story: what it was known by, and the way back to one of them."""

from django.db import transaction
from django.utils.translation import gettext as _

from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused
from articles.lifecycle.saving import save
from articles.models import Article
from people.models import User


@transaction.atomic
def take_back_address(article: Article, slug: str, *, by: User | None) -> Article:
    """A former address becomes the story's own again, as a new version. Readers get it with the next edition, and
    the one the story has now sends them there from then on."""
    article = locked(article)
    if not article.slugs.filter(slug=slug).exists():
        raise Refused(_("Readers have never known this story by “%(slug)s”.") % {"slug": slug})
    if article.slug == slug:
        raise Refused(_("This is the story’s address already."))
    article.slug = slug
    return save(article, by=by, label=_("Address “%(slug)s” taken back") % {"slug": slug})

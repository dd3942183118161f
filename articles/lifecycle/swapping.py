"""One picture for another, wherever the working copy shows it. What was said of the old one goes with it."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.lifecycle.desk import locked
from articles.lifecycle.refusal import Refused
from articles.lifecycle.saving import save
from articles.models import Article
from people.models import User
from visuals.models import Image


def swap_picture(article: Article, old: Image, new: Image, *, by: User | None) -> Article:
    """Caption, credit and alternative text typed for the old picture would be wrong at the new one, so the library's
    own stand there from now on. Readers see it with the next edition.
    """
    with transaction.atomic():
        article = locked(article)
        body = {**article.body, "content": [_swapped(block, old.pk, new) for block in article.body.get("content", [])]}
        leads = article.lead_image_id == old.pk
        if not leads and body["content"] == article.body.get("content", []):
            raise Refused(_("“%(name)s” does not stand in this story (any more).") % {"name": str(old)[:60]})
        article.body = body
        if leads:
            article.lead_image, article.lead_image_caption, article.lead_image_credit = new, "", ""
        names = {"old": str(old)[:40], "new": str(new)[:40]}
        return save(article, by=by, label=_("“%(new)s” in place of “%(old)s”") % names)


def _swapped(node: dict[str, Any], old: int, new: Image) -> dict[str, Any]:
    if node.get("type") == "image" and node["attrs"].get("image") == old:
        return {"type": "image", "attrs": {"id": node["attrs"]["id"], "image": new.pk}}
    if node.get("content"):
        return {**node, "content": [_swapped(child, old, new) for child in node["content"]]}
    return node

"""The posts of one live blog, for feed readers."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.body.render import spoken
from articles.feeds.entries import plain, story_id
from articles.feeds.lists import ENTRIES, REMEMBERED, answer
from articles.models import Edition, LivePost
from articles.structured_data import absolute


@require_safe
def live(request: HttpRequest, form: str, slug: str) -> HttpResponse:
    edition = Edition.objects.live().filter(kind=Edition.Kind.LIVE).for_cards().at_address(slug).first()
    if edition is None:
        raise Http404
    posts = LivePost.objects.of(edition.article_id)
    gone = posts.gone_since(timezone.now() - REMEMBERED).values_list("number", "withdrawn_at")
    withdrawn = [{"id": post_id(edition, number), "when": when} for number, when in gone[:ENTRIES]]
    entries = [_entry(edition, post) for post in posts.live().newest_first().for_page()[:ENTRIES]]
    return answer(request, form, edition.headline, edition.get_absolute_url(), entries, withdrawn, edition.lead)


def post_id(edition: Edition, number: int) -> str:
    return f"{story_id(edition.article_id)}-{number}"


def _entry(edition: Edition, post: LivePost) -> dict[str, Any]:
    text, names = post.facts.get("text", ""), [line["name"] for line in post.facts.get("bylines", [])]
    with translation.override(spoken(edition.language)):
        told = [(_("Correction:"), one["text"]) for one in post.facts.get("corrections", [])]
    corrections = format_html_join("", "<p><strong>{}</strong> {}</p>", told)
    paragraphs = format_html_join("", "<p>{}</p>", ((part,) for part in text.split("\n\n") if part))
    return {
        "title": plain(post.shown_line or text[:80]),
        "link": absolute(post.address(edition.slug)),
        "description": plain(corrections + paragraphs),
        "summary": plain(text[:300]),
        "author_name": plain(", ".join(names)) or None,
        "pubdate": post.first_live_from,
        "updateddate": post.reworded_at or post.first_live_from,
        "unique_id": post_id(edition, post.number),
        "unique_id_is_permalink": False,
        "categories": [],
        "language": edition.language,
        "media": [],
    }

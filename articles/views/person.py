from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.body import inlines
from articles.models import Edition
from articles.querysets import often_named, often_quoted
from articles.views.language import page
from articles.views.paging import page_of
from people.models import Person
from visuals.models import Clip

CLIPS = 4
#: Bodies are read for their quotes, so the newest stories have to do.
QUOTING = 12


@dataclass(frozen=True)
class Saying:
    """What someone said, in which story, in the role of that day."""

    words: SafeString
    role: str
    edition: Edition


@require_safe
def person(request: HttpRequest, slug: str) -> HttpResponse:
    """Stories about someone, what they said, where they are seen.

    Someone no reader has met is not found: a name in the register alone could tell of a draft.
    """
    someone = get_object_or_404(
        Person.objects.with_role(timezone.localdate())
        .annotate(is_often_named=often_named(), is_often_quoted=often_quoted())
        .select_related("portrait__image__agency", "portrait__image__photographer"),
        slug=slug,
    )
    naming = Edition.objects.live().naming(someone, often=someone.is_often_named)
    pages = page_of(request, naming.for_cards().newest_first())
    sayings: list[Saying] = []
    clips: list[Clip] = []
    if pages.is_first:
        quoting = Edition.objects.live().quoting(someone, often=someone.is_often_quoted)
        sayings = list(_sayings(someone, quoting.newest_first()[:QUOTING]))
        clips = list(Clip.objects.public().showing(someone).for_page()[:CLIPS])
    if not (pages.items or sayings or clips):
        raise Http404
    context = {
        "person": someone,
        "pages": pages,
        "sayings": sayings,
        "clips": clips,
        "canonical": pages.canonical,
        "linked_data": structured_data.person(someone),
    }
    return page(request, "people/person.html", context)


def _sayings(someone: Person, editions: Iterable[Edition]) -> Iterator[Saying]:
    for edition in editions:
        for block in edition.body.get("content", []):
            if block["type"] == "quote" and block["attrs"].get("person") == someone.pk:
                words = inlines.html(block.get("content", []), {})
                yield Saying(words, block["attrs"].get("role", ""), edition)

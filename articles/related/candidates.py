"""The rows behind the ranker: which clips the library has for a story, ranked by the same code as a file's."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from articles.body import refs
from articles.body.diff import text_of
from articles.models import Article
from articles.related import ranking
from articles.related.documents import Clip, Story
from articles.related.terms import WORD, fold, is_stop, tokens
from visuals import models as visuals

LANGUAGES = ("de", "en")
WORDS = 12  # of the story, looked for in the library
ALIKE, RECENT = 400, 200  # the recent ones also say which words are frequent just now


@dataclass(frozen=True)
class Offer:
    clip: visuals.Clip
    reasons: tuple[str, ...]


def offers(article: Article, *, without: Iterable[int] = ()) -> list[Offer]:
    """Best first; none that stands in the story already, and none of ``without``. Four queries for any library."""
    story = _story(article)
    held = {*refs.keys(article.body, "clip"), *without}
    rows = {str(row.pk): row for row in _rows(article, story) if row.pk not in held}
    library = ranking.Library(_clip(key, row, story) for key, row in rows.items())
    return [Offer(rows[found.clip], found.reasons) for found in ranking.suggest(story, library)]


def _story(article: Article) -> Story:
    blocks = article.body.get("content", []) if isinstance(article.body, dict) else []
    return Story(
        id=str(article.pk),
        date=max(article.story_date or timezone.localdate(), timezone.localdate()),
        language=article.language if article.language in LANGUAGES else "de",
        headline=article.headline,
        lead=article.lead,
        text="\n\n".join(text_of(block) for block in blocks),
        people=tuple(sorted(person.name for person in article.people.all())),
        tags=tuple(sorted(tag.name for tag in article.tags.all())),
    )


def _rows(article: Article, story: Story) -> list[visuals.Clip]:
    about = Q(people__in=article.people.all()) | Q(tag_items__tag__in=article.tags.all())
    for word in _rarest(story):
        about |= Q(title__icontains=word) | Q(teaser__icontains=word)
    library = visuals.Clip.objects.in_rights().filter(recorded_on__lte=story.date).order_by("-recorded_on", "-pk")
    keys = {*library.filter(about).distinct().values_list("pk", flat=True)[:ALIKE]}
    keys |= {*library.values_list("pk", flat=True)[:RECENT]}
    return list(visuals.Clip.objects.for_page().prefetch_related("people", "tags").filter(pk__in=keys))


def _rarest(story: Story) -> list[str]:
    """Long words, those of the headline first; the database knows no endings, so a little is cut from each."""
    counted: Counter[str] = Counter()
    for text, weight in ((story.headline, 4), (story.lead, 2), (story.text, 1)):
        for token in tokens(text, story.language):
            if not token.weak and len(token.surface) > 3:
                counted[token.surface] += weight * (3 if token.name else 2 if token.capital else 1)
    best = sorted(counted, key=lambda word: (-counted[word], -len(word), word))[:WORDS]
    return [word[:-2] if len(word) > 7 else word for word in best]


def _clip(key: str, row: visuals.Clip, story: Story) -> Clip:
    return Clip(
        id=key,
        recorded_on=row.recorded_on or story.date,
        language=_language(f"{row.title} {row.teaser}", story.language),
        title=row.title,
        teaser=row.teaser,
        duration_s=(row.duration_ms or 0) // 1000,
        people=tuple(sorted(person.name for person in row.people.all())),
        tags=tuple(sorted(tag.name for tag in row.tags.all())),
    )


def _language(text: str, otherwise: str) -> str:
    """By its small words; a clip's row does not say."""
    said = [fold(match[0]) for match in WORD.finditer(text)]
    german, english = (sum(is_stop(word, language) for word in said) for language in LANGUAGES)
    if german == english:
        return otherwise
    return "de" if german > english else "en"

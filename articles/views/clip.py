from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from articles import structured_data
from articles.models import Edition
from articles.views.language import page
from articles.views.paging import page_of
from kit.durations import parse_moment
from visuals.models import Chapter, Clip, Cue
from visuals.pipeline.captions import transcript

STORIES = 10
OTHERS = 4


@require_safe
def clip(request: HttpRequest, slug: str) -> HttpResponse:
    """One clip, what is said in it, and the stories it stands in. It speaks the language of the newest of them.

    Once its rights have ended the page keeps its words and says so. ``?t=83`` leads to a second of it.
    """
    one = get_object_or_404(Clip.objects.met().for_reading(), slug=slug)
    stories = list(Edition.objects.live().showing(one).for_cards().newest_first()[:STORIES])
    others = list(Clip.objects.public().near(one).for_page()[:OTHERS])
    chapters = _chapters(one)
    context = {
        "clip": one,
        "stories": stories,
        "others": others,
        "following": others[0] if others else None,
        "chapters": chapters,
        "transcript": _transcript(one),
        "from_ms": _asked(request, one),
        "canonical": one.get_absolute_url(),
        "current_section": "clips",
        "linked_data": structured_data.clip(one, chapters=chapters) if one.playable else {},
    }
    language = stories[0].language if stories else ""
    return page(request, "visuals/clip.html", context, language=language)


@require_safe
def clips(request: HttpRequest) -> HttpResponse:
    """All clips readers can see, the latest recorded first."""
    pages = page_of(request, Clip.objects.public().for_page())
    context = {"pages": pages, "canonical": pages.canonical, "current_section": "clips"}
    return page(request, "visuals/clips.html", context)


def _transcript(one: Clip) -> dict[str, object] | None:
    """What is said, in the language in which most is: captions before anything else."""
    if not one.shown_tracks:
        return None
    cues = sorted((Cue(**row) for row in one.cue_rows or ()), key=lambda cue: (cue.start_ms, cue.pk))
    return {"track": one.shown_tracks[0], "rows": transcript(cues, one.in_ms, one.out_ms)}


def _chapters(one: Clip) -> list[Chapter]:
    """Those that begin inside of the clip, on its own clock; the one it begins in counts from its start."""
    first, last = one.in_ms or 0, one.out_ms
    rows = sorted((Chapter(**row) for row in one.chapter_rows or ()), key=lambda row: row.start_ms)
    found = [row for row in rows if last is None or row.start_ms < last]
    inside = [row for number, row in enumerate(found) if row.start_ms >= first or _lasts_into(found, number, first)]
    for row in inside:
        row.start_ms = max(row.start_ms - first, 0)
    return inside


def _lasts_into(chapters: list[Chapter], number: int, moment: int) -> bool:
    following = chapters[number + 1].start_ms if number + 1 < len(chapters) else None
    return chapters[number].start_ms < moment and (following is None or following > moment)


def _asked(request: HttpRequest, one: Clip) -> int:
    """The millisecond a link leads to, clamped to the clip; 0 for anything that is none."""
    asked = parse_moment(request.GET.get("t", "")[:20]) or 0
    return max(0, min(asked, (one.duration_ms or asked + 1000) - 1000))

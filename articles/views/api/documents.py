"""One live edition as plain data: everything a program needs to draw the story without asking again."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.body.render import Library
from articles.models import Edition, LivePost
from articles.structured_data import absolute
from visuals.models import Clip, Image

Json = dict[str, Any]


def summary(edition: Edition) -> Json:
    """What a list says of a story that comes from ``with_moves``. Addresses are absolute, moments in local time with
    their offset."""
    facts = edition.facts
    return {
        "id": edition.article_id,
        "self": absolute(reverse("api_story", args=[edition.article_id])),
        "url": absolute(edition.get_absolute_url()),
        "edition": edition.number,
        "published": moment(edition.first_live_from),
        "modified": moment(edition.moved_at),
        "kind": edition.kind,
        "posts": absolute(reverse("api_posts", args=[edition.article_id]))
        if edition.kind == edition.Kind.LIVE
        else None,
        "language": edition.language,
        "kicker": edition.kicker,
        "headline": edition.headline,
        "lead": edition.lead,
        "teaser": {
            "kicker": edition.shown_kicker,
            "headline": edition.shown_headline,
            "text": edition.shown_teaser,
        },
        "place": edition.place,
        "series": {"name": edition.series, "part": edition.series_part} if edition.series else None,
        "section": _linked(facts.get("section")),
        "bylines": [_linked(one) for one in facts.get("bylines", [])],
        "people": [_linked(one) for one in facts.get("people", [])],
        "tags": [_linked(one) for one in facts.get("tags", [])],
        "corrections": _corrections(facts),
    }


def document(edition: Edition, library: Library) -> Json:
    """The whole story. The body is stored as it is written: typed blocks; what they point at stands in ``library``.

    What is missing there is out of rights, not for partners or not public. Our own pages then say so in the picture's
    or video's place, and draw a teaser by its own words, without a link.
    """
    now = timezone.now()
    images = {key: one for key, one in library.images.items() if one.may_go_to("syndication", now)}
    lead = images.get(edition.lead_image_id) if edition.lead_image_id else None
    return summary(edition) | {
        "words": edition.facts.get("words"),
        "lead_image": lead
        and _image(lead)
        | {
            "caption": edition.lead_image_caption or lead.caption,
            "credit": edition.lead_image_credit or lead.credit,
        },
        "body": edition.body,
        "library": _library(images, library),
    }


def post(one: LivePost, edition: Edition) -> Json:
    """One post of the live blog that is out as ``edition``."""
    return {
        "number": one.number,
        "url": absolute(one.address(edition.slug)),
        "published": moment(one.first_live_from),
        "modified": moment(one.reworded_at or one.first_live_from),
        "headline": one.headline,
        "key_event": one.is_key,
        "key_line": one.shown_line if one.is_key else "",
        "bylines": [_linked(fact) for fact in one.facts.get("bylines", [])],
        "corrections": _corrections(one.facts),
        "body": one.body,
    }


def library_of(library: Library) -> Json:
    """What the bodies of several posts point at, as far as it may be passed on."""
    now = timezone.now()
    return _library({key: one for key, one in library.images.items() if one.may_go_to("syndication", now)}, library)


def _library(images: dict[int, Image], library: Library) -> Json:
    return {
        "images": {str(key): _image(one) for key, one in images.items()},
        "clips": {str(key): _clip(one) for key, one in library.clips.items() if one.playable},
        "stories": {str(key): _story(one) for key, one in library.stories.items()},
    }


def _corrections(facts: Json) -> list[Json]:
    return [one | {"at": moment(parse_datetime(one.get("at", "")))} for one in facts.get("corrections", [])]


def moment(value: datetime | None) -> str | None:
    return timezone.localtime(value).isoformat() if value else None


def _linked(one: Json | None) -> Json | None:
    """A fact as it was printed, its address absolute."""
    return one and one | {"url": absolute(one["url"]) if one.get("url") else None}


def _image(image: Image) -> Json:
    return {
        "id": image.pk,
        "caption": image.caption,
        "alt": "" if image.decorative else image.alt,
        "credit": image.credit,
        "until": moment(image.ends_at("syndication")),
        "sizes": [
            {"format": size.format, "width": size.width, "height": size.height, "url": absolute(size.url)}
            for size in image.renditions_list
        ],
    }


def _clip(clip: Clip) -> Json:
    return {
        "id": clip.pk,
        "url": absolute(clip.get_absolute_url()),
        "title": clip.headline,
        "teaser": clip.teaser,
        "recorded_on": clip.recorded_on and clip.recorded_on.isoformat(),
        "duration_ms": clip.duration_ms,
        "video": absolute(clip.video_url) if clip.video_url else None,
        "until": moment(clip.shown_until),
    }


def _story(edition: Edition) -> Json:
    return {
        "id": edition.article_id,
        "url": absolute(edition.get_absolute_url()),
        "kicker": edition.shown_kicker,
        "headline": edition.shown_headline,
        "text": edition.shown_teaser,
    }

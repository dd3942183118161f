"""What a feed says of one story and of one clip."""

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import formats, timezone, translation
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles import structured_data
from articles.body.render import spoken
from articles.models import Correction, Edition
from visuals.models import Clip, Image

#: XML 1.0 has no place for them, however they came into a text
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def plain(text: str) -> str:
    return UNPRINTABLE.sub("", text)


def story_id(article: int) -> str:
    """The same for every edition and every address of a story, and never a page: readers may not follow it."""
    return f"{settings.SITE_URL}/#story-{article}"


def of_story(edition: Edition, now: datetime) -> dict[str, Any]:
    """Keyword arguments for ``SyndicationFeed.add_item``. A correction is told before the teaser.

    ``edition`` comes from ``with_moves``.
    """
    kicker, headline = edition.shown_kicker, edition.shown_headline
    with translation.override(spoken(edition.language)):
        told = [(_corrected(one), one["text"]) for one in edition.facts.get("corrections", []) if one.get("text")]
    corrections = format_html_join("", "<p><strong>{}</strong> {}</p>", told)
    facts = edition.facts
    names = [line["name"] for line in facts.get("bylines", [])]
    section = (facts.get("section") or {}).get("name")
    return {
        "title": plain(f"{kicker}: {headline}" if kicker else headline),
        "link": structured_data.absolute(edition.get_absolute_url()),
        "description": plain(corrections + format_html("<p>{}</p>", edition.shown_teaser)),
        "summary": plain(edition.shown_teaser),
        "author_name": plain(", ".join(names)) or None,
        "pubdate": edition.first_live_from,
        "updateddate": edition.moved_at,
        "unique_id": story_id(edition.article_id),
        "unique_id_is_permalink": False,
        "categories": [plain(one) for one in [section, *(tag["name"] for tag in facts.get("tags", []))] if one],
        "language": edition.language,
        "media": _picture(edition.lead_image, edition.lead_image_credit, now),
    }


def of_clip(clip: Clip, now: datetime) -> dict[str, Any]:
    recorded = clip.recorded_on
    return {
        "title": plain(clip.headline or str(clip)),
        "link": structured_data.absolute(clip.get_absolute_url()),
        "description": plain(format_html("<p>{}</p>", clip.teaser or clip.title)),
        "summary": plain(clip.teaser or clip.title),
        "author_name": None,
        "pubdate": clip.public_from,
        "updateddate": clip.public_from,
        "unique_id": f"{settings.SITE_URL}/#clip-{clip.pk}",
        "unique_id_is_permalink": False,
        "categories": [recorded.isoformat()] if recorded else [],
        "language": settings.SITE_LANGUAGE,
        "media": _video(clip, now),
    }


def _corrected(one: dict[str, str]) -> str:
    at = parse_datetime(one.get("at", ""))
    day = formats.date_format(timezone.localtime(at), "SHORT_DATE_FORMAT") if at else ""
    told = _("Updated on %(day)s:") if one.get("kind") == Correction.Kind.UPDATE else _("Corrected on %(day)s:")
    return told % {"day": day}


def _picture(image: Image | None, credit: str, now: datetime) -> list[dict[str, Any]]:
    """The largest JPEG, while its rights hold for feeds."""
    if image is None or not image.may_go_to("feed", now):
        return []
    return [
        {
            "content": {
                "url": one["url"],
                "type": "image/png" if one["url"].endswith(".png") else "image/jpeg",
                "medium": "image",
                "width": one["width"],
                "height": one["height"],
            },
            "title": plain(image.alt or image.caption or str(image)),
            "credit": plain(credit or image.credit),
            "thumbnail": "",
        }
        for one in structured_data.pictures(image)
    ]


def _video(clip: Clip, now: datetime) -> list[dict[str, Any]]:
    poster = _picture(clip.poster, "", now)
    content: dict[str, Any] = {"medium": "video", "type": "video/mp4"}
    if clip.duration_ms is not None:
        content["duration"] = round(clip.duration_ms / 1000)
    if clip.video_url:
        content["url"] = structured_data.absolute(clip.video_url)
    return [
        {
            "content": content,
            "player": structured_data.absolute(clip.get_absolute_url()),
            "captions": _captions(clip) if clip.video_url else [],
            "title": plain(clip.headline or str(clip)),
            "credit": poster[0]["credit"] if poster else "",
            "thumbnail": _still(clip, poster),
        }
    ]


def _captions(clip: Clip) -> list[dict[str, str]]:
    """What is said, as far as it is approved; on the programme's clock, as the file is: the clip is a part of both."""
    return [
        {"type": "text/vtt", "lang": track.language, "href": structured_data.absolute(track.address)}
        for track in clip.shown_tracks
    ]


def _still(clip: Clip, poster: list[dict[str, Any]]) -> str:
    """The poster while feeds may have it; where there is none a frame of the video, which has the video's rights."""
    if clip.poster:
        return poster[0]["content"]["url"] if poster else ""
    return next(reversed(structured_data.thumbnails(clip)), "")

"""Library rows as the editor's cards and pickers need them: plain words and the desk's small pictures."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from articles.models import Article
from kit.durations import clock
from topics.models import Tag
from visuals.models import Clip, Image

Row = dict[str, Any]
SOON = timedelta(days=14)
WIDE = 640


def _image(image: Image) -> Row:
    return {
        "id": image.pk,
        "title": str(image),
        "hint": " · ".join(filter(None, [image.credit, _day(image.taken_on)])),
        "caption": image.caption,
        "credit": image.credit,
        "alt": image.alt,
        "decorative": image.decorative,
        "thumb": _look(image),
        "width": image.width,
        "height": image.height,
        "rights": _rights(image),
    }


def _clip(clip: Clip) -> Row:
    length = clock(clip.duration_ms) if clip.duration_ms is not None else ""
    stamp = " | ".join(filter(None, [_day(clip.recorded_on), f"{length} min" if length else ""]))
    return {
        "id": clip.pk,
        "title": clip.headline or clip.slug,
        "hint": stamp,
        "teaser": clip.teaser,
        "stamp": stamp,
        "duration": length,
        "ms": clip.duration_ms,
        "thumb": _look(clip.poster) or clip.glimpse_url,
        "rights": _rights(clip),
    }


def _person(person: Any) -> Row:
    role = person.roles_then[0].title if person.roles_then else ""
    return {"id": person.pk, "title": person.name, "name": person.name, "role": role, "hint": role or person.about[:80]}


def _story(story: Article) -> Row:
    section = story.section.name if story.section else ""
    stamp = " · ".join(filter(None, [section, _day(story.story_date)]))
    return {
        "id": story.pk,
        "title": story.shown_headline or str(story),
        "kicker": story.shown_kicker,
        "teaser": story.shown_teaser,
        "hint": " · ".join(filter(None, [story.shown_kicker, stamp])),
        "stamp": stamp,
        "thumb": _look(story.lead_image),
    }


def _tag(tag: Tag) -> Row:
    return {"id": tag.pk, "title": tag.name, "name": tag.name, "hint": ", ".join(tag.aliases.split("\n")[:3])}


TOLD: dict[str, Callable[[Any], Row]] = {
    "image": _image,
    "clip": _clip,
    "person": _person,
    "story": _story,
    "tag": _tag,
}


def _look(image: Image | None) -> str:
    """The smallest copy that fills a card; "" as long as there is none. Its address asks for the right to see it."""
    if image is None:
        return ""
    sizes = sorted((size for size in image.renditions_list if size.format != "avif"), key=lambda size: size.width)
    return next((size.url for size in sizes if size.width >= WIDE), sizes[-1].url if sizes else "")


def _day(day: Any) -> str:
    return formats.date_format(day, "d.m.Y") if day else ""


def _rights(row: Image | Clip) -> str:
    """What keeps readers from seeing it now, or soon; "" if nothing does."""
    now = timezone.now()
    if row.available_until and row.available_until <= now:
        return _("The rights ended on %(day)s. Readers do not see it.") % {"day": _local(row.available_until)}
    if row.available_from and row.available_from > now:
        return _("The rights begin on %(day)s. Until then readers do not see it.") % {"day": _local(row.available_from)}
    if row.available_until and row.available_until <= now + SOON:
        return _("The rights end on %(day)s.") % {"day": _local(row.available_until)}
    return ""


def _local(moment: Any) -> str:
    return formats.date_format(timezone.localtime(moment), "d.m.Y")

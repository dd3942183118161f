"""What schema.org wants to know of a page, as plain dicts. Relative addresses become absolute here."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.models import Edition, LiveBlog, LivePost
from kit.durations import iso, moment
from people.models import Person
from visuals.models import Chapter, Clip, Image
from visuals.templatetags.pictures import shown

Json = dict[str, Any]
KINDS = {
    "news": "NewsArticle",
    "report": "ReportageNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "interview": "NewsArticle",
    "opinion": "OpinionNewsArticle",
    "explainer": "BackgroundNewsArticle",
    "live": "NewsArticle",
}


def absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}" if path.startswith("/") else path


def story(edition: Edition, image: Image | None, clips: list[Clip]) -> Json:
    """A story as printed in ``edition``: names and roles are those of its day, from its facts."""
    facts = edition.facts
    section = facts.get("section") or {}
    data: Json = {
        "@context": "https://schema.org",
        "@type": ["NewsArticle", kind] if (kind := KINDS[edition.kind]) != "NewsArticle" else kind,
        "mainEntityOfPage": absolute(edition.get_absolute_url()),
        "url": absolute(edition.get_absolute_url()),
        "headline": edition.headline,
        "description": edition.shown_teaser,
        "datePublished": _moment(edition.first_live_from),
        "dateModified": _moment(edition.live_from),
        "inLanguage": edition.language,
        "isAccessibleForFree": True,
        "author": [_named(one) for one in facts.get("bylines", [])] or [publisher()],
        "publisher": publisher(),
        "articleSection": section.get("name"),
        "keywords": [tag["name"] for tag in facts.get("tags", [])],
        "mentions": [_named(one) | _job(one) for one in facts.get("people", [])],
        "wordCount": facts.get("words"),
        "image": pictures(image),
        "video": [told for one in clips if (told := clip(one, nested=True))],
        "correction": [_correction(one) for one in facts.get("corrections", []) if one.get("kind") != "update"],
        "alternativeHeadline": edition.kicker,
    }
    return _filled(data)


def live_blog(edition: Edition, blog: LiveBlog, posts: list[LivePost], image: Image | None) -> Json:
    """A live blog with the posts of one page; all others have pages of their own."""
    begun = blog.begun_at or min((post.first_live_from for post in posts), default=edition.first_live_from)
    changed = max((post.live_from for post in posts), default=edition.live_from)
    own = {
        "@type": "LiveBlogPosting",
        "coverageStartTime": _moment(begun),
        "coverageEndTime": _moment(blog.ended_at),
        "dateModified": _moment(max(changed, edition.live_from)),
        "liveBlogUpdate": [_post(edition, post) for post in posts],
    }
    return _filled({**story(edition, image, []), **own})


def _post(edition: Edition, post: LivePost) -> Json:
    address = absolute(post.address(edition.slug))
    data: Json = {
        "@type": "BlogPosting",
        "@id": address,
        "url": address,
        "headline": post.headline or post.facts.get("text", "")[:110],
        "articleBody": post.facts.get("text", "").strip(),
        "datePublished": _moment(post.first_live_from),
        "dateModified": _moment(post.reworded_at or post.first_live_from),
        "inLanguage": edition.language,
        "author": [_named(one) for one in post.facts.get("bylines", [])] or [publisher()],
        "publisher": publisher(),
        "correction": [_correction(one) for one in post.facts.get("corrections", [])],
    }
    return _filled(data)


def clip(one: Clip, *, nested: bool = False, chapters: Sequence[Chapter] = ()) -> Json:
    """A video; {} without a picture or before anybody could see it: search engines call that an error of the page.

    Where title or teaser is missing, the other stands in: they refuse one without a name, too.

    ``chapters`` count from the start of the clip; each is a part that search engines link to by its second.
    """
    data: Json = {
        "@type": "VideoObject",
        "name": one.headline or str(one.recorded_on or one.slug),
        "description": one.teaser or one.title,
        "url": absolute(one.get_absolute_url()),
        "contentUrl": absolute(one.video_url) if one.video_url else None,
        "duration": iso(one.duration_ms) if one.duration_ms is not None else None,
        "uploadDate": _moment(one.public_from),
        "dateCreated": one.recorded_on.isoformat() if one.recorded_on else None,
        "expires": _moment(one.shown_until),
        "thumbnailUrl": thumbnails(one),
        "hasPart": [_part(one, chapters, number) for number in range(len(chapters))],
    }
    if not (data["thumbnailUrl"] and data["uploadDate"]):
        return {}
    return _filled(data if nested else {"@context": "https://schema.org", **data})


def thumbnails(one: Clip) -> list[str]:
    """The poster's JPEGs, the largest last; else the frame that was made of the programme."""
    found = [absolute(size.url) for size in _jpegs(one.poster)]
    return found or ([absolute(one.playback.still)] if one.playback and one.playback.still else [])


def _part(one: Clip, chapters: Sequence[Chapter], number: int) -> Json:
    chapter = chapters[number]
    end = chapters[number + 1].start_ms if number + 1 < len(chapters) else one.duration_ms
    return _filled(
        {
            "@type": "Clip",
            "name": chapter.title,
            "startOffset": chapter.start_ms // 1000,
            "endOffset": None if end is None else end // 1000,
            "url": f"{absolute(one.get_absolute_url())}?t={moment(chapter.start_ms)}",
        }
    )


def person(one: Person, *, ours: bool = False) -> Json:
    """The page about somebody; ``ours``: the one of what they write for us."""
    portrait = getattr(one, "portrait", None)
    image = shown(portrait.image) if portrait else None
    about = {
        "@type": "Person",
        "name": one.name,
        "url": absolute(one.author_url if ours else one.get_absolute_url()),
        "description": one.about,
        "jobTitle": getattr(one, "role_now", None),
        "birthDate": str(one.born) if one.born else None,
        "deathDate": str(one.died) if one.died else None,
        "image": addresses(image)[:1] if image else [],
        "worksFor": publisher() if ours else None,
    }
    return {"@context": "https://schema.org", "@type": "ProfilePage", "mainEntity": _filled(about)}


def pictures(image: Image | None) -> list[Json]:
    return [
        _filled(
            {
                "@type": "ImageObject",
                "url": absolute(size.url),
                "width": size.width,
                "height": size.height,
                "caption": image.caption if image else "",
                "creditText": image.credit if image else "",
            }
        )
        for size in _jpegs(image)[-1:]
    ]


def addresses(image: Image) -> list[str]:
    """The largest JPEG, as a list of one or none."""
    return [absolute(size.url) for size in _jpegs(image)[-1:]]


def _jpegs(image: Image | None) -> list[Any]:
    found = image.renditions_list if image else []
    return sorted((size for size in found if size.format in ("jpeg", "png")), key=lambda size: size.width)


def site() -> list[Json]:
    """The front page: what the site is called, and whose it is."""
    about = {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "@id": f"{settings.SITE_URL}/#site",
        "name": settings.SITE_NAME,
        "url": f"{settings.SITE_URL}/",
        "inLanguage": settings.SITE_LANGUAGE,
        "publisher": {"@id": f"{settings.SITE_URL}/#paper"},
    }
    return [about, {"@context": "https://schema.org", **publisher()}]


def publisher() -> Json:
    """The paper, and where it says by what rules it works."""
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{settings.SITE_URL}/#paper",
        "name": settings.SITE_NAME,
        "url": f"{settings.SITE_URL}/",
        "logo": {"@type": "ImageObject", "url": absolute(static("img/icon-512.png")), "width": 512, "height": 512},
        "publishingPrinciples": absolute(reverse("principles")),
        "correctionsPolicy": absolute(reverse("corrections")),
        "masthead": absolute(reverse("imprint")),
    }


def _correction(one: Json) -> Json:
    """What was wrong. An update is none: nothing was."""
    return {"@type": "CorrectionComment", "text": one["text"], "datePublished": _moment(parse_datetime(one["at"]))}


def _named(one: Json) -> Json:
    url = one.get("url")
    return {"@type": "Person", "name": one["name"]} | ({"url": absolute(url)} if url else {})


def _job(one: Json) -> Json:
    return {"jobTitle": one["role"]} if one.get("role") else {}


def _moment(value: Any) -> str | None:
    return timezone.localtime(value).isoformat() if value else None


def _filled(data: Json) -> Json:
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}

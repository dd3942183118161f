"""What happens to readers, in sentences: if something is withdrawn, ends or is to be deleted.

``uses`` is always one of ``uses.Uses``, which calls this.
"""

from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def told(uses: Any) -> str:
    """“Stands in 3 stories, 2 of them public.”"""
    count = len(uses.all)
    if not count:
        return _("No other story points to it.") if uses.kind == "story" else _("Stands in no story.")
    words = {"n": count, "live": len(uses.live)}
    if uses.capped:
        return _("Stands in more than %(n)s stories.") % words
    if not uses.live:
        return ngettext("Stands in %(n)s story, not public.", "Stands in %(n)s stories, none public.", count) % words
    if len(uses.live) == count:
        return ngettext("Stands in %(n)s story, public.", "Stands in %(n)s stories, all public.", count) % words
    return _("Stands in %(n)s stories, %(live)s of them public.") % words


def then(uses: Any) -> list[tuple[str, str]]:
    """What follows, by what is done to it."""
    lines = []
    if uses.kind in ("image", "clip"):
        lines = [(_("If a story is withdrawn"), _withdrawn(uses)), (_("If its rights end"), _lapsed(uses))]
    elif uses.kind == "story":
        lines = [(_("If it is withdrawn"), _story_gone(uses)), (_("If it leaves the site"), _story_over(uses))]
    return [*lines, (_("If it is to be deleted"), _deleted(uses))]


def _withdrawn(uses: Any) -> str:
    live = len(uses.live)
    if uses.elsewhere.get("portrait_of"):
        return _("It stays public: it is the portrait on a person’s page.")
    if not live:
        return _("No public story shows it now.")
    if live == 1:
        return _("One public story shows it; without it, readers cannot fetch it any more.")
    return _("%(n)s public stories show it. Readers can fetch it until the last of them is withdrawn.") % {"n": live}


def _lapsed(uses: Any) -> str:
    gone = ngettext(
        "It falls out of %(n)s public story at that second; the story stays.",
        "It falls out of %(n)s public stories at that second; the stories stay.",
        len(uses.live),
    ) % {"n": len(uses.live)}
    until = uses.target.available_until
    if until is None:
        return _("No end is set.") + (f" {gone}" if uses.live else "")
    day = formats.date_format(timezone.localtime(until), "SHORT_DATETIME_FORMAT")
    if until <= timezone.now():
        return _("They ended on %(day)s. No reader sees it any more.") % {"day": day}
    return _("They end on %(day)s.") % {"day": day} + (f" {gone}" if uses.live else "")


def _teased(uses: Any) -> str:
    if not uses.live:
        return _("No public story points to it.")
    return ngettext(
        "The teaser in %(n)s public story falls away by itself.",
        "The teasers in %(n)s public stories fall away by themselves.",
        len(uses.live),
    ) % {"n": len(uses.live)}


def _story_gone(uses: Any) -> str:
    return _("A notice stands at its address.") + " " + _teased(uses)


def _story_over(uses: Any) -> str:
    expires = uses.target.expires_at
    if expires is None:
        return _("No end is set.") + " " + _teased(uses)
    day = formats.date_format(timezone.localtime(expires), "SHORT_DATETIME_FORMAT")
    return _("It leaves on %(day)s.") % {"day": day} + " " + _teased(uses)


def _deleted(uses: Any) -> str:
    if uses.kind == "story" and uses.elsewhere.get("editions"):
        return _("That cannot be: readers have seen it, or will. Withdraw it instead.")
    if uses.printed:
        return ngettext(
            "That cannot be: %(n)s story that was published or is planned holds it, and editions stay as they were "
            "printed.",
            "That cannot be: %(n)s stories that were published or are planned hold it, and editions stay as they were "
            "printed.",
            len(uses.printed),
        ) % {"n": len(uses.printed)}
    if uses.drafts:
        return ngettext(
            "That cannot be as long as it stands in %(n)s draft. Take it out there first.",
            "That cannot be as long as it stands in %(n)s drafts. Take it out there first.",
            len(uses.drafts),
        ) % {"n": len(uses.drafts)}
    if hindered := _elsewhere(uses):
        return _("That cannot be as long as it is used here: %(where)s.") % {"where": ", ".join(hindered)}
    return _("Nothing stands in the way.")


def _elsewhere(uses: Any) -> list[str]:
    """Other rows that hold it."""
    words = {
        "poster_of": lambda n: ngettext("poster of %(n)s clip", "poster of %(n)s clips", n),
        "portrait_of": lambda n: ngettext("portrait of %(n)s person", "portrait of %(n)s persons", n),
        "shown_in": lambda n: ngettext("shown in %(n)s picture", "shown in %(n)s pictures", n),
        "seen_in": lambda n: ngettext("seen in %(n)s clip", "seen in %(n)s clips", n),
        "photographs": lambda n: ngettext("photographer of %(n)s picture", "photographer of %(n)s pictures", n),
        "image_items": lambda n: ngettext("tag of %(n)s picture", "tag of %(n)s pictures", n),
        "clip_items": lambda n: ngettext("tag of %(n)s clip", "tag of %(n)s clips", n),
        "merged": lambda n: ngettext("%(n)s tag has been merged into it", "%(n)s tags have been merged into it", n),
    }
    return [words[name](count) % {"n": count} for name, count in uses.elsewhere.items() if count and name in words]

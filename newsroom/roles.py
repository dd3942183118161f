"""The six roles of the desk and what each may do. These groups are the software's own: a newsroom that wants
other rights makes a group beside them, for ``manage.py roles`` sets these back.

Letters: a(dd), v(iew), c(hange), d(elete). Whether a story is of one's own section is asked in ``articles``.
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from people.lifecycle import record

#: each role as one says it, and in one sentence
WORDS = {
    "trainee": (_("Trainee"), _("Writes drafts in the sections granted. Somebody else publishes them.")),
    "editor": (_("Editor"), _("Writes, publishes, corrects and withdraws in the sections granted.")),
    "CvD": (
        _("CvD"),
        _(
            "Chief of the day: does all of that in every section, "
            "keeps pictures, video, sections and standing pages, arranges every front, sends breaking news."
        ),
    ),
    "picture desk": (_("Picture desk"), _("Keeps pictures, portraits and their rights. Does not write stories.")),
    "video desk": (_("Video desk"), _("Keeps programmes, clips and their rights. Does not write stories.")),
    "administrator": (_("Administrator"), _("Does everything a CvD does, and keeps users, roles and the log.")),
}
LETTERS = {"a": "add", "v": "view", "c": "change", "d": "delete"}
Grants = dict[str, str]  # "floor.model" → letters, or "floor.codename" → ""

SEEN_BY_ALL: Grants = {
    **dict.fromkeys(["articles.section", "articles.article", "articles.edition", "articles.revision"], "v"),
    **dict.fromkeys(["articles.correction", "articles.storyslug"], "v"),
    **dict.fromkeys(["visuals.image", "visuals.rendition", "visuals.footage", "visuals.clip"], "v"),
    **dict.fromkeys(["visuals.texttrack", "visuals.cue", "visuals.chapter"], "v"),
    **dict.fromkeys(["visuals.imageperson", "visuals.imagetag", "visuals.clipperson", "visuals.cliptag"], "v"),
    **dict.fromkeys(["people.person", "people.organisation", "people.role", "visuals.portrait", "topics.tag"], "v"),
}
WRITING: Grants = {
    "articles.article": "avc",
    **dict.fromkeys(["articles.byline", "articles.articleperson", "articles.articletag"], "avcd"),
}
REGISTER: Grants = {
    **dict.fromkeys(["people.person", "people.organisation", "topics.tag"], "avc"),
    "people.role": "avcd",
}
PICTURES: Grants = dict.fromkeys(
    ["visuals.image", "visuals.imageperson", "visuals.imagetag", "visuals.portrait", "visuals.rendition"],
    "avcd",
)
CLIPS: Grants = dict.fromkeys(["visuals.footage", "visuals.clip", "visuals.clipperson", "visuals.cliptag"], "avcd")
CAPTIONS: Grants = dict.fromkeys(["visuals.texttrack", "visuals.cue", "visuals.chapter"], "avcd")
OWN_SECTIONS: Grants = {
    "articles.article": "avcd",
    **dict.fromkeys(["articles.publish_article", "articles.correct_article", "articles.withdraw_article"], ""),
}
#: the fronts of the sections granted; who sees every section arranges the home page, too
FRONTS: Grants = {"fronts.front": "v", "fronts.arrange_front": ""}
EDITOR: Grants = SEEN_BY_ALL | WRITING | REGISTER | OWN_SECTIONS | CLIPS | FRONTS | {"visuals.footage": "v"}
CVD: Grants = (
    EDITOR
    | PICTURES
    | CLIPS
    | CAPTIONS
    | {"articles.section": "avc", "fronts.standingpage": "avc", "articles.see_all_sections": ""}
    | {"fronts.breakingnews": "v", "fronts.break_news": ""}
)

ROLES: dict[str, Grants] = {
    "trainee": SEEN_BY_ALL | WRITING,
    "editor": EDITOR,
    "CvD": CVD,
    "picture desk": SEEN_BY_ALL | REGISTER | PICTURES,
    "video desk": SEEN_BY_ALL | REGISTER | CLIPS | CAPTIONS | {"visuals.image": "avc"},
    "administrator": CVD
    | dict.fromkeys(
        ["people.person", "people.organisation", "topics.tag", "articles.section", "articles.sectiongrant"],
        "avcd",
    )
    | dict.fromkeys(["people.user", "auth.group"], "avcd")
    | {"people.auditevent": "v", "django_tasks_database.dbtaskresult": "v", "articles.erase_article": ""},
}


def codenames(grants: Grants) -> set[str]:
    """``{"articles.section": "av"}`` → ``{"articles.add_section", "articles.view_section"}``"""
    spelled = set()
    for target, letters in grants.items():
        floor, _, name = target.partition(".")
        spelled |= {f"{floor}.{LETTERS[letter]}_{name}" for letter in letters} or {target}
    return spelled


@transaction.atomic
def set_up_roles() -> list[str]:
    """Make the groups fit; the names of those that had to be changed. What drifted is told in the log."""
    known = {
        f"{label}.{codename}": pk
        for pk, label, codename in Permission.objects.values_list("pk", "content_type__app_label", "codename")
    }
    return [name for name, grants in ROLES.items() if _fit(name, [known[code] for code in codenames(grants)])]


def _fit(name: str, permissions: Iterable[int]) -> bool:
    group, made = Group.objects.get_or_create(name=name)
    held, wanted = dict(group.permissions.values_list("pk", "codename")), set(permissions)
    if wanted == set(held):
        return made
    group.permissions.set(wanted)
    if not made:
        come = Permission.objects.filter(pk__in=wanted - set(held)).values_list("codename", flat=True)
        gone = sorted(code for key, code in held.items() if key not in wanted)
        record("roles", group, by=None, before={"permissions": gone}, after={"permissions": sorted(come)})
    return True

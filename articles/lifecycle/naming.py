"""What changed, in a few words: the name of a version nobody named."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.body import merge
from articles.lifecycle.states import COLUMNS, LISTS, same_list
from articles.models import ArticlePerson, Byline

Json = dict[str, Any]
MOST = 3  # names in one label; more would be read by nobody
LONGEST = 120
#: lists are named by the rows they hold
LIST_NAMES = {"bylines": Byline, "people": ArticlePerson}


def changed(before: Json, after: Json) -> list[str]:
    """Names of columns (``section_id``) and lists that differ, in the order of the form."""
    # What an older version did not keep yet has not changed; nothing and an empty word are the same.
    names = [f.attname for f in COLUMNS if f.attname in after and (f.attname in before or not before)]
    return [name for name in names if (before.get(name) or "") != (after[name] or "")] + [
        name for name in LISTS if name in after and not same_list(before.get(name, []), after[name])
    ]


def spoken(name: str) -> str:
    """A column or list as the desk calls it."""
    if name == "tags":
        return _("tags")
    if name in LIST_NAMES:
        return str(LIST_NAMES[name]._meta.verbose_name_plural)
    field = next((field for field in COLUMNS if field.attname == name), None)
    return str(getattr(field, "verbose_name", name))


def blocks_between(old: Json, new: Json) -> int:
    """How many blocks were added, removed or changed, or whether they were only moved (1)."""
    if not merge.mergeable(old, new):
        return int(old != new)
    left, right = merge.blocks_of(old), merge.blocks_of(new)
    touched = sum(left.get(key) != right.get(key) for key in {*left, *right})
    return touched or int(list(left) != list(right))


def label(fields: list[str], blocks: int) -> str:
    """“Headline and 2 blocks”."""
    names = [spoken(name) for name in fields]
    if len(names) > MOST:
        more = len(names) - MOST + 1
        names = [*names[: MOST - 1], ngettext("%(n)s more field", "%(n)s more fields", more) % {"n": more}]
    if blocks:
        names.append(ngettext("%(n)s block", "%(n)s blocks", blocks) % {"n": blocks})
    if not names:
        return _("Saved without a change")
    words = names[0] if len(names) == 1 else _("%(some)s and %(last)s") % {
        "some": ", ".join(names[:-1]), "last": names[-1]
    }  # fmt: skip
    return (words[:1].upper() + words[1:])[:LONGEST]

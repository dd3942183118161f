"""One story out of a backup, into a newsroom that goes on: whoever overwrote a text wants that text, not last night."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage

from articles.lifecycle import Restored, fetch_from_backup
from articles.models import Article, Revision
from newsroom.safekeeping import checking
from newsroom.safekeeping import manifest as book
from newsroom.safekeeping.manifest import Manifest, media_file, table_file
from visuals.models import Image

REVISIONS = Revision._meta.label_lower
MOST = 20  # stories named to choose from
Json = dict[str, Any]


class Unknown(Exception):
    """Not one story but none, or several. The message names them."""


def bring_one_back(place: Path, wanted: str) -> Restored:
    """Its newest version in the backup: the working copy's next one, or a new draft if the story is gone.

    ``wanted``: the story's number, or words of its headline. Only what is needed of the backup is read and checked.
    Pictures of the story whose file is missing here come back with it.
    """
    manifest = book.read(place)
    checking.require(place, {table_file(REVISIONS): manifest.tables[REVISIONS].sha256})
    told = _only_one(_newest_versions(place, manifest), wanted)
    revision = Revision(
        article_id=told["article_id"], version=told["version"], body=told["body"], fields=told["fields"]
    )
    restored = fetch_from_backup(revision, by=None)
    restored.gone += _bring_pictures(place, manifest, restored.article)
    return restored


def _newest_versions(place: Path, manifest: Manifest) -> dict[int, Json]:
    found: dict[int, Json] = {}
    columns = manifest.tables[REVISIONS].columns
    with gzip.open(place / table_file(REVISIONS)) as kept:
        for line in kept:
            row = dict(zip(columns, json.loads(line), strict=True))
            if row["version"] > found.get(row["article_id"], {"version": 0})["version"]:
                found[row["article_id"]] = row
    return found


def _only_one(stories: dict[int, Json], wanted: str) -> Json:
    if wanted.isdigit() and int(wanted) in stories:
        return stories[int(wanted)]
    fitting = {number: row for number, row in stories.items() if wanted.casefold() in _headline(row).casefold()}
    if len(fitting) == 1:
        return next(iter(fitting.values()))
    if not fitting:
        raise Unknown(f"No story in this backup has the number or the words “{wanted}”.")
    lines = [f"  {number}  {_headline(row)}" for number, row in sorted(fitting.items())[:MOST]]
    raise Unknown("\n".join([f"{len(fitting)} stories fit; name one by its number:", *lines]))


def _headline(row: Json) -> str:
    return str(row["fields"].get("headline", ""))


def _bring_pictures(place: Path, manifest: Manifest, article: Article) -> Iterator[str]:
    """Sentences on those that are in neither place."""
    for image in Image.objects.filter(pk__in=_pictures_of(article)):
        name = image.file.name
        if not name or default_storage.exists(name):
            continue
        if name not in manifest.media:
            yield f"The file of the picture {image.pk} is neither here nor in the backup ({name})."
            continue
        checking.require(place, {media_file(name): manifest.media[name].sha256})
        with (place / media_file(name)).open("rb") as source:
            default_storage.save(name, source)


def _pictures_of(article: Article) -> set[int]:
    shown = {key for key in article.body_refs.values_list("image_id", flat=True) if key}
    return shown | {article.lead_image_id} - {None}

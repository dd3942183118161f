"""Static files as readers get them: named by content, compressed, and each style sheet in one piece.

The sources of a sheet stay apart, one file a component; its entry names the order of the layers and imports
the parts into them. Twenty imports would be twenty requests, so they are joined when files are collected.
"""

import hashlib
import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = re.compile(
    r"""@import\s+url\(\s*["']?(?P<path>[^"')]+)["']?\s*\)\s*(?:layer\((?P<layer>[\w.-]+)\))?\s*(?P<media>[^;]*);"""
)
URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<path>[^"')]+)(?P=quote)\s*\)""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
ELSEWHERE = ("/", "#", "data:", "http:", "https:")

Sources = dict[str, tuple[StaticFilesStorage, str]]


class CannotJoin(ValueError):
    """A style sheet whose parts do not fit together; the message names both files."""


class SiteStaticStorage(CompressedManifestStaticFilesStorage):
    support_js_module_import_aggregation = True

    def post_process(self, paths: Sources, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if not dry_run:
            paths = paths | {name: (self, self._store(name, css)) for name, css in joined_sheets(paths)}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _store(self, name: str, css: str) -> str:
        self.delete(name)
        return self._save(name, ContentFile(css.encode()))


def sources_as_they_are() -> str:
    """Changes when a source changes, or how we treat it: collecting takes seconds, and asking this none."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            found = os.stat(storage.path(name))
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def joined_sheets(paths: Sources) -> Iterator[tuple[str, str]]:
    """Every sheet that imports into layers, whole; read from the sources, for collected ones are joined."""
    for name in paths:
        if name.endswith(".css"):
            css = COMMENT.sub("", _source(name, paths))
            if any(found["layer"] for found in IMPORT.finditer(css)):
                whole = IMPORT.sub(lambda found, entry=name: _part(entry, found, paths), css)
                yield name, whole.strip() + "\n"


def _part(entry: str, found: re.Match[str], paths: Sources) -> str:
    """The imported file in place of its import, inside the same layer and under the same condition."""
    name = posixpath.normpath(posixpath.join(posixpath.dirname(entry), found["path"]))
    if name not in paths:
        raise CannotJoin(f"{entry} imports {found['path']}, but there is no {name}")
    css = COMMENT.sub("", _source(name, paths)).strip()
    if "@import" in css:
        raise CannotJoin(f"{name} imports another sheet; only {entry} may, where the layers are ordered")
    css = URL.sub(lambda url: _moved(url, name, entry), css)
    for rule, value in (("@layer", found["layer"]), ("@media", found["media"])):
        if value:
            css = f"{rule} {value.strip()} {{\n{css}\n}}"
    return css


def _moved(url: re.Match[str], origin: str, target: str) -> str:
    """An address written relative to the part, now relative to the sheet it went into."""
    if url["path"].startswith(ELSEWHERE):
        return url[0]
    absolute = posixpath.normpath(posixpath.join(posixpath.dirname(origin), url["path"]))
    return f'url("{posixpath.relpath(absolute, posixpath.dirname(target))}")'


def _source(name: str, paths: Sources) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()

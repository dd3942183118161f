"""What others wrote stays what it was: checksum, versions and licences of the bundle; imports that can be renamed."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finders

from newsroom.static_storage import SiteStaticStorage

ROOT = Path(__file__).resolve().parents[3]
VENDOR, EDITOR, BUILD = ROOT / "static/js/vendor", ROOT / "static/js/admin/editor", ROOT / "deploy/editor-bundle"
LOCK = json.loads((VENDOR / "tiptap.lock.json").read_text())
IMPORT = re.compile(r"^(?:import|export)\b[^;]*?\bfrom\s*\"([^\"]+)\"(;?)", re.M)

pytestmark = pytest.mark.once


def test_the_bundle_is_the_one_that_was_locked():
    bundle = (VENDOR / LOCK["file"]).read_bytes()
    assert (hashlib.sha256(bundle).hexdigest(), len(bundle)) == (LOCK["sha256"], LOCK["bytes"])


def test_every_package_of_the_bundle_has_its_licence_beside_it():
    licences = (VENDOR / "tiptap.LICENSES.txt").read_text()
    named = dict(re.findall(r"^(\S+) (\d\S*) \(MIT\)$", licences, re.M))
    assert named == LOCK["packages"]
    assert licences.count("Permission is hereby granted, free of charge") == len(LOCK["packages"])


def test_what_is_built_is_what_is_pinned():
    pins = json.loads((BUILD / "package.json").read_text())["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pins.values())
    installed = json.loads((BUILD / "package-lock.json").read_text())["packages"]
    versions = {name.removeprefix("node_modules/"): entry.get("version") for name, entry in installed.items()}
    assert {name: versions[name] for name in LOCK["packages"]} == LOCK["packages"]
    assert f"esbuild {versions['esbuild']}" == LOCK["built_with"]
    assert not any("resolved" in entry for entry in installed.values())


def imports():
    return [(path, *found) for path in sorted(EDITOR.rglob("*.js")) for found in IMPORT.findall(path.read_text())]


def test_every_import_ends_so_that_static_storage_can_rename_it():
    assert len(imports()) > 60
    assert [(path.name, target) for path, target, end in imports() if not end or not target.startswith(".")] == []
    assert [path.name for path, target, _end in imports() if not (path.parent / target).resolve().is_file()] == []


def test_hashed_modules_import_hashed_modules(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    storage = SiteStaticStorage(location=tmp_path)
    sources = {
        name: (place, name)
        for finder in get_finders()
        for name, place in finder.list([])
        if name.startswith(("js/admin/editor/", "js/desk/", "js/vendor/")) and name.endswith(".js")
    }
    for name, (place, source) in sources.items():
        with place.open(source) as file:
            storage._save(name, file)
    found = storage.post_process({name: (storage, name) for name in sources})
    done = {name: hashed for name, hashed, _done in found if hashed.endswith(".js")}  # beside it lie compressed ones
    shell = (tmp_path / done["js/admin/editor/shell.js"]).read_text()
    targets = [target for target, _end in IMPORT.findall(shell)]
    assert len(targets) > 15
    hashed = {Path(name).name for name in done.values()}
    assert [target for target in targets if Path(target).name not in hashed] == []


def test_nothing_here_runs_or_styles_inline():
    """The content policy would refuse it in front of an editor."""
    dangerous = re.compile(r"\beval\(|new Function|innerHTML\s*=|insertAdjacentHTML|setAttribute\(\"style\"")
    assert [path.name for path in EDITOR.rglob("*.js") if dangerous.search(path.read_text())] == []

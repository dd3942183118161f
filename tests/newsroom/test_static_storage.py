"""Style sheets: sources apart, one sheet for readers, with everything it points at still found."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import get_finder, get_finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from newsroom.static_storage import CannotJoin, SiteStaticStorage, joined_sheets, sources_as_they_are

ENTRY = """/* order */
@layer reset, components, print;
@import url("site/reset.css") layer(reset);
@import url('site/quote.css') layer(components);
@import url("site/print.css") layer(print) print;
@font-face { font-family: "Own"; src: url("../fonts/own.woff2"); }
"""
PARTS = {
    "css/site.css": ENTRY,
    "css/site/reset.css": "* { margin: 0; }",
    "css/site/quote.css": '.quote { background: url("../../img/mark.svg"); mask: url(data:x); }',
    "css/site/print.css": "/* on paper */ nav { display: none; }",
    "css/plain.css": "p { margin: 0; }",
    "fonts/own.woff2": "font",
    "img/mark.svg": "<svg/>",
    "js/reader.js": 'import { clip } from "./clip.js";\n',
    "js/clip.js": "export const clip = 1;\n",
}
JOINED = """@layer reset, components, print;
@layer reset {
* { margin: 0; }
}
@layer components {
.quote { background: url("../img/mark.svg"); mask: url(data:x); }
}
@media print {
@layer print {
nav { display: none; }
}
}
@font-face { font-family: "Own"; src: url("../fonts/own.woff2"); }
"""


@pytest.fixture
def sources(tmp_path):
    """A folder of static files as ``collectstatic`` hands it over; keywords replace or add files."""

    def sources(**changed: str) -> dict:
        parts = PARTS | {name.replace("__", "/") + ".css": content for name, content in changed.items()}
        storage = StaticFilesStorage(location=tmp_path / "sources", base_url="/static/")
        for name, content in parts.items():
            path = tmp_path / "sources" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content)
        return {name: (storage, name) for name in parts}

    return sources


@pytest.fixture
def collect(tmp_path):
    """Copy and process, as ``collectstatic`` does; the text that readers get under a name."""

    def collect(paths: dict, name: str) -> str:
        target = SiteStaticStorage(location=tmp_path / "collected", base_url="/static/")
        for path, (storage, _) in paths.items():
            target.delete(path)
            with storage.open(path) as file:
                target.save(path, file)
        for _, _, processed in target.post_process(paths):
            if isinstance(processed, Exception):
                raise processed
        with target.open(target.stored_name(name)) as file:
            return file.read().decode()

    return collect


def test_parts_stand_in_their_layers_in_the_order_of_the_entry(sources):
    assert dict(joined_sheets(sources())) == {"css/site.css": JOINED}


def test_readers_get_one_sheet_whose_pictures_and_fonts_are_found(sources, collect):
    css = collect(sources(), "css/site.css")

    assert "@import" not in css
    assert re.search(r'url\("\.\./img/mark\.[0-9a-f]{12}\.svg"\)', css)
    assert re.search(r'url\("\.\./fonts/own\.[0-9a-f]{12}\.woff2"\)', css)


def test_a_changed_part_reaches_a_sheet_that_was_joined_before(sources, collect):
    collect(sources(), "css/site.css")
    css = collect(sources(css__site__reset="* { margin: 1px; }"), "css/site.css")
    assert "margin: 1px" in css
    assert css.count("@layer reset {") == 1


def test_a_sheet_without_layered_imports_stays_as_it_is(sources, collect):
    assert collect(sources(), "css/plain.css") == "p { margin: 0; }"


def test_modules_import_each_other_by_their_new_names(sources, collect):
    assert re.search(r'from "\./clip\.[0-9a-f]{12}\.js"', collect(sources(), "js/reader.js"))


def test_a_missing_part_is_named(sources):
    paths = sources()
    del paths["css/site/quote.css"]
    with pytest.raises(CannotJoin, match=r"css/site\.css imports site/quote\.css, but there is no css/site/quote"):
        [*joined_sheets(paths)]


def test_a_part_may_not_import(sources):
    paths = sources(css__site__reset='@import url("quote.css");')
    with pytest.raises(CannotJoin, match=r"css/site/reset\.css imports another sheet"):
        [*joined_sheets(paths)]


@pytest.mark.once
def test_our_own_sheets_join():
    found = {path: (storage, path) for finder in get_finders() for path, storage in finder.list(ignore_patterns=[])}
    joined = dict(joined_sheets(found))
    assert "css/site.css" in joined
    assert not [name for name, css in joined.items() if "@import" in css]


@pytest.mark.once
def test_static_files_are_collected_again_only_when_one_changed(settings, tmp_path):
    (tmp_path / "static").mkdir()
    sheet = tmp_path / "static" / "a.css"
    sheet.write_text("p { margin: 0; }")
    settings.STATICFILES_DIRS = [tmp_path / "static"]
    get_finder.cache_clear()

    before = sources_as_they_are()
    assert sources_as_they_are() == before
    sheet.write_text("p { margin: 10px; }")
    assert sources_as_they_are() != before

    get_finder.cache_clear()


@pytest.mark.once
def test_every_sheet_closes_what_it_opens():
    """A brace too few swallows every rule behind it, and no browser says so."""
    sheets = sorted((Path(__file__).parents[2] / "static/css").rglob("*.css"))
    bare = {sheet.name: re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL) for sheet in sheets}

    assert [name for name, css in bare.items() if css.count("{") != css.count("}")] == []

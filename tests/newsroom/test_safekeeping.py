"""Restore drill: everything kept while people work, back in an empty newsroom on either database, and never by halves."""

import gzip
import hashlib
import io
import json
import os
import shutil
import stat
import threading
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.apps import apps
from django.conf import settings as live_settings
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.backends.base.base import NO_DB_ALIAS
from django.utils import timezone

from articles import lifecycle
from articles.models import Article
from newsroom import safekeeping
from newsroom.safekeeping import manifest as book
from newsroom.safekeeping import rows, snapshot
from newsroom.safekeeping.manifest import Damaged
from people.models import User
from tests.bodies import body, node
from tests.conftest import PASSWORD
from tests.factories import ArticleFactory, ImageFactory, PersonFactory, TagFactory
from tests.newsroom.test_start import run
from visuals.models import Image

# whole newsrooms are made and brought back, whatever else the machine does
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.timeout(400)]
ASK = """
import django, json, sys; django.setup()
from django.contrib.auth import authenticate
from django.test import Client
from newsroom.safekeeping import rows, snapshot
from django.apps import apps
page = Client().get(sys.argv[1], headers={"host": "localhost"})
sums = {model._meta.label_lower: rows.sum_of(model, rows.columns_of(model), "default") for model in rows.models_of(apps)}
print(json.dumps({"status": page.status_code, "page": page.content.decode(), "sums": sums,
                  "cvd": bool(authenticate(username="CvD", password=sys.argv[2]))}))
"""


def silent(line: str) -> None:
    """Progress is for people."""


@pytest.fixture(autouse=True)
def _snapshot_allowed(monkeypatch):
    """The guard around the tests' database knows the connections of the settings, and lets only this name pass."""
    monkeypatch.setattr(snapshot, "ALIAS", NO_DB_ALIAS)


@pytest.fixture
def paper(cast):
    """A story that readers have, with a real picture, people, tags and a past; and one that is only a draft."""
    picture = ImageFactory(renditions=True)
    story = ArticleFactory(
        body=body("Erster Absatz.", node("image", image=picture.pk)),
        live=True,
        people=[PersonFactory()],
        tags=[TagFactory()],
        by=cast["CvD"],
    )
    story.headline = "Der Hafen bekommt zwei Kräne"
    lifecycle.save(story, by=cast["CvD"])
    lifecycle.publish(story, by=cast["CvD"])
    ArticleFactory(headline="Nur ein Entwurf")
    return story


@pytest.fixture
def kept(paper, tmp_path) -> Path:
    return safekeeping.keep(tmp_path / "backups", silent)


@contextmanager
def empty_postgres():
    """The address of a database of its own beside the one of the tests."""
    told = urlsplit(os.environ["TEST_DATABASE_URL"])
    name = f"test_newsroom_empty_{os.getpid()}"
    with psycopg.connect(told.geturl(), autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield told._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def empty_newsroom(place: Path, database: str = "") -> dict[str, str]:
    place.mkdir()
    return {
        "DATABASE_URL": database or f"sqlite:///{place}/db.sqlite3",
        "MEDIA_ROOT": str(place / "media"),
        "SECRET_KEY": "restored-" + "0123456789abcdef" * 4,
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


def ask(newsroom: dict[str, str], path: str) -> dict:
    """As the tests' own settings serve it: sources of style sheets, quick passwords."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE_URL": newsroom["DATABASE_URL"]}
    answer = run("-c", ASK, path, PASSWORD, **settings)
    assert answer.stderr == ""
    return json.loads(answer.stdout)


def files_below(place: Path | str) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in Path(place).rglob("*") if path.is_file()}


def test_all_of_it_comes_back_into_nothing_on_either_database(paper, kept, client, tmp_path):
    url = paper.editions.last().get_absolute_url()
    page = client.get(url).content.decode()
    sums = {label: [table.rows, table.rows_sum] for label, table in book.read(kept).tables.items()}
    assert sums["articles.edition"][0] == 2

    first = empty_newsroom(tmp_path / "first")
    done = run("manage.py", "restore", str(kept), **first)
    assert (done.returncode, done.stderr) == (0, "")
    found = ask(first, url)

    assert found["status"] == 200
    assert found["page"] == page
    assert found["cvd"]
    assert {label: found["sums"][label] for label in sums} == sums
    assert files_below(tmp_path / "first/media") == files_below(live_settings.MEDIA_ROOT)

    again = run("manage.py", "restore", str(kept), **first)
    assert again.returncode == 1
    assert "There is already something here" in again.stderr
    if connection.vendor == "postgresql":
        _and_from_sqlite_to_postgres(first, sums, url, page, tmp_path)


def _and_from_sqlite_to_postgres(first, sums, url, page, tmp_path):
    run("manage.py", "backup", str(tmp_path / "from-sqlite"), **first)
    (place,) = (tmp_path / "from-sqlite").iterdir()
    with empty_postgres() as database:
        second = empty_newsroom(tmp_path / "second", database)
        done = run("manage.py", "restore", str(place), **second)
        assert (done.returncode, done.stderr) == (0, "")
        found = ask(second, url)
    assert found["page"] == page
    assert {label: found["sums"][label] for label in sums} == sums


def test_a_backup_is_for_its_owner_alone_and_holds_no_secret(kept, client, cast):
    modes = {stat.S_IMODE(path.stat().st_mode) for path in kept.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in [kept, *kept.rglob("*")] if path.is_dir()}
    assert (modes, folders) == ({0o600}, {0o700})
    assert "sessions.session" not in book.read(kept).tables
    everything = b"".join(gzip.decompress(path.read_bytes()) for path in kept.rglob("*.gz"))
    assert live_settings.SECRET_KEY.encode() not in everything


@pytest.mark.parametrize("how", ["flipped", "cut", "gone", "picture", "list", "no list"])
def test_a_damaged_backup_is_refused_by_name(kept, how):
    table = kept / "tables" / "articles.edition.jsonl.gz"
    picture = next(path for path in (kept / "media").rglob("*") if path.is_file())
    target = {"picture": picture, "list": kept / book.NAME, "no list": kept / book.NAME}.get(how, table)
    data = bytearray(target.read_bytes())
    data[len(data) // 2] ^= 1
    if how in ("gone", "no list", "picture"):
        target.unlink()
    else:
        target.write_bytes(data[: len(data) // 2] if how == "cut" else data)

    with pytest.raises(Damaged, match=str(target.relative_to(kept))):
        safekeeping.check(kept, silent)
    with pytest.raises(CommandError, match=target.name):
        call_command("verify", str(kept))


@pytest.mark.parametrize("what", ["value", "key", "width"])
def test_rows_that_do_not_come_back_as_they_were_leave_nothing_behind(kept, tmp_path, what):
    """A backup whose list fits its files and not its rows: nobody but its maker can have written that."""
    label = "articles.articletag"
    table, manifest = kept / book.table_file(label), book.read(kept)
    (line,) = gzip.decompress(table.read_bytes()).splitlines()
    row = json.loads(line)
    if what == "width":
        row.append(0)
    else:  # another number of its own, or that of a tag which is not there
        row[manifest.tables[label].columns.index("id" if what == "value" else "tag_id")] += 1000
    line = json.dumps(row, separators=(",", ":")).encode() + b"\n"
    table.write_bytes(gzip.compress(line))
    changed = {"sha256": hashlib.sha256(table.read_bytes()).hexdigest()}
    if what == "key":
        changed["rows_sum"] = hashlib.sha256(line).hexdigest()
    manifest.tables[label] = replace(manifest.tables[label], **changed)
    manifest.write(kept)

    call_command("flush", verbosity=0, interactive=False)
    shutil.rmtree(live_settings.MEDIA_ROOT)

    with pytest.raises(CommandError, match="other values" if what == "value" else "do not fit the tables"):
        call_command("restore", str(kept), stdout=io.StringIO())

    assert files_below(live_settings.MEDIA_ROOT) == {}
    assert not any(model.objects.exists() for model in (Article, Image, User))


def test_kept_while_editors_save_it_is_one_moment(paper, tmp_path, cast):
    """Every version of a story in the backup has its revision: no row is from before, none from after."""
    stop, failed = threading.Event(), []

    def write():
        try:
            while not stop.is_set():
                story = Article.objects.get(pk=paper.pk)
                story.lead = f"Fassung {story.version}."
                lifecycle.save(story, by=cast["CvD"])
        except Exception as problem:  # told in the test's own thread
            failed.append(problem)
        finally:
            connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        places = [safekeeping.keep(tmp_path / str(number), silent) for number in range(3)]
    finally:
        stop.set()
        writer.join()

    assert failed == []
    for place in places:
        version, newest = _newest(place, "articles.article", "version"), _newest(place, "articles.revision", "version")
        assert version == newest
    assert _newest(places[0], "articles.article", "version") < Article.objects.get(pk=paper.pk).version


def _newest(place: Path, label: str, column: str) -> int:
    names = rows.columns_of(apps.get_model(label))
    kept = gzip.decompress((place / "tables" / f"{label}.jsonl.gz").read_bytes()).splitlines()
    return max(json.loads(line)[names.index(column)] for line in kept)


def test_a_picture_that_is_not_there_is_told_and_does_not_stop_the_rest(paper, tmp_path, capsys):
    gone = ImageFactory(file=True).file
    os.unlink(gone.path)
    call_command("backup", str(tmp_path / "b"), verbosity=0)
    assert gone.name in capsys.readouterr().err


def test_only_so_many_are_kept_and_nothing_that_is_no_whole_backup_of_ours_goes(paper, kept, tmp_path, capsys):
    folder = tmp_path / "many"
    ours = [f"newsroom-2026-0{month}-01T02-30-00Z" for month in range(1, 6)]
    for name in (*ours, "newsroom-2025-01-01T02-30-00Z-keep-this", "before-the-move", "photographs"):
        shutil.copytree(kept, folder / name)
    just_now = f"newsroom-{timezone.now() - timedelta(hours=23):%Y-%m-%dT%H-%M-%SZ}.partial"
    # Perhaps still being written; one without a list of what is in it; one of somebody else.
    for name in (just_now, "newsroom-2020-01-01T02-30-00Z", "paper-2020-01-01T02-30-00Z.partial"):
        (folder / name).mkdir()
    broken_off = "newsroom-2020-01-01T02-30-00Z.partial"
    (folder / broken_off).mkdir()
    others = {place.name for place in folder.iterdir()} - {*ours, broken_off}

    call_command("backup", str(folder), keep=3, verbosity=0)

    here = {place.name for place in folder.iterdir()}
    (fresh,) = here - {*ours, *others}
    assert here == {*others, *ours[-2:], fresh}
    assert [line for line in capsys.readouterr().out.splitlines() if line.startswith("Taken away")] == [
        f"Taken away: {folder / name}" for name in (broken_off, *ours[:3])
    ]
    assert safekeeping.check(folder / fresh, silent)


def test_what_cannot_be_taken_away_is_told_and_stops_no_backup(paper, tmp_path):
    broken_off = tmp_path / "newsroom-2020-01-01T02-30-00Z.partial"
    broken_off.touch()  # no folder: it cannot be emptied
    with pytest.raises(CommandError, match="The new backup is whole, but not all could be taken away: .*2020-01-01"):
        call_command("backup", str(tmp_path), keep=3, verbosity=0)
    assert len(safekeeping.backups(tmp_path)) == 1


@pytest.mark.parametrize("number", ["0", "-1", "all"])
def test_to_keep_none_at_all_is_refused(number, tmp_path):
    with pytest.raises(CommandError, match="is no number of backups"):
        call_command("backup", str(tmp_path), "--keep", number)
    assert not [*tmp_path.iterdir()]


def test_what_a_newer_version_made_is_not_taken_in(kept):
    manifest = book.read(kept)
    manifest.migrations["articles"] = "9999_of_tomorrow"
    manifest.write(kept)
    with pytest.raises(Damaged, match="newer version"):
        safekeeping.bring_back(kept, silent)


def test_a_disk_that_is_full_leaves_nothing_that_looks_whole(paper, tmp_path):
    """No file may grow beyond 150 bytes, as on a disk with no room left."""
    name = connection.settings_dict["NAME"]
    told = urlsplit(os.environ.get("TEST_DATABASE_URL") or "")
    database = f"sqlite:///{name}" if connection.vendor == "sqlite" else told._replace(path=f"/{name}").geturl()
    newsroom = empty_newsroom(tmp_path / "here", database) | {"MEDIA_ROOT": str(live_settings.MEDIA_ROOT)}
    full = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (150, 150)); "
    full += "from django.core.management import execute_from_command_line as go; go(['', 'backup', sys.argv[1]])"

    done = run("-B", "-c", full, str(tmp_path / "b"), **newsroom)

    assert done.returncode == 1
    assert "The backup broke off" in done.stderr
    (place,) = (tmp_path / "b").iterdir()
    assert place.suffix == ".partial"
    with pytest.raises(Damaged, match="not a whole one"):
        safekeeping.check(place, silent)


# --- one story


def test_one_story_comes_back_as_its_next_version_and_nothing_else_changes(paper, kept, cast, client):
    other = Article.objects.get(headline="Nur ein Entwurf")
    paper.refresh_from_db()
    paper.headline, paper.body = "Überschrieben", body("Alles weg.")
    lifecycle.save(paper, by=cast["CvD"])
    lifecycle.publish(paper, by=cast["CvD"])
    other.headline = "Inzwischen weiter"
    lifecycle.save(other, by=cast["CvD"])
    os.unlink(picture_of(kept).path)
    version, editions = paper.version, paper.editions.count()

    call_command("restore", str(kept), story=str(paper.pk))

    paper.refresh_from_db()
    other.refresh_from_db()
    assert (paper.headline, paper.version) == ("Der Hafen bekommt zwei Kräne", version + 1)
    assert "Erster Absatz." in json.dumps(paper.body, ensure_ascii=False)
    assert paper.revisions.first().label == f"Aus der Sicherung: Fassung {version - 1}"
    assert [line.person_id for line in paper.named.all()]
    assert other.headline == "Inzwischen weiter"
    assert paper.editions.count() == editions  # readers see it when somebody publishes it
    assert os.path.exists(picture_of(kept).path)


def picture_of(kept):
    return Image.objects.filter(body_refs__isnull=False).first().file


def test_a_story_that_is_gone_comes_back_as_a_draft_found_by_its_words(paper, kept):
    gone = Article.objects.get(headline="Nur ein Entwurf")
    gone.delete()
    call_command("restore", str(kept), story="nur ein")
    again = Article.objects.get(headline="Nur ein Entwurf")
    assert (again.pk != gone.pk, again.version, again.editions.count()) == (True, 1, 0)


@pytest.mark.parametrize(
    ("wanted", "told"),
    [("99999", "has the number or the words “99999”"), ("e", "2 stories fit; name one by its number")],
)
def test_which_story_is_meant_has_to_be_clear(paper, kept, wanted, told):
    with pytest.raises(CommandError, match=told):
        call_command("restore", str(kept), story=wanted)


def test_a_story_is_not_taken_out_of_a_damaged_part(paper, kept):
    table = kept / "tables" / "articles.revision.jsonl.gz"
    table.write_bytes(table.read_bytes()[:-1] + b"x")
    with pytest.raises(CommandError, match="articles.revision.jsonl.gz is not as it was written"):
        call_command("restore", str(kept), story=str(paper.pk))
    assert Article.objects.get(pk=paper.pk).version == paper.version

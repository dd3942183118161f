"""An upgrade without a pause: the code of the release before this one goes on answering on the new tables."""

import io
import json
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ModelState, ProjectState

from articles.models import Edition
from newsroom import env
from tests.factories import ArticleFactory
from tests.newsroom.test_worker import database_url
from tests.newsroom.two_steps import objections

ROOT = Path(__file__).resolve().parents[2]
RELEASES = json.loads((ROOT / "deploy/releases.json").read_text())
BEFORE = RELEASES[-1]


def since_release() -> list[str]:
    """What the migrations written since the last release would do to it."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    state, found = ProjectState(), []
    for node in loader.graph._generate_plan(loader.graph.leaf_nodes(), at_end=True):
        migration = loader.graph.nodes[node]
        if migration.app_label in BEFORE["migrations"] and migration.name > BEFORE["migrations"][migration.app_label]:
            if f"{migration.app_label}.{migration.name}" in BEFORE.get("second steps", {}):
                migration.mutate_state(state, preserve=False)
            else:
                found += objections(migration, state)
        else:
            migration.mutate_state(state, preserve=False)
    return found


def test_the_release_before_this_one_survives_every_migration():
    assert since_release() == []


def test_a_release_knows_all_our_floors_and_only_migrations_that_are_there():
    loader = MigrationLoader(None, ignore_no_migrations=True)
    ours = {app for app, _name in loader.graph.nodes if Path(apps.get_app_config(app).path).parent == ROOT}
    for release in RELEASES:
        assert [node for node in release["migrations"].items() if node not in loader.graph.nodes] == []
    assert ours == BEFORE["migrations"].keys()
    second_steps = [tuple(name.split(".")) for name in BEFORE.get("second steps", {})]
    assert [node for node in second_steps if node not in loader.graph.nodes] == []


def fields(**more: models.Field) -> list[tuple[str, models.Field]]:
    own = {"id": models.BigAutoField(primary_key=True), "name": models.CharField(max_length=80, null=True)}
    return list((own | more).items())


@pytest.mark.parametrize(
    ("operation", "refused"),
    [
        (migrations.RemoveField("story", "name"), True),
        (migrations.RenameField("story", "name", "title"), True),
        (migrations.DeleteModel("story"), True),
        (migrations.RenameModel("story", "piece"), True),
        (migrations.AlterField("story", "name", models.CharField(max_length=80)), True),
        (migrations.AlterField("story", "name", models.CharField(max_length=80, db_default="")), False),
        (migrations.AlterField("story", "name", models.CharField(max_length=20, null=True)), True),
        (migrations.AlterField("story", "name", models.CharField(max_length=200, null=True)), False),
        (migrations.AlterField("story", "name", models.CharField(max_length=80, null=True, unique=True)), True),
        (migrations.AlterField("story", "name", models.IntegerField(null=True)), True),
        (migrations.AddField("story", "kind", models.CharField(max_length=9, default="")), True),
        (migrations.AddField("story", "kind", models.CharField(max_length=9, db_default="")), False),
        (migrations.AddField("story", "kind", models.CharField(max_length=9, null=True)), False),
        (migrations.AddConstraint("story", models.UniqueConstraint(fields=["name"], name="one")), True),
        (migrations.AddIndex("story", models.Index(fields=["name"], name="by_name")), False),
        (migrations.CreateModel("other", fields()), False),
        (migrations.RunSQL("ALTER TABLE story DROP COLUMN name"), True),
        (migrations.RunSQL("CREATE INDEX x ON story (name)"), False),
        (migrations.SeparateDatabaseAndState([migrations.RunSQL("DROP TABLE story")]), True),
    ],
)
def test_what_takes_away_or_tightens_needs_a_step_of_its_own(operation, refused):
    state = ProjectState()
    state.add_model(ModelState("desk", "story", fields()))
    migration = migrations.Migration("0002_change", "desk")
    migration.operations = [operation]
    assert bool([*objections(migration, state)]) is refused


# --- the old code itself

OLD_CODE_AT_WORK = """
import django, json, sys; django.setup()
from django.test import Client
from articles import lifecycle
from articles.models import Article
from people.models import User
from factory.django import DjangoModelFactory
from tests.factories import ArticleFactory

for factory in DjangoModelFactory.__subclasses__():
    factory.reset_sequence(9000, force=True)  # numbers below are taken: today's factories have counted in this database
story, draft = Article.objects.get(pk=sys.argv[1]), Article.objects.get(pk=sys.argv[2])
cvd, reader, desk = User.objects.get(username="CvD"), Client(), Client()
desk.force_login(cvd)
own = ArticleFactory(headline="Geschrieben vom alten Stand", live=True)
draft.headline = "Veröffentlicht vom alten Stand"
lifecycle.save(draft, by=cvd)
lifecycle.publish(draft, by=cvd)
def ask(client, url):
    answer = client.get(url, headers={"host": "localhost"})
    return [answer.status_code, draft.headline in answer.content.decode()]
print(json.dumps({
    "home": ask(reader, "/"),
    "story": ask(reader, story.editions.last().get_absolute_url()),
    "published": ask(reader, draft.editions.last().get_absolute_url()),
    "desk": ask(desk, f"/admin/articles/article/{draft.pk}/change/"),
    "own": own.pk,
}))
"""


def old_tree(place: Path) -> Path:
    """The code of the release, out of the history. Where that is whole it is there, or else the list is wrong."""
    commit = BEFORE["commit"]
    git = ["git", "-C", str(ROOT)]
    if subprocess.run([*git, "cat-file", "-e", f"{commit}^{{commit}}"], capture_output=True).returncode:
        subprocess.run([*git, "fetch", "--quiet", "--depth=1", "origin", commit], capture_output=True, timeout=60)
    archive = subprocess.run([*git, "archive", commit], capture_output=True)
    if archive.returncode:
        cut = subprocess.run([*git, "rev-parse", "--is-shallow-repository"], capture_output=True, text=True)
        if cut.stdout.strip() == "false" and os.environ.get("CI"):
            pytest.fail(f"deploy/releases.json names a commit that is none of ours: {commit}")
        pytest.skip(f"the history ends before the release {BEFORE['name']}: git fetch --unshallow")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tree:
        tree.extractall(place, filter="data")
    return place


@pytest.mark.django_db(transaction=True)
def test_the_code_of_the_release_before_works_on_the_tables_of_today(tmp_path, client, cast):
    story = ArticleFactory(live=True)
    draft = ArticleFactory(headline="Noch ein Entwurf")
    clean = {name: value for name, value in os.environ.items() if name not in env.NAMES}
    clean.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)

    done = subprocess.run(
        [sys.executable, "-B", "-c", OLD_CODE_AT_WORK, str(story.pk), str(draft.pk)],
        cwd=old_tree(tmp_path / "old"),
        env=clean | {"DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_DATABASE_URL": database_url()},
        capture_output=True,
        text=True,
        timeout=100,
    )

    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told == {
        "home": [200, True], "story": [200, told["story"][1]], "published": [200, True], "desk": [200, True],
        "own": told["own"],
    }  # fmt: skip
    for pk in (draft.pk, told["own"]):  # and today's code shows what the old one has written
        edition = Edition.objects.live().get(article=pk)
        assert edition.headline in client.get(edition.get_absolute_url()).content.decode()

"""Each verb writes its one line, in its own transaction: where the line cannot be written, nothing has happened."""

import pytest
from django.apps import apps
from django.db import transaction

from people.models import AuditEvent
from people.templatetags.audit import VERBS
from tests.factories import SectionFactory, UserFactory
from tests.newsroom.acts import ACTS
from tests.newsroom.login import acts as _acts_of_a_log_in  # noqa: F401 it adds its own

pytestmark = pytest.mark.django_db
#: done by forms, by signing in, by a worker, a command or a view: each has its own test
ELSEWHERE = {
    *("add", "change", "delete", "change password", "sign in", "sign out", "refuse"),  # test_audit
    *("add factor", "remove factor", "new codes", "refuse factor"),  # login/test_my_log_in
    "export",  # tests/people/test_log
    "stood still",  # test_worker
    "fill",  # a command for trials
}
OURS = ("people", "topics", "visuals", "articles", "fronts")
#: verbs that are made of other verbs, which say their own part
BESIDES = {
    "refile": {"save"},
    "duplicate": {"begin"},
    "translate": {"begin"},
    "break news": {"begin", "expiry", "publish"},
    "lock": {"call off"},
}


class CannotBeWritten(Exception):
    """The log is full, say."""


@pytest.fixture
def by(roles, settings):
    settings.SPEECH_COMMAND = ""  # the fixture puts it back
    SectionFactory(name="Stadt")
    return UserFactory(role="CvD")


def everything() -> dict[str, list[dict[str, object]]]:
    """Every row of every table of ours, the log too."""
    models = [model for label in OURS for model in apps.get_app_config(label).get_models(include_auto_created=True)]
    return {model._meta.label: [*model._base_manager.order_by("pk").values()] for model in models}


def verb_of(act: str) -> str:
    return act.partition(" (")[0]


def test_every_verb_is_tried_here():
    assert {*map(verb_of, ACTS)} | ELSEWHERE == {*VERBS}


@pytest.mark.parametrize("name", ACTS)
def test_a_verb_writes_one_line_and_without_it_nothing_has_happened(by, name, monkeypatch):
    verb = verb_of(name)
    with transaction.atomic():
        act = ACTS[name](by)
        before = everything()
        with monkeypatch.context() as full:
            full.setattr(AuditEvent.objects, "create", failing_at(verb))
            with pytest.raises(CannotBeWritten):
                act()
        assert everything() == before
        transaction.set_rollback(True)

    act, last = ACTS[name](by), AuditEvent.objects.order_by("pk").last()
    act()
    written = [*AuditEvent.objects.filter(pk__gt=last.pk if last else 0).values_list("verb", flat=True)]
    assert written.count(verb) == 1
    assert {*written} - {verb} <= BESIDES.get(verb, set())


def failing_at(verb: str):
    create = AuditEvent.objects.create

    def fails(**line):
        if line["verb"] == verb:
            raise CannotBeWritten
        return create(**line)

    return fails


@pytest.mark.parametrize("verb", ["publish", "withdraw", "erase", "describe"])
def test_a_line_falls_with_its_act(by, verb):
    act = ACTS[verb](by)
    before = AuditEvent.objects.count()

    with transaction.atomic():
        act()
        assert AuditEvent.objects.count() > before
        transaction.set_rollback(True)

    assert AuditEvent.objects.count() == before

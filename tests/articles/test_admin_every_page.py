"""Every list of the desk, every form, every question before deleting: opened once by each of the cast."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils import timezone

from articles.models import Article, Correction, Edition, Revision
from fronts.models import BreakingNews, StandingPage
from people.lifecycle import record
from people.models import AuditEvent
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    CorrectionFactory,
    FootageFactory,
    ImageFactory,
    OrganisationFactory,
    PersonFactory,
    PortraitFactory,
    SectionFactory,
    TagFactory,
    UserFactory,
)

FACTORIES = {
    "articles.section": SectionFactory,
    "people.organisation": OrganisationFactory,
    "people.person": PersonFactory,
    "people.user": UserFactory,
    "topics.tag": TagFactory,
    "visuals.clip": ClipFactory,
    "visuals.footage": FootageFactory,
    "visuals.image": ImageFactory,
    "visuals.portrait": PortraitFactory,
}
WRITTEN_BY_VERBS = {
    *("articles.edition", "articles.revision", "articles.correction"),
    *("people.auditevent", "fronts.breakingnews"),
}


@pytest.fixture
def rows(cast, django_db_blocker):
    """One row of everything the desk has a list of; the story was corrected, so that all has come about."""
    story = ArticleFactory(live=True)
    CorrectionFactory(article=story)
    record("save", story, by=cast["administrator"])
    StandingPage.objects.create(kind="imprint", text="Wir.")
    now = timezone.now()
    BreakingNews.objects.create(article=story, headline="Sperrtor zu", live_from=now, live_until=now)
    found = {name: make() for name, make in FACTORIES.items()}
    for model in (Article, Edition, Revision, Correction, AuditEvent, Group, StandingPage, BreakingNews):
        found[model._meta.label_lower] = model.objects.last()
    return found


def test_every_list_that_is_registered_is_tried_here(rows):
    registered = {model._meta.label_lower for model in admin.site._registry}

    arranged = {"fronts.front"}  # has pages of its own, which the matrix asks
    assert registered - {name for name in registered if name.startswith("django_tasks")} - arranged == set(rows)


@pytest.mark.parametrize("page", ["changelist", "add", "change", "delete", "history"])
def test_every_page_opens_for_whom_it_should_and_for_nobody_else(client, someone, rows, page):
    client.force_login(someone)
    for name, row in rows.items():
        app, model = name.split(".")
        place = {"changelist": "", "add": "add/"}.get(page, f"{row.pk}/{page}/")

        status = client.get(f"/admin/{app}/{model}/{place}").status_code

        assert (name, status) == (name, expected(someone, app, model, page, name))


def expected(user, app, model, page, name):
    if user.username == "reader":
        return 302
    needed = {"add": "add", "delete": "delete"}.get(page, "view")
    allowed = user.has_perm(f"{app}.{needed}_{model}") or (needed == "view" and user.has_perm(f"{app}.change_{model}"))
    if name in WRITTEN_BY_VERBS and page in ("add", "delete"):
        allowed = False
    if (name, page) == ("fronts.breakingnews", "add"):  # one small form, which is the verb
        allowed = user.has_perm("fronts.break_news")
    if (name, page) == ("auth.group", "delete"):  # the last group is one of the six roles, and they stay
        allowed = False
    of_a_story = name in {"articles.article", "articles.edition", "articles.revision", "articles.correction"}
    if of_a_story and page in ("change", "delete", "history") and not user.has_perm("articles.see_all_sections"):
        return 404
    return 200 if allowed else 403

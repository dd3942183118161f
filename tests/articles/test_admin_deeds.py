"""The bar's buttons: each deed by each member of the cast, its message, and that nothing half happens."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import lifecycle
from articles.models import Article, Correction, Edition, SectionGrant
from people.models import AuditEvent
from tests.articles.test_admin_stories import form_of, url
from tests.bodies import body, picture
from tests.factories import ArticleFactory, ImageFactory, SectionFactory

ENGLISH = {"accept-language": "en"}
DEEDS = ("publish", "plan", "correct", "withdraw")
WITHDRAWAL = {"withdraw-reason": "Falsch.", "withdraw-notice": "Wir prüfen den Vorgang."}
CORRECTION = {"correction-kind": "correction", "correction-text": "Es waren neun, nicht acht Kilometer."}


def tomorrow():
    moment = timezone.localtime() + timedelta(days=1)
    return {"plan-at_0": f"{moment:%Y-%m-%d}", "plan-at_1": f"{moment:%H:%M}"}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("grant", ["", "trainee", "editor"])
def test_who_may_do_what_in_which_section(client, someone, deed, grant):
    section = SectionFactory()
    if grant:
        SectionGrant.objects.create(user=someone, section=section, role=grant)
    story = ArticleFactory(section=section)
    client.force_login(someone)

    status = client.post(url(story, deed), {**tomorrow(), **WITHDRAWAL, **CORRECTION}).status_code

    name = someone.username
    if name == "reader":
        assert (status, Edition.objects.count()) == (302, 0)
    elif name in ("CvD", "administrator") or (name == "editor" and grant == "editor"):
        assert status == 302
        assert Edition.objects.count() == (1 if deed in ("publish", "plan") else 0)
    else:
        assert (status, Edition.objects.count()) == (403 if grant else 404, 0)


@pytest.mark.parametrize("deed", DEEDS)
def test_no_deed_is_done_by_following_a_link(client, cvd, deed):
    story = ArticleFactory()
    client.force_login(cvd)

    assert client.get(url(story, deed)).status_code == 405


@pytest.mark.parametrize("deed", DEEDS)
def test_no_deed_is_done_from_another_site(cvd, deed, client):
    client.handler.enforce_csrf_checks = True
    story = ArticleFactory()
    client.force_login(cvd)

    assert client.post(url(story, deed), {**tomorrow(), **WITHDRAWAL}).status_code == 403
    assert not Edition.objects.exists()


def test_the_button_saves_what_was_typed_and_publishes_it(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)

    page = client.post(
        url(story), form_of(client, story, lead="Neu gefasst.", _publish="1"), follow=True, headers=ENGLISH
    )

    assert Edition.objects.live().get().lead == "Neu gefasst."
    assert "Edition 1 is live." in page.content.decode()


def test_what_is_missing_is_said_in_sentences_with_a_way_there(client, cvd):
    story = ArticleFactory(headline="", section=None, body=body(picture(ImageFactory(alt=""))))
    client.force_login(cvd)

    form = client.post(url(story), form_of(client, story, _publish="1"), follow=True, headers=ENGLISH).content.decode()
    page = client.get(url(story, "check"), headers=ENGLISH).content.decode()

    assert not Edition.objects.exists()
    assert 'data-asked="why"' in form
    assert "The story has no headline." in page
    assert 'href="#id_headline"' in page
    assert 'href="#id_section"' in page
    assert "has no alternative text." in page
    assert 'data-count="4" data-bad' in page


def test_an_urgent_story_goes_out_with_a_reason_that_stays_in_the_log(client, cvd):
    story = ArticleFactory(body=body(picture(ImageFactory(alt=""))))
    client.force_login(cvd)
    data = form_of(client, story, _publish="1")

    client.post(url(story), data)
    without_reason = Edition.objects.count()
    client.post(url(story), data | {"override_reason": "Sturmwarnung"})

    assert (without_reason, Edition.objects.live().count()) == (0, 1)
    assert AuditEvent.objects.get(verb="publish").reason == "Sturmwarnung"


def test_an_invalid_form_publishes_nothing(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)

    page = client.post(url(story), form_of(client, story, headline="x" * 301, _publish="1"))

    assert (page.status_code, Edition.objects.count()) == (200, 0)


def test_a_story_is_planned_and_called_off(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)

    client.post(url(story), form_of(client, story, _plan="1", **tomorrow()))
    planned = Edition.objects.planned().get()
    page = client.post(url(story, f"editions/{planned.pk}/call-off"), follow=True, headers=ENGLISH)

    assert not Edition.objects.planned().exists()
    assert "is called off and will not appear" in page.content.decode()


@pytest.mark.parametrize(
    ("when", "told"),
    [
        ({}, "on which day and at what time"),
        ({"plan-at_0": "31.02.2026", "plan-at_1": "10:00"}, "on which day and at what time"),
        ({"plan-at_0": "2020-01-01", "plan-at_1": "10:00"}, "already passed"),
    ],
)
def test_a_moment_that_cannot_be_is_said_so(client, cvd, when, told):
    story = ArticleFactory()
    client.force_login(cvd)

    page = client.post(url(story, "plan"), when, follow=True, headers=ENGLISH)

    assert told in page.content.decode()
    assert not Edition.objects.exists()


def test_a_correction_is_printed_with_its_sentence(client, cvd):
    story = ArticleFactory(live=True)
    client.force_login(cvd)

    client.post(url(story), form_of(client, story, lead="Neun Kilometer Umweg.", _correct="1", **CORRECTION))

    assert Correction.objects.get().text == CORRECTION["correction-text"]
    assert Edition.objects.live().get().lead == "Neun Kilometer Umweg."


def test_a_correction_that_cannot_go_out_yet_is_not_lost(client, cvd):
    story = ArticleFactory(live=True)
    client.force_login(cvd)

    client.post(url(story), form_of(client, story, lead="", _correct="1", **CORRECTION))
    page = client.get(url(story, "side/plan"))

    assert not Correction.objects.exists()
    assert CORRECTION["correction-text"] in page.content.decode()


def test_withdrawing_needs_a_reason_and_takes_the_story_from_the_site(client, cvd):
    story = ArticleFactory(live=True)
    address = Edition.objects.get().get_absolute_url()
    client.force_login(cvd)

    client.post(url(story, "withdraw"), {"withdraw-reason": "  "})
    before = client.get(address).status_code
    client.post(url(story, "withdraw"), WITHDRAWAL)
    after = client.get(address)

    assert (before, after.status_code) == (200, 410)
    assert "Wir prüfen den Vorgang." in after.content.decode()


def test_an_earlier_version_is_fetched_back(client, cvd):
    story = ArticleFactory(lead="Zuerst.")
    story.lead = "Danach."
    lifecycle.save(story, by=cvd)
    client.force_login(cvd)

    client.post(url(story, "versions/1/restore"))

    assert (Article.objects.get().lead, Article.objects.get().version) == ("Zuerst.", 3)


@pytest.mark.parametrize("path", ["versions/99/restore", "editions/99/call-off"])
def test_what_is_not_there_is_not_found(client, cvd, path):
    client.force_login(cvd)

    assert client.post(url(ArticleFactory(), path)).status_code == 404


def test_an_edition_of_another_story_cannot_be_called_off_through_this_one(client, cvd):
    other = ArticleFactory(planned=True).editions.get()
    client.force_login(cvd)

    assert client.post(url(ArticleFactory(), f"editions/{other.pk}/call-off")).status_code == 404
    assert Edition.objects.planned().get() == other


@pytest.mark.parametrize("deed", DEEDS)
def test_a_story_that_is_gone_is_not_found(client, cvd, deed):
    client.force_login(cvd)

    assert client.post(f"/admin/articles/article/4711/{deed}/", {**tomorrow(), **WITHDRAWAL}).status_code == 404

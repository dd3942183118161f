"""The preview of what stands in the form: it is the reader's page, it stores nothing, and nothing in it may run."""

import json
import re

import pytest

from articles import lifecycle
from articles.models import Article, Edition, Revision
from people.models import AuditEvent
from tests.articles.test_admin_stories import form_of, url
from tests.articles.test_admin_writing import choose
from tests.bodies import every_kind, mention, paragraph
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory, TagFactory
from topics.models import Tag
from visuals.models import Clip

#: what must differ: the two pages were drawn at different seconds, and a clip is public only from then on
MOMENTS = re.compile(r'"uploadDate":"[^"]*",|\d{4}-\d\d-\d\dT[\d:.+]+|\d\d?[.:]\d\d')


def changed_form(client, story):
    """A form in which everything differs that readers see, and nothing has been saved."""
    author, speaker = PersonFactory(name="Merle Hansohm", author=True), PersonFactory(name="Sunniva Tadebach")
    TagFactory(name="Hafen")
    parts = every_kind(image=ImageFactory(), clip=ClipFactory(), person=speaker, story=ArticleFactory(live=True))
    parts["content"].append(paragraph("Ganz neu: ", mention(speaker), " spricht."))
    return form_of(
        client,
        story,
        headline="Die Brücke ist wieder offen",
        kicker="Verkehr",
        lead="Seit heute früh rollt es wieder.",
        place="Fleetmünde",
        tags="Hafen",
        series="120 Jahre Brücke",
        series_part="2",
        lead_image=ImageFactory(renditions=True).pk,
        lead_image_caption="Der erste Bus fährt über die Brücke",
        body=json.dumps(parts),
        **{
            "bylines-TOTAL_FORMS": "2",
            "bylines-0-person": str(author.pk),
            "bylines-0-position": "1",
            "bylines-1-name": "Ein Gast",
            "bylines-1-position": "0",
            "named-TOTAL_FORMS": "1",
            "named-0-person": str(speaker.pk),
            "named-0-role": "Hafenkapitänin",
            "named-0-position": "0",
        },
    )


def test_it_is_byte_for_byte_the_page_of_the_edition_published_next(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)
    form = changed_form(client, story)
    stored = Article.objects.filter(pk=story.pk).values().get()

    seen = client.post(url(story, "preview"), form).content.decode()

    assert Article.objects.filter(pk=story.pk).values().get() == stored
    client.post(url(story), form)
    saved = Article.objects.get(pk=story.pk)
    lifecycle.publish(saved, by=cvd, override=["missing_file"], reason="Test")
    published = client.get(saved.editions.get().get_absolute_url()).content.decode()
    assert "Ein Gast" in seen
    assert MOMENTS.sub("", seen) == MOMENTS.sub("", published)


def test_looking_leaves_no_trace(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)
    form = changed_form(client, story) | {"tags": "Hafen, Ganz neues Thema"}
    before = [model.objects.count() for model in (Revision, AuditEvent, Tag, Edition, Clip)]

    page = client.post(url(story, "preview"), form)

    assert "Ganz neues Thema" in page.content.decode()
    assert [model.objects.count() for model in (Revision, AuditEvent, Tag, Edition, Clip)] == before
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    policy = page.headers["Content-Security-Policy"]
    assert [part in policy for part in ("script-src 'none'", "sandbox allow-same-origin", "frame-ancestors 'self'")]


def test_text_in_the_notation_is_drawn_with_clips_that_nobody_keeps(client, cvd):
    story = ArticleFactory()
    client.force_login(cvd)
    choose(client, story, "text")
    form = form_of(client, story, text="Ein Absatz.\n\nDer Kran hebt ab. 23.08.2025 | 0:23 min")

    page = client.post(url(story, "preview"), form).content.decode()

    assert "Der Kran hebt ab." in page
    assert not Clip.objects.exists()


@pytest.mark.parametrize("sent", ["{", '{"schema": 1, "type": "doc", "content": [{"type": "script"}]}'])
def test_a_body_that_is_none_is_said_and_not_drawn(client, cvd, sent):
    story = ArticleFactory()
    client.force_login(cvd)

    page = client.post(url(story, "preview"), form_of(client, story, body=sent))

    assert page.status_code == 422
    assert "data-refused" in page.content.decode()


def test_it_is_shown_to_nobody_who_may_not_open_the_story(client, editor):
    client.force_login(editor)

    assert client.post(url(ArticleFactory(), "preview"), {"headline": "x"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_it_costs_the_same_for_any_number_of_names(client, cvd, django_assert_num_queries, rows):
    people = [PersonFactory() for _ in range(rows)]
    story = ArticleFactory(bylines=people, people=people, tags=[TagFactory() for _ in range(rows)])
    client.force_login(cvd)
    form = form_of(client, story)

    # session, user, 2 permissions, story with section; its tags, the section chosen, whether there is one, two
    # constraints with their savepoints (6); authors, people; tags that are typed, those it has; corrections, the
    # editions so far, address, translations; related videos; the page's sections with breaking news
    with django_assert_num_queries(24):
        assert client.post(url(story, "preview"), form).status_code == 200

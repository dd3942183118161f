"""What readers get at a story's address in every state it can be in, and who is listed where."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles import lifecycle
from tests.bodies import body, every_kind, mention, paragraph, quote, teaser, video
from tests.factories import (
    HOUR,
    ArticleFactory,
    ClipFactory,
    CorrectionFactory,
    EditionFactory,
    ImageFactory,
    PersonFactory,
    PortraitFactory,
    RoleFactory,
    SectionFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


def page(client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_live_story_is_read_at_its_address(client):
    edition = EditionFactory(headline="Der Kran steht", kicker="Hafen")

    text = page(client, "/artikel/der-kran-steht/")

    assert edition.get_absolute_url() == "/artikel/der-kran-steht/"
    assert "Der Kran steht" in text
    assert '<link rel="canonical" href="http://localhost:8000/artikel/der-kran-steht/">' in text


@pytest.mark.parametrize("state", ["draft", "ready", "planned"])
def test_what_was_never_live_is_not_found(client, state):
    traits = {} if state == "draft" else {state: True}
    article = ArticleFactory(slug="geheim", headline="Geheimer Kran", **traits)

    response = client.get(f"/artikel/{article.slug}/")

    assert response.status_code == 404
    assert "Geheimer Kran" not in response.content.decode()


def test_a_withdrawn_story_says_so_and_when_and_why(client):
    article = ArticleFactory(live=True, headline="Der Kran fällt")
    lifecycle.withdraw(article, by=None, reason="intern", notice="Der Kran stand noch.")

    response = client.get(f"/artikel/{article.slug}/")
    text = response.content.decode()

    assert response.status_code == 410
    assert "Der Kran stand noch." in text
    assert f"{timezone.localdate():%d.%m.%Y}" in text
    assert "Der Kran fällt" not in text
    assert "intern" not in text


def test_a_withdrawn_story_that_is_planned_again_is_not_found(client):
    article = ArticleFactory(withdrawn=True)
    lifecycle.schedule(article, by=None, at=timezone.now() + HOUR)

    assert client.get(f"/artikel/{article.slug}/").status_code == 404


def test_a_story_that_has_expired_is_gone(client):
    since = timezone.now() - 2 * HOUR
    article = ArticleFactory(live=True, since=since, expires_at=timezone.now() - HOUR)

    assert client.get(f"/artikel/{article.slug}/").status_code == 410


def test_old_addresses_lead_on_in_one_hop(client):
    article = ArticleFactory(live=True, slug="erste")
    for slug in ("zweite", "dritte"):
        article.slug = slug
        lifecycle.publish(lifecycle.save(article, by=None), by=None)

    for slug in ("erste", "zweite"):
        response = client.get(f"/artikel/{slug}/")
        assert (response.status_code, response["Location"]) == (301, "/artikel/dritte/")
    assert client.get("/artikel/dritte/").status_code == 200


def test_an_old_address_of_a_withdrawn_story_is_gone(client):
    article = ArticleFactory(live=True, slug="erste")
    article.slug = "zweite"
    lifecycle.publish(lifecycle.save(article, by=None), by=None)
    lifecycle.withdraw(article, by=None, reason="Test")

    assert client.get("/artikel/erste/").status_code == 410


def test_the_desk_sees_no_more_than_a_reader(client, someone):
    """Drafts have a preview of their own; the public address shows nobody more than others."""
    client.force_login(someone)
    article = ArticleFactory(slug="entwurf")

    assert client.get(f"/artikel/{article.slug}/").status_code == 404


def test_unsaved_words_of_the_working_copy_never_reach_the_page(client):
    article = ArticleFactory(live=True)
    article.headline, article.body = "Noch nicht fertig", body("Noch nicht geprüft.")
    lifecycle.save(article, by=None)

    text = page(client, f"/artikel/{article.slug}/")

    assert "Noch nicht" not in text


def test_every_block_is_marked_and_in_order(client):
    edition = EditionFactory(
        lead_image=ImageFactory(renditions=True),
        body=every_kind(
            image=ImageFactory(renditions=True),
            clip=ClipFactory(),
            person=PersonFactory(),
            story=ArticleFactory(live=True),
        ),
    )

    text = page(client, edition.get_absolute_url())

    marks = [part.partition('"')[0] for part in text.split('data-block="')[1:]]
    assert marks == [
        "lead", "image", "paragraph", "crosshead", "list", "quote", "image", "gallery", "clip", "teaser",
        "factbox", "table", "embed", "divider",
    ]  # fmt: skip
    ids = [part.partition('id="')[2].partition('"')[0] for part in text.split("data-block=")[1:]]
    assert ids == ["lead", "lead-image", *(f"b-{block['attrs']['id']}" for block in edition.body["content"])]


def test_a_clip_says_when_it_was_recorded_and_how_long_it_is(client):
    clip = ClipFactory(typed_ms=23_000, teaser="Der Riss.", poster=ImageFactory(renditions=True))
    edition = EditionFactory(body=body(video(clip)))

    text = page(client, edition.get_absolute_url())

    assert '<time datetime="2026-05-04">04.05.2026</time> | <time datetime="PT23S">0:23&nbsp;min</time>' in text
    assert f'href="{clip.get_absolute_url()}"' in text


def test_a_clip_whose_rights_have_ended_leaves_its_place_and_no_link(client):
    clip = ClipFactory(title="Der Riss", teaser="Hier sitzt er.", poster=ImageFactory(renditions=True))
    edition = EditionFactory(body=body(video(clip)))
    type(clip).objects.filter(pk=clip.pk).update(available_until=datetime(2026, 5, 4, 12, tzinfo=UTC))

    text = page(client, edition.get_absolute_url())

    assert clip.get_absolute_url() not in text
    assert 'data-block="clip"' in text
    assert "Das Recht, dieses Video zu zeigen, endete am 04.05.2026." in text
    assert ("Der Riss" in text, "Hier sitzt er." in text) == (True, True)
    poster = clip.poster.renditions_list[0].url
    assert (poster in text, client.get(poster).status_code) == (True, 200)


def test_the_page_of_a_clip_whose_rights_have_ended_keeps_its_words(client):
    clip = ClipFactory(title="Der Riss", teaser="Hier sitzt er.", cut=True)
    edition = EditionFactory(body=body(video(clip)))
    type(clip).objects.filter(pk=clip.pk).update(available_until=datetime(2026, 5, 4, 12, tzinfo=UTC))

    text = page(client, clip.get_absolute_url())

    assert "Das Recht, dieses Video zu zeigen, endete am 04.05.2026." in text
    assert ("Hier sitzt er." in text, edition.headline in text) == (True, True)
    assert ("<video" in text, "VideoObject" in text) == (False, False)


def test_a_clip_under_embargo_is_nowhere_although_its_story_is_live(client):
    clip = ClipFactory(title="Der Riss", available_from=timezone.now() + HOUR)
    edition = EditionFactory(body=body(video(ClipFactory())))
    type(clip).objects.filter(pk=clip.pk).update(public_from=edition.live_from)

    assert client.get(clip.get_absolute_url()).status_code == 404


def test_a_picture_whose_rights_have_ended_is_not_drawn_anywhere(client):
    image = ImageFactory(renditions=True)
    edition = EditionFactory(lead_image=image)
    type(image).objects.filter(pk=image.pk).update(available_until=timezone.now() - HOUR)

    for path in (edition.get_absolute_url(), "/", edition.section.get_absolute_url()):
        assert image.key not in page(client, path), path


def test_every_caption_carries_its_credit(client):
    image = ImageFactory(renditions=True, agency__name="AP", photographer_name="Alex Brandon")
    edition = EditionFactory(lead_image=image)

    assert "AP | Alex Brandon" in page(client, edition.get_absolute_url())


def test_a_quote_has_its_marks_its_speaker_and_the_role_of_that_day(client):
    person = PersonFactory(name="Jette Lohmann")
    edition = EditionFactory(
        body=body(quote("Wir warten.", person=person, name="Jette Lohmann", role="Hafenmeisterin"))
    )

    text = page(client, edition.get_absolute_url())

    assert "„Wir warten.“" in text
    assert f'<b><a href="{person.get_absolute_url()}">Jette Lohmann</a></b>' in text
    assert '<span class="role">Hafenmeisterin</span>' in text


def test_a_teaser_keeps_its_words_when_its_target_goes(client):
    target = ArticleFactory(live=True)
    edition = EditionFactory(body=body(teaser(target, title="Weiter im Hafen")))
    lifecycle.withdraw(target, by=None, reason="Test")

    text = page(client, edition.get_absolute_url())

    assert "Weiter im Hafen" in text
    assert f"/artikel/{target.slug}/" not in text


def test_a_correction_stands_in_the_story_with_its_date(client):
    article = ArticleFactory(live=True)
    CorrectionFactory(article=article, text="Der Kran ist von 1931.")

    text = page(client, f"/artikel/{article.slug}/")

    assert "Der Kran ist von 1931." in text
    assert 'class="correction"' in text


def test_translations_point_at_each_other(client):
    german = EditionFactory(slug="nebel")
    english = EditionFactory(slug="fog", language="en", translation_of=german.article)
    ArticleFactory(slug="brume", language="fr", translation_of=german.article)

    for path in (german.get_absolute_url(), english.get_absolute_url()):
        text = page(client, path)
        assert '<link rel="alternate" hreflang="de" href="http://localhost:8000/artikel/nebel/">' in text
        assert '<link rel="alternate" hreflang="en" href="http://localhost:8000/artikel/fog/">' in text
        assert "brume" not in text


def test_a_topic_lists_its_stories_and_nothing_unpublished(client):
    tag = TagFactory(name="Hafen", slug="hafen", description="Alles vom Wasser.")
    EditionFactory(headline="Kran eins", tags=[tag])
    ArticleFactory(headline="Kran zwei", tags=[tag])
    EditionFactory(headline="Kran drei")

    text = page(client, "/thema/hafen/")

    assert "Alles vom Wasser." in text
    assert ("Kran eins" in text, "Kran zwei" in text, "Kran drei" in text) == (True, False, False)


def test_a_topic_no_reader_has_met_is_not_found(client):
    ArticleFactory(tags=[TagFactory(slug="geheim")])

    assert client.get("/thema/geheim/").status_code == 404


def test_a_merged_topic_leads_to_the_other(client):
    kept = TagFactory(slug="hafen")
    TagFactory(slug="haefen", merged_into=kept)

    response = client.get("/thema/haefen/")

    assert (response.status_code, response["Location"]) == (301, "/thema/hafen/")


def test_a_person_page_has_role_portrait_words_stories_and_clips(client):
    person = PersonFactory(slug="lohmann", about="Leitet den Hafen.")
    RoleFactory(person=person, title="Hafenmeisterin")
    PortraitFactory(person=person, image=ImageFactory(renditions=True))
    clip = ClipFactory(title="Ein Morgen am Becken")
    clip.people.add(person)
    EditionFactory(headline="Kran eins", body=body(quote("Wir warten.", person=person, name="J. Lohmann"), video(clip)))
    EditionFactory(headline="Kran zwei", body=body(paragraph("Dort sagt ", mention(person), " nichts.")))

    text = page(client, "/personen/lohmann/")

    for words in (
        "Leitet den Hafen.",
        "Hafenmeisterin",
        "„Wir warten.“",
        "Kran eins",
        "Kran zwei",
        "Ein Morgen am Becken",
    ):
        assert words in text, words
    assert person.portrait.image.key in text


def test_a_person_of_drafts_only_is_not_found(client):
    person = PersonFactory(slug="verdacht")
    ArticleFactory(people=[person])
    ClipFactory().people.add(person)

    assert client.get("/personen/verdacht/").status_code == 404


def test_an_author_page_lists_what_was_signed(client):
    author = PersonFactory(slug="hansohm", author=True)
    EditionFactory(headline="Von ihr", bylines=[author])
    EditionFactory(headline="Über sie", people=[author])

    text = page(client, "/autoren/hansohm/")

    assert ("Von ihr" in text, "Über sie" in text) == (True, False)


def test_only_who_writes_for_us_has_an_empty_author_page(client):
    PersonFactory(slug="neu", author=True)
    PersonFactory(slug="fremd")

    assert client.get("/autoren/neu/").status_code == 200
    assert client.get("/autoren/fremd/").status_code == 404


def test_a_clip_page_names_the_stories_it_is_in(client):
    clip = ClipFactory(slug="riss", title="Der Riss")
    EditionFactory(headline="Kran eins", body=body(video(clip)))
    ArticleFactory(headline="Kran zwei", body=body(video(clip)))

    text = page(client, "/videos/riss/")

    assert ("Der Riss" in text, "Kran eins" in text, "Kran zwei" in text) == (True, True, False)
    assert "Der Riss" in page(client, "/videos/")


@pytest.mark.parametrize("end", ["never shown", "story withdrawn"])
def test_a_clip_that_readers_may_not_see_is_not_found(client, end):
    clip = ClipFactory(slug="riss")
    if end == "story withdrawn":
        ArticleFactory(withdrawn=True, since=timezone.now() - timedelta(days=1), body=body(video(clip)))

    assert client.get("/videos/riss/").status_code == 404
    assert "riss" not in page(client, "/videos/")


@pytest.mark.parametrize("number", ["0", "-1", "abc", "", "2", "1e3", "99999", "٣", "9" * 400, "1 ", "%00"])
def test_a_page_number_that_is_none_is_not_found(client, number):
    section = SectionFactory(slug="lokales")
    EditionFactory(section=section)

    for path in ("/", "/rubrik/lokales/", "/videos/"):
        assert client.get(path, {"seite": number}).status_code == 404, path


def test_lists_go_on_for_as_many_pages_as_they_need(client):
    tag = TagFactory(slug="hafen")
    for n in range(45):
        EditionFactory(headline=f"Kran {n}", tags=[tag], since=timezone.now() - n * HOUR)

    first, second, third = (page(client, f"/thema/hafen/?seite={n}") for n in (1, 2, 3))

    assert 'rel="next" href="/thema/hafen/?seite=2"' in first
    assert 'rel="canonical" href="http://localhost:8000/thema/hafen/?seite=2"' in second
    assert 'rel="prev" href="/thema/hafen/"' in second
    assert 'rel="next"' not in third
    assert [text.count('class="what"') for text in (first, second, third)] == [20, 20, 5]
    assert client.get("/thema/hafen/?seite=4").status_code == 404


@pytest.mark.parametrize(
    "path", ["/artikel/nirgends/", "/thema/x/", "/personen/x/", "/autoren/x/", "/videos/x/", "/rubrik/x/", "/y"]
)
def test_what_is_not_there_is_a_designed_404(client, path):
    EditionFactory(headline="Der Kran steht")

    response = client.get(path, follow=True)
    text = response.content.decode()

    assert response.status_code == 404
    assert "Der Kran steht" in text
    assert '<meta name="robots" content="noindex">' in text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_readers_pages_are_read_only(client, method):
    edition = EditionFactory()

    assert getattr(client, method)(edition.get_absolute_url()).status_code == 405

"""What a page costs: the same for one story, three and thirty. Numbers are literal; the comments name the queries."""

import pytest

from tests.bodies import body, gallery, mention, paragraph, picture, quote, teaser, video
from tests.factories import (
    ArticleFactory,
    ClipFactory,
    EditionFactory,
    ImageFactory,
    PersonFactory,
    SectionFactory,
    TagFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("count", [1, 3, 30])]


def asked(client, path: str, expected: int, django_assert_num_queries) -> str:
    with django_assert_num_queries(expected):
        response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_a_story_costs_one_query_a_kind_of_hole(client, count, django_assert_num_queries):
    person, image = PersonFactory(), ImageFactory(renditions=True)
    clips = ClipFactory.create_batch(count, poster=image)
    targets = ArticleFactory.create_batch(count, live=True)
    blocks = [
        block
        for clip, target in zip(clips, targets, strict=True)
        for block in (
            paragraph("Mit ", mention(person)),
            quote("Ja.", person=person, name="X"),
            picture(image),
            gallery(image, image),
            video(clip),
            teaser(target),
        )
    ]
    edition = EditionFactory(
        lead_image=image,
        body=body(*blocks),
        tags=TagFactory.create_batch(count),
        bylines=PersonFactory.create_batch(count),
    )

    # edition, pictures, clips, teasers' targets, sections of the navigation
    text = asked(client, edition.get_absolute_url(), 5, django_assert_num_queries)

    assert text.count('data-block="clip"') == count


def test_a_story_of_words_alone_costs_two(client, count, django_assert_num_queries):
    edition = EditionFactory(body=body(*["Ein Absatz."] * count), people=PersonFactory.create_batch(count))

    # edition, sections of the navigation
    asked(client, edition.get_absolute_url(), 2, django_assert_num_queries)


def test_a_translated_story_costs_one_more(client, count, django_assert_num_queries):
    edition = EditionFactory()
    ArticleFactory.create_batch(min(count, 2), live=True, language="en", translation_of=edition.article)

    # edition, its translations, sections of the navigation
    asked(client, edition.get_absolute_url(), 3, django_assert_num_queries)


def test_a_topic(client, count, django_assert_num_queries):
    tag, image = TagFactory(slug="hafen"), ImageFactory(renditions=True)
    for clip in ClipFactory.create_batch(min(count, 3), poster=image):
        clip.tags.add(tag)
        EditionFactory(body=body(video(clip)))
    EditionFactory.create_batch(count, tags=[tag], lead_image=image, bylines=[PersonFactory()])

    # tag and how often it stands somewhere, stories, clips, sections of the navigation
    text = asked(client, "/thema/hafen/", 4, django_assert_num_queries)

    assert text.count('class="what"') == min(count, 20)


def test_a_topic_that_many_have_costs_the_same(client, count, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("articles.querysets.often.RARE", 2)
    tag = TagFactory(slug="hafen")
    EditionFactory.create_batch(count, tags=[TagFactory(merged_into=tag)])
    EditionFactory.create_batch(count, tags=[tag])

    text = asked(client, "/thema/hafen/", 4, django_assert_num_queries)

    assert text.count('class="what"') == min(2 * count, 20)


def test_a_person(client, count, django_assert_num_queries):
    person, image = PersonFactory(slug="lohmann"), ImageFactory(renditions=True)
    for clip in ClipFactory.create_batch(min(count, 3), poster=image):
        clip.people.add(person)
        EditionFactory(body=body(video(clip)))
    EditionFactory.create_batch(count, lead_image=image, body=body(quote("Ja.", person=person, name="X")))

    # person with portrait and role, stories, quotes, clips, sections of the navigation
    text = asked(client, "/personen/lohmann/", 5, django_assert_num_queries)

    assert text.count("„Ja.“") == min(count, 12)


@pytest.mark.parametrize("rare", [2, 300])
def test_an_author(client, count, django_assert_num_queries, monkeypatch, rare):
    monkeypatch.setattr("articles.querysets.often.RARE", rare)  # met among the newest, or asked from the author's side
    author = PersonFactory(slug="hansohm", author=True)
    EditionFactory.create_batch(count, bylines=[author, "Gast"], lead_image=ImageFactory(renditions=True))

    # person with portrait and role, stories, sections of the navigation
    asked(client, "/autoren/hansohm/", 3, django_assert_num_queries)


def test_a_clip(client, count, django_assert_num_queries):
    clip, image = ClipFactory(slug="riss", poster=ImageFactory(renditions=True)), ImageFactory(renditions=True)
    EditionFactory.create_batch(count, body=body(video(clip)), lead_image=image)
    EditionFactory(body=body(*map(video, ClipFactory.create_batch(count, poster=image))))

    # clip, stories it is in, other clips, sections of the navigation
    asked(client, "/videos/riss/", 4, django_assert_num_queries)


def test_all_clips(client, count, django_assert_num_queries):
    EditionFactory(body=body(*map(video, ClipFactory.create_batch(count, poster=ImageFactory(renditions=True)))))

    # clips, sections of the navigation
    text = asked(client, "/videos/", 2, django_assert_num_queries)

    assert text.count('<article class="clip"') == min(count, 20)


def test_a_section(client, count, django_assert_num_queries):
    section = SectionFactory(slug="lokales")
    EditionFactory.create_batch(
        count, section=section, lead_image=ImageFactory(renditions=True), bylines=[PersonFactory()]
    )

    # section with its front, stories; candidates, cards; sections of the navigation
    asked(client, "/rubrik/lokales/", 5, django_assert_num_queries)


def test_home(client, count, django_assert_num_queries):
    sections = SectionFactory.create_batch(min(count, 6))
    image = ImageFactory(renditions=True)
    for n in range(count):
        EditionFactory(section=sections[n % len(sections)], lead_image=image, bylines=[PersonFactory()])
    EditionFactory(section=sections[0], body=body(*map(video, ClipFactory.create_batch(3, poster=image))))

    # edition of the front, sections, topic of these days, candidates, cards, clips; sections of the navigation
    asked(client, "/", 7, django_assert_num_queries)


def test_a_page_that_is_not_there(client, count, django_assert_num_queries):
    EditionFactory.create_batch(count, lead_image=ImageFactory(renditions=True))

    # no edition, no former address; then newest stories and sections for the page that says so
    with django_assert_num_queries(4):
        assert client.get("/artikel/nirgends/").status_code == 404

"""A prepared question answers what the QuerySet it was made of would, whoever asks, and with whatever keys."""

import gc
import threading

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, Value
from django.db.models.functions import Now

from articles.models import Article, Edition
from kit import prepared
from kit.prepared import Prepared
from people.models import Person
from tests.factories import ArticleFactory, ImageFactory, OrganisationFactory, PersonFactory
from visuals.models import Image

pytestmark = pytest.mark.django_db


@pytest.fixture
def pictures():
    return [ImageFactory(agency=OrganisationFactory(), photographer=PersonFactory()) for _n in range(5)]


def facts(images):
    return [
        (image.pk, image.created_at, image.decorative, image.agency.name, str(image.photographer)) for image in images
    ]


IN_ORDER = Prepared(lambda keys: Image.objects.in_rights().for_page().filter(pk__in=keys).order_by("-pk"))


@pytest.mark.parametrize("many", [1, 2, 3, 5])
def test_rows_joins_and_order_are_those_of_the_queryset(pictures, many, django_assert_num_queries):
    keys = [image.pk for image in pictures[:many]]
    with django_assert_num_queries(1):
        found = facts(IN_ORDER(keys))
    assert found == facts(Image.objects.for_page().filter(pk__in=keys).order_by("-pk"))
    assert [*IN_ORDER.by_key(keys)] == sorted(keys, reverse=True)


def test_what_is_asked_next_is_not_answered_with_what_was_asked_before(pictures):
    assert [[row.pk for row in IN_ORDER([image.pk])] for image in pictures] == [[image.pk] for image in pictures]


def test_without_keys_nothing_is_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert (IN_ORDER([]), IN_ORDER(set()), IN_ORDER.by_key(())) == ([], [], {})


def test_three_keys_and_four_are_asked_in_the_same_words(pictures):
    question = Prepared(lambda keys: Image.objects.filter(pk__in=keys))
    for many in (1, 2, 3, 4, 5):
        assert len(question([image.pk for image in pictures[:many]])) == many
    assert len(question.texts) == 4


def test_annotations_come_as_they_should(db):
    story = ArticleFactory(live=True)
    others = Edition.objects.filter(article=OuterRef("pk"))
    question = Prepared(
        lambda keys, word: Article.objects.filter(pk__in=keys).annotate(
            out=Exists(others), never=Exists(others.filter(slug=word)), said=Value("100 %"), clock=Now()
        )
    )
    (found,) = question([story.pk], "keine Adresse")
    assert (found.out, found.never, found.said) == (True, False, "100 %")
    assert found.clock.tzinfo is not None
    assert found.section_id == story.section_id
    (found,) = question([story.pk], story.slug)
    assert found.never is True


def test_a_key_by_itself_and_a_text(db):
    person = PersonFactory(name="Jette Anklam")
    question = Prepared(lambda key, name: Person.objects.filter(pk=key, name=name))
    assert (question(person.pk, "Jette Anklam"), question(person.pk, "J%"), question(0, "")) == ([person], [], [])


def test_what_does_not_stand_in_the_question_as_it_is_cannot_be_asked_for():
    with pytest.raises(ValueError, match="Not in the question"):
        Prepared(lambda key: Image.objects.filter(pk=key + 1))(7)
    with pytest.raises(ValueError, match="Not in the question"):
        Prepared(lambda word: Person.objects.filter(name__contains=word))("Jette")


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_connection(pictures):
    keys, seen = [image.pk for image in pictures], []
    IN_ORDER(keys)

    def ask():
        seen.append(facts(IN_ORDER(keys)))
        connection.close()

    for _n in range(2):
        threads = [threading.Thread(target=ask) for _n in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert seen == [facts(IN_ORDER(keys))] * 6


def test_rows_that_are_no_models_come_as_they_should(pictures):
    asked = Prepared(
        lambda keys: Image.objects.filter(pk__in=keys).annotate(a=Value(1)).values("pk", "created_at", "a")
    )
    keys = [image.pk for image in pictures[:2]]
    assert asked(keys) == list(Image.objects.filter(pk__in=keys).values("pk", "created_at").annotate(a=Value(1)))


def test_what_nobody_asks_any_more_is_forgotten(pictures):
    def ask():
        return Prepared(lambda key: Image.objects.filter(pk=key))(pictures[0].pk)

    ask()
    gc.collect()
    before = len(prepared._here.converters)
    for _front in range(3):
        ask()
    gc.collect()
    assert len(prepared._here.converters) == before

"""What publishing asks the database: the same for any length of story, and little of it."""

import pytest

from articles import lifecycle
from articles.models import Article
from tests.bodies import body, crosshead, picture, quote, video
from tests.factories import ArticleFactory, ClipFactory, ImageFactory, PersonFactory

pytestmark = pytest.mark.django_db
SAVEPOINTS = 2  # around the verb, because the test has a transaction of its own
WORDS, PICTURES, CLIPS, PEOPLE = 10, 2, 2, 1  # pictures and clips are fetched, and told when readers may see them


@pytest.fixture
def told(db):
    """Bylines and tags; the rows every story has."""
    return {"bylines": ["Nele Barkhahn"], "tags": ["Hafen", "Kran"]}


def paragraphs(most):
    return [crosshead(f"Teil {n}") if n % 5 == 0 else f"Absatz {n} am Hafen." for n in range(most)]


@pytest.mark.parametrize("blocks", [1, 3, 30])
def test_a_story_of_words(cvd, told, blocks, django_assert_num_queries):
    story = Article.objects.get(pk=ArticleFactory(body=body(*paragraphs(blocks)), **told).pk)
    with django_assert_num_queries(WORDS + SAVEPOINTS):
        lifecycle.publish(story, by=cvd)


@pytest.mark.parametrize("each", [1, 3, 10])
def test_and_of_pictures_clips_and_people(cvd, told, each, django_assert_num_queries):
    blocks = [*(picture(ImageFactory(file=True)) for _n in range(each)), *(video(ClipFactory()) for _n in range(each))]
    blocks += [quote("Er steht.", person=PersonFactory()) for _n in range(each)]
    story = Article.objects.get(pk=ArticleFactory(body=body(*blocks, *paragraphs(30)), **told).pk)
    with django_assert_num_queries(WORDS + PICTURES + CLIPS + PEOPLE + 1 + SAVEPOINTS):  # one: what the text points at
        lifecycle.publish(story, by=cvd)
    with django_assert_num_queries(14 + SAVEPOINTS):  # the address is known, the windows stay
        lifecycle.publish(story, by=cvd)

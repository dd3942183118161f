"""Stories and clips of a line each."""

from datetime import date

import pytest

from articles.related import Clip, Story, rank

TODAY = date(2031, 2, 14)


@pytest.fixture
def story():
    def make(headline="", **more):
        return Story(**({"id": "s", "date": TODAY, "language": "de", "headline": headline} | more))

    return make


@pytest.fixture
def clip():
    def make(id, title="", **more):
        return Clip(**({"id": id, "recorded_on": TODAY, "language": "de", "title": title} | more))

    return make


@pytest.fixture
def offered():
    """Ids in their order; a few clips about nothing make the library one in which words can be rare."""

    def ask(story, *clips):
        return [suggestion.clip for suggestion in rank([story], [*clips, *_others()])[story.id]]

    return ask


def _others():
    titles = ["Tulpen im Park", "Zinsen sinken", "Ein Zirkus packt ein", "Grippe im Januar", "Schach am Abend"]
    return [Clip(f"other{n}", TODAY, "de", title) for n, title in enumerate(titles)]

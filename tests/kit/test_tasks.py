import pytest

from kit.tasks import enqueue_on_commit
from tests.factories import ImageFactory


@pytest.mark.django_db
def test_work_waits_for_the_commit(django_capture_on_commit_callbacks):
    image = ImageFactory(file=True)
    small = image.renditions.count()  # what the desk shows of it from the first moment on
    with django_capture_on_commit_callbacks(execute=True) as waiting:
        enqueue_on_commit("visuals.tasks.make_renditions", image.pk)
        assert image.renditions.count() == small
    assert len(waiting) == 1
    assert image.renditions.count() > small

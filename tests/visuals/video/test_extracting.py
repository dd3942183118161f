"""A cut as a file of its own: these frames and no others, with rights of its own, made like any other programme."""

import pytest

from tests.visuals.footage_files import film, finished, frames, ready_footage
from visuals.lifecycle import cutting
from visuals.lifecycle import footage as lifecycle
from visuals.lifecycle.footage import places
from visuals.models import Clip, Footage

pytestmark = pytest.mark.django_db


def cut(footage, begin, end):
    return cutting.keep_cut(Clip(footage=footage, in_ms=begin, out_ms=end, title="Das Zahnrad"), by=None)


@pytest.mark.parametrize(
    ("fps", "begin", "end", "shown"),
    [("25", 1_040, 3_080, range(26, 77)), ("30000/1001", 1_035, 3_069, range(31, 92))],
)
def test_it_holds_the_very_frames_of_the_cut_and_nothing_else(fps, begin, end, shown):
    programme = ready_footage(film(4.0, size=(640, 360), fps=fps), rights_holder="Nordfilm")
    clip = cut(programme, begin, end)

    made = lifecycle.extract(clip, by=None)
    alone = finished(Footage.objects.get(pk=made.footage_id))

    assert [number for _at, number in frames(places.original(alone))] == list(shown)
    assert (alone.state, alone.derived_from, alone.rights_holder) == (Footage.State.READY, programme, "Nordfilm")
    assert abs(alone.duration_ms - (end - begin)) <= 40
    made.refresh_from_db()
    assert (made.in_ms, made.out_ms, made.title) == (None, None, "Das Zahnrad")
    assert Clip.objects.get(pk=clip.pk).footage == programme


def test_what_has_not_been_measured_or_is_no_cut_is_refused():
    programme = Footage.objects.create(title="Noch ohne Datei", duration_ms=60_000)
    for points in [(1_000, 5_000), (None, None)]:
        with pytest.raises(lifecycle.NotPossible):
            lifecycle.extract(cut(programme, *points), by=None)
    assert Footage.objects.count() == 1

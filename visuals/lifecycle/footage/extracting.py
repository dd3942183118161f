"""A cut as a file of its own, where the rest of its programme has to stay closed or will not last as long.

Encoded anew, to the frame: a copied stream would begin at the key frame before, and what was cut off would be in it.
"""

from django.db import transaction
from django.utils.translation import gettext as _

from kit.slugs import free_slug
from people.lifecycle import record
from people.models import User
from visuals.lifecycle.footage.ordering import NotPossible, wake
from visuals.models import Clip, ClipPerson, Footage, MediaJob
from visuals.models.footage import footage_path
from visuals.pipeline.video import encoder
from visuals.search import CLIPS


def extract(clip: Clip, *, by: User | None) -> Clip:
    """A programme that holds this stretch and nothing else, and a clip that is the whole of it, with rights of its own.

    The clip it is taken from stays as it is. The file is made in the background, like any other.
    """
    with transaction.atomic():
        source = Footage.objects.select_for_update().filter(pk=clip.footage_id).first()
        if source is None or not source.probe or clip.in_ms is None or clip.out_ms is None:
            raise NotPossible(_("Only a cut out of a programme that has been measured can become a file of its own."))
        if encoder.missing():
            raise NotPossible(_("Nothing is installed here that could encode."))
        alone = _programme(clip, source)
        MediaJob.objects.create(footage=alone, kind=MediaJob.Kind.EXTRACT)
        made = _whole(clip, alone)
        record("extract", made, by=by, after={"of": source.pk, "in": clip.in_ms, "out": clip.out_ms})
        wake(alone.pk)
    return made


def _programme(clip: Clip, source: Footage) -> Footage:
    """Nobody has seen its file yet; how long it will be is known."""
    alone = Footage(
        title=clip.headline[:160],
        broadcast_on=source.broadcast_on,
        rights_holder=source.rights_holder,
        rights_note=source.rights_note,
        available_from=clip.available_from or source.available_from,
        available_until=clip.available_until or source.available_until,
        derived_from=source,
        derived_in_ms=clip.in_ms,
        derived_out_ms=clip.out_ms,
        duration_ms=(clip.out_ms or 0) - (clip.in_ms or 0),
        state=Footage.State.UPLOADED,
    )
    alone.file.name = footage_path(alone, "")
    alone.save()
    return alone


def _whole(clip: Clip, alone: Footage) -> Clip:
    slug = free_slug(clip.headline, lambda slug: Clip.objects.filter(slug=slug).exists(), "video")
    told = {name: getattr(clip, name) for name in ("title", "teaser", "kind", "recorded_on", "poster")}
    made = Clip.objects.create(**told, footage=alone, slug=slug)
    shown = clip.people.values_list("pk", flat=True)
    ClipPerson.objects.bulk_create(ClipPerson(clip=made, person_id=key) for key in shown)
    made.tags.set(clip.tags.all())
    CLIPS.keep(made.pk)
    return made

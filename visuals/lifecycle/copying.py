"""Copies for readers: made in the background, never twice at once, each set under addresses of its own."""

import hashlib
import json
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kit.tasks import enqueue_on_commit
from people.lifecycle import record
from people.models import User
from visuals.lifecycle.keeping import discard, discard_on_commit, keep
from visuals.models import DigitalSource, Image, Rendition
from visuals.pipeline import apart, imprint, pictures

#: Raised when the encoder's settings change: then every picture gets new copies under new addresses.
EDITION_OF_THE_RECIPE = 1
CLAIM = timedelta(seconds=apart.MAKE_SECONDS + 30)
PATIENCE = timedelta(minutes=2)
IPTC = {
    DigitalSource.GENERATED: "trainedAlgorithmicMedia",
    DigitalSource.ALTERED: "compositeWithTrainedAlgorithmicMedia",
}


def order_copies(image: Image, *, enqueue: bool = True) -> None:
    """Ask for copies as the row is now. Belongs into the transaction that changed it."""
    image.copies_due = True
    Image.objects.filter(pk=image.pk).update(copies_due=True)
    if enqueue:
        enqueue_on_commit("visuals.tasks.make_renditions", image.pk)


def order_if_due(image: Image) -> None:
    """Ask for new copies if the row, as it was just saved, asks for others than there are."""
    if image.file and stamp_of(image) != image.stamp:
        order_copies(image)


def make_renditions(image: Image) -> int:
    """Encode what readers get; returns how many files there are. Run twice, it changes nothing; of two at once,
    the second leaves it to the first, who looks again when it is done.
    """
    row = Image.objects.select_related("agency", "photographer").filter(pk=image.pk).exclude(file="").first()
    if row is None:
        return 0
    stamp = stamp_of(row)
    if row.stamp == stamp:
        Image.objects.filter(pk=row.pk, copies_due=True).update(copies_due=False)
        return row.renditions.filter(stamp=stamp).count()
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    if not Image.objects.filter(free, pk=row.pk).update(claimed_until=now + CLAIM):
        return 0
    made: list[Rendition] = []
    try:
        with row.file.open("rb") as original:
            data = original.read()
        for encoded in apart.renditions(data, recipe_of(row)):
            made.append(_stored(row, stamp, encoded))
        return _put_in_place(image, row.sha256, stamp, made)
    except BaseException as problem:
        discard(rendition.file.name for rendition in made)
        # A store that is silent now will answer later; a picture that cannot be encoded waits for the nightly sweep.
        again = timezone.now() + PATIENCE if isinstance(problem, OSError) else None
        Image.objects.filter(pk=row.pk).update(claimed_until=again)
        raise


def order_again() -> int:
    """Copies whose maker died, or found the store silent a while ago; how many those are. Asked all the time."""
    now = timezone.now()
    late = Image.objects.filter(copies_due=True, claimed_until__lt=now).exclude(file="")
    found = 0
    for pk in late.order_by("claimed_until").values_list("pk", flat=True)[:20]:
        with transaction.atomic():
            if late.filter(pk=pk).update(claimed_until=None):  # or another worker was first
                enqueue_on_commit("visuals.tasks.make_renditions", pk)
                found += 1
    return found


def _put_in_place(image: Image, sha256: str, stamp: str, made: list[Rendition]) -> int:
    """From here on readers get the new set; the old one is kept for a day, for pages that are out there."""
    with transaction.atomic():
        locked = Image.objects.select_for_update(of=("self",)).filter(pk=image.pk)
        row = locked.select_related("agency", "photographer").first()
        if row is None:  # erased while we were encoding
            discard_on_commit([rendition.file.name for rendition in made])
            return 0
        if row.sha256 != sha256:  # another file has come meanwhile: nobody gets copies of the old one
            discard_on_commit([rendition.file.name for rendition in made])
            Image.objects.filter(pk=row.pk).update(claimed_until=None)
            enqueue_on_commit("visuals.tasks.make_renditions", row.pk)
            return 0
        row.renditions.filter(stamp=stamp).delete()
        row.renditions.filter(retired_at__isnull=True).update(retired_at=timezone.now())
        Rendition.objects.bulk_create(made)
        for target in (row, image):
            target.stamp, target.claimed_until = stamp, None
            target.ladder = _steps(made, "")
            target.cut_ladder = {ratio: steps for ratio in pictures.RATIOS if (steps := _steps(made, ratio))}
        row.copies_due = image.copies_due = stamp_of(row) != stamp
        row.save(update_fields=["stamp", "claimed_until", "ladder", "cut_ladder", "copies_due"])
        if row.copies_due:  # somebody changed it meanwhile
            enqueue_on_commit("visuals.tasks.make_renditions", row.pk)
    return len(made)


def _steps(made: list[Rendition], ratio: str) -> list[list[Any]]:
    rows = sorted((r for r in made if r.ratio == ratio), key=lambda r: (r.width, r.format))
    return [[r.format, r.width, r.height] for r in rows]


def rendition_name(image: Image, stamp: str, encoded: pictures.Encoded) -> str:
    cut = f"{encoded.ratio.replace(':', 'x')}-" if encoded.ratio else ""
    return f"renditions/{image.key[:2]}/{image.key}/{stamp}/{cut}{encoded.width}.{encoded.format}"


def _stored(image: Image, stamp: str, encoded: pictures.Encoded) -> Rendition:
    """Write one file; the row is not saved."""
    return Rendition(
        image=image, stamp=stamp, ratio=encoded.ratio, format=encoded.format, width=encoded.width,
        height=encoded.height, file=keep(rendition_name(image, stamp, encoded), encoded.data),
        bytes=len(encoded.data),
    )  # fmt: skip


def recipe_of(image: Image) -> pictures.Recipe:
    said = image.metadata.get("values", {}) if isinstance(image.metadata, dict) else {}
    maker = image.photographer.name if image.photographer else image.photographer_name
    words = imprint.packet(
        creators=[maker],
        credit=image.credit,
        source=image.agency.name if image.agency else "",
        rights=said.get("copyright") or "",
        terms=image.terms or said.get("usage_terms") or "",
        digital_source=IPTC.get(image.digital_source, ""),
    )
    whole = (image.width or 1) / (image.height or 1)
    other = tuple(name for name, (w, h) in pictures.RATIOS.items() if abs(whole * h / w - 1) > 0.01)
    return pictures.Recipe(
        focus=(image.focal_x, image.focal_y),
        crops={ratio: tuple(box) for ratio, box in image.crops.items() if ratio in pictures.RATIOS},
        ratios=tuple({**dict.fromkeys(other), **dict.fromkeys(r for r in pictures.RATIOS if r in image.crops)}),
        graphic=image.kind == Image.Kind.GRAPHIC,
        xmp=words,
    )


def stamp_of(image: Image) -> str:
    """Names the set of copies that the row asks for, as it is now."""
    recipe = recipe_of(image)
    asked = [EDITION_OF_THE_RECIPE, image.sha256, recipe.focus, recipe.crops, recipe.graphic, recipe.xmp.decode()]
    return hashlib.blake2s(json.dumps(asked, sort_keys=True).encode(), digest_size=4).hexdigest()


def cut(image: Image, *, by: User | None, focus: tuple[float, float], crops: dict[str, pictures.Box]) -> Image:
    """Set the point that stays visible, and the cuts made by hand; a ratio left out follows the point again."""
    for name, box in crops.items():
        _check_box(image, name, box)
    if not all(0 <= point <= 1 for point in focus):
        raise ValueError(_("The focus lies outside the picture."))
    with transaction.atomic():
        row = Image.objects.select_for_update(of=("self",)).get(pk=image.pk)
        before = {"focus": [row.focal_x, row.focal_y], "crops": row.crops}
        row.focal_x, row.focal_y = focus
        row.crops = {name: [round(part, 5) for part in box] for name, box in crops.items()}
        row.save(update_fields=["focal_x", "focal_y", "crops"])
        after = {"focus": list(focus), "crops": row.crops}
        if after != before:
            record("cut", row, by=by, before=before, after=after)
            order_copies(row)
    return row


def _check_box(image: Image, name: str, box: pictures.Box) -> None:
    if name not in pictures.RATIOS:
        raise ValueError(_("There is no cut in %(ratio)s.") % {"ratio": name[:12]})
    left, top, across, down = box
    inside = left >= -0.001 and top >= -0.001 and left + across <= 1.001 and top + down <= 1.001
    if not (inside and across > 0.02 and down > 0.02):
        raise ValueError(_("The cut in %(ratio)s lies outside the picture.") % {"ratio": name})
    width, height = pictures.RATIOS[name]
    shape = across * (image.width or 1) / (down * (image.height or 1))
    if abs(shape * height / width - 1) > 0.03:
        raise ValueError(_("The cut in %(ratio)s has another shape.") % {"ratio": name})

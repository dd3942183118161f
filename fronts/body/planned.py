"""When a front changes although nobody does anything: its pins begin and end by the clock."""

from collections.abc import Iterator
from datetime import datetime

from fronts.body.layout import read
from fronts.models import FrontEdition


def pins_ahead(clock: datetime) -> Iterator[datetime]:
    """Every moment at which a pin of a front that is live begins or ends, those that are past, too."""
    for layout in FrontEdition.objects.live(clock).values_list("layout", flat=True):
        for _area, slot in read(layout).slots():
            if slot.pin:
                yield from filter(None, (slot.pin.since, slot.pin.until))

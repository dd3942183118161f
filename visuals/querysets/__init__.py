from visuals.querysets.footage import (
    CueQuerySet,
    FootageQuerySet,
    JobQuerySet,
    PassageQuerySet,
    TextTrackQuerySet,
)
from visuals.querysets.showing import ClipQuerySet, ImageQuerySet, VisualQuerySet, planned_changes

__all__ = [
    "ClipQuerySet",
    "CueQuerySet",
    "FootageQuerySet",
    "ImageQuerySet",
    "JobQuerySet",
    "PassageQuerySet",
    "TextTrackQuerySet",
    "VisualQuerySet",
    "planned_changes",
]

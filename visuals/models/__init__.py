from visuals.models.clip import Clip, ClipPerson, ClipTag
from visuals.models.footage import Footage, FootageVersion, MediaJob
from visuals.models.image import Image, ImagePerson, ImageTag, Portrait
from visuals.models.rendition import Likeness, Rendition
from visuals.models.rights import DigitalSource, Usage
from visuals.models.tracks import Chapter, Cue, Passage, TextTrack

__all__ = [
    "Chapter",
    "Clip",
    "ClipPerson",
    "ClipTag",
    "Cue",
    "DigitalSource",
    "Footage",
    "FootageVersion",
    "Image",
    "ImagePerson",
    "ImageTag",
    "Likeness",
    "MediaJob",
    "Passage",
    "Portrait",
    "Rendition",
    "TextTrack",
    "Usage",
]

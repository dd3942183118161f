from visuals.models.clip import Clip, ClipPerson, ClipTag, Footage
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
    "Image",
    "ImagePerson",
    "ImageTag",
    "Likeness",
    "Passage",
    "Portrait",
    "Rendition",
    "TextTrack",
    "Usage",
]

from visuals.models.clip import Clip, ClipPerson, ClipTag, Footage
from visuals.models.image import Image, ImagePerson, ImageTag, Portrait
from visuals.models.rendition import Likeness, Rendition
from visuals.models.rights import DigitalSource, Usage

__all__ = [
    "Clip",
    "ClipPerson",
    "ClipTag",
    "DigitalSource",
    "Footage",
    "Image",
    "ImagePerson",
    "ImageTag",
    "Likeness",
    "Portrait",
    "Rendition",
    "Usage",
]

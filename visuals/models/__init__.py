from visuals.models.clip import Clip, ClipPerson, ClipTag, Footage
from visuals.models.image import Image, ImagePerson, ImageTag, Portrait, Rendition

__all__ = [
    "Clip",
    "ClipPerson",
    "ClipTag",
    "Footage",
    "Image",
    "ImagePerson",
    "ImageTag",
    "Portrait",
    "Rendition",
]

"""Whether an alternative text says what one would see: three ways to fail, each a sentence for the desk."""

import re

from django.utils.translation import gettext as _

FILE_NAME = re.compile(r"^\S+\.(jpe?g|png|webp|avif|tiff?|gif)$|^(IMG|DSC|DSCN|PXL|_MG|DJI)[_-]?\d+", re.I)
OPENING = re.compile(r"^(bild|foto|grafik|picture|photo|image|graphic)( von| of|:|\b)", re.I)
LONG = 250


def findings(alt: str, caption: str, *, decorative: bool = False) -> list[str]:
    """What is to be said of it; empty if nothing is."""
    text = " ".join(alt.split())
    if not text:
        return [] if decorative else [_("No alternative text: people who do not see the picture learn nothing of it.")]
    if FILE_NAME.search(text):
        return [_("The alternative text is the name of a file.")]
    said = []
    if text.casefold().rstrip(".") == " ".join(caption.split()).casefold().rstrip("."):
        said.append(_("The alternative text repeats the caption. What does the picture show?"))
    if OPENING.search(text):
        said.append(_("Readers are told that it is a picture. The text may begin with what is in it."))
    if len(text) > LONG:
        said.append(
            _("The alternative text has %(number)s characters; one sentence is enough.") % {"number": len(text)}
        )
    return said

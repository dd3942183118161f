"""Which block has its say first, field by field: XMP, IIM, EXIF; IIM first where it was edited later."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from visuals.pipeline.metadata import exif, iim, wording, xmp
from visuals.pipeline.metadata.blocks import Blocks

Clean = Callable[[str, int], str]


class Where(NamedTuple):
    """Names of one field in the three vocabularies, best first, and how long it may be."""

    xmp: tuple[str, ...] = ()
    iim: tuple[int, ...] = ()
    exif: tuple[str, ...] = ()
    limit: int = wording.LINE
    clean: Clean = wording.line


CREATED, SHOWN = "Iptc4xmpExt:locationcreated/", "Iptc4xmpExt:locationshown/"


def _place(name: str, struct: str, number: int) -> Where:
    return Where((name, CREATED + struct, SHOWN + struct), (number,), limit=wording.NAME)


TABLE = {
    "creator": Where(("dc:creator",), (80,), ("Artist",)),
    "credit": Where(("photoshop:credit",), (110,)),
    "source": Where(("photoshop:source",), (115,)),
    "caption": Where(("dc:description",), (120,), ("ImageDescription",), wording.CAPTION, wording.clean),
    "headline": Where(("photoshop:headline",), (105,)),
    "title": Where(("dc:title",), (5,)),
    "alt": Where(
        ("Iptc4xmpCore:alttextaccessibility", "Iptc4xmpCore:extdescraccessibility"),
        limit=wording.TEXT,
        clean=wording.clean,
    ),
    "people": Where(
        ("Iptc4xmpExt:personinimage", "Iptc4xmpExt:personinimagewdetails/personname", "GettyImagesGIFT:personality"),
        limit=wording.NAME,
    ),
    "location": _place("Iptc4xmpCore:location", "sublocation", 92),
    "city": _place("photoshop:city", "city", 90),
    "state": _place("photoshop:state", "provincestate", 95),
    "country": _place("photoshop:country", "countryname", 101),
    "country_code": _place("Iptc4xmpCore:countrycode", "countrycode", 100),
    "copyright": Where(("dc:rights",), (116,), ("Copyright",)),
    "usage_terms": Where(
        ("xmpRights:usageterms", "plus:otherconstraints", "plus:dataminingotherconstraints", "plus:datamining"),
        limit=wording.TEXT,
        clean=wording.clean,
    ),
    "data_mining": Where(("plus:datamining",)),
    "instructions": Where(("photoshop:instructions",), (40,), limit=wording.TEXT, clean=wording.clean),
    "supplier_id": Where(
        ("plus:imagesupplierimageid", "plus:imagesupplier/imagesupplierimageid", "photoshop:transmissionreference"),
        (103,),
    ),
    "digital_source": Where(("Iptc4xmpExt:digitalsourcetype",)),
    "keywords": Where(("dc:subject",), (25,), limit=200),
}


LISTS = {"creator", "people", "keywords"}
MANY = 200


class Found(NamedTuple):
    """One value of a field as one block has it, ready to be stored."""

    source: str
    values: list[str]


@dataclass
class Speech:
    """What the blocks of one file say."""

    xmp: dict[str, list[str]] = field(default_factory=dict)
    iim: dict[int, list[str]] = field(default_factory=dict)
    exif: dict[str, list[str]] = field(default_factory=dict)
    iim_first: bool = False

    def candidates(self, name: str) -> list[Found]:
        """Every block that knows the field, the one to be believed first; placeholders are no values."""
        where = TABLE[name]
        of_xmp = [Found(f"XMP {key}", _cleaned(name, self.xmp.get(key, []))) for key in where.xmp]
        of_iim = [Found(f"IIM 2:{key:02}", _cleaned(name, self.iim.get(key, []))) for key in where.iim]
        of_exif = [Found(f"EXIF {key}", _cleaned(name, self.exif.get(key, []), camera=True)) for key in where.exif]
        first, second = (of_iim, of_xmp) if self.iim_first else (of_xmp, of_iim)
        found = [each for each in (*first, *second, *of_exif) if each.values]
        if self.iim_first and self._is_cut(where, found):
            found.sort(key=lambda each: not each.source.startswith("XMP"))  # stable: the rest keeps its order
        return found

    def _is_cut(self, where: Where, found: list[Found]) -> bool:
        """Does the first value of IIM end where IIM cuts, while XMP goes on?"""
        longer = next((each for each in found if each.source.startswith("XMP")), None)
        if not longer or not where.iim:
            return False
        raw = self.iim.get(where.iim[0], [])
        return any(
            iim.may_be_cut(where.iim[0], text) and len(full) > len(start) and full.startswith(start)
            for text, full in zip(raw, longer.values, strict=False)
            if (start := wording.line(text, wording.CAPTION))
        )


def _cleaned(name: str, texts: list[str], *, camera: bool = False) -> list[str]:
    where = TABLE[name]
    cleaned = [where.clean(text, where.limit) for text in texts[:MANY]]
    values = [text for text in cleaned if text and not wording.is_placeholder(text)]
    if camera:
        values = [text for text in values if not wording.is_phone_code(text)]
    return values if name in LISTS else values[:1]


def listen(blocks: Blocks) -> Speech:
    """Read each block by itself: one that is broken costs its own words only."""
    speech = Speech(iim_first=iim.edited_later(blocks.iim, blocks.digest))
    warnings = blocks.warnings
    for name, read in (
        ("xmp", lambda: xmp.read(blocks.packets, blocks.extended, warnings)),
        ("iim", lambda: iim.texts(blocks.iim, warnings)),
        ("exif", lambda: exif.read(blocks.exif, warnings)),
    ):
        try:
            setattr(speech, name, read())
        except Exception as error:  # whatever a hostile block provokes: the picture is taken, this block is not
            warnings.append(f"{name}: unreadable ({type(error).__name__})")
    if speech.iim_first:
        warnings.append("iim: edited later than xmp, so it goes first")
    return speech

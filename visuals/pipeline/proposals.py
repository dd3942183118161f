"""What a file says of itself, offered to a picture of the library: empty fields only, and nobody is created."""

from typing import Any

from people.models import Organisation, Person
from visuals.models import DigitalSource, Image, Usage
from visuals.pipeline.metadata.dates import day_of
from visuals.pipeline.metadata.reading import MADE_BY_MODEL


def propose(image: Image, said: dict[str, Any]) -> None:
    """Fill what is empty from what was read, and keep all of it with its sources. Does not save.

    An agency that the house does not know stays a suggestion, and its credit goes into the line by hand. The
    alternative text waits in ``metadata``, too: the desk has to look at the picture before it says that.
    """
    values = said["values"]
    image.metadata = said
    image.caption = image.caption or values["caption"] or ""
    image.title = image.title or (values["headline"] or "")[:160]
    image.terms = image.terms or "\n".join(filter(None, [values["usage_terms"], values["instructions"]]))
    image.digital_source = image.digital_source or _by_a_model(values["digital_source"] or "")
    image.place = image.place or (values["place"] or "")[:160]
    image.taken_on = image.taken_on or day_of(values["taken_at"] or "")
    if image.credit_override or image.agency or image.photographer or image.photographer_name:
        return  # the desk has begun a credit: half of it from the file could make a wrong one
    _photographer(image, values["photographers"])
    if provider := values["provider"]:
        image.agency = Organisation.objects.spelt(provider)
        if image.agency is None:
            image.metadata["suggestions"]["agency"] = provider
            image.credit_override = values["credit"][:200]
        image.usage = image.usage or Usage.AGENCY


def _photographer(image: Image, names: list[str]) -> None:
    """The person, if the house knows exactly one of that name; else the names as they are."""
    known = [*Person.objects.filter(name=names[0])[:2]] if len(names) == 1 else []
    if len(known) == 1:
        image.photographer = known[0]
    else:
        image.photographer_name = ", ".join(names)[:160]


def _by_a_model(source: str) -> str:
    kind = source.rstrip("/").rpartition("/")[2].casefold()
    if kind not in MADE_BY_MODEL:
        return ""
    return DigitalSource.GENERATED if kind == MADE_BY_MODEL[0] else DigitalSource.ALTERED


def spellings() -> dict[str, str]:
    """How the house and its agencies are written → the name that is printed."""
    found = {}
    for organisation in Organisation.objects.all():
        spellings = [organisation.name, *organisation.aliases.splitlines()]
        found |= {spelling.strip(): organisation.name for spelling in spellings if spelling.strip()}
    return found

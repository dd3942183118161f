"""What a file says of itself, offered to a picture of the library: empty fields only, and nobody is created."""

from people.models import Organisation, Person
from visuals.models import Image
from visuals.pipeline import metadata
from visuals.pipeline.metadata.dates import day_of


def propose(image: Image, data: bytes) -> None:
    """Fill what is empty and keep all that was read, with its sources. Does not save.

    An agency that the house does not know stays a suggestion, and its credit goes into the line by hand.
    """
    reading = metadata.read(data, _spellings())
    values = reading.values
    image.metadata = {"values": values, "found": reading.found, "suggestions": reading.suggestions}
    image.caption = image.caption or values["caption"] or ""
    image.taken_on = image.taken_on or day_of(values["taken_at"] or "")
    if image.credit_override or image.agency or image.photographer or image.photographer_name:
        return  # the desk has begun a credit: half of it from the file could make a wrong one
    _photographer(image, values["photographers"])
    if provider := values["provider"]:
        image.agency = Organisation.objects.spelt(provider)
        if image.agency is None:
            image.metadata["suggestions"]["agency"] = provider
            image.credit_override = values["credit"][:200]


def _photographer(image: Image, names: list[str]) -> None:
    """The person, if the house knows exactly one of that name; else the names as they are."""
    known = [*Person.objects.filter(name=names[0])[:2]] if len(names) == 1 else []
    if len(known) == 1:
        image.photographer = known[0]
    else:
        image.photographer_name = ", ".join(names)[:160]


def _spellings() -> dict[str, str]:
    """How the house and its agencies are written → the name that is printed."""
    found = {}
    for organisation in Organisation.objects.all():
        spellings = [organisation.name, *organisation.aliases.splitlines()]
        found |= {spelling.strip(): organisation.name for spelling in spellings if spelling.strip()}
    return found

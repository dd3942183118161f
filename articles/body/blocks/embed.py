from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from articles.body.nodes import Attrs, Node, Words


def _https(url: str) -> str:
    if not url.startswith("https://") or any(c in url for c in " \"'<>\\"):
        raise ValueError("unsafe_link")
    return url


class EmbedAttrs(Attrs):
    url: Annotated[Words, Field(max_length=2000), AfterValidator(_https)]
    provider: Annotated[Words, Field(max_length=80)] = ""
    title: Annotated[Words, Field(max_length=300)] = ""


class Embed(Node):
    """Something that lives at somebody else's. Readers get a link; nothing loads before they ask."""

    type: Literal["embed"]
    attrs: EmbedAttrs

    def plain(self) -> str:
        return "\n".join(filter(None, [self.attrs.title, self.attrs.url]))

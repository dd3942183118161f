"""A pasted story becomes typed blocks with guesses an editor confirms.

Laws: never raises for any text, loses no word, and the same text always gives the same result.
Knows no database and no request; the contract is the project's page on the pasted story.
"""

from .decode import Decoded, NotText, decode
from .docx import read_docx
from .parsing import parse
from .story import Attribution, Block, Credit, PastedStory, PersonFound, Source, Stamp, Teaser

__all__ = [
    "Attribution",
    "Block",
    "Credit",
    "Decoded",
    "NotText",
    "PastedStory",
    "PersonFound",
    "Source",
    "Stamp",
    "Teaser",
    "decode",
    "parse",
    "read_docx",
]

"""Who is named in a story and in which roles."""

from .finding import find

__all__ = ["find"]

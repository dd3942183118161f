"""The video desk's list of programmes, the page of one, and the way in for files."""

from visuals.admin.footage.library import FootageAdmin

__all__ = ["FootageAdmin"]

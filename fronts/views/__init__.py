"""Readers' pages of the paper as a whole: its front, its sections, what it says of itself."""

from fronts.views.front import home
from fronts.views.manifest import manifest
from fronts.views.section import section
from fronts.views.standing import standing

__all__ = ["home", "manifest", "section", "standing"]

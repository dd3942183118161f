"""Files as readers get them: while a live edition shows them, inside their rights, never an original of the desk's."""

from visuals.views.footage import captions, chapters, footage, footage_file
from visuals.views.pictures import rendition

__all__ = ["captions", "chapters", "footage", "footage_file", "rendition"]

"""The newsroom as it is served, with a store that keeps nothing: ``stored_pages.py`` has it draw a page anew."""

import newsroom.wsgi  # before anything that knows models
from newsroom.pages.store import Pages

for keeping in ("_keep", "_shelve"):
    setattr(Pages, keeping, lambda *_page: None)
application = newsroom.wsgi.application

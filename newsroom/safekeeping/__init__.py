"""A backup is a folder anyone can read: rows as lines of JSON, files as they are, and one list of what has to be there.

It knows nothing of the database it came from, so that it goes back into SQLite or PostgreSQL alike; and it knows the
migrations it was made with, so that a newer version of the newsroom can take it in.
"""

from newsroom.safekeeping.bringing_back import bring_back
from newsroom.safekeeping.checking import check
from newsroom.safekeeping.keeping import backups, broken_off, keep
from newsroom.safekeeping.manifest import Damaged, Manifest
from newsroom.safekeeping.one_story import Unknown, bring_one_back

__all__ = ["Damaged", "Manifest", "Unknown", "backups", "bring_back", "bring_one_back", "broken_off", "check", "keep"]

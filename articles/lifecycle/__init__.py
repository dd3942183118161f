"""The desk's verbs. Each locks the story, checks, changes and logs; the rest waits for the commit.

Every verb is one transaction and raises ``Refused`` (a sentence for editors) when it is not possible now.
"""

from articles.lifecycle.erasing import erase
from articles.lifecycle.intake import TakenIn, rewrite, take_in
from articles.lifecycle.merging import Conflict, Settled, Typed, settle
from articles.lifecycle.obstacles import missing_for_print, shortcomings
from articles.lifecycle.printing import correct, publish, schedule
from articles.lifecycle.proofing import proof
from articles.lifecycle.refusal import NotReady, Obstacle, Refused, Replayed, Stale
from articles.lifecycle.restoring import Restored, fetch_block, fetch_field, fetch_from_backup, restore
from articles.lifecycle.saving import save
from articles.lifecycle.scrubbing import Passage
from articles.lifecycle.swapping import swap_picture
from articles.lifecycle.timeline import call_off, withdraw

__all__ = [
    "Conflict",
    "NotReady",
    "Obstacle",
    "Passage",
    "Refused",
    "Replayed",
    "Restored",
    "Settled",
    "Stale",
    "TakenIn",
    "Typed",
    "call_off",
    "correct",
    "erase",
    "fetch_from_backup",
    "fetch_block",
    "fetch_field",
    "missing_for_print",
    "proof",
    "publish",
    "restore",
    "rewrite",
    "save",
    "schedule",
    "shortcomings",
    "settle",
    "swap_picture",
    "take_in",
    "withdraw",
]

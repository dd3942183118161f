"""The desk's verbs. Each locks the story, checks, changes and logs; the rest waits for the commit.

Every verb is one transaction and raises ``Refused`` (a sentence for editors) when it is not possible now.
"""

from articles.lifecycle.erasing import Passage, erase
from articles.lifecycle.intake import TakenIn, rewrite, take_in
from articles.lifecycle.obstacles import missing_for_print
from articles.lifecycle.printing import correct, publish, schedule
from articles.lifecycle.proofing import proof
from articles.lifecycle.refusal import NotReady, Obstacle, Refused, Stale
from articles.lifecycle.saving import fetch_block, restore, save
from articles.lifecycle.timeline import call_off, withdraw

__all__ = [
    "NotReady",
    "Obstacle",
    "Passage",
    "Refused",
    "Stale",
    "TakenIn",
    "call_off",
    "correct",
    "erase",
    "fetch_block",
    "missing_for_print",
    "proof",
    "publish",
    "restore",
    "rewrite",
    "save",
    "schedule",
    "take_in",
    "withdraw",
]

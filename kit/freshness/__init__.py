"""What an answer stands on, when that has changed, and when it will change by itself. No word of what it is about.

Nobody has to remember to say so: both what is read and what is written are taken off the questions that go to the
database, so a change in bulk, a cascade or a line of plain SQL counts as much as a save.
"""

from kit.freshness.ears import changed, listen, standing_on
from kit.freshness.plans import next_change, planned
from kit.freshness.repeating import Question
from kit.freshness.together import asked_together

__all__ = ["Question", "asked_together", "changed", "listen", "next_change", "planned", "standing_on"]

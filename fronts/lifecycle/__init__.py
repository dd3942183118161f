"""What the chief of the day does to a front: arrange, publish, plan, call off, take up again; and breaking news.

Each verb is one transaction: it locks the front, checks, changes and writes into the log. What is not possible now
is ``Refused``, in a sentence.
"""

from articles.lifecycle import NotReady, Refused, Stale
from fronts.lifecycle.arranging import arrange, discard, undo
from fronts.lifecycle.breaking import Alarm, break_news, end_breaking
from fronts.lifecycle.printing import call_off, publish, take_up

__all__ = [
    "Alarm",
    "NotReady",
    "Refused",
    "Stale",
    "arrange",
    "break_news",
    "call_off",
    "discard",
    "end_breaking",
    "publish",
    "take_up",
    "undo",
]

"""One report in two cuts: which clips would waste a place beside another."""

from datetime import date

from articles.related.documents import Clip, Document

FEWEST = 5


def same_report(left: Clip, left_words: Document, right: Clip, right_words: Document) -> bool:
    """Nearly the same words; the shorter may stand whole in the longer if both are of about one day."""
    one, two = left_words.words, right_words.words
    if left.language != right.language or min(len(one), len(two)) < FEWEST:
        return one == two and left.language == right.language and bool(one)
    shared = len(one & two)
    if shared / len(one | two) >= 0.55:
        return True
    near = _days(left.recorded_on, right.recorded_on) <= 3
    return near and shared / min(len(one), len(two)) >= 0.7


def _days(left: date, right: date) -> int:
    return abs((left - right).days)

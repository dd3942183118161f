"""What belongs together: what a pasted story's blocks may mean, and which clips go with a story."""

from articles.related.guesses import Guess, Guesses, alike, guesses, known_agencies
from articles.related.ranking import Clip, Library, Story, Suggestion, rank

__all__ = [
    "Clip",
    "Guess",
    "Guesses",
    "Library",
    "Story",
    "Suggestion",
    "alike",
    "guesses",
    "known_agencies",
    "rank",
]

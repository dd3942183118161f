"""The rules by name, a small room for what belongs together. A new rule is one function and one line in its room."""

from articles.lint.finding import Rule
from articles.lint.rules import (
    blocks,
    brackets,
    double_words,
    names,
    pictures,
    quote_marks,
    roles,
    signs,
    spacing,
    weekdays,
)

ROOMS = (blocks, pictures, weekdays, names, roles, quote_marks, brackets, double_words, spacing, signs)
RULES: dict[str, Rule] = {rule.name: rule for room in ROOMS for rule in room.RULES}

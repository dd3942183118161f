from __future__ import annotations

import re

from ..words import words

_TITLES = re.compile(r"^(?:(?:Prof|Dr|Mr|Mrs|Ms|M|MM|Mme|Mlle|Me|Dipl|Ing|Sir|Dame|Lord|Lady|Herr|Herrn|Frau|Madame|Monsieur|Professor|Professorin|Doktor|h\.?\s?c|med|phil|jur)\b\.?[\s-]*)+(?=[A-ZÀ-Þ])")


def without_titles(name: str) -> str:
    return _TITLES.sub("", name)


def is_role(word: str) -> bool:
    return False


def split_role(text: str) -> tuple[str, str] | None:
    return None

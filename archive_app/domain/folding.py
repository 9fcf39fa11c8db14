"""Text as a search sees it: letter case and diacritics gone, one character for one character.

Because folding keeps every offset, a match in the folded text marks the same characters in the printed one.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


class _Folds(dict[int, str]):
    """Folded characters, made when first met (``str.translate`` asks ``__missing__``)."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        decomposed = unicodedata.normalize("NFKD", character).casefold()
        folded = next((c for c in decomposed if not unicodedata.combining(c)), character)
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text without case and diacritics; the same length, so offsets hold."""
    return text.translate(_FOLDS)


def words(text: str) -> list[str]:
    """The folded words of a text, as the index cuts them: runs of letters and digits."""
    return _WORD.findall(fold(text))


def sort_key(text: str) -> str:
    """A key that sorts titles as a person expects: folded, leading quotes and signs ignored."""
    return re.sub(r"^\W+", "", fold(text))[:200]

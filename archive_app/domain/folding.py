"""Text as a search sees it: letter case and diacritics gone, one character for one character.

Because folding keeps every offset, a match in the folded text marks the same characters in the printed one.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_FEW = 40


class _Folds(dict[int, str]):
    """Folded characters, made when first met (``str.translate`` asks ``__missing__``)."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if 0xAC00 <= code <= 0xD7A3:  # a Korean syllable is no letter with marks
            self[code] = character
            return character
        decomposed = unicodedata.normalize("NFKD", character).casefold()
        folded = next((c for c in decomposed if not unicodedata.combining(c)), character)
        self[code] = folded
        return folded


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text without case and diacritics; the same length, so offsets hold."""
    if text.isascii():
        return text.lower()
    small = text.lower()
    if len(small) != len(text):  # İ, the one letter whose small form is two characters
        return text.translate(_FOLDS)
    others = [(c, folded) for c in set(small) if c > "\x7f" and (folded := _FOLDS[ord(c)]) != c]
    if len(others) > _FEW:
        return small.translate(_FOLDS)
    # Of most texts few characters change: putting these in is faster than looking up each character of the text.
    for character, folded in others:
        small = small.replace(character, folded)
    return small


def words(text: str) -> list[str]:
    """The folded words of a text, as the index cuts them: runs of letters and digits."""
    return _WORD.findall(fold(text))


def sort_key(text: str) -> str:
    """A key that sorts titles as a person expects: folded, leading quotes and signs ignored."""
    return re.sub(r"^\W+", "", fold(text))[:200]

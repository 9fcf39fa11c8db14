"""Text as a search sees it: letter case and diacritics gone, one character for one character.

Because folding keeps every offset, a match in the folded text marks the same characters in the printed one.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_BEYOND = re.compile(r"([^\x00-\x7f]+)")


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
    pieces = _BEYOND.split(text)
    if len(pieces) * 16 > len(text):
        return text.translate(_FOLDS)
    # Mostly ASCII, with a quotation mark here and there: looking up each character would be several times slower.
    pieces[::2] = [piece.lower() for piece in pieces[::2]]
    pieces[1::2] = [piece.translate(_FOLDS) for piece in pieces[1::2]]
    return "".join(pieces)


def words(text: str) -> list[str]:
    """The folded words of a text, as the index cuts them: runs of letters and digits."""
    return _WORD.findall(fold(text))


def sort_key(text: str) -> str:
    """A key that sorts titles as a person expects: folded, leading quotes and signs ignored."""
    return re.sub(r"^\W+", "", fold(text))[:200]

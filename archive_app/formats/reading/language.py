"""Which language a text is written in, or "" when the text is too short to say.

The model of py3langid (BSD-3-Clause) takes a moment to load, so that it is loaded at the first question.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Protocol

_ENOUGH_LETTERS = 40
"""Fewer letters than this carry names and numbers as easily as a language."""

_ENOUGH_IDEOGRAPHS = 8
_PLENTY = 1_500
_CERTAIN = 0.85
_LETTER = re.compile(r"[^\W\d_]")
_IDEOGRAPH = re.compile(r"[぀-ヿ㐀-䶿一-鿿가-힯]")
_ADDRESS_SIGNS = ("//", "www.", "@")
_LONGEST_ADDRESS = 300

# Close relatives that short news texts are mistaken for; a person may still type them.
_LEFT_OUT = frozenset({"an", "la", "pcm", "sco", "wuu", "yue", "jv", "vo", "lzh"})
_NORWEGIAN = {"nb": "no"}


class _Model(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def language_of(text: str) -> str:
    """The primary language subtag (``en``, ``fr``, ``ru``) of a text, "" when it cannot be told.

    Args:
        text: The running text; addresses in it are passed over.
    """
    return language_and_certainty(text)[0]


def language_and_certainty(text: str) -> tuple[str, float]:
    """As ``language_of``, with the certainty from 0 to 1."""
    words = text[: 4 * _PLENTY]
    if any(sign in words for sign in _ADDRESS_SIGNS):
        words = " ".join(word for word in words.split() if not _is_address(word))
    words = words[:_PLENTY]
    letters = len(_LETTER.findall(words))
    if letters < _ENOUGH_LETTERS and len(_IDEOGRAPH.findall(words)) < _ENOUGH_IDEOGRAPHS:
        return "", 0.0
    code, certainty = _model().classify(words)
    if certainty < _CERTAIN:
        return "", 0.0
    return _NORWEGIAN.get(code, code), round(float(certainty), 3)


def _is_address(word: str) -> bool:
    return len(word) < _LONGEST_ADDRESS and any(sign in word for sign in _ADDRESS_SIGNS)


@cache
def _model() -> _Model:
    from py3langid import langid

    model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    model.set_languages([code for code in model.labels if code not in _LEFT_OUT])
    found: _Model = model
    return found

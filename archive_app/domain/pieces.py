"""Scripts written without spaces, cut so that any part of a text is found: pairs of neighbouring characters.

新华社记者 is indexed as 新华 华社 社记 记者 者. Two characters are then one word of the index, more are a phrase of
such pairs and one is the beginning of a pair, so what is found is exact. Parts in other scripts that touch such a run
are words of their own. Korean, which has spaces, is cut as well: its particles are written onto the words.
"""

from __future__ import annotations

import re
import unicodedata

# Han, kana, Hangul; Thai, Lao, Myanmar and Khmer, whose marks above and below are left out on both sides.
_LETTERS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{_LETTERS}]")
_MARKED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_WORD = re.compile(r"[^\W_]+")
_RUN = re.compile(f"[{_LETTERS}]+|[^{_LETTERS}]+")


def unspaced(text: str) -> bool:
    """Whether a text holds anything in a script that is cut into pairs."""
    return not text.isascii() and _UNSPACED.search(text) is not None


def cut(*texts: str) -> str:
    """The pieces of texts for the index, parted by spaces; "" when they hold none of these scripts."""
    found: list[str] = []
    for text in texts:
        if unspaced(text):
            for word in _WORD.findall(_plain(text)):
                if _UNSPACED.search(word):
                    for run in _RUN.findall(word):
                        found += _pairs(run)
    return " ".join(found)


def asked(text: str) -> tuple[tuple[str, ...], bool] | None:
    """What a text looked for is among the pieces: words that follow one another, and whether the last is a beginning.

    Args:
        text: A word or a phrase. Only its parts that are cut are looked for here; see ``beside``.

    Returns:
        None when there is nothing to be cut.
    """
    words = [word for word in _WORD.findall(_plain(text)) if _UNSPACED.search(word)] if unspaced(text) else []
    if not words:
        return None
    runs = [run for word in words for run in _RUN.findall(word)]
    found = [piece for run in runs[:-1] for piece in _pairs(run)]
    last = runs[-1]
    if not _UNSPACED.match(last):
        return (*found, last), True
    return (*found, *(_pairs(last)[:-1] or [last])), len(last) == 1


def beside(text: str) -> list[str]:
    """The words of a text that stand apart from those that are cut."""
    return [word for word in _WORD.findall(_plain(text)) if not _UNSPACED.search(word)]


def _pairs(run: str) -> list[str]:
    """The pairs of a run and its last character; a run in another script is one word."""
    if not _UNSPACED.match(run):
        return [run]
    return [*(run[n : n + 2] for n in range(len(run) - 1)), run[-1]]


def _plain(text: str) -> str:
    """One way of writing each character: full width, composed, small letters."""
    text = unicodedata.normalize("NFKC", text).lower()
    if _MARKED.search(text):
        text = "".join(c for c in text if not unicodedata.category(c).startswith("M"))
    return text

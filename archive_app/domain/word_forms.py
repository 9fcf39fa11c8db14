"""Other ways of writing one word, and its stem: Straße and Strasse, Müller and Mueller, O'Neill and oneill, launched.

``plain_key`` and ``umlaut_key`` bring such writings to one key, beside ``spelling.spelling_key`` for names from other
scripts. Stems are Snowball's; they only widen a search after its exact hits.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import Any

from anyascii import anyascii

STEMMED = {"en": "english", "fr": "french", "de": "german", "ru": "russian", "es": "spanish"}
"""Languages whose words have stems, by their code."""

WORD = re.compile(r"[^\W_]+(?:['’ʼ‐-][^\W_]+)*")
"""A word with the apostrophes and hyphens within it."""

_INSIDE = re.compile("['’ʼ‐-]")
_NOT_LATIN = re.compile("[^\x00-\u024f\u1e00-\u1eff\u2010\u2019\u02bc]")
_GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")
_SIGNS = re.compile(r"[\W_]+")
_UMLAUTS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "æ": "a", "œ": "o", "ø": "o", "ß": "ss"})
_DIGRAPHS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "ø": "oe", "å": "aa", "ß": "ss"})
_WITH_UMLAUT = re.compile("[äöüæœø]")
_DIGRAPH = re.compile("(?<![aeoq])ue|(?<![aeo])oe|(?<![aeo])ae")  # not in "queue", "neue", "Bauer"
_LEAST = 3
_LONGEST = 40
_stemmers = threading.local()


def parts(word: str) -> list[str]:
    """A word's parts between apostrophes and hyphens, as the index holds them."""
    return [part for part in _INSIDE.split(word) if part]


@lru_cache(maxsize=16384)
def plain_key(word: str) -> str:
    """The word in the plainest letters of its script, without signs; "" where that says too little."""
    key = unicodedata.normalize("NFC", word).casefold()
    if not key.isascii():
        if not _NOT_LATIN.search(key):
            key = str(anyascii(key)).lower()
        elif _GREEK.search(key):
            key = "".join(c for c in unicodedata.normalize("NFD", key) if not unicodedata.combining(c))
        else:
            key = key.replace("ё", "е")
    key = _SIGNS.sub("", key)
    return key if len(key) >= _LEAST else ""


def umlaut_key(word: str) -> str:
    """The word with ä, ae and a as one letter; "" where that says too little."""
    key = unicodedata.normalize("NFC", word).casefold().translate(_UMLAUTS)
    key = _DIGRAPH.sub(lambda found: found[0][0], key)
    return key if len(key) > _LEAST and key.isalpha() else ""


def has_umlaut(word: str) -> bool:
    """Whether a word is written with ä, ö, ü or their like."""
    return not word.isascii() and _WITH_UMLAUT.search(unicodedata.normalize("NFC", word).casefold()) is not None


def has_digraph(word: str) -> bool:
    """Whether a word has ae, oe or ue that may stand for one letter."""
    return _DIGRAPH.search(word.casefold()) is not None


def without_umlauts(word: str) -> str:
    """A word as it is written where there is no ä: Mueller, Strasse."""
    return unicodedata.normalize("NFC", word).casefold().translate(_DIGRAPHS)


def may_be_name(word: str) -> bool:
    """Whether a word, or what follows an article in it (l'Humanité, al-Qaida), begins with a capital."""
    return any(part[0].isupper() for part in parts(word))


def stem(word: str, language: str) -> str:
    """The stem of a word with its language, as the index keeps it ("en:launch"); "" when it has none.

    Args:
        word: One word.
        language: A code of ``STEMMED``.
    """
    if not _LEAST <= len(word) <= _LONGEST or not word.isalpha():
        return ""
    found = _stemmer(language).stemWord(unicodedata.normalize("NFC", word).lower())
    return f"{language}:{found}" if len(found) >= 2 else ""


def stems(word: str) -> list[str]:
    """The stems that a word of unknown language may have, by its script."""
    if word.isascii() or not _NOT_LATIN.search(word):
        return [found for language in STEMMED if language != "ru" and (found := stem(word, language))]
    return [found] if (found := stem(word, "ru")) else []


def _stemmer(language: str) -> Any:
    """One stemmer a thread: it holds the word that it works on."""
    known: dict[str, Any] = _stemmers.__dict__
    if language not in known:
        import snowballstemmer

        known[language] = snowballstemmer.stemmer(STEMMED[language])
    return known[language]

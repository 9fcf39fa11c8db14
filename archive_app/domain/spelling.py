"""One name in many spellings: Шипенко, Shipenko, Chipenko, Šipenko.

Names from other scripts come into Latin letters by the rules of many languages. ``spelling_key`` brings such spellings
to one key, whatever the language; because that is coarse, ``same_name`` says which words of one key may stand for
each other. The transliteration itself is anyascii's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from anyascii import anyascii

LEAST = 4
"""Letters that a key has at least: shorter ones are shared by chance."""

# In order; the longer first. Which language wrote a word is not known, so its rules all apply. After each stand letters
# without which it changes nothing: most words hold few of them.
_NO_LETTER = re.compile("[^a-z]")
_RULES = tuple(
    (re.compile(pattern), replacement, signs)
    for pattern, replacement, signs in (
        (r"ss", "s", ("ss",)),  # German and French double it between vowels; other doubled letters are the name's own
        (
            r"schtsch|chtch|shch|szcz|tsch|tch|sch|ch|sh|cz|sz|sj(?=[aeiou])",
            "s",
            ("ch", "sh", "cz", "sz", "sj"),
        ),  # Ш Щ Ч
        (r"zh|z", "s", ("z",)),  # Ж З; German s for both
        (r"kh|x", "h", ("kh", "x")),
        (r"ts|tz", "c", ("ts", "tz")),
        (r"gu(?=[eiy])", "g", ("gu",)),  # Serguei
        (r"ph", "f", ("ph",)),
        (r"(?:off|ow|of)$", "ov", ("of", "ow")),
        (r"(?:eff|ew|ef)$", "ev", ("ef", "ew")),
        (r"ff$", "v", ("ff",)),
        (r"w", "v", ("w",)),
        (r"ck|q", "k", ("ck", "q")),
        (r"ou", "u", ("ou",)),
        (r"[yj]", "i", ("y", "j")),
        (r"i[eo]", "e", ("ie", "io")),
        (r"ii+", "i", ("ii",)),
    )
)
_ENDINGS = (
    "enko", "ov", "ova", "ev", "eva", "ow", "owa", "ew", "ewa", "off", "eff", "sky", "ski", "skiy", "skij", "skii",
    "skyi", "skyj", "skyy", "skaya", "skaja", "skaia", "ska", "cki", "tsky", "chuk", "czuk", "tchouk", "tschuk",
    "uk", "iuk", "yuk", "iouk", "vich", "vitch", "witsch", "wicz", "vic", "vych", "vna", "yan", "dze", "shvili",
    "chvili", "schwili", "ild", "in", "ina", "ine", "aya", "iya", "oy", "oi", "oj", "ey", "ei", "ej", "iy", "ij",
    "yi",
)  # fmt: skip
_UNCASED = re.compile("[\u0590-\u08ff\u0900-\u0dff]")  # scripts without capitals: Hebrew, Arabic, those of India


@lru_cache(maxsize=65536)
def spelling_key(word: str) -> str:
    """The key that spellings of one name share; "" for a word too short to say."""
    plain = word.casefold()
    if not plain.isascii():
        plain = str(anyascii(plain.replace("ού", "u").replace("ου", "u"))).lower()
    key = _NO_LETTER.sub("", plain)
    for pattern, replacement, signs in _RULES:
        if any(sign in key for sign in signs):
            key = pattern.sub(replacement, key)
    return key if len(key) >= LEAST else ""


def same_name(one: str, other: str, *, bridged: bool = False) -> bool:
    """Whether two words may be spellings of one name.

    Words of different scripts with one key may; two in Latin letters only when they end as transliterated names do, or
    when a word of another script stands between them (``bridged``).
    """
    key = spelling_key(one)
    if not key or key != spelling_key(other):
        return False
    if one.casefold() == other.casefold() or _is_latin(one) != _is_latin(other) or bridged:
        return True
    return _is_latin(one) and all(_looks_transliterated(word) for word in (one, other))


def spellings_of(word: str, known: Iterable[str]) -> list[str]:
    """Which of the ``known`` words (all of the same key as ``word``) may stand for it, the word itself left out."""
    candidates = sorted({w for w in known if w.casefold() != word.casefold()})
    bridged = _is_latin(word) and any(not _is_latin(w) for w in candidates)
    return [w for w in candidates if same_name(word, w, bridged=bridged)]


def has_no_capitals(word: str) -> bool:
    """Whether a word is of a script without capitals, so that any word may be a name."""
    return not word.isascii() and _UNCASED.match(word) is not None


def _is_latin(word: str) -> bool:
    return all(c.isascii() or "\u00c0" <= c <= "\u024f" or "\u1e00" <= c <= "\u1eff" for c in word if c.isalpha())


def _looks_transliterated(word: str) -> bool:
    return str(anyascii(word)).lower().endswith(_ENDINGS)

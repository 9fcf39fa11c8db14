"""Names as printed: which are known, and whether an unknown one looks like a person or an organisation.

A ``NameIndex`` holds known names under a folded key; it starts from the vocabulary and grows by the
catalogue's own authorities. ``shape_of`` judges the rest by form alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from archive_app.domain import name_words as words
from archive_app.domain.records import Authority
from archive_app.domain.vocabulary import folded, given_names, organisations

_EDGES = ' \t\r\n\u00a0"“”„«»†✝*,;|/–—-_.:&'


class Shape(StrEnum):
    """What a name looks like."""

    PERSON = "person"  # initials, particles or a common given name say so
    MAYBE = "maybe"  # two to four capitalised words that nothing more is known of
    ORGANISATION = "organisation"  # a word such as Agency or GmbH, or an internet domain, says so
    ACRONYM = "acronym"
    ACCOUNT = "account"  # a handle or pen name: @name, lower case, CamelCase, digits
    WORD = "word"  # one capitalised word
    PHRASE = "phrase"  # anything else


@dataclass(frozen=True, slots=True)
class KnownName:
    """A known name: the preferred form, "person" or "organization", what sort, and its authority record."""

    preferred: str
    kind: str
    subkind: str = ""
    authority_id: int | None = None


@lru_cache(maxsize=65536)
def name_key(text: str) -> str:
    """The key names are compared by: no case, accents, width, blanks or punctuation.

    Unlike ``folding.fold`` it keeps no offsets, so that "ß" and "ss", "Ⅳ" and "iv" are the same name.
    """
    if text.isascii():
        return "".join(filter(str.isalnum, text.casefold()))
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


class NameIndex:
    """Finds known names. Later additions win over earlier ones, so the catalogue's authorities win."""

    def __init__(self) -> None:
        self._names: dict[str, KnownName] = {}
        # What the credit grammar found out about pieces of lines; it depends on this index and nothing else.
        self.readings: dict[object, object] = {}

    def add(self, forms: Iterable[str], known: KnownName) -> None:
        """Makes all ``forms`` of a name known; forms without a letter or digit are passed over."""
        for form in forms:
            key = name_key(form)
            if key:
                self._names[key] = known
        self.readings.clear()

    def add_authority(self, authority: Authority) -> None:
        """Makes a catalogue's person or organisation known under all its forms; other kinds are passed over."""
        if authority.kind not in {"person", "organization"}:
            return
        known = KnownName(authority.name, authority.kind, authority.subkind, authority.id)
        self.add([authority.name, *(variant.text for variant in authority.variants)], known)

    def find(self, name: str) -> KnownName | None:
        """The known name that is written so, a leading article or a closing domain ending aside; else None."""
        key = name_key(name)
        found = self._names.get(key)
        if found is None and len(key) > 4:
            lowered = name.casefold()
            for article in words.ARTICLES:
                if lowered.startswith(article):
                    return self._names.get(name_key(name[len(article) :]))
            stem, dot, ending = lowered.rpartition(".")
            if dot and ending in words.DOMAIN_ENDINGS and "." not in stem.strip("."):
                return self._names.get(name_key(stem))
        return found

    def copy(self) -> NameIndex:
        """An index of its own with the same names."""
        twin = NameIndex()
        twin._names.update(self._names)
        return twin

    def __contains__(self, name: str) -> bool:
        return self.find(name) is not None

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)


@cache
def vocabulary_names() -> NameIndex:
    """The index of the vocabulary that travels with the program. Shared: ``copy`` it before adding to it."""
    index = NameIndex()
    for organisation in organisations():
        known = KnownName(organisation.name, "organization", organisation.subkind)
        index.add([organisation.name, *(variant.text for variant in organisation.variants)], known)
    return index


@lru_cache(maxsize=16384)
def shape_of(name: str) -> Shape:
    """Judges an unknown name by its form. Never raises; "" is a PHRASE."""
    tokens = name.split()
    if not tokens:
        return Shape.PHRASE
    if name.startswith("@"):
        return Shape.ACCOUNT
    if _is_east_asian(name):
        return _east_asian_shape(name)
    if _has_title(tokens):
        return Shape.PERSON
    if has_organisation_word(tokens):
        return Shape.ORGANISATION
    return _single(tokens[0]) if len(tokens) == 1 else _several(tokens)


def trim_name(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of ``text[start:end]`` without blanks, quotes and marks around it; a name keeps its own full stop."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if end < len(text):
        opening = {"»": "«", "”": "“", "“": "„", '"': '"'}.get(text[end], "")
        if (opening and opening in text[start:end]) or (text[end] == "." and _keeps_stop(text[start:end])):
            end += 1
    return start, end


# Legal forms stand behind a name; before one, so written, they are given names (Sia, Asa, Sas).
_FORMS_LAST = frozenset({"sia", "asa", "sas", "sa", "spa", "co", "as", "ab", "ag", "se", "sc", "ug", "oy", "mat"})


def has_organisation_word(tokens: Iterable[str]) -> bool:
    """Whether one of the words makes the name an organisation's (Agency, Museum, GmbH, Министерство …)."""
    for place, token in enumerate(tokens):
        word = token.casefold().strip(".,()«»„“”\"'’")
        if not place and token.istitle() and word in _FORMS_LAST:
            continue
        if word in words.ORGANISATION or word.startswith(words.ORGANISATION_STEMS) or _has_compound_end(word):
            return True
        if "." in word and is_domain(word):
            return True
    return False


def is_domain(word: str) -> bool:
    """Whether a word is an internet domain such as example.org."""
    stem, dot, ending = word.casefold().rpartition(".")
    return bool(dot) and len(stem) > 1 and ending in words.DOMAIN_ENDINGS


def is_given_name(word: str) -> bool:
    """Whether a word is a common given name; of a double name (Jean-Luc) the first part counts."""
    plain = folded(word)
    names = given_names()
    return plain in names or plain.partition("-")[0] in names


def is_prose(name: str, *, allowed: int = 2) -> bool:
    """Whether a text runs on like a sentence: it has more lower-case words than ``allowed`` that names do not have."""
    plain = 0
    for token in name.split():
        if (
            token[0].islower()
            and token not in words.PARTICLES
            and token not in words.INSIDE_NAMES
            and not is_domain(token)
        ):
            plain += 1
    return plain > allowed


def is_acronym_of(short: str, long: str) -> bool:
    """Whether ``short`` is made of the initials of ``long`` (LIU, Long Island University)."""
    letters = name_key(short)
    if not 2 <= len(letters) <= 8 or " " in short.strip():
        return False
    spaced = long.replace("-", " ").split()
    initials = name_key("".join(word[0] for word in spaced if word[0].isalnum()))
    capitals = name_key("".join(word[0] for word in spaced if word[0].isupper()))
    return letters in {initials, capitals} and len(spaced) > 1


def _has_title(tokens: list[str]) -> bool:
    """Whether ranks or titles stand before a name: "Dr. Jane Example", "Staff Sgt. Jane Example"."""
    count = 0
    while count < len(tokens) and tokens[count].casefold() in words.TITLES:
        count += 1
    rest = tokens[count:]
    if not count or (not 1 < len(rest) <= 4 and not (len(rest) == 1 and tokens[0].endswith("."))):
        return False
    return all(_is_name_token(token) for token in rest) and not has_organisation_word(rest)


def _has_compound_end(word: str) -> bool:
    return len(word) > 8 and word.endswith(words.ORGANISATION_ENDINGS)


_INITIALS = re.compile(r"(?:[A-ZÀ-ÞА-ЯЁІЇЄ]\.-?)+[A-ZÀ-ÞА-ЯЁІЇЄ][^\W\d_][\w'’-]+")


# The last part of an agency's name written as one word: ChinaFotoPress, ActionImages.
_LAST_HUMPS = frozenset({"press", "presse", "images", "media", "pictures", "agency", "news", "newsroom", "archive"})


def _single(word: str) -> Shape:
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return Shape.PHRASE
    if _INITIALS.fullmatch(word):
        return Shape.PERSON
    has_digit = any(c.isdigit() for c in word)
    upper = sum(c.isupper() for c in letters)
    if len(word) <= 4 and upper == len(letters) and (has_digit or len(letters) > 1):
        return Shape.ACRONYM
    if has_digit and "_" not in word and upper == len(letters) > 2:
        return Shape.ACRONYM
    if "_" in word or has_digit or word[0].islower():
        return Shape.ACCOUNT
    if upper == len(letters) or (upper > 1 and len(word) <= 6) or "-" in word or "." in word.rstrip("."):
        return Shape.ACRONYM if len(word) <= 6 else Shape.WORD
    if any(a.islower() and b.isupper() for a, b in pairwise(word)) and "'" not in word:
        last = word[max(place for place, c in enumerate(word) if c.isupper()) :].casefold()
        return Shape.ORGANISATION if last in _LAST_HUMPS else Shape.ACCOUNT
    return Shape.WORD


_SMALL_WORDS = words.PARTICLES | words.NOT_FIRST | words.GENERATIONS


def _several(tokens: list[str]) -> Shape:
    if len(tokens) == 2 and tokens[0].isalpha() and tokens[1].isalpha():
        one, other = tokens
        plain = one.istitle() and other.istitle() and len(one) > 1 < len(other)
        if plain and not _SMALL_WORDS.intersection((one.casefold(), other.casefold())):
            # Most names are so, and what follows would say the same.
            return Shape.PERSON if is_given_name(one) or is_given_name(other) else Shape.MAYBE
    main = strong = 0
    mixed = any(any(c.islower() for c in token[1:]) for token in tokens)
    if len(tokens) == 2 and is_given_name(tokens[0]) and all(token.isalpha() and token.islower() for token in tokens):
        return Shape.PERSON
    for place, quoted in enumerate(tokens):
        token = quoted.strip('"“”„«»') or quoted
        lowered = token.casefold()
        if lowered in words.PARTICLES and (place or token[0].islower()):
            strong += 0 < place < len(tokens) - 1
            continue
        if not _is_name_token(token):
            return Shape.PHRASE
        bare = token.rstrip(".")
        initial = all(len(part) == 1 for part in bare.replace("-", ".").split("."))
        if initial:
            strong += place < len(tokens) - 1
            main += place == 0
            continue
        if lowered.rstrip(".") in words.GENERATIONS:
            strong += bare[-1].islower() or is_given_name(tokens[0])
            main += 0 if strong else 9
            continue
        if mixed and bare.isupper() and len(bare) <= 3 and not (place == 0 and len(bare) == 2):
            return Shape.PHRASE
        main += 1
    strong += _ends_in_capitals(tokens)
    if lowered_in(tokens[0], words.NOT_FIRST) or not 1 <= main <= 4 or len(tokens) > 6:
        return Shape.PHRASE
    if strong or is_given_name(tokens[0]) or (len(tokens) == 2 and tokens[0].isalpha() and is_given_name(tokens[1])):
        return Shape.PERSON if main + strong > 1 else Shape.PHRASE
    return Shape.MAYBE if main > 1 else Shape.PHRASE


def _ends_in_capitals(tokens: list[str]) -> bool:
    """Whether a surname stands in capitals behind given names, as French agencies print it: "Sia KAMBOU"."""
    *given, surname = tokens
    return len(surname) > 3 and surname.isupper() and all(name.istitle() for name in given)


def lowered_in(word: str, among: frozenset[str]) -> bool:
    """Whether a word, in any case, is one of ``among``."""
    return word.casefold() in among


_NAME_LETTERS = re.compile("(?:[^\\W\\d_]|['’‘`.\\-‐\u02bc\u00b4])*")


def _is_name_token(token: str) -> bool:
    first = token[0]
    if first in "'’" and len(token) > 1:
        first = token[1]
    if first.islower():
        # D'Arcy, al-Masri, d'Ornano: a short lower-case head joined to a capital.
        head, mark, rest = token.partition("-" if "-" in token else "'" if "'" in token else "’")
        return bool(mark) and len(head) <= 3 and bool(rest) and rest[0].isupper() and rest.isalpha()
    return first.isalpha() and (token.isalpha() or _NAME_LETTERS.fullmatch(token) is not None or _is_marked(token))


def _is_marked(token: str) -> bool:
    """Whether a word is of letters and the vowel signs that stand on them: Thai, Hindi, Bengali, vowelled Arabic."""
    return not token.isascii() and all(c.isalpha() or unicodedata.category(c) in {"Mn", "Mc"} for c in token)


def _is_east_asian(name: str) -> bool:
    return not name.isascii() and any("\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7a3" for c in name)


def _east_asian_shape(name: str) -> Shape:
    if name.endswith(words.EAST_ASIAN_ENDINGS) or any(part in name for part in words.EAST_ASIAN_PARTS):
        return Shape.ORGANISATION
    letters = [c for c in name if c.isalpha()]
    if 2 <= len(letters) <= 4 and not any("\u30a0" <= c <= "\u30ff" for c in letters):
        return Shape.MAYBE
    if "・" in name or "·" in name:
        return Shape.PERSON
    return Shape.PHRASE


def _keeps_stop(name: str) -> bool:
    """Whether the full stop behind a name is part of it (Jr., Inc., W. E. B.)."""
    last = name.rpartition(" ")[2].casefold()
    if re.fullmatch(r"[^\W\d_](?:\.[^\W\d_])+", last):
        return True
    return last in {"jr", "sr", "inc", "ltd", "co", "corp", "bros", "llc", "s.a", "e.v", "st", "al", "s.p.a", "s.l"}

"""Whether words in a byline are the name of a person, and not of a desk, an agency, a place or a button.

The words stand in ``resources/vocabularies/byline-words.toml``. ``domain.names.shape_of`` judges names in credit
lines, where organisations are the rule; here the line is known to name who wrote, so that any two capitalised
words pass that nothing speaks against.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata

from archive_app.assets import resource
from archive_app.domain.name_words import PARTICLES, PLACE_NAMES
from archive_app.domain.names import Shape, has_organisation_word, is_given_name, name_key, shape_of, vocabulary_names

_TABLE = tomllib.loads(resource("vocabularies", "byline-words.toml").read_text(encoding="utf-8"))
_NO_PERSON = frozenset(word for words in _TABLE["no_person"].values() for word in words.split())
_JOB_TAILS = frozenset(_TABLE["words"]["job_tails"].split())
_JOB_QUALIFIERS = frozenset(_TABLE["words"]["job_qualifiers"].split())
_DETERMINERS = frozenset(_TABLE["words"]["determiners"].split())
_PLACES = PLACE_NAMES | {place.replace("_", " ") for place in _TABLE["words"]["places"].split()}

_LONGEST = 48
_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff・·･]{2,12}")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,4}")
_NO_NAME = re.compile(r"[@#/\\<>{}\[\]=:;!?|\d]|\.(?:com|de|org|net|fr|ch|at|uk)\b")
_MARKS = "־“”\"'‘’ʼ.-()"
_OPENS_NAME = frozenset(["by", "von", "par", "por", "av", "af", "van", "door"])
_JOINED = ("d'", "d’", "l'", "l’", "o'", "o’", "al-", "el-")


def is_person_name(name: str) -> bool:
    """Whether the words look like the name of one person: two to six, capitalised but for particles."""
    name = name.strip()
    if not name or len(name) > _LONGEST:
        return False
    if _EAST_ASIAN.fullmatch(name):
        if name in _NO_PERSON:
            return False
        return (len(name) <= 8 or "・" in name or "·" in name) and shape_of(name) is not Shape.ORGANISATION
    if _HANGUL.fullmatch(name):
        return name not in _NO_PERSON and not _is_organisation(name)
    words = name.split()
    if not 2 <= len(words) <= 6 or _NO_NAME.search(name) or name.casefold() in _PLACES:
        return False
    if any(part in _NO_PERSON for word in words for part in _parts(word)):
        return False
    if (len(words) == 2 and words[0].casefold() in _DETERMINERS) or words[-1] in _OPENS_NAME:
        return False
    if _is_organisation(name) or (words[0].isupper() and not name.isupper() and _is_organisation(words[0])):
        return False
    # "Jude Law", "Ann Church": a common given name outweighs a word of organisations.
    if has_organisation_word(words) and not is_given_name(words[0]):
        return False
    return _capitals(words) >= 2


def is_surely_person(name: str) -> bool:
    """Whether the form alone tells a person: a common given name, an initial, a particle inside; or East Asian."""
    return shape_of(name.title() if name.isupper() else name) is Shape.PERSON or bool(_EAST_ASIAN.fullmatch(name))


def without_office(name: str) -> str:
    """The name without the agency, paper or job printed right behind it ("Tom Davies Associated Press")."""
    words = name.split()
    for count in range(len(words) - 2, 0, -1):
        if _is_organisation(" ".join(words[-count:])):
            return without_office(" ".join(words[:-count]))
    if len(words) > 2 and words[-1].casefold() in _JOB_TAILS and is_given_name(words[0]):
        words.pop()
        while len(words) > 2 and words[-1].casefold() in _JOB_QUALIFIERS:
            words.pop()
        return without_office(" ".join(words))
    return name


def _parts(word: str) -> set[str]:
    """The word as it may stand in the table: without marks around it, and without the possessive."""
    bare = word.casefold().strip(".,()“”\"'‘’")
    return {bare, bare.removesuffix("'s").removesuffix("’s")}


def _is_organisation(name: str) -> bool:
    known = vocabulary_names().find(name)
    return known is not None and known.kind == "organization" and bool(name_key(name))


def _capitals(words: list[str]) -> int:
    """How many words are capitalised; -1 when one is neither that nor a particle."""
    count = 0
    for word in words:
        first = next((letter for letter in word if letter.isalpha()), "")
        # Vowel signs of Arabic and Indic scripts are marks, no letters.
        if not first or not all(c.isalpha() or c in _MARKS or unicodedata.category(c)[0] == "M" for c in word):
            return -1
        # A letter of a script without case counts as a capital.
        if first.isupper() or first.istitle() or first.lower() == first.upper() or word.startswith(_JOINED):
            count += 1
        elif word.casefold() not in PARTICLES:
            return -1
    return count

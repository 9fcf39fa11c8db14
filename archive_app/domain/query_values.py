"""The values of search clauses: which are valid, and in which form the tree holds them.

Reader, printer and store share these rules, so a tree never holds a value that the store cannot answer: a
date that is none, a choice that does not exist, a regular expression that does not compile.
"""

from __future__ import annotations

import re
import unicodedata
import warnings
from datetime import date

from archive_app.domain import dates
from archive_app.domain.choices import choice_key
from archive_app.domain.field_values import seconds_of
from archive_app.domain.query import Operator, Range, Value
from archive_app.domain.query_fields import QueryField, value_choice
from archive_app.domain.query_lexer import RANGE_TYPES, clean, has_words, lex

_NUMBER = re.compile(r"\d{1,15}", re.ASCII)
_UID = re.compile(r"[0-9a-f]{32}")
_SIZE = re.compile(r"(\d{1,12}(?:[.,]\d{1,3})?)\s*(b|o|б|k|kb|ko|кб|m|mb|mo|мб|g|gb|go|гб)?", re.IGNORECASE)
_SCALE = {"k": 10**3, "к": 10**3, "m": 10**6, "м": 10**6, "g": 10**9, "г": 10**9}
# Whether a text is a date does not depend on today; any day will do.
_SOME_DAY = date(2000, 1, 1)


def operators_of(field: QueryField) -> tuple[Operator, ...]:
    """The operators that a field's values may have."""
    if field.type in ("text", "long"):
        return (":", "=", "~", "!=")
    if field.type == "choice":
        return (":", "=", "!=")
    return (":", "=", "!=", ">", ">=", "<", "<=")


def read_value(
    field: QueryField, operator: Operator, text: str, *, quoted: bool, star: bool = False, high: str | None = None
) -> Value | Range | None:
    """What a typed value means, in the form the tree holds; None when the field cannot take it.

    Args:
        field: Of ``query_fields``.
        operator: One of ``operators_of(field)``.
        text: Without its quotation marks.
        quoted: Whether it had them.
        star: Whether a "*" stood behind the closing mark.
        high: The upper end, where the lexer saw a range with quoted ends.
    """
    text = unicodedata.normalize("NFC", clean(text))
    if field.type in RANGE_TYPES:
        return _measure(field, operator, text, quoted=quoted, high=high)
    if field.type == "choice":
        choice = value_choice(field, text)
        return None if choice is None or star else _bare_if_possible(field, Value(choice.value))
    if operator == "~":
        return Value(text, quoted=True) if text.strip() and _compiles(text) else None
    text = text.strip()
    if not quoted and text.endswith("*"):
        text, star = text.rstrip("*").rstrip(), True
    if not text or (field.type == "long" and not has_words(text)) or not text.strip("*"):
        return None
    if field.choices and not star:
        known = value_choice(field, text)
        text = known.value if known else text
    return _bare_if_possible(field, Value(text, quoted, star), operator)


def bytes_of(text: str) -> int | None:
    """The bytes of "2mb", "1.5 GB", "300 Ko" or "1000" (decimal units); None for anything else."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        return None
    return round(float(match[1].replace(",", ".")) * _SCALE.get((match[2] or "b")[0].casefold(), 1))


def measure_of(field: QueryField, text: str) -> float | None:
    """The number that a valid value of a number, size or duration field stands for."""
    match field.type:
        case "size":
            return bytes_of(text)
        case "duration":
            return seconds_of(text)
        case _:
            return int(text) if _NUMBER.fullmatch(text) else None


def is_date(text: str) -> bool:
    """Whether the search understands the text as a date, a date word or an age ("7d")."""
    return bool(text) and (dates.query_span(text, _SOME_DAY) is not None or dates.age(text) is not None)


def reversed_range(field: QueryField, value: Range) -> bool:
    """Whether a range ends before it begins, so that nothing can be in it."""
    if not value.low or not value.high:
        return False
    if field.type == "date":
        low, high = dates.query_span(value.low, _SOME_DAY), dates.query_span(value.high, _SOME_DAY)
        return bool(low and high and low[0] and high[1] and high[1] < low[0])
    first, last = measure_of(field, value.low), measure_of(field, value.high)
    return first is not None and last is not None and last < first


def same_value(field: QueryField | None, one: str, other: str) -> bool:
    """Whether two values of a field are the same to a person: case and accents do not count."""
    return choice_key(one) == choice_key(other) if field is None or field.type != "number" else one == other


def _measure(
    field: QueryField, operator: Operator, text: str, *, quoted: bool, high: str | None
) -> Value | Range | None:
    text = " ".join(text.split())
    if high is None and not quoted and ".." in text and "/.." not in text and "../" not in text:
        low, _, up = text.partition("..")
        found = _range(field, low, up)
        if found is not None:
            return found if operator in (":", "=") else None
    if high is not None:
        return _range(field, text, " ".join(high.split())) if operator in (":", "=") else None
    if not _valid(field, text):
        return None
    return _bare_if_possible(field, Value(text), operator)


def _range(field: QueryField, low: str, high: str) -> Range | None:
    sides = (unicodedata.normalize("NFC", clean(low)).strip(), unicodedata.normalize("NFC", clean(high)).strip())
    if not any(sides):
        return None
    for side in sides:
        if side and (".." in side or side.startswith("/") or side.endswith("/") or not _valid(field, side)):
            return None
        if field.type == "date" and side and dates.query_span(side, _SOME_DAY) is None:
            return None
        if _UID.fullmatch(side):
            return None
    return Range(*sides)


def _valid(field: QueryField, text: str) -> bool:
    if field.type == "date":
        return is_date(text)
    return measure_of(field, text) is not None or (field.name == "id" and _UID.fullmatch(text) is not None)


def _bare_if_possible(field: QueryField, value: Value, operator: Operator = ":") -> Value:
    """The value, quoted where it could not be read back without quotation marks."""
    if value.quoted and field.type in ("text", "long"):
        return value
    sign = "" if operator == ":" else operator
    tokens = lex(f"{field.name}:{sign}{value.text}")
    bare = (
        len(tokens) == 1
        and tokens[0].kind == "clause"
        and tokens[0].operator == operator
        and len(tokens[0].items) == 1
        and (tokens[0].items[0].text, tokens[0].items[0].quoted) == (value.text, False)
        and tokens[0].items[0].high is None
        and value.text.count("(") == value.text.count(")")  # else it would swallow the end of a group
    )
    return Value(value.text, not bare, value.prefix)


def _compiles(pattern: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True

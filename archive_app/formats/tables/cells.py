"""From the text of a cell to the text a person would have typed in the field: dates, lists, languages, durations.

What comes out is read by ``domain.fields.with_value`` like anything typed; it refuses what a field cannot take.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from archive_app.domain import dates
from archive_app.domain.choices import LANGUAGES, choice_of
from archive_app.domain.errors import InvalidRecord
from archive_app.domain.field_model import Field
from archive_app.domain.field_values import clock, refused, split_list
from archive_app.formats.tables.mapping import ColumnMap, TableMapping
from archive_app.formats.tables.targets import Target
from archive_app.i18n import tr

NOTHING: Final = "–"  # our exports hold an empty place among several with it
BETWEEN: Final = " | "  # between the values of several pictures in one cell of our exports

_TIME = re.compile(r"[T\s,]+(?:at\s+|um\s+|à\s+|в\s+)?\d{1,2}[:h.]\d{2}(?:[:.]\d{2})?(?:[.,]\d+)?"
                   r"\s*(?:[ap]\.?m\.?|Uhr)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)  # fmt: skip
_NUMERIC = re.compile(r"(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_WEEKDAY = re.compile(r"^[^\W\d]{2,12}\.?,?\s+(?=\d|\w+\s+\d)")
_ISO_DURATION = re.compile(r"P?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?", re.IGNORECASE)
_SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")
_EMPTY = frozenset({"-", "–", "—", "n/a", "n.a.", "null", "none", "nan", "#n/a", "(none)", "k. a.", "k.a."})
# ISO 639-2 and 639-1 as libraries write them; the rest of the world's codes are taken as they are.
_THREE: Mapping[str, str] = {
    "eng": "en", "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "spa": "es", "rus": "ru", "ita": "it", "ukr": "uk",
    "chi": "zh", "zho": "zh", "jpn": "ja", "ara": "ar", "por": "pt", "dut": "nl", "nld": "nl", "pol": "pl", "cze": "cs",
    "ces": "cs", "swe": "sv", "dan": "da", "nor": "no", "fin": "fi", "gre": "el", "ell": "el", "tur": "tr", "heb": "he",
    "hun": "hu", "rum": "ro", "ron": "ro", "kor": "ko", "hin": "hi", "cat": "ca", "bul": "bg", "srp": "sr", "hrv": "hr",
}  # fmt: skip


def typed(target: Target, cell: str, column: ColumnMap, mapping: TableMapping) -> str:
    """What a person would type in the field for this cell; "" when it says nothing.

    Raises:
        InvalidRecord: The cell is no value of such a field.
    """
    line = target.field
    text = cell.strip()
    if line.name == "body":
        return _paragraphs(text)
    if not text or (text.casefold() in _EMPTY and line.type not in {"text", "long"}) or text == NOTHING:
        return ""
    if target.scheme:
        return f"{target.scheme}:{_number_of(text)}"
    if line.item:
        return _listed(text, column.separator)
    match line.type:
        case "date":
            return date_of(line, text, mapping.dates, mapping.language)
        case "language":
            return _language(text)
        case "number" if line.name == "duration":
            return _duration(text)
        case "number":
            return text.removesuffix(".0")
        case "url":
            return "".join(text.split()) if text.startswith(("http://", "https://", "www.")) else text
        case _:
            return text


def date_of(line: Field, text: str, order: str, language: str) -> str:
    """A date in any form as EDTF.

    Args:
        line: The field, for the error.
        text: "12/03/2021", "12 mars 2021", "2021-03-12 08:00", "c. 1910", "44267" (a spreadsheet's day) …
        order: "dmy", "mdy", or "" to keep both readings of 3/4/2021.
        language: Of date words; "" tries all.

    Raises:
        InvalidRecord: It is no date.
    """
    plain = " ".join(text.split())
    if dates.is_valid(plain):
        return plain
    if _SERIAL.fullmatch(plain):
        return _of_serial(float(plain))
    for candidate in dict.fromkeys((plain, _TIME.sub("", plain))):
        for words in dict.fromkeys((candidate, _WEEKDAY.sub("", candidate))):
            numeric = _NUMERIC.fullmatch(words)
            if numeric is not None:
                found = _of_numbers(numeric, order)
                if found:
                    return found
            edtf = dates.from_typed(words, language)
            if edtf:
                return edtf
    read = [one for one in dates.read_date(plain, language) if one.certain]
    if len(read) == 1:
        return read[0].edtf
    raise refused(line, tr("“{text}” is not a date, such as 2021, 2021-10 or 5 October 2021."), text)


def date_order(cells: Iterable[str]) -> str:
    """Whether days or months stand first in these dates: "dmy", "mdy", or "" when they do not tell."""
    first = second = 0
    for cell in cells:
        found = _NUMERIC.match(cell.strip())
        if found is not None:
            first += int(found[1]) > 12
            second += int(found[3]) > 12
            if found[2] == ".":
                first += 1  # dots part days from months, wherever they are written
    if first and not second:
        return "dmy"
    return "mdy" if second and not first else ""


def parts(cell: str) -> list[str]:
    """The values of several pictures in one cell of our exports; an empty one holds its place."""
    return ["" if part.strip() == NOTHING else part.strip() for part in cell.split(BETWEEN)]


def _of_numbers(match: re.Match[str], order: str) -> str:
    a, b, year = int(match[1]), int(match[3]), match[4]
    if len(year) == 2:
        # Two digits mean the past hundred years.
        this_year = datetime.now(UTC).year
        century = this_year // 100 * 100
        year = str(century + int(year) if century + int(year) <= this_year + 1 else century - 100 + int(year))
    elif match[2] == "." and not order:
        order = "dmy"
    readings = {"dmy": [(b, a)], "mdy": [(a, b)]}.get(order, [(b, a), (a, b)])
    if order and not 1 <= readings[0][0] <= 12:
        readings = [(readings[0][1], readings[0][0])]  # 13 is no month, whatever the order
    found = [f"{year}-{month:02d}-{day:02d}" for month, day in readings]
    good = sorted({one for one in found if dates.is_valid(one)})
    return good[0] if len(good) == 1 else f"[{','.join(good)}]" if good else ""


def _of_serial(number: float) -> str:
    return (date(1899, 12, 30) + timedelta(days=int(number))).isoformat()


def _listed(text: str, separator: str) -> str:
    """A list as it is typed: parted by ";", its items' own semicolons escaped."""
    if not separator:
        return "; ".join(_escaped(item) for item in split_list(text))
    items = [item.strip() for line in text.splitlines() for item in line.split(separator)]
    return "; ".join(_escaped(item) for item in items if item)


def _escaped(item: str) -> str:
    return item.replace("\\", "\\\\").replace(";", "\\;")


def _paragraphs(text: str) -> str:
    """The text with its paragraphs parted by blank lines; where none are, each line end parts two."""
    if re.search(r"\n\s*\n", text):
        return text
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def _language(text: str) -> str:
    plain = text.replace("_", "-")
    known = choice_of(LANGUAGES, plain)
    if known is not None:
        return known.value
    head, dash, rest = plain.partition("-")
    return _THREE.get(head.casefold(), head) + dash + rest


def _duration(text: str) -> str:
    match = _ISO_DURATION.fullmatch(text)
    if match is None or not any(match.groups()) or text.isdigit():
        return text
    hours, minutes, seconds = (float(part or 0) for part in match.groups())
    return clock(hours * 3600 + minutes * 60 + seconds)


def _number_of(text: str) -> str:
    """The number of an identifier that may be written as an address or with its scheme."""
    return re.split(r"[/:]", text.rstrip("/"))[-1].replace(" ", "").replace("-", "")


def unreadable(heading: str, error: InvalidRecord) -> str:
    """The sentence for a cell that cannot be taken."""
    return tr("Column “{column}”: {reason}").format(column=heading, reason=error.message)

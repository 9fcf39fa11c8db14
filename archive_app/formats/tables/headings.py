"""Where the headings of a table are: under title rows, or nowhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from archive_app.formats.tables.model import Row, column_letter
from archive_app.formats.tables.words import knows
from archive_app.i18n import tr

_SEARCHED = 25
_LONGEST = 60
_DATA = re.compile(
    r"[\s\d.,:/+–-]*\d[\s\d.,:/+–-]*|(?:https?://|www\.)\S+|\S+@\S+\.\S+|[0-9a-f]{32}|\S+\.(?:jpe?g|png|tiff?|mp4|mov)",
    re.IGNORECASE,
)


def find_header(rows: Sequence[Row]) -> int:
    """The row of the headings, counted from 1; 0 when the table begins with its records.

    Headings are a row of short, different words, as wide as the rows below, at least one of which is known or below
    which stands something of another sort.
    """
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in rows]
    if not any(filled):
        return 0
    usual = _usual_width(filled)
    best, most = 0, 0.0
    for at, row in enumerate(rows[:_SEARCHED]):
        texts = [cell.strip() for cell in row.cells if cell.strip()]
        if not texts or len(texts) < max(1, usual * 0.5):
            continue
        known = sum(knows(text) for text in texts)
        data = sum(_DATA.fullmatch(text) is not None for text in texts)
        long = sum(len(text) > _LONGEST or "\n" in text.strip() for text in texts)
        repeated = len(texts) - len({text.casefold() for text in texts})
        score = (2 * known - 2 * data - 2 * long - repeated) / len(texts) + 0.2 - 0.01 * at
        if score > most and (known or _differs(rows, at)):
            best, most = at + 1, score
    return best


def headings_of(rows: Sequence[Row], header_row: int, width: int) -> tuple[str, ...]:
    """The headings, one a column, each different from the others."""
    cells = next((row.cells for row in rows if row.number == header_row), ())
    found: list[str] = []
    for position in range(width):
        text = " ".join(cells[position].split()) if position < len(cells) else ""
        name = text or tr("Column {letter}").format(letter=column_letter(position))
        count = 2
        while name in found:
            name, count = f"{text or tr('Column')} ({count})", count + 1
        found.append(name)
    return tuple(found)


def _usual_width(filled: Sequence[int]) -> int:
    """The width that most rows have, not counting title lines."""
    wide = [count for count in filled if count > 1] or [count for count in filled if count]
    return Counter(wide).most_common(1)[0][0]


def _differs(rows: Sequence[Row], at: int) -> bool:
    """Whether the column below a candidate holds something else than words of that length."""
    below = rows[at + 1 : at + 1 + 20]
    for position, cell in enumerate(rows[at].cells):
        values = [row.cell(position).strip() for row in below if row.cell(position).strip()]
        if not cell.strip() or not values:
            continue
        if all(_DATA.fullmatch(value) for value in values) and not _DATA.fullmatch(cell.strip()):
            return True
        if sum(map(len, values)) / len(values) > 3 * len(cell.strip()) + 10:
            return True
    return not below

"""Lines that say when an article appeared: "Published: Tuesday 5 October 2021, 10:15 GMT", "Updated …"."""

from __future__ import annotations

import re

from archive_app.domain.dates import FoundDate, read_date

# Before a date, and in the name of a page's element, these say that it is not the day of publication.
UPDATED = re.compile(
    r"updated?|modified|last\s+(?:edit|change)|reviewed|aktualisiert|geändert|zuletzt|mise?s? à jour|modifié"
    r"|actualizad|atualizad|aggiornat|bijgewerkt|oppdatert|opdateret|uppdaterad|päivitetty|обновл|оновлен|更新",
    re.IGNORECASE,
)
_LONGEST = 200
_WORD = re.compile(r"[^\W\d_][\w’'.\-]*")
_DATE_LABEL = re.compile(
    r"""(?ix)(?<!\w)(?:(?:first\s)?published(?:\son|\sat)?|posted(?:\son)?|date[d]?|on|at|last|created|issued|released|veröffentlicht(?:\sam)?
    |erschienen(?:\sam)?|datum|stand|am|um|uhr|publiée?(?:\sle)?|mis\sen\sligne(?:\sle)?|le|à|date\sde\spublication|publicado(?:\sel|\sem)?
    |fecha(?:\sde\spublicación)?|el|em|a\slas|às|data|pubblicato(?:\sil)?|il|alle|ore|опубликовано|дата(?:\sпубликации)?|в|опубліковано
    |г(?:\.|ода?)?|р(?:\.|оку)?|発行日?|公開日?|发布(?:时间)?|時間|时间|le\s)(?!\w)\s*:?"""
)
_TIME = re.compile(
    r"(?i)\b\d{1,2}(?:[:.h]\d{2}(?::\d{2})?)?\s?(?:[ap]\.?m\.?)?\s?(?:(?:[A-Z]{2,5}T?|GMT|UTC|Z)(?:[+-]\d{1,2}(?::?\d{2})?)?)?\b"
)


def printed_date(line: str, language: str) -> FoundDate | None:
    """The date of a line that holds a date and nothing else of weight: "Published: Tuesday 5 October 2021, 10:15 GMT".

    A line that dates only an update gives None.
    """
    if not 4 <= len(line) <= _LONGEST:
        return None
    found = read_date(line, language)
    if not found or len(found) > 3:
        return None
    for place, date in enumerate(found):
        before = line[found[place - 1].end if place else 0 : date.start]
        if UPDATED.search(before):
            continue
        rest = line
        for other in reversed(found):
            rest = rest[: other.start] + " " + rest[other.end :]
        rest = _TIME.sub(" ", _DATE_LABEL.sub(" ", UPDATED.sub(" ", rest)))
        if len(date.edtf) == 4 and ":" not in line:
            return None  # "In 2007" heads a section
        # What may be left is a weekday.
        return date if len(_WORD.findall(rest)) <= 1 and "." not in rest.strip(" .") else None
    return None

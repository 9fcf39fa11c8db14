"""A first mapping for a table: from the words of its headings, and from what stands under them.

Each column's guess has a confidence; the whole says when it is too doubtful to be used unseen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from archive_app.domain import dates
from archive_app.domain.choices import KINDS, LANGUAGES, choice_of
from archive_app.formats.tables import targets as t
from archive_app.formats.tables.cells import date_order
from archive_app.formats.tables.mapping import ColumnMap, TableMapping
from archive_app.formats.tables.model import Table
from archive_app.formats.tables.words import WORKED_OUT, meaning_of, meaning_within
from archive_app.i18n import tr

_UID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://\S+")
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff", ".gif", ".webp", ".heic", ".heif", ".bmp", ".avif"})
_FILMS = frozenset({".mp4", ".mov", ".m4v", ".webm", ".mkv", ".avi"})
_LISTS = frozenset({"subjects", "people", "bylines", "creators", "by", "collections", "variants"})
_TELLING = frozenset({"headline", "title", "caption", "name", "file", "description", "body", "url", "mention"})
SURE = 0.9


@dataclass(frozen=True, slots=True)
class Guess:
    """A proposed mapping.

    Attributes:
        mapping: Ready to be used.
        confidence: One for each column, 0 to 1; 0 for those left out.
        doubt: A sentence when nobody should use it unseen; "" otherwise.
    """

    mapping: TableMapping
    confidence: tuple[float, ...]
    doubt: str = ""


def guess(table: Table, *, row: str = "") -> Guess:
    """Propose a mapping.

    Args:
        table: With its headings and sample.
        row: What a row is, when that is known; "" finds it.
    """
    meanings = [_meaning(table, at, heading) for at, heading in enumerate(table.headings)]
    kind = row or _row_kind(table, [meaning for meaning, _sure in meanings])
    columns: list[ColumnMap] = []
    confidence: list[float] = []
    taken: set[str] = set()
    order = sorted(range(len(meanings)), key=lambda at: (-meanings[at][1], at))
    chosen: dict[int, tuple[str, float]] = {}
    for at in order:
        target, sure = _fitting(meanings[at], kind, taken)
        if target:
            chosen[at] = (target, sure)
            taken |= _places(target, kind)
    for at, heading in enumerate(table.headings):
        target, sure = chosen.get(at, ("", 0.0))
        columns.append(ColumnMap(heading, target, _separator(table, at, target) if target else ""))
        confidence.append(sure)
    match = ("uid", "identifiers", "name") if kind == t.AUTHORITY else ("uid", "url")
    mapping = TableMapping(kind, tuple(columns), match=match, dates=_dates(table, columns, kind))
    return Guess(mapping, tuple(confidence), _doubt(table, mapping, confidence))


def _meaning(table: Table, at: int, heading: str) -> tuple[str, float]:
    """What a column seems to be, and how sure that is."""
    if heading in WORKED_OUT or (heading == "licence" and "verdict" in table.headings):
        return "", 1.0
    values = table.values(at, 40)
    seen = _of_values(values)
    if t.own_column(heading):
        return heading, 0.99 if "." in heading or "_" in heading or heading in {"uid", "kind"} else 0.95
    named = meaning_of(heading)
    sure = 0.95 if named else 0.0
    if not named:
        named = meaning_within(heading)
        sure = 0.75 if named else 0.0
    if named in {"date", "published", "taken", "accessed"} and values and seen not in {"date", ""}:
        sure = 0.5
    if named == "uid" and seen != "uid" and values:
        return "", 0.0  # somebody else's numbers are none of ours
    if named == "id":
        return "", 0.0  # a number says nothing of which catalogue it counts in
    if named == "file" and seen == "url":
        return "url", 0.9
    if named in {"place", "kind"} and seen in {"date", "url", "file"}:
        return seen, 0.6
    if named:
        return named, sure
    return (seen, {"uid": 0.9, "file": 0.85, "url": 0.8, "date": 0.7, "language": 0.65, "body": 0.6}.get(seen, 0.0))


def _of_values(values: Sequence[str]) -> str:
    """What a column holds, by its values alone."""
    if not values:
        return ""

    def most(test: object) -> bool:
        return sum(bool(test(value)) for value in values) >= 0.8 * len(values)  # type: ignore[operator]  # a function

    if most(_UID.fullmatch):
        return "uid"
    if most(_ADDRESS.fullmatch):
        return "url"
    if most(lambda value: PurePosixPath(value.replace("\\", "/")).suffix.casefold() in _PICTURES | _FILMS):
        return "file"
    if most(lambda value: len(value) <= 40 and any(ch.isdigit() for ch in value) and dates.from_typed(value[:10])):
        return "date"
    if (
        len(set(values)) <= 12
        and {value.casefold() for value in values} - {"yes", "no"}  # a column of ticks, not of Norwegian
        and most(lambda value: len(value) <= 12 and choice_of(LANGUAGES, value[:2]))
        and most(lambda value: choice_of(LANGUAGES, value) is not None or re.fullmatch(r"[a-z]{2}(?:[-_]\w+)?", value))
    ):
        return "language"
    if sum(map(len, values)) / len(values) > 400:
        return "body"
    return ""


def _row_kind(table: Table, meanings: Sequence[str]) -> str:
    """What a row is, by what its columns speak of."""
    named = set(meanings)
    if "kind" in named:
        at = meanings.index("kind")
        values = table.values(at, 40)
        kinds = [choice.value for value in values if (choice := choice_of(KINDS, value))]
        if values and len(kinds) == len(values):
            return t.MIXED if len(set(kinds)) > 1 or table.headings[at] == "kind" else kinds[0]
    scores = {
        t.ARTICLE: 2 * len(named & {"article.headline", "headline", "body", "standfirst", "bylines", "section",
                                    "dateline", "published"}) + len(named & {"publisher", "language"}),
        t.PHOTO: 3 * len(named & {"photo.creators", "taken", "photo.title", "photo.uid", "photo.url"})
        + 2 * len(named & {"caption", "alt_text", "people", "credit_line"})
        + len(named & {"place"}) + 3 * ("file" in named and _files_are(table, meanings, _PICTURES)),
        t.VIDEO: 3 * len(named & {"duration", "video.creators", "platform", "video.uid", "video.title"})
        + 2 * ("mention" in named) + 3 * ("file" in named and _files_are(table, meanings, _FILMS)),
        t.AUTHORITY: 3 * len(named & {"variants", "identifiers", "wikidata", "viaf", "isni", "ulan", "subkind"})
        + 2 * ("name" in named),
    }  # fmt: skip
    if "body" in named and "file" not in named:
        scores[t.ARTICLE] += 6  # a table of photos has no room for the articles' texts
    best = max(scores.values())
    if not best:
        return t.ARTICLE
    order = (t.PHOTO, t.VIDEO, t.ARTICLE, t.AUTHORITY)
    return next(kind for kind in order if scores[kind] == best)


def _files_are(table: Table, meanings: Sequence[str], suffixes: frozenset[str]) -> bool:
    names = table.values(meanings.index("file"), 20)
    return any(PurePosixPath(name.replace("\\", "/")).suffix.casefold() in suffixes for name in names)


def _fitting(meaning: tuple[str, float], kind: str, taken: set[str]) -> tuple[str, float]:
    """The target for a meaning in rows of this kind; "" when there is none, or another column is it already."""
    name, sure = meaning
    if not name or name in WORKED_OUT:
        return "", 0.0
    candidates = [name]
    if "." in name and not t.own_column(name):
        candidates.append(name.rpartition(".")[2])  # "photographer" in a table of articles may be a byline
    if name == "article.headline":
        candidates += ["title"] if kind != t.ARTICLE else []
    if name in {"title", "by", "date", "name"}:
        candidates += {"title": ["name"], "name": ["title"], "by": [], "date": ["article.published"]}[name]
    for candidate in candidates:
        if candidate in t.SPECIAL:
            usable = kind in {t.MIXED, t.AUTHORITY} if candidate == "kind" else kind != t.AUTHORITY
            if usable and candidate not in taken:
                found = t.resolve(candidate, kind) if kind == t.AUTHORITY else None
                return (found.name if found else candidate), sure
            continue
        if kind == t.MIXED:
            if not _places(candidate, kind) <= taken:
                return candidate, sure
            continue
        found = t.resolve(candidate, kind)
        if found is None:
            continue
        if found.name not in taken or found.field.item or found.field.multiline:
            return found.name, sure
    return "", 0.0


def _places(target: str, kind: str) -> set[str]:
    """The fields that a target fills, by kind of row."""
    if target in t.SPECIAL:
        return {target}
    if kind != t.MIXED:
        return {target}
    found = ((one, t.resolve(target, one, alone=True)) for one in t.kinds_of(kind))
    return {f"{one}:{place.name}" for one, place in found if place is not None}


def _separator(table: Table, at: int, target: str) -> str:
    """What parts the items of a list in this column; "" for the usual semicolon."""
    bare = target.rpartition(".")[2]
    if bare not in _LISTS:
        return ""
    values = table.values(at, 100)
    if any(";" in value or "\n" in value for value in values):
        return ""
    for separator in ("|",) if bare == "collections" else ("|", " / "):  # “Harbour / Strike” is a collection in another
        if sum(separator in value for value in values) >= max(1, len(values) // 4):
            return separator
    commas = [value for value in values if "," in value]
    # "Smith, John" is one name; a comma parts only what nobody writes with one.
    if bare in {"subjects", "people"} and len(commas) >= max(1, len(values) // 4):
        items = [item.strip() for value in commas for item in value.split(",")]
        if sum(len(item.split()) <= 3 for item in items) >= 0.8 * len(items):
            return "," if bare == "subjects" or any(value.count(",") > 1 for value in commas) else ""
    return ""


def _dates(table: Table, columns: Sequence[ColumnMap], kind: str) -> str:
    cells: list[str] = []
    for at, column in enumerate(columns):
        found = next((x for one in t.kinds_of(kind) if (x := t.resolve(column.target, one))), None)
        if found is not None and found.field.type == "date":
            cells += table.values(at, 200)
    return date_order(cells)


def _doubt(table: Table, mapping: TableMapping, confidence: Sequence[float]) -> str:
    filled = [at for at in range(len(table.headings)) if table.values(at, 1)]
    ours = "verdict" in table.headings
    worked_out = {at for at, name in enumerate(table.headings) if name in WORKED_OUT or (ours and name == "licence")}
    asked = [at for at in filled if at not in worked_out]
    used = [at for at in asked if confidence[at] >= 0.6]
    telling = [c for _at, c in mapping.mapped if c.target.rpartition(".")[2] in _TELLING]
    if not mapping.mapped or not used:
        return tr("None of the headings is known.")
    if not telling:
        return tr("No column seems to name or describe the records.")
    if len(used) * 3 < len(asked):
        return tr("Most of the headings are not known.")
    return ""

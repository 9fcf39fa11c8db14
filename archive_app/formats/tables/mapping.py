"""How a table is to be read: what a row is, what each column becomes, what happens to records that are known.

A mapping is a small TOML file that can be saved, shared and used on the command line (``--profile``).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import tomli_w

from archive_app.domain.errors import InputError, SettingsError
from archive_app.formats.tables import targets as t
from archive_app.formats.tables.words import key_of
from archive_app.i18n import mark, tr

ON_MATCH: Mapping[str, str] = {
    "leave": mark("Leave them as they are"),
    "fill": mark("Fill their empty fields"),
    "overwrite": mark("Write over their fields"),
}
DATES: Mapping[str, str] = {
    "": mark("Keep both readings"), "dmy": mark("Day first (3 April)"), "mdy": mark("Month first (4 March)"),
}  # fmt: skip
BAD_VALUES: Mapping[str, str] = {"row": mark("Leave the row out"), "note": mark("Keep them in the notes")}
MATCH_KEYS = ("uid", "id", "url", "title", "identifiers", "name")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """One column. ``separator`` parts the items of a list; "" is the usual ";" (a line end in a cell parts too)."""

    heading: str
    target: str = t.IGNORED
    separator: str = ""


@dataclass(frozen=True, slots=True)
class TableMapping:
    """A whole mapping; columns are found by their headings, so that it fits the next table too.

    Attributes:
        row: What a row is, one of ``targets.ROW_KINDS``.
        columns: In the table's order.
        constants: Values for fields that no column gives, as (target, text).
        match: What tells that a record is in the catalogue already, tried in this order.
        on_match: What happens then, one of ``ON_MATCH``.
        dates: How 3/4/2021 is read, one of ``DATES``.
        language: Of date words, BCP 47; "" tries all.
        bad_values: What happens to a value that its field cannot take, one of ``BAD_VALUES``.
        name: Of the profile; "" for one made on the spot.
    """

    row: str = t.ARTICLE
    columns: tuple[ColumnMap, ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    match: tuple[str, ...] = ("uid", "url")
    on_match: str = "fill"
    dates: str = ""
    language: str = ""
    bad_values: str = "row"
    name: str = ""

    @property
    def mapped(self) -> tuple[tuple[int, ColumnMap], ...]:
        """The columns that become something, with their positions."""
        return tuple((at, column) for at, column in enumerate(self.columns) if column.target != t.IGNORED)

    def with_column(self, position: int, target: str, separator: str | None = None) -> TableMapping:
        """The mapping with one column changed."""
        columns = list(self.columns)
        old = columns[position]
        columns[position] = replace(old, target=target, separator=old.separator if separator is None else separator)
        return replace(self, columns=tuple(columns))

    def fitted(self, headings: Sequence[str]) -> TableMapping:
        """The mapping for a table with these headings: known ones as they were, others left out."""
        known = {key_of(column.heading) or column.heading: column for column in self.columns}
        columns = (
            replace(found, heading=heading) if (found := known.get(key_of(heading) or heading)) else ColumnMap(heading)
            for heading in headings
        )
        return replace(self, columns=tuple(columns))


def check(mapping: TableMapping) -> None:
    """See that a mapping can be used.

    Raises:
        InputError: Nothing is mapped, a target does not exist, or two columns become one single value.
    """
    if mapping.row not in t.ROW_KINDS:
        raise InputError(
            tr("A row cannot be “{name}”.").format(name=mapping.row),
            remedy=tr("It can be: {names}.").format(names=", ".join(t.ROW_KINDS)),
        )
    for value, allowed, word in (
        (mapping.on_match, ON_MATCH, "on_match"), (mapping.dates, DATES, "dates"),
        (mapping.bad_values, BAD_VALUES, "bad_values"),
    ):  # fmt: skip
        if value not in allowed:
            raise InputError(
                tr("“{value}” cannot stand for “{word}” in a mapping.").format(value=value, word=word),
                remedy=tr("It can be: {names}.").format(names=", ".join(one or '""' for one in allowed)),
            )
    for key in mapping.match:
        if key not in MATCH_KEYS:
            raise InputError(
                tr("Records are not known by “{name}”.").format(name=key),
                remedy=tr("They are known by: {names}.").format(names=", ".join(MATCH_KEYS)),
            )
    if not mapping.mapped:
        raise InputError(tr("No column of the table becomes anything."), remedy=tr("Say what at least one becomes."))
    if mapping.row == t.MIXED and not any(column.target == "kind" for _at, column in mapping.mapped):
        raise InputError(tr("No column tells what kind of record a row is."), remedy=tr("Choose that column."))
    taken: dict[str, str] = {}
    kinds = t.kinds_of(mapping.row)
    for column in (*(one for _at, one in mapping.mapped), *(ColumnMap("", name) for name, _v in mapping.constants)):
        t.check(column.target, mapping.row)
        for kind in kinds:
            found = t.resolve(column.target, kind, alone=mapping.row == t.MIXED)
            several = found is None or bool(found.field.item) or found.field.multiline
            key = f"{kind}:{found.name if found else column.target}"
            if key in taken and not several and column.heading:
                raise InputError(
                    tr("The columns “{one}” and “{other}” both become {field}.").format(
                        one=taken[key], other=column.heading, field=t.label_of_target(column.target, mapping.row)
                    ),
                    remedy=tr("Leave one of them out."),
                )
            taken.setdefault(key, column.heading)


def to_toml(mapping: TableMapping) -> str:
    """The mapping as a file that ``from_toml`` reads back."""
    columns: list[dict[str, str]] = []
    for column in mapping.columns:
        line = {"heading": column.heading, "field": column.target}
        columns.append(line | ({"separator": column.separator} if column.separator else {}))
    values: dict[str, Any] = {
        "name": mapping.name, "row": mapping.row, "match": list(mapping.match), "on_match": mapping.on_match,
        "dates": mapping.dates, "language": mapping.language, "bad_values": mapping.bad_values,
        "constants": dict(mapping.constants), "columns": columns,
    }  # fmt: skip
    return tomli_w.dumps(values)


def from_toml(text: str, *, where: str = "") -> TableMapping:
    """Read a mapping.

    Raises:
        SettingsError: It is not TOML, or a value cannot be meant; ``where`` names the file.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            tr("The table profile cannot be read ({reason}).").format(reason=error),
            where=where,
            remedy=tr("Correct that line, or save the profile again from the import of a table."),
        ) from error
    columns, constants, match = table.get("columns", []), table.get("constants", {}), table.get("match", ["uid", "url"])
    whole = isinstance(columns, list) and all(
        isinstance(one, dict) and all(isinstance(value, str) for value in one.values()) and "heading" in one
        for one in columns
    )
    texts = {
        name: table.get(name, default)
        for name, default in (
            ("row", t.ARTICLE), ("on_match", "fill"), ("dates", ""), ("language", ""), ("bad_values", "row"),
            ("name", ""),
        )
    }  # fmt: skip
    if (
        not whole
        or not all(isinstance(value, str) for value in texts.values())
        or not isinstance(constants, dict)
        or not all(isinstance(value, str) for value in constants.values())
        or not isinstance(match, list)
        or not all(isinstance(value, str) for value in match)
    ):
        raise SettingsError(
            tr("The table profile has a value of the wrong sort."),
            where=where,
            remedy=tr("Its [[columns]] have “heading” and “field”, both texts."),
        )
    made = TableMapping(
        columns=tuple(ColumnMap(c["heading"], c.get("field", ""), c.get("separator", "")) for c in columns),
        constants=tuple(constants.items()), match=tuple(match), **texts,
    )  # fmt: skip
    try:
        check(made)
    except InputError as error:
        raise SettingsError(error.message, where=where, remedy=error.remedy) from error
    return made

"""The cells of a row sorted by the records that they speak of, read, and put into those records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from archive_app.domain import fields
from archive_app.domain.choices import KINDS, choice_of
from archive_app.domain.errors import InvalidRecord
from archive_app.domain.field_model import Field
from archive_app.domain.field_values import default_of, split_list
from archive_app.domain.records import Credit, PhotoUse, Record, VideoUse
from archive_app.formats.tables import cells, targets
from archive_app.formats.tables.mapping import ColumnMap, TableMapping
from archive_app.formats.tables.model import Row
from archive_app.formats.tables.targets import Target
from archive_app.i18n import tr
from archive_app.operations.table_plan import ValueChange

_OUT_OF_SIGHT = frozenset({"id", "uid", "created", "modified", "deleted", "position"})
RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True, slots=True)
class Given:
    """What one cell gives: the field, the text a person would type there, and the cell as it stands."""

    target: Target
    typed: str
    quote: str
    heading: str


@dataclass(slots=True)
class RowContent:
    """A row read: what it gives to each side, and what could not be read."""

    number: int
    kind: str
    given: dict[str, list[Given]] = field(default_factory=lambda: defaultdict(list))
    file: str = ""
    file_heading: str = ""
    collections: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    for_notes: list[str] = field(default_factory=list)

    def of(self, side: str) -> list[Given]:
        """What is given to a side, without what only tells which record is meant."""
        return [one for one in self.given.get(side, []) if one.target.field.name not in {"uid", "id"}]

    def key(self, side: str, name: str) -> str:
        """The text of one field of a side; "" when it is not given."""
        return next((one.typed for one in self.given.get(side, []) if one.target.field.name == name), "")


class CellReader:
    """Reads rows by a mapping; what each column means for each kind of row is looked up once."""

    def __init__(self, mapping: TableMapping) -> None:
        self._mapping = mapping
        self._columns: dict[str, list[tuple[int, ColumnMap, Target | None]]] = {}
        self._kind_at = next((at for at, column in mapping.mapped if column.target == "kind"), -1)

    def read(self, row: Row) -> RowContent:
        """The content of a row. Nothing is raised: what cannot be read is told in ``problems``."""
        mapping = self._mapping
        kind = mapping.row
        content = RowContent(row.number, kind, remarks=[row.remark] if row.remark else [])
        if kind == targets.MIXED:
            stated = row.cell(self._kind_at).strip()
            choice = choice_of(KINDS, stated)
            if choice is None:
                heading = mapping.columns[self._kind_at].heading
                content.problems.append(
                    tr("Column “{column}”: “{text}” is no kind of record.").format(column=heading, text=stated[:40])
                )
                return content
            kind = content.kind = choice.value
        for at, column, target in self._of(kind):
            text = row.cell(at) if at >= 0 else dict(mapping.constants)[column.target]
            if target is None:
                self._special(content, column, text)
            elif text.strip():
                self._value(content, target, column, text)
        if mapping.row == targets.MIXED:
            _without_borrowed_title(content)
        return content

    def _of(self, kind: str) -> list[tuple[int, ColumnMap, Target | None]]:
        if kind not in self._columns:
            mixed = self._mapping.row == targets.MIXED
            found: list[tuple[int, ColumnMap, Target | None]] = []
            constants = [(-1, ColumnMap(tr("for every row"), name)) for name, _text in self._mapping.constants]
            for at, column in (*self._mapping.mapped, *constants):
                target = targets.resolve(column.target, kind, alone=mixed)
                if target is not None or column.target in {"file", "collections"}:
                    found.append((at, column, None if column.target in targets.SPECIAL else target))
            self._columns[kind] = found
        return self._columns[kind]

    def _special(self, content: RowContent, column: ColumnMap, text: str) -> None:
        if column.target == "file" and text.strip():
            content.file, content.file_heading = text.strip(), column.heading
        elif column.target == "collections":
            parts = text.split(column.separator) if column.separator else split_list(text)
            content.collections += [part.strip() for part in parts if part.strip()]

    def _value(self, content: RowContent, target: Target, column: ColumnMap, text: str) -> None:
        try:
            typed = cells.typed(target, text, column, self._mapping)
            if typed and target.side != "rights":
                _probe(target, typed)
        except InvalidRecord as error:
            if self._mapping.bad_values == "note" and content.kind in {"article", "photo", "video"}:
                content.for_notes.append(f"{column.heading}: {text.strip()}")
                content.remarks.append(
                    tr("Column “{column}”: “{text}” was put into the notes.").format(
                        column=column.heading, text=text.strip()[:60]
                    )
                )
            else:
                content.problems.append(cells.unreadable(column.heading, error))
            return
        if typed:
            content.given[target.side].append(Given(target, typed, text, column.heading))


def _without_borrowed_title(content: RowContent) -> None:
    """Our exports call a photo or video without a title by its caption; that is no title of its own."""
    words = {
        " ".join(part.split())
        for one in content.given.get(f"{content.kind}_use", ())
        if one.target.field.name in {"caption", "mention", "alt_text"}
        for part in cells.parts(one.typed)
    }
    own = content.given.get(content.kind, [])
    content.given[content.kind] = [
        one for one in own if one.target.field.name != "title" or " ".join(one.typed.split()) not in words
    ]


def put(record: RecordT, given: Sequence[Given], mode: str) -> tuple[RecordT, list[Given]]:
    """The record with what is given, and what of that was taken.

    Args:
        record: New, or as the catalogue has it.
        given: What the cells of its side say.
        mode: "new" and "overwrite" take everything, "fill" what finds its field empty.

    Raises:
        InvalidRecord: The texts of several columns together are no value of their field.
    """
    by_field: dict[str, list[Given]] = defaultdict(list)
    for one in given:
        by_field[one.target.field.name].append(one)
    made, taken = record, []
    for name, several in by_field.items():
        line = several[0].target.field
        if mode == "fill" and not _is_empty(record, line):
            continue
        typed = several[0].typed if len(several) == 1 else _together(line, [one.typed for one in several])
        changed = fields.with_value(made, line, typed)
        if fields.get(changed, line) != fields.get(made, line) or record.id is None:
            taken += several
        made = changed
        if name == "credit_line" and isinstance(made, PhotoUse | VideoUse) and changed != record:
            made = replace(made, credit=Credit())
    return made, taken


def changes_between(old: Record, new: Record, side: str, main: str) -> list[ValueChange]:
    """What differs in the fields that people see, as they read it."""
    found = []
    for line in fields.fields_of(fields.kind_of(new)):
        if line.path.startswith("credit.") or line.type == "link" or line.name in _OUT_OF_SIGHT:
            continue
        if fields.get(old, line) != fields.get(new, line):
            label = tr(line.label)
            if side != main:
                label = f"{label} ({tr(targets.SIDE_LABELS[side])})"
            found.append(ValueChange(line.name, label, fields.shown_of(old, line), fields.shown_of(new, line)))
    return found


def _together(line: Field, texts: Sequence[str]) -> str:
    if line.multiline:
        return "\n\n".join(texts)
    return "; ".join(texts)


def _is_empty(record: Record, line: Field) -> bool:
    value = fields.get(record, line)
    return not value or value == default_of(record, line.path)


def _probe(target: Target, typed: str) -> None:
    """See now that the field takes the text, so that the sentence can name the column."""
    from archive_app.operations.table_records import fresh

    if target.field.name not in {"uid", "id"}:
        fields.with_value(fresh(target.side), target.field, typed)

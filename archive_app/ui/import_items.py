"""The items of an import and their list: what each is, where it stands, whether it will be imported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from archive_app.domain.errors import ArchiveError
from archive_app.domain.records import Draft
from archive_app.domain.results import Duplicate
from archive_app.i18n import mark, tr, tr_n
from archive_app.ui.import_proposals import Decision, Proposal, low_keys, proposals

Index = QModelIndex | QPersistentModelIndex
ItemRole: Final = int(Qt.ItemDataRole.UserRole) + 1
_numbers = count(1)

STATES: Final = {
    "ready": mark("ready"), "check": mark("to check"), "accepted": mark("accepted"), "duplicate": mark("duplicate"),
    "out": mark("left out"), "unreadable": mark("cannot be read"), "imported": mark("imported"),
    "failed": mark("not imported"),
}  # fmt: skip
ICONS: Final = {
    "ready": ("circle-dot", "accent"), "check": ("triangle-alert", "check"), "accepted": ("circle-check", "ok"),
    "duplicate": ("files", "check"), "out": ("circle", "disabled"), "unreadable": ("circle-x", "no"),
    "imported": ("badge-check", "ok"), "failed": ("circle-alert", "no"),
}  # fmt: skip


@dataclass(slots=True, eq=False)
class ImportItem:
    """One thing to be imported.

    Attributes:
        kind: "draft", "media" or "bundle"; "" when it cannot be read.
        number: Its name within the page.
        ticked: The person wants it.
        low: Keys of the rows that are Low: found once, because states are counted often.
        remarks: What the reader has to say about it, and the reviewer should look at.
    """

    kind: str
    name: str
    path: str = ""
    title: str = ""
    number: int = field(default_factory=lambda: next(_numbers))
    ticked: bool = True
    draft: Draft | None = None
    rows: tuple[Proposal, ...] = ()
    low: frozenset[str] = frozenset()
    decisions: dict[str, Decision] = field(default_factory=dict)
    accepted: bool = False
    duplicates: tuple[Duplicate, ...] = ()
    twin: str = ""
    error: ArchiveError | None = None
    imported: bool = False
    media_type: str = ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """The reader's remarks."""
        return self.draft.remarks if self.draft is not None else ()

    @property
    def state(self) -> str:
        """One of ``STATES``."""
        if self.imported:
            return "imported"
        if self.error is not None:
            return "failed" if self.kind else "unreadable"
        if not self.ticked and (self.duplicates or self.twin):
            return "duplicate"
        if not self.ticked and not self.unsure:
            return "out"
        if self.accepted:
            return "accepted"
        return "check" if self.unsure else "ready"

    @property
    def unsure(self) -> bool:
        """Whether a person should look before it is imported."""
        return not self.accepted and (bool(self.remarks) or not self.low <= self.decisions.keys())

    @property
    def words(self) -> str:
        """The line under the title: why it cannot be read, what it is like, what it holds."""
        if self.error is not None:
            return self.error.message
        if self.imported:
            return tr("In the catalogue now")
        if self.twin:
            return tr("The same text stands above: {title}").format(title=self.twin)
        if self.duplicates and not self.ticked:
            return tr("Known: {reason}").format(reason=self.duplicates[0].reason)
        if self.kind == "media":
            return tr("Film") if self.media_type.startswith("video/") else tr("Picture")
        if self.kind == "bundle":
            return tr("Export of this program")
        if self.draft is None:
            return ""
        parts = [tr_n("{n} photo", "{n} photos", len(self.draft.photos))] if self.draft.photos else []
        if self.draft.videos:
            parts.append(tr_n("{n} video", "{n} videos", len(self.draft.videos)))
        low = len(self.low - self.decisions.keys())
        if low:
            parts.append(tr_n("{n} value to check", "{n} values to check", low))
        elif self.unsure:
            parts.append(tr_n("{n} remark", "{n} remarks", len(self.remarks)))
        return " · ".join(parts) or tr("Text only")

    @property
    def can_import(self) -> bool:
        """Whether it could be imported at all."""
        return bool(self.kind) and not self.imported


def draft_item(draft: Draft, path: str) -> ImportItem:
    """An article to be reviewed; one that needs a look is not ticked."""
    rows = proposals(draft)
    first = draft.article.body[0] if draft.article.body else draft.source.name
    title = draft.article.headline or (first if len(first) <= 90 else f"{first[:89].rstrip()}…")
    item = ImportItem("draft", draft.source.name, path, title, draft=draft, rows=rows, low=low_keys(rows))
    item.ticked = not item.unsure
    return item


def media_item(path: Path, media_type: str) -> ImportItem:
    """A picture or film that becomes a record of its own."""
    return ImportItem("media", path.name, str(path), path.stem, media_type=media_type)


def bundle_item(path: Path) -> ImportItem:
    """An export of this program, taken back whole."""
    return ImportItem("bundle", path.name, str(path), path.name)


def trouble_item(name: str, path: str, error: ArchiveError) -> ImportItem:
    """Something that cannot be read, with the sentence that says why."""
    return ImportItem("", name, path, name, ticked=False, error=error)


class ItemModel(QAbstractListModel):
    """The list; it grows while sources are read.

    Signals:
        counts_changed(): Items came, or one changed its state.
    """

    counts_changed = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.items: list[ImportItem] = []
        self._known: set[tuple[str, str]] = set()
        self._rows: dict[int, int] = {}
        self._texts: dict[str | bytes, ImportItem] = {}

    def add(self, items: Sequence[ImportItem]) -> None:
        """Append what has been read; a text that is in the list already is the twin of the first."""
        fresh = [item for item in items if self._is_new(item)]
        if not fresh:
            return
        for item in fresh:
            if item.draft is None:
                continue
            key = item.draft.source.sha256 or item.draft.content
            first = self._texts.setdefault(key, item)
            if first is not item and first.title == item.title:
                item.twin, item.ticked = first.title, False
        first_row = len(self.items)
        self.beginInsertRows(QModelIndex(), first_row, first_row + len(fresh) - 1)
        self.items += fresh
        self._rows |= {item.number: row for row, item in enumerate(fresh, first_row)}
        self.endInsertRows()
        self.counts_changed.emit()

    def clear(self) -> None:
        """Empty the list."""
        self.beginResetModel()
        self.items = []
        self._known = set()
        self._number_rows()
        self.endResetModel()
        self.counts_changed.emit()

    def remove(self, items: Iterable[ImportItem]) -> None:
        """Take items out."""
        gone = set(items)
        self.beginResetModel()
        self.items = [item for item in self.items if item not in gone]
        self._known -= {(item.path, item.title) for item in gone}
        self._number_rows()
        self.endResetModel()
        self.counts_changed.emit()

    def changed(self, item: ImportItem) -> None:
        """Draw an item anew."""
        row = self.row_of(item)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))
            self.counts_changed.emit()

    def tick(self, item: ImportItem, on: bool) -> None:
        """Want an item, or not."""
        if item.can_import:
            item.ticked = on
            self.changed(item)

    def row_of(self, item: ImportItem | None) -> int:
        """The row of an item, or -1."""
        return -1 if item is None else self._rows.get(item.number, -1)

    def wanted(self) -> Iterator[ImportItem]:
        """The items that Import would take."""
        return (item for item in self.items if item.ticked and item.can_import)

    def count_states(self) -> dict[str, int]:
        """How many items there are in each state."""
        counts = dict.fromkeys(STATES, 0)
        for item in self.items:
            counts[item.state] += 1
        return counts

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as have been read so far."""
        return 0 if parent.isValid() else len(self.items)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Items can be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """What the delegate and a screen reader ask."""
        if not index.isValid() or index.row() >= len(self.items):
            return None
        item = self.items[index.row()]
        if role == ItemRole:
            return item
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return item.title
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if item.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ToolTipRole:
                return f"{item.title}\n{item.path or item.name}\n{item.words}"
            case Qt.ItemDataRole.AccessibleTextRole:
                wanted = tr("will be imported") if item.ticked else tr("will not be imported")
                return ", ".join((item.title, tr(STATES[item.state]), item.words, wanted))
            case _:
                return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ticking by Space."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.tick(self.items[index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def _number_rows(self) -> None:
        """Learn anew where each item stands and which came first with its text."""
        self._rows = {item.number: row for row, item in enumerate(self.items)}
        self._texts = {}
        for item in self.items:
            if item.draft is not None:
                self._texts.setdefault(item.draft.source.sha256 or item.draft.content, item)

    def _is_new(self, item: ImportItem) -> bool:
        # Dropping the same file twice adds nothing; one source may hold several articles.
        key = (item.path, item.title)
        if not item.path:
            return True
        if key in self._known:
            return False
        self._known.add(key)
        return True

"""The command palette (Ctrl+K): every command, collection and saved search by a few letters of its name.

``>`` shows commands only, ``#`` collections and saved searches, ``@`` people and sources, ``=`` jumps to an
identifier. Matching is fuzzy, acronyms count ("ccl" finds Copy credit line); what was used last comes first.
A command that cannot run now is greyed and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archive_app.domain.folding import fold
from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, theme
from archive_app.ui.overlay import Overlay

ROWS_SHOWN: Final = 9
ROW: Final = 44
WIDTH: Final = 640


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to go to or to do. ``prefix`` is the sign that shows only its sort; ``reason`` why it cannot run."""

    id: str
    text: str
    where: str
    run: Callable[[], object]
    prefix: str = ">"
    icon: str = ""
    keys: str = ""
    reason: str = ""


def score(wanted: str, text: str) -> int:
    """How well ``text`` answers to what was typed; 0 means not at all. Both are compared without case and accents."""
    need, have = fold(wanted.strip()), fold(text)
    if not need:
        return 1
    if have.startswith(need):
        return 1000 - len(have)
    words = [word for word in have.replace("-", " ").split() if word]
    acronym = "".join(word[0] for word in words)
    if acronym.startswith(need.replace(" ", "")):
        return 900 - len(have)
    if any(word.startswith(need) for word in words):
        return 800 - len(have)
    if all(any(word.startswith(part) for word in words) for part in need.split()):
        return 700 - len(have)
    if need in have:
        return 600 - len(have)
    at, gaps = -1, 0
    for letter in need.replace(" ", ""):
        found = have.find(letter, at + 1)
        if found < 0:
            return 0
        gaps += found - at - 1
        at = found
    # Scattered letters match nearly anything; only close ones are worth showing.
    return max(0, 300 - gaps * 8)


class PaletteModel(QAbstractListModel):
    """The entries that answer to what was typed, the best first."""

    EntryRole: Final = Qt.ItemDataRole.UserRole + 1

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[Entry, ...] = ()
        self._shown: list[Entry] = []
        self._recent: list[str] = []

    def set_entries(self, entries: Iterable[Entry], recent: Iterable[str] = ()) -> None:
        """Offer these; ``recent`` are ids used before, the last one first."""
        self._all, self._recent = tuple(entries), list(recent)
        self.filter("")

    def filter(self, typed: str) -> None:
        """Show what answers to ``typed``."""
        prefix = typed[:1] if typed[:1] in {">", "#", "@", "="} else ""
        wanted = typed[len(prefix) :]
        ranked: list[tuple[int, int, int, Entry]] = []
        for place, entry in enumerate(self._all):
            if prefix and entry.prefix != prefix:
                continue
            points = max(score(wanted, entry.text), score(wanted, entry.where) // 3)
            if points:
                recent = self._recent.index(entry.id) if entry.id in self._recent else len(self._recent)
                # What cannot run is still found, to say why, but below what can.
                boost = 40 * (len(self._recent) - recent) - (400 if entry.reason else 0)
                ranked.append((-(points + boost), 1 if entry.reason else 0, place, entry))
        self.beginResetModel()
        self._shown = [entry for *_, entry in sorted(ranked, key=lambda one: one[:3])]
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The entry of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008 - Qt's own
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, entry, or the sentence a screen reader says."""
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == self.EntryRole:
            return entry
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (entry.text, entry.where, entry.keys, entry.reason) if part)
        return None


class _PaletteDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = index.data(PaletteModel.EntryRole)
        if not isinstance(entry, Entry):
            return
        look = theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("selection"))
            painter.drawRoundedRect(option.rect.adjusted(4, 1, -4, -1), 6, 6)
        front = "disabled" if entry.reason else "on_selection" if chosen else "text"
        quiet = "on_selection" if chosen else "disabled" if entry.reason else "secondary"

        def place(rect: QRect) -> QRect:
            return QStyle.visualRect(option.direction, option.rect, rect)

        inner = option.rect.adjusted(16, 0, -16, 0)
        if entry.icon:
            ratio = painter.device().devicePixelRatioF()
            at = place(QRect(inner.left(), inner.top() + (ROW - 16) // 2, 16, 16))
            painter.drawPixmap(at.topLeft(), icons.pixmap(entry.icon, quiet, 16, ratio))
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        far = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight)
        painter.setFont(theme.font(12))
        painter.setPen(look.color(quiet))
        keys = painter.fontMetrics().horizontalAdvance(entry.keys) if entry.keys else 0
        if keys:
            painter.drawText(place(inner), Qt.AlignmentFlag.AlignVCenter | far, entry.keys)
        text = QRect(inner.left() + 28, inner.top(), inner.width() - 28 - keys - 12, ROW)
        below = entry.reason or entry.where
        top = place(text.adjusted(0, 4, 0, -20)) if below else place(text)
        painter.setFont(theme.font(11))
        if below:
            words = painter.fontMetrics().elidedText(below, Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(place(text.adjusted(0, 22, 0, -4)), Qt.AlignmentFlag.AlignVCenter | side, words)
        painter.setFont(theme.font(13))
        painter.setPen(look.color(front))
        words = painter.fontMetrics().elidedText(entry.text, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(top, Qt.AlignmentFlag.AlignVCenter | side, words)
        painter.restore()


class CommandPalette(Overlay):
    """A popup in the upper third of its window; Enter runs the chosen entry."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, WIDTH)
        self.setAccessibleName(tr("Go to anything"))
        self.recent: list[str] = []
        self.model = PaletteModel(self)
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(tr("Type a command, a collection or a saved search"))
        self.box.setAccessibleName(tr("Go to anything"))
        self.box.setClearButtonEnabled(True)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_PaletteDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.clicked.connect(lambda index: self._run(index.row()))
        self.column.addWidget(self.box)
        self.column.addWidget(self.list)
        self.box.textChanged.connect(self._typed)
        self.box.installEventFilter(self)

    def open_with(self, entries: Iterable[Entry], typed: str = "", *, hint: str = "") -> None:
        """Show the palette over its window, offering these entries; ``hint`` stands in the empty box."""
        self.box.setPlaceholderText(hint or tr("Type a command, a collection or a saved search"))
        self.model.set_entries(entries, self.recent)
        self.box.setText(typed)
        self._typed(typed)
        self.appear(self.box, 62 + ROWS_SHOWN * ROW)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the list while the box keeps the focus; Enter runs."""
        if watched is self.box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            row, last = self.list.currentIndex().row(), self.model.rowCount() - 1
            steps = {
                Qt.Key.Key_Down: row + 1, Qt.Key.Key_Up: row - 1, Qt.Key.Key_PageDown: row + ROWS_SHOWN,
                Qt.Key.Key_PageUp: row - ROWS_SHOWN,
            }  # fmt: skip
            if event.key() in steps:
                self.list.setCurrentIndex(self.model.index(max(0, min(last, steps[Qt.Key(event.key())])), 0))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self._run(row)
                return True
        return super().eventFilter(watched, event)

    def _typed(self, text: str) -> None:
        self.model.filter(text)
        self.list.setCurrentIndex(self.model.index(0, 0))
        count = self.model.rowCount()
        self.list.setAccessibleDescription(tr_n("{n} entry", "{n} entries", count))

    def _run(self, row: int) -> None:
        entry = self.model.entry(row)
        if entry is None or entry.reason:
            return
        self.recent = [entry.id, *(one for one in self.recent if one != entry.id)][:10]
        self.vanish()
        entry.run()

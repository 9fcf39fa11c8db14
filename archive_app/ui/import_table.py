"""The table of a review: field, what was found, how sure and why; ticked rows are taken.

Enter accepts a value and goes on, F2 edits it in place, Delete rejects it, Space ticks.
"""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from archive_app.i18n import mark, tr
from archive_app.operations.updating import AS_UPDATE
from archive_app.ui import evidence_words, icons, theme
from archive_app.ui.import_items import ImportItem
from archive_app.ui.import_list import isolated
from archive_app.ui.import_present import Present
from archive_app.ui.import_proposals import HIGH, LOW, Decision, Proposal, refusal, shown, taken
from archive_app.ui.sidebar_delegate import paint_tick

FIELD, FOUND, SURE, PRESENT = range(4)
RowRole: Final = int(Qt.ItemDataRole.UserRole) + 1
ROW: Final = 32
_PERSON: Final = mark("Entered by a person: it stays when the record is updated, unless you tick the new value.")
Index = QModelIndex | QPersistentModelIndex


class ProposalModel(QAbstractTableModel):
    """The proposals of one item and what was decided about them.

    Signals:
        decided(str): Something was decided about the row of a key.
        refused(str): A typed value cannot be kept; the sentence says why.
    """

    decided = Signal(str)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: ImportItem | None = None
        self.rows: tuple[Proposal, ...] = ()
        self.present: dict[str, Present] = {}

    def show_item(self, item: ImportItem | None) -> None:
        """Show an item's proposals."""
        self.beginResetModel()
        self.item = item
        self.rows = item.rows if item is not None else ()
        self.present = {}
        self.endResetModel()

    def show_present(self, present: dict[str, Present]) -> None:
        """Show beside them what the catalogue has."""
        self.present = present
        if self.rows:
            self.dataChanged.emit(self.index(0, PRESENT), self.index(len(self.rows) - 1, PRESENT))

    def is_taken(self, row: int) -> bool:
        """Whether a row is ticked, and the photo or video it belongs to as well."""
        proposal = self.rows[row]
        if self.item is None or not taken(proposal, self.item.decisions) or self._stays(proposal):
            return False
        head = self._head(proposal)
        return head is None or taken(head, self.item.decisions)

    def decide(self, row: int, *, on: bool, accepted: bool = False) -> None:
        """Tick or untick a row; ``accepted`` says that a person stands behind the value."""
        if self.item is None or self.item.imported:
            return
        proposal = self.rows[row]
        before = self.item.decisions.get(proposal.key)
        typed = before.typed if before is not None else None
        if on and not proposal.head and not proposal.value and typed is None:
            return  # nothing was found: there is nothing to take
        self.item.decisions[proposal.key] = Decision(on, typed, accepted)
        self._tell(proposal.key)

    def type_value(self, row: int, text: str) -> bool:
        """Take a typed value; False when the field cannot."""
        item, proposal = self.item, self.rows[row]
        if item is None or item.draft is None or not proposal.editable or item.imported:
            return False
        text = text.strip()
        why = refusal(item.draft, proposal, text)
        if why:
            self.refused.emit(why)
            return False
        item.decisions[proposal.key] = Decision(bool(text), text if text != proposal.typed else None, True)
        self._tell(proposal.key)
        return True

    def row_of(self, key: str) -> int:
        """The row of a key, or -1."""
        return next((n for n, row in enumerate(self.rows) if row.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """One for each proposal."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Field, found, confidence, what the catalogue has."""
        return 4

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """The heads of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (tr("Field"), tr("Found"), tr("Confidence"), tr("In the catalogue"))[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Values can be edited in place."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        editable = index.isValid() and self.rows[index.row()].editable and index.column() == FOUND
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """What the delegate, the editor and a screen reader ask."""
        if not index.isValid() or self.item is None or self.item.draft is None:
            return None
        row, column = self.rows[index.row()], index.column()
        if role == RowRole:
            return row
        decision = self.item.decisions.get(row.key)
        value = shown(self.item.draft, row, self.item.decisions)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            words = (row.label, value or tr("not found"), self._sure(row, decision), self._there(row))
            if role == Qt.ItemDataRole.DisplayRole:
                return words[column]
            state = tr("taken") if self.is_taken(index.row()) else tr("not taken")
            return ", ".join((*(part for part in words if part), state))
        if role == Qt.ItemDataRole.EditRole:
            return decision.typed if decision is not None and decision.typed is not None else row.typed
        if role == Qt.ItemDataRole.ToolTipRole:
            if column == PRESENT:
                there = self.present.get(row.key)
                return None if there is None else f"{there.value}\n{tr(_PERSON)}" if there.person else there.value
            return evidence_words.percent(row.confidence) if column == SURE and row.found else value
        return None

    def setData(self, index: Index, value: Any, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """An editor was closed with a value."""
        return role == Qt.ItemDataRole.EditRole and self.type_value(index.row(), str(value))

    def _sure(self, row: Proposal, decision: Decision | None) -> str:
        if decision is not None and decision.typed is not None:
            return tr("Entered by you")
        if not row.found:
            return tr("Not found")
        words = evidence_words.confidence_and_reason(row.confidence, row.method) if row.method else tr("Stated")
        return tr("Accepted · {why}").format(why=words) if self.is_accepted(row, decision) else words

    def is_accepted(self, row: Proposal, decision: Decision | None) -> bool:
        """Whether a person stands behind a value, by itself or with everything certain."""
        if decision is not None:
            return decision.accepted
        return self.item is not None and self.item.certain and row.found and row.confidence >= HIGH

    def _there(self, row: Proposal) -> str:
        one = self.present.get(row.key)
        if one is None:
            return ""
        if not one.value:
            return tr("nothing yet")
        return tr("the same") if one.same else one.value

    def _stays(self, proposal: Proposal) -> bool:
        """Whether the record to be updated keeps what a person wrote there."""
        item, there = self.item, self.present.get(proposal.key)
        if item is None or item.choice != AS_UPDATE or there is None or not there.person:
            return False
        return proposal.key not in item.decisions

    def _head(self, proposal: Proposal) -> Proposal | None:
        if not proposal.part or proposal.head:
            return None
        return next((row for row in self.rows if row.key == proposal.part), None)

    def _tell(self, key: str) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, PRESENT))
        self.decided.emit(key)


class ProposalTable(QTableView):
    """The view; its current row's place is lit in the source."""

    def __init__(self, model: ProposalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposals = model
        self.setModel(model)
        self.setItemDelegate(ProposalDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(tr("What was found"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(FOUND, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(FIELD, QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(SURE, QHeaderView.ResizeMode.Interactive)
        head.setSectionResizeMode(PRESENT, QHeaderView.ResizeMode.Interactive)
        head.setMinimumSectionSize(80)
        self.setColumnHidden(PRESENT, True)
        model.dataChanged.connect(lambda *_: self._share())
        model.modelReset.connect(self._share)

    def go(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < self.proposals.rowCount():
            self.setCurrentIndex(self.proposals.index(row, FOUND))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a review."""
        row, key = self.currentIndex().row(), event.key()
        bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.state() == QAbstractItemView.State.EditingState:
            # Enter passes through the editor before its value is taken; it is not meant for the row.
            event.accept()
        elif row < 0 or not bare:
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.proposals.decide(row, on=True, accepted=True)
            self.go(row + 1)
        elif key == Qt.Key.Key_Delete:
            self.proposals.decide(row, on=False)
            self.go(row + 1)
        elif key == Qt.Key.Key_Space:
            self.proposals.decide(row, on=not self.proposals.is_taken(row))
        elif key == Qt.Key.Key_F2:
            self.edit(self.proposals.index(row, FOUND))
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the tick ticks."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == FIELD:
            spot = tick_rect(self.visualRect(index), self.layoutDirection())
            if spot.adjusted(-6, -6, 6, 6).contains(event.position().toPoint()):
                self.proposals.decide(index.row(), on=not self.proposals.is_taken(index.row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Field and confidence keep their share."""
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        width, head = self.viewport().width(), self.horizontalHeader()
        beside = bool(self.proposals.present)
        if self.isColumnHidden(PRESENT) == beside:
            self.setColumnHidden(PRESENT, not beside)
        head.resizeSection(FIELD, min(240, max(120 if beside else 150, width // (5 if beside else 4))))
        head.resizeSection(SURE, min(300, max(110, width * 22 // 100) if beside else max(170, width * 32 // 100)))
        if beside:
            head.resizeSection(PRESENT, width * 30 // 100)


class ProposalDelegate(QStyledItemDelegate):
    """Paints a row and gives it its editor."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line."""
        return QSize(80, ROW)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """One line to type in."""
        box = QLineEdit(parent)
        box.setProperty("cell", True)
        box.setFrame(False)
        row = index.data(RowRole)
        box.setAccessibleName(row.label if isinstance(row, Proposal) else "")
        return box

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Tick and field, value, confidence."""
        row, model = index.data(RowRole), index.model()
        if not isinstance(row, Proposal) or not isinstance(model, ProposalModel):
            return
        painter.save()
        look, rect = theme.current(), option.rect
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        on = model.is_taken(index.row())
        painter.fillRect(rect, look.color("selection" if chosen else "alternate" if row.head else "base"))
        front = "on_selection" if chosen else "text" if on else "disabled"
        left = 10
        if index.column() == FIELD:
            paint_tick(painter, tick_rect(rect, option.direction), "in" if on else "")
            left = 36 if row.head or not row.part else 48
            front = "on_selection" if chosen else "text" if row.head and on else "secondary" if on else "disabled"
        elif index.column() == SURE:
            front = front if chosen or not on else "check" if row.confidence < LOW else "secondary"
            ratio = painter.device().devicePixelRatioF()
            drawing, role = self._sign(model, row)
            if chosen and look.contrast:
                role = "on_selection"
            if drawing:
                at = QStyle.visualRect(option.direction, rect, QRect(rect.left() + 10, rect.center().y() - 7, 14, 14))
                painter.drawPixmap(at.topLeft(), icons.pixmap(drawing, role, 14, ratio))
            left = 30
        elif index.column() == PRESENT:
            there = model.present.get(row.key)
            differs = there is not None and bool(there.value) and not there.same
            front = front if chosen else "text" if differs else "secondary"
            if there is not None and there.person:
                at = QStyle.visualRect(option.direction, rect, QRect(rect.left() + 10, rect.center().y() - 7, 14, 14))
                role = "on_selection" if chosen and look.contrast else "info"
                pixmap = icons.pixmap("pencil", role, 14, painter.device().devicePixelRatioF())
                painter.drawPixmap(at.topLeft(), pixmap)
                left = 30
        room = QStyle.visualRect(option.direction, rect, rect.adjusted(left, 0, -8, 0))
        painter.setFont(
            theme.font(12 if index.column() in {SURE, PRESENT} else 13, bold=row.head and index.column() == FIELD)
        )
        painter.setPen(look.color(front))
        text = " ".join(str(index.data() or "").split())
        words = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, side, isolated(words, option.direction))
        painter.setPen(QPen(look.color("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _sign(self, model: ProposalModel, row: Proposal) -> tuple[str, str]:
        decision = model.item.decisions.get(row.key) if model.item is not None else None
        if decision is not None and decision.typed is not None:
            return "pencil", "info"
        if model.is_accepted(row, decision):
            return "check", "ok"
        if not row.found:
            return "minus", "disabled"
        if row.confidence < LOW:
            return "triangle-alert", "check"
        return ("circle-check", "ok") if row.confidence >= 0.9 else ("circle-dot", "info")


def tick_rect(cell: QRect, direction: Qt.LayoutDirection) -> QRect:
    """Where the tick of a row stands in its first cell."""
    return QStyle.visualRect(direction, cell, QRect(cell.left() + 12, cell.center().y() - 7, 16, 16))

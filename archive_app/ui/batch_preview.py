"""What a batch edit would change, record by record: before and after, each with a tick to leave it out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from archive_app.domain.batch import BatchPlan, PlannedChange
from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.result_delegate import paint_ground

Index = QModelIndex | QPersistentModelIndex
ROW = 64


class PlanModel(QAbstractListModel):
    """The rows of a plan; ticks are kept by record, as a record is changed as a whole. Signals: ``ticked``."""

    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[PlannedChange] = ()
        self.without: set[int] = set()

    def show_plan(self, plan: BatchPlan) -> None:
        """Show another plan; what was unticked stays so."""
        self.beginResetModel()
        self.rows = plan.rows
        self.without &= {row.record_id for row in plan.rows}
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """How many changes there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be ticked."""
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row shows and says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Unchecked if row.record_id in self.without else Qt.CheckState.Checked
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return spoken(row)
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a record, or leave it out."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        number = self.rows[index.row()].record_id
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.without.discard(number)
        else:
            self.without.add(number)
        self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1), [role])
        self.ticked.emit()
        return True


class PlanDelegate(QStyledItemDelegate):
    """A tick, the record, and its field before and after."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One height for all rows."""
        return QSize(200, ROW)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """Space ticks; clicks are the view's, which takes the whole row for the tick."""
        if event.type() == QEvent.Type.KeyPress:
            return super().editorEvent(event, model, option, index)
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(row, PlannedChange):
            return
        look = theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_ground(painter, option, chosen=chosen)
        on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        rect, ratio = option.rect, painter.device().devicePixelRatioF()
        place = QStyle.visualRect(option.direction, rect, QRect(rect.left() + 10, rect.top() + 8, 16, 16))
        painter.drawPixmap(
            place, icons.pixmap("square-check" if on else "square", "accent" if on else "secondary", 16, ratio)
        )
        ink = "on_selection" if chosen else "text" if on else "disabled"
        pale = "on_selection" if chosen else "secondary" if on else "disabled"
        lines = (
            (row.title or tr("Untitled"), theme.font(13, bold=True), ink, 6),
            (f"{row.field_label}: {row.before or tr('not stated')}", theme.font(12), pale, 25),
            (f"→ {row.after or tr('not stated')}", theme.font(12), ink, 42),
        )
        for text, font, role, top in lines:
            metrics = QFontMetrics(font)
            room = QRect(rect.left() + 34, rect.top() + top, rect.width() - 42, 18)
            painter.setFont(font)
            painter.setPen(look.color(role))
            shown = metrics.elidedText(" ".join(text.split()), Qt.TextElideMode.ElideRight, room.width())
            side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
            painter.drawText(
                QStyle.visualRect(option.direction, rect, room), side | Qt.AlignmentFlag.AlignVCenter, shown
            )


class PlanView(QListView):
    """The list; a click or Space on a row ticks it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan = PlanModel(self)
        self.setModel(self.plan)
        self.setItemDelegate(PlanDelegate(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("What would change"))
        self.clicked.connect(self.toggle)

    def toggle(self, index: QModelIndex) -> None:
        """Tick a record, or leave it out."""
        on = Qt.CheckState(self.plan.data(index, Qt.ItemDataRole.CheckStateRole)) == Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if on else Qt.CheckState.Checked
        self.plan.setData(index, state, Qt.ItemDataRole.CheckStateRole)


def spoken(row: PlannedChange) -> str:
    """One change as a sentence."""
    return tr("{title}: {field} from “{before}” to “{after}”").format(
        title=row.title, field=row.field_label, before=row.before, after=row.after
    )

"""Over the list of an import: find in it, show one sort of items only, sort it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.import_model import FILTERS, ORDERS, ItemModel
from archive_app.ui.one_shot import one_shot

WAIT_MS: Final = 120


class ListFilter(QFrame):
    """Narrows an ``ItemModel``.

    Signals:
        left_down(): Arrow down or Enter in the search: go to the list.
        about_to_narrow(), narrowed(): Before and after the list changes.
    """

    left_down = Signal()
    about_to_narrow = Signal()
    narrowed = Signal()

    def __init__(self, model: ItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setProperty("line", "bottom")
        self.box = _Search(self)
        self.box.setPlaceholderText(tr("Find in this list"))
        self.box.setAccessibleName(tr("Find in this list"))
        self.box.setClearButtonEnabled(True)
        self.box.left_down.connect(self.left_down)
        self._wait = one_shot(self, WAIT_MS, self._search)
        self.box.textChanged.connect(lambda _text: self._wait.start())
        self.sorts = QComboBox(self)
        self.sorts.setAccessibleName(tr("Show"))
        self.sorts.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.sorts.setMinimumContentsLength(12)
        for name, (words, _lets) in FILTERS.items():
            self.sorts.addItem(tr(words), name)
        self.sorts.activated.connect(lambda row: self.show_sort(str(self.sorts.itemData(row))))
        self.order = QToolButton(self)
        self.order.setAccessibleName(tr("Sort the list"))
        self.order.setToolTip(tr("Sort the list"))
        self.order.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.order.setIconSize(QSize(16, 16))
        icons.keep(self.order, "arrow-up-down", "secondary")
        menu = QMenu(self.order)
        group = QActionGroup(menu)
        for name, (words, _key) in ORDERS.items():
            action = QAction(tr(words), menu, checkable=True, checked=not name)
            action.triggered.connect(lambda _on=False, n=name: self._narrow(order=n))
            group.addAction(action)
            menu.addAction(action)
        self.order.setMenu(menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_S, 6, theme.GAP_S, 6)
        column.setSpacing(6)
        column.addWidget(self.box)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.sorts, 1)
        row.addWidget(self.order)
        column.addLayout(row)

    def show_sort(self, name: str) -> None:
        """Show one sort of items (``FILTERS``)."""
        self.sorts.setCurrentIndex(max(0, self.sorts.findData(name)))
        self._narrow(sort=name)

    def clear(self) -> None:
        """Show all again."""
        self.box.clear()
        self._wait.stop()
        if self._model.filter or self._model.search:
            self.show_sort("")
            self._search()

    def show_counts(self, counts: dict[str, int]) -> None:
        """Say how many items each choice would show; a choice that shows none cannot be chosen."""
        for row in range(self.sorts.count()):
            name = str(self.sorts.itemData(row))
            self.sorts.setItemText(row, f"{tr(FILTERS[name][0])} ({counts.get(name, 0)})")
            item = getattr(self.sorts.model(), "item", lambda _row: None)(row)
            if item is not None:
                item.setEnabled(bool(counts.get(name)) or not name)

    def _search(self) -> None:
        self._narrow(search=self.box.text())

    def _narrow(self, *, sort: str | None = None, order: str | None = None, search: str | None = None) -> None:
        self.about_to_narrow.emit()
        self._model.narrow(sort=sort, order=order, search=search)
        self.narrowed.emit()


class _Search(QLineEdit):
    left_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go to the list; Esc empties the box first."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)

"""The list of rules or source profiles: in their order, ticked when they are on, each with its hits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.house_rules import HouseRule
from archive_app.domain.rule_words import profile_words, rule_words
from archive_app.domain.source_profiles import SourceProfile
from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, theme

OneRole: Final = int(Qt.ItemDataRole.UserRole) + 1
Ruling = HouseRule | SourceProfile


class RuleList(QWidget):
    """The list with its buttons.

    Signals:
        chosen(object): Another rule is the current one, or None.
        switched(object, bool): A rule was ticked or unticked.
        moved(object, int): A rule is to stand at a place, from 1.
        new_pressed(), removed(object): The buttons.
    """

    chosen = Signal(object)
    switched = Signal(object, bool)
    moved = Signal(object, int)
    new_pressed = Signal()
    removed = Signal(object)

    def __init__(self, name: str, new: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filling = False
        self.list = QListWidget(self)
        self.list.setAccessibleName(name)
        self.list.setWordWrap(False)
        self.list.setMinimumWidth(180)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setSpacing(2)
        self.new = QPushButton(f" {new}", self)
        self.new.setAccessibleName(new)
        self.new.setProperty("compact", True)
        icons.keep(self.new, "plus")
        self.up = self._tool("arrow-up", tr("Earlier"))
        self.down = self._tool("arrow-down", tr("Later"))
        self.remove = self._tool("trash-2", tr("Remove"))
        row = QHBoxLayout()
        row.setContentsMargins(theme.GAP_S, theme.GAP_S, theme.GAP_S, theme.GAP_S)
        row.setSpacing(theme.GAP_XS)
        row.addWidget(self.new)
        row.addStretch(1)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.list, 1)
        self.list.currentRowChanged.connect(lambda _row: self._tell())
        self.list.itemChanged.connect(self._ticked)
        self.new.clicked.connect(lambda _on=False: self.new_pressed.emit())
        self.up.clicked.connect(lambda _on=False: self._move(-1))
        self.down.clicked.connect(lambda _on=False: self._move(1))
        self.remove.clicked.connect(lambda _on=False: self._remove())
        self._tell()

    def show_all(self, found: Sequence[tuple[Ruling, int]], current: str = "") -> None:
        """Show rules with their hits; the one of this uid stays the current one."""
        before = self.current()
        current = current or (before.uid if before is not None else "")
        self._filling = True
        self.list.clear()
        for one, hits in found:
            words = rule_words(one) if isinstance(one, HouseRule) else profile_words(one)
            told = tr_n("{n} hit", "{n} hits", hits)
            item = QListWidgetItem(f"{one.name}\n{told} · {words}", self.list)
            item.setData(OneRole, one)
            item.setToolTip(words)
            item.setSizeHint(QSize(0, 48))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.enabled else Qt.CheckState.Unchecked)
            state = tr("on") if one.enabled else tr("off")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{one.name}, {state}, {told}. {words}")
        rows = [one.uid for one, _hits in found]
        row = rows.index(current) if current in rows else 0
        self.list.setCurrentRow(row if rows else -1)
        self._filling = False
        self._show_buttons()

    def current(self) -> Ruling | None:
        """The rule that is shown."""
        found: object = self.list.currentItem().data(OneRole) if self.list.currentRow() >= 0 else None
        return found if isinstance(found, (HouseRule, SourceProfile)) else None

    def leave(self) -> None:
        """No rule is the current one: a new one is being made."""
        self.list.setCurrentRow(-1)

    def _tell(self) -> None:
        self._show_buttons()
        if not self._filling:
            self.chosen.emit(self.current())

    def _show_buttons(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < count - 1)
        self.remove.setEnabled(row >= 0)

    def _ticked(self, item: QListWidgetItem) -> None:
        one = item.data(OneRole)
        on = item.checkState() == Qt.CheckState.Checked
        if not self._filling and isinstance(one, (HouseRule, SourceProfile)) and one.enabled != on:
            self.switched.emit(one, on)

    def _move(self, by: int) -> None:
        one = self.current()
        if one is not None:
            self.moved.emit(one, self.list.currentRow() + by + 1)

    def _remove(self) -> None:
        one = self.current()
        if one is not None:
            self.removed.emit(one)

    def _tool(self, icon: str, words: str) -> QToolButton:
        button = QToolButton(self)
        button.setToolTip(words)
        button.setAccessibleName(words)
        icons.keep(button, icon)
        return button

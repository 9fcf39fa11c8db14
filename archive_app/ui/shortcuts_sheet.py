"""The shortcut sheet: every command that has keys, by menu, in columns; what is typed narrows it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from archive_app.domain.folding import fold
from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.actions import Actions


class ShortcutsSheet(QWidget):
    """A window of its own, made anew from the commands each time it is opened."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._actions = actions
        self.setWindowTitle(tr("Keyboard shortcuts — archive-app"))
        self.setWindowIcon(icons.app_icon())
        self.resize(860, 640)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find a command or a key"))
        self.search.setAccessibleName(tr("Find a command or a key"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self._inner = QFrame(self)
        self._inner.setProperty("pane", "base")
        self._columns = QHBoxLayout(self._inner)
        self._columns.setContentsMargins(theme.GAP_L, theme.GAP_L, theme.GAP_L, theme.GAP_L)
        self._columns.setSpacing(theme.GAP_XXL)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(self._inner)
        scroll.setAccessibleName(tr("Keyboard shortcuts"))
        top = QHBoxLayout()
        top.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        top.addWidget(self.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(scroll, 1)
        self._wide = 0
        theme.signals().changed.connect(self._fill)

    @property
    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """(menu, command, keys) that answer to what is typed."""
        wanted = fold(self.search.text().strip())
        found = self._actions.shortcut_sheet()
        return tuple(row for row in found if not wanted or wanted in fold(" ".join(row)))

    def open_sheet(self) -> None:
        """Show it with the keys that hold now."""
        self.search.clear()
        self._fill()
        self.show()
        self.raise_()
        self.activateWindow()
        self.search.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room."""
        super().resizeEvent(event)
        if self._wide != self._how_many():
            self._fill()

    def _how_many(self) -> int:
        return 2 if self.width() >= 720 else 1

    def _fill(self) -> None:
        while (item := self._columns.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        menus: dict[str, list[tuple[str, str]]] = {}
        for menu, command, keys in self.rows:
            menus.setdefault(menu, []).append((command, keys))
        self._wide = self._how_many()
        total = sum(len(rows) + 2 for rows in menus.values())
        groups: list[list[str]] = [[] for _ in range(self._wide)]
        height, at = 0, 0
        for menu, rows in menus.items():
            if at + 1 < self._wide and height + len(rows) / 2 > total / self._wide:
                at, height = at + 1, 0
            groups[at].append(menu)
            height += len(rows) + 2
        for group in groups:
            self._columns.addWidget(self._column(group, menus), 1, Qt.AlignmentFlag.AlignTop)
        if not menus:
            self._columns.addWidget(_label(tr("No command answers to this."), "secondary"))

    def _column(self, group: list[str], menus: dict[str, list[tuple[str, str]]]) -> QWidget:
        box = QWidget(self._inner)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP_L)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        at = 0
        for menu in group:
            heading = _label(menu)
            heading.setFont(theme.font(14, bold=True))
            heading.setContentsMargins(0, theme.GAP_M if at else 0, 0, 0)
            grid.addWidget(heading, at, 0, 1, 2)
            for command, keys in menus[menu]:
                at += 1
                grid.addWidget(_label(command), at, 0)
                pressed = _label(keys, "secondary")
                pressed.setAccessibleName(f"{command}: {keys}")
                grid.addWidget(pressed, at, 1, Qt.AlignmentFlag.AlignRight)
            at += 1
        return box


def _label(words: str, role: str = "") -> QLabel:
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if role:
        made.setProperty("role", role)
        made.setWordWrap(False)
    return made

"""Which records are meant: the selection, the present results, or a collection."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QComboBox, QRadioButton, QWidget

from archive_app.domain import query as q
from archive_app.domain.query_text import parse
from archive_app.domain.results import Sidebar
from archive_app.i18n import digits, tr
from archive_app.ui import searching, theme
from archive_app.ui.context import Context
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.store.archive import Archive

CHOICES: Final = ("selection", "results", "collection")


class ExportScope(QWidget):
    """Three ways to say what, below each other or side by side; the counts are in the words.

    Signals:
        changed: Other records are meant; ask ``ids``.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None, *, side_by_side: bool = False) -> None:
        super().__init__(parent)
        self._context = context
        self._found: dict[str, Sequence[int]] = dict.fromkeys(CHOICES, ())
        self._number = 0
        direction = QBoxLayout.Direction.LeftToRight if side_by_side else QBoxLayout.Direction.TopToBottom
        column = QBoxLayout(direction, self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_M if side_by_side else theme.GAP_XS)
        self.group = QButtonGroup(self)
        self.buttons: dict[str, QRadioButton] = {}
        for choice in CHOICES:
            button = QRadioButton(self)
            self.buttons[choice] = button
            self.group.addButton(button)
            column.addWidget(button)
            button.toggled.connect(partial(self._toggled, choice))
        self.collections = QComboBox(self)
        self.collections.setAccessibleName(tr("Collection"))
        self.collections.activated.connect(self._collection_chosen)
        column.addWidget(self.collections)
        if side_by_side:
            column.addStretch(1)
        self._words()

    @property
    def choice(self) -> str:
        """One of ``CHOICES``."""
        return next((name for name in CHOICES if self.buttons[name].isChecked()), "results")

    @property
    def ids(self) -> Sequence[int]:
        """The records meant, in order."""
        return self._found[self.choice]

    def show_state(self, state: State) -> None:
        """Begin with a state: its selection if it has one, else what it finds."""
        self._number += 1
        number = self._number
        self._found = dict.fromkeys(CHOICES, ())
        self._found["selection"] = state.selected
        wanted = "selection" if len(state.selected) > 1 else "results"
        self.buttons[wanted].setChecked(True)
        self._words()
        self.changed.emit()

        def found(ids: Sequence[int]) -> None:
            if number == self._number:
                self._found["results"] = tuple(ids)
                self._words()
                self.changed.emit()

        self._context.look(lambda archive: _results(archive, state), found, owner=self)
        self._context.look(_sidebar, self._show_collections, owner=self)

    def choose(self, choice: str) -> None:
        """Mean this instead."""
        self.buttons[choice].setChecked(True)

    def _toggled(self, choice: str, on: bool) -> None:
        if not on:
            return
        self.collections.setVisible(choice == "collection")
        if choice == "collection" and not self._found["collection"]:
            self._collection_chosen(self.collections.currentIndex())
        self.changed.emit()

    def _collection_chosen(self, index: int) -> None:
        chosen = self.collections.itemData(index)
        if not isinstance(chosen, int):
            return

        def found(ids: Sequence[int]) -> None:
            if self.collections.currentData() == chosen:
                self._found["collection"] = tuple(ids)
                self._words()
                self.changed.emit()

        state = State(place="collection", place_id=chosen)
        self._context.look(lambda archive: _results(archive, state), found, owner=self)

    def _show_collections(self, found: Sidebar) -> None:
        chosen = self.collections.currentData()
        self.collections.clear()
        for node in found.collections:
            self.collections.addItem(f"{node.name} ({node.count})", node.id)
        at = self.collections.findData(chosen)
        self.collections.setCurrentIndex(max(0, at))
        self._words()

    def _words(self) -> None:
        words = {"selection": tr("Selection"), "results": tr("All results"), "collection": tr("A collection")}
        for name, button in self.buttons.items():
            count = len(self._found[name])
            shown = digits(count)
            button.setText(words[name] if name == "collection" and not count else f"{words[name]} ({shown})")
        self.buttons["selection"].setEnabled(bool(self._found["selection"]))
        self.buttons["collection"].setEnabled(self.collections.count() > 0)
        self.collections.setVisible(self.choice == "collection")


def _results(archive: Archive, state: State) -> tuple[int, ...]:
    """What a state finds, works only. Any thread."""
    from archive_app.operations import find

    query: q.Query = searching.placed(archive, state, parse(state.text).query)
    return tuple(find.search(archive, query, sort=state.sort).ids)


def _sidebar(archive: Archive) -> Sidebar:
    from archive_app.operations import find

    return find.sidebar(archive, count_saved=False)

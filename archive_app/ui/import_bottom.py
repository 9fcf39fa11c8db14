"""The bar under a review: what can be done with the item shown, and Import."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, theme
from archive_app.ui.actions import Actions


class BottomBar(QFrame):
    """Signals: ``import_pressed()``, somebody wants the ticked items in the catalogue."""

    import_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "top")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_S)
        self._row.setSpacing(theme.GAP_S)
        self._buttons: dict[str, QPushButton] = {}
        self.import_button = QPushButton(tr("Import"), self)
        self.import_button.setProperty("primary", True)
        self.import_button.setMinimumWidth(140)  # its words change while the list grows
        self.import_button.clicked.connect(lambda _on=False: self.import_pressed.emit())

    def bind(self, actions: Actions) -> None:
        """Make a button for each command of a review."""
        for name, words, icon in (
            ("review.accept_high", tr("Accept everything certain"), "badge-check"),
            ("review.skip", tr("Leave out"), "x"),
            ("review.accept", tr("Accept and go on"), "check"),
        ):
            button = QPushButton(f" {words}", self)
            button.setAccessibleName(words)
            keys = actions[name].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{words} ({keys})" if keys else words)
            icons.keep(button, icon)
            button.clicked.connect(lambda _on=False, n=name: actions.run(n))
            self._buttons[name] = button
            self._row.addWidget(button)
            if name == "review.accept_high":
                self._row.addStretch(1)
        self._row.addWidget(self.import_button)

    def show_counts(self, wanted: int, states: Mapping[str, int], *, reading: bool) -> None:
        """Say how many would be imported."""
        self.import_button.setText(tr_n("Import {n} item", "Import {n} items", wanted) if wanted else tr("Import"))
        self.import_button.setEnabled(wanted > 0 and not reading)
        self.import_button.setToolTip(
            tr("Wait until everything has been read, or stop the reading")
            if reading
            else tr("Import the ticked items")
            if wanted
            else tr("Accept or tick an item first")
        )
        left = any(states.get(one) for one in ("ready", "check", "accepted", "changed", "duplicate", "out"))
        for button in self._buttons.values():
            button.setEnabled(left)

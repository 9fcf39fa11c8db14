"""Counts as chips: icon, word and number; ticking them narrows what is listed below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from archive_app.i18n import digits
from archive_app.ui import icons, theme
from archive_app.ui.bars import FlowLayout


class CountChips(QWidget):
    """A row of ticks. ``exclusive`` means at most one at a time.

    Signals:
        changed: Other chips are ticked; ask ``ticked``.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, exclusive: bool = False) -> None:
        super().__init__(parent)
        self._exclusive = exclusive
        self._row = FlowLayout(self, gap=theme.GAP_S)
        self.chips: dict[str, QPushButton] = {}

    @property
    def ticked(self) -> tuple[str, ...]:
        """The keys of the chips that are ticked."""
        return tuple(key for key, chip in self.chips.items() if chip.isChecked())

    def show_counts(
        self, counts: Mapping[str, int], looks: Mapping[str, tuple[str, str, str]], *, order: Sequence[str] = ()
    ) -> None:
        """Show counts; ``looks`` gives each key its icon, the icon's role and its word. Ticks stay."""
        keys = [key for key in (order or counts) if key in counts]
        if keys != list(self.chips):
            ticked = self.ticked
            self._row.clear()
            self.chips = {}
            for key in keys:
                icon, role, _word = looks[key]
                chip = QPushButton(self)
                chip.setCheckable(True)
                chip.setProperty("compact", True)
                icons.keep(chip, icon, role)
                chip.setIconSize(QSize(theme.ICON, theme.ICON))
                chip.setChecked(key in ticked)
                chip.clicked.connect(partial(self._clicked, key))
                self._row.addWidget(chip)
                self.chips[key] = chip
        for key in keys:
            number = digits(counts[key])
            self.chips[key].setText(f"\u2009{looks[key][2]}  {number}")
            self.chips[key].setAccessibleName(f"{looks[key][2]}, {number}")
        self.setVisible(bool(keys))
        self.updateGeometry()

    def tick(self, *keys: str) -> None:
        """Tick these chips and no others."""
        for key, chip in self.chips.items():
            chip.setChecked(key in keys)
        self.changed.emit()

    def _clicked(self, key: str) -> None:
        if self._exclusive and self.chips[key].isChecked():
            for other, chip in self.chips.items():
                chip.setChecked(other == key)
        self.changed.emit()

"""Chooses, field by field, what one photo made of two says; under the two photos, so that both are in sight."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import tr, tr_n
from archive_app.operations.photo_merging import MergedField, MergePreview
from archive_app.ui import theme
from archive_app.ui.panel import empty_layout

_MOST_HEIGHT = 230
_INDICATOR = 36  # the ring before the words, and room around it


class MergePanel(QFrame):
    """The fields in which two photos differ, and which of them stays.

    Signals:
        merge_wanted(): As chosen.
        left(): It is not to be done.
        swap_wanted(): The other photo is to stay.
    """

    merge_wanted = Signal()
    left = Signal()
    swap_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "top")
        self._before: MergePreview | None = None
        self._flipped = False
        self.groups: dict[str, QButtonGroup] = {}
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.swap = QPushButton(tr("Keep the other record"), self)
        self.swap.setProperty("compact", True)
        self.swap.clicked.connect(self.swap_wanted)
        self.go = QPushButton(tr("Merge"), self)
        self.go.setProperty("primary", True)
        self.go.clicked.connect(self.merge_wanted)
        self.stay = QPushButton(tr("Cancel"), self)
        self.stay.clicked.connect(self.left)
        self._inner = QWidget(self)
        self._inner.setObjectName("fields")
        self._grid = QGridLayout(self._inner)
        self._grid.setContentsMargins(0, 0, theme.GAP_S, 0)
        self._grid.setHorizontalSpacing(theme.GAP_M)
        self._grid.setVerticalSpacing(theme.GAP_XS)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(2, 1)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget#fields { background: transparent; }")
        self._scroll.setAccessibleName(tr("Fields in which the photos differ"))
        self._scroll.setWidget(self._inner)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP_S)
        for button in (self.go, self.stay, self.swap):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_S)
        column.setSpacing(theme.GAP_S)
        column.addWidget(self._scroll)
        column.addWidget(self.said)
        column.addLayout(buttons)

    @property
    def choices(self) -> dict[str, str]:
        """What is chosen, by field: kept, other or both."""
        names = ("kept", "other", "both")
        return {name: names[max(0, group.checkedId())] for name, group in self.groups.items()}

    def show_preview(self, before: MergePreview, *, flipped: bool = False) -> None:
        """Show what a merge would do; ``flipped`` where the photo that stays stands on the right."""
        self._before, self._flipped = before, flipped
        empty_layout(self._grid)
        self.groups = {}
        for at, line in enumerate(before.differing):
            self._row(at, line)
        rows = max(1, len(before.differing))
        self._scroll.setVisible(bool(before.differing))
        self._scroll.setFixedHeight(min(_MOST_HEIGHT, rows * 30 + 4))
        self.said.setText(_sentence(before))

    def _row(self, at: int, line: MergedField) -> None:
        name = QLabel(line.label, self._inner)
        name.setProperty("role", "secondary")
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignVCenter)
        group = QButtonGroup(self._inner)
        self.groups[line.name] = group
        columns = (2, 1) if self._flipped else (1, 2)
        for number, (words, column) in enumerate(zip((line.kept, line.other), columns, strict=True)):
            self._button(group, number, words, line, at, column)
        if line.may_be_both:
            self._button(group, 2, tr("Both"), line, at, 3)
        group.button({"kept": 0, "other": 1, "both": 2}[line.proposed]).setChecked(True)

    def _button(self, group: QButtonGroup, number: int, words: str, line: MergedField, at: int, column: int) -> None:
        button = _Value(" ".join(words.split()) or tr("nothing"), self._inner)
        button.setToolTip(words)
        button.setAccessibleName(f"{line.label}: {words or tr('nothing')}")
        if number == 2:
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        group.addButton(button, number)
        self._grid.addWidget(button, at, column)


class _Value(QRadioButton):
    """A value to choose; one that does not fit ends in an ellipsis, and the tooltip has all of it."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._words = words
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another ellipsis."""
        super().resizeEvent(event)
        if self.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Ignored:
            room = max(20, self.width() - _INDICATOR)
            self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))


def _sentence(before: MergePreview) -> str:
    parts = []
    if before.uses:
        parts.append(tr_n("{n} printing", "{n} printings", before.uses))
    if before.rights:
        parts.append(tr_n("{n} statement of rights", "{n} statements of rights", before.rights))
    if before.collections:
        parts.append(tr_n("{n} collection", "{n} collections", before.collections))
    moved = tr("Come along: {what}.").format(what=", ".join(parts)) if parts else ""
    ends = tr("Photo no. {other} goes into the bin; no. {kept} stays. It can be undone as one step.").format(
        other=before.other, kept=before.kept
    )
    return " ".join(part for part in (moved, ends) if part)

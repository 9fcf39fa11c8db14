"""The rights gate of an export: records that may not go out or that nobody has looked at, and what to do with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.results import ResultRow
from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, theme, verdicts
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.row_words import title_of

GATED: Final = ("not_allowed", "unknown")
SHOWN: Final = 200


class ExportGate(QFrame):
    """Says how many records are “Do not publish” or “Not known”; they are left out unless the person includes them.

    Signals:
        changed: Leave out became Include, or the other way round.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._held: dict[str, tuple[int, ...]] = {}
        self._include = False
        self._stands_back = False
        self.setProperty("bar", "warn")
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.leave = _choice(tr("Leave out"), self)
        self.take = _choice(tr("Include"), self)
        self.leave.setChecked(True)
        self.leave.clicked.connect(lambda: self.include(False))
        self.take.clicked.connect(lambda: self.include(True))
        self.show_button = QPushButton(tr("Show"), self)
        self.show_button.setProperty("flat", True)
        self.show_button.setProperty("compact", True)
        self.show_button.clicked.connect(self._toggle_list)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        buttons = FlowLayout(gap=theme.GAP_S)
        buttons.setContentsMargins(18 + theme.GAP_S, 0, 0, 0)
        for button in (self.leave, self.take, self.show_button):
            buttons.addWidget(button)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Records with no permission or no rights information"))
        self.list.setMaximumHeight(132)
        self.list.setIconSize(QSize(theme.ICON, theme.ICON))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._open)
        self.list.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_S, theme.GAP_S)
        column.setSpacing(theme.GAP_S)
        column.addLayout(row)
        column.addLayout(buttons)
        column.addWidget(self.list)
        theme.signals().changed.connect(self._draw)
        self._draw()
        self.hide()

    @property
    def without_answers(self) -> tuple[str, ...]:
        """The answers whose records are left out."""
        return () if self._include else GATED

    @property
    def held_back(self) -> frozenset[int]:
        """The records that are left out."""
        return frozenset() if self._include else frozenset(one for ids in self._held.values() for one in ids)

    @property
    def text(self) -> str:
        """What it says; "" while there is nothing to say."""
        return "" if self.isHidden() else self._words.text()

    def show_rights(self, found: Mapping[str, Sequence[int]]) -> None:
        """Show what the verdicts say of the records to be exported, by answer."""
        self._held = {name: tuple(found.get(name, ())) for name in GATED}
        self.setVisible(any(self._held.values()) and not self._stands_back)
        self.list.hide()
        self._say()

    def stand_back(self, back: bool) -> None:
        """Say nothing while the export is for a stated use, which has its own answers."""
        self._stands_back = back
        self.setVisible(any(self._held.values()) and not back)

    def include(self, include: bool) -> None:
        """Let them go out, or leave them out."""
        self.leave.setChecked(not include)
        self.take.setChecked(include)
        if include != self._include:
            self._include = include
            self._say()
            self.changed.emit()

    def _say(self) -> None:
        no, unknown = (len(self._held.get(name, ())) for name in GATED)
        parts = []
        if no:
            parts.append(tr_n("{n} record is “Do not publish”.", "{n} records are “Do not publish”.", no))
        if unknown:
            words = tr_n("{n} record has no rights information.", "{n} records have no rights information.", unknown)
            parts.append(words)
        parts.append(tr("They are included.") if self._include else tr("They are left out."))
        self._words.setText(" ".join(parts))
        self.setAccessibleName(self._words.text())
        self.show_button.setText(tr("Hide") if self.list.isVisible() else tr("Show"))

    def _toggle_list(self) -> None:
        if self.list.isVisible():
            self.list.hide()
            self._say()
            return
        from archive_app.operations import find

        ids = [one for name in GATED for one in self._held.get(name, ())][:SHOWN]
        self._context.look(lambda archive: find.rows(archive, ids), self._fill, owner=self)

    def _fill(self, rows: Sequence[ResultRow]) -> None:
        self.list.clear()
        for row in rows:
            look = verdicts.look(row.answer, row.nobody_looked)
            item = QListWidgetItem(icons.icon(look.icon, look.role), f"\u2068{title_of(row)}\u2069 — {look.word}")
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setToolTip(f"{title_of(row)}\n{verdicts.chip_text(look, row.verdict_note)}")
            self.list.addItem(item)
        self.list.show()
        self._say()

    def _open(self, item: QListWidgetItem) -> None:
        self._context.view.open_record(int(item.data(Qt.ItemDataRole.UserRole)))

    def _draw(self) -> None:
        self._icon.setPixmap(icons.pixmap("triangle-alert", "check", 18, self.devicePixelRatioF()))


def _choice(words: str, parent: QWidget) -> QPushButton:
    made = QPushButton(words, parent)
    made.setCheckable(True)
    made.setProperty("compact", True)
    return made

"""Questions that were kept: when, by whom, what was asked, what came of it, and the answers record by record."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from archive_app.domain.clearance import Asked
from archive_app.i18n import mark, tr, tr_n
from archive_app.ui import icons, theme
from archive_app.ui.clearance_table import look_of
from archive_app.ui.provenance import moment
from archive_app.ui.verdict_words import question

OUTCOMES = {"asked": mark("Asked"), "used": mark("Used"), "exported": mark("Exported")}
SHOWN = 200


class AskedList(QTreeWidget):
    """The list; the answers stand below their question.

    Signals:
        opened(int): Open this record.
    """

    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: Sequence[Asked] = ()
        self.setAccessibleName(tr("Questions kept"))
        self.setColumnCount(3)
        self.setHeaderLabels([tr("When and by whom"), tr("Question"), tr("Outcome")])
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        head = self.header()
        head.setStretchLastSection(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, 240)
        self.setColumnWidth(2, 180)
        self.itemActivated.connect(self._activated)
        theme.signals().changed.connect(self._again)

    def show_asked(self, found: Sequence[Asked]) -> None:
        """Show these questions."""
        self._shown = found
        self.clear()
        for one in found:
            asked = " · ".join(part for part in (question(one.use), one.occasion) if part)
            count = tr_n("{n} record", "{n} records", len(one.answers))
            outcome = f"{tr(OUTCOMES.get(one.outcome, one.outcome))} · {count}"
            top = QTreeWidgetItem([f"{moment(one.at)} · {one.who}", asked, outcome])
            top.setToolTip(1, asked)
            top.setFont(1, theme.font(13, bold=True))
            for answer in one.answers[:SHOWN]:
                look = look_of(answer.answer)
                why = " ".join(answer.reasons[:2])
                if answer.override:
                    why = tr("used all the same: {why}").format(why=answer.override)
                child = QTreeWidgetItem([answer.title or tr("Untitled"), why, look.word])
                child.setIcon(2, icons.icon(look.icon, look.role))
                child.setForeground(2, theme.current().color(look.role))
                child.setData(0, Qt.ItemDataRole.UserRole, answer.work)
                child.setToolTip(1, why)
                top.addChild(child)
            if len(one.answers) > SHOWN:
                top.addChild(QTreeWidgetItem([tr("{n} more").format(n=len(one.answers) - SHOWN), "", ""]))
            self.addTopLevelItem(top)
        if found:
            self.topLevelItem(0).setExpanded(True)  # type: ignore[union-attr]  # one was just added

    def _again(self) -> None:
        self.show_asked(self._shown)

    def _activated(self, item: QTreeWidgetItem) -> None:
        number = item.data(0, Qt.ItemDataRole.UserRole)
        if isinstance(number, int):
            self.opened.emit(number)

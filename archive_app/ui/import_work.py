"""The Review step laid out: counts and buttons to add on top, the list, the review beside it, what to do below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from archive_app.domain.batches import Batch
from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.import_add import AddButtons
from archive_app.ui.import_bottom import BottomBar
from archive_app.ui.import_filter import ListFilter
from archive_app.ui.import_list import ImportList
from archive_app.ui.import_model import ItemModel
from archive_app.ui.import_review import ReviewPane
from archive_app.ui.likeness_choices import LikenessChoices


class WorkPane(QFrame):
    """The parts, by name: ``counts``, ``stop``, ``adding``, ``filter``, ``list``, ``review``, ``bottom``."""

    def __init__(
        self, context: Context, model: ItemModel, batch: Callable[[], Batch | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        top = QFrame(self)
        top.setProperty("line", "bottom")
        self.counts = QLabel(top)
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.counts.setMinimumWidth(80)
        self.stop = QPushButton(tr("Stop reading"), top)
        self.stop.setProperty("compact", True)
        self.adding = AddButtons(top, compact=True)
        row = QHBoxLayout(top)
        row.setContentsMargins(theme.GAP_L, 6, theme.GAP_M, 6)
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.counts, 1)
        row.addWidget(self.stop)
        row.addWidget(self.adding)
        self.list = ImportList(model, self)
        self.filter = ListFilter(model, self)
        left = QWidget(self)
        left.setMinimumWidth(230)
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.filter)
        lines.addWidget(self.list, 1)
        self.review = ReviewPane(context, self)
        self.alike = LikenessChoices(context, model, self.review, batch, self)
        self.review.setMinimumWidth(320)
        self.bottom = BottomBar(self)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.review)
        split.setStretchFactor(1, 1)
        split.setSizes([290, 560])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addWidget(split, 1)
        column.addWidget(self.bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The counts are cut anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, lambda: self.say_counts(self.counts.toolTip()))

    def say_counts(self, words: str) -> None:
        """Say how many items there are of which sort, as far as there is room; the whole in the tooltip."""
        room = max(80, self.counts.width())
        self.counts.setText(self.counts.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room))
        self.counts.setToolTip(words)
        self.counts.setAccessibleName(words)

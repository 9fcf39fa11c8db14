"""Where a photo is printed: each printing with its caption, paper and date, never merged."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from archive_app.domain.results import Appearance
from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.row_words import date_words

MOST_HEIGHT = 150


class Printings(QScrollArea):
    """A list of printings.

    Signals:
        chosen(int): The words of the printing with that place in the list are to be shown.
        article_wanted(int): Its article is to be opened.
    """

    chosen = Signal(int)
    article_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet("QScrollArea, QScrollArea > QWidget > QWidget#printings { background: transparent; }")
        self.setAccessibleName(tr("Printed as"))
        self._inner = QWidget(self)
        self._inner.setObjectName("printings")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, theme.GAP_M, 0)
        self._column.setSpacing(theme.GAP_S)
        self._column.addStretch(1)
        self.setWidget(self._inner)
        self._rows: list[QWidget] = []

    def show_uses(self, uses: Sequence[Appearance], at: int) -> None:
        """List these printings; ``at`` is the one whose words are shown."""
        # A row's own button asks for this, so rows go when it has been heard; a new widget for the area would take the
        # button away while it is still being pressed.
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        several = len(uses) > 1
        self._rows = []
        for place, use in enumerate(uses):
            row = self._row(self._inner, place, use, shown=place == at, several=several)
            self._rows.append(row)
            self._column.insertWidget(place, row)
            row.show()  # at once, since the height below counts it
        self._column.activate()
        self.setFixedHeight(min(MOST_HEIGHT, self._inner.sizeHint().height()))

    def _row(self, parent: QWidget, number: int, one: Appearance, *, shown: bool, several: bool) -> QWidget:
        box = QWidget(parent)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_S)
        caption = one.use.caption or tr("No caption")
        facts = (one.article.publisher, date_words(one.article.published), one.article.headline, one.use.credit_line)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Line(f"“{caption}”", "text", box, bold=shown))
        words.addWidget(Line(" · ".join(part for part in facts if part), "secondary", box))
        row.addLayout(words, 1)
        if several:
            choose = _button(tr("Shown") if shown else tr("Show"), box)
            choose.setEnabled(not shown)
            choose.setAccessibleName(tr("Show this caption: {caption}").format(caption=caption))
            choose.clicked.connect(lambda _checked=False: self.chosen.emit(number))
            row.addWidget(choose)
        opened = _button(tr("Open article"), box)
        opened.setAccessibleName(tr("Open article: {title}").format(title=one.article.headline))
        opened.clicked.connect(lambda _checked=False, of=one.article.id or 0: self.article_wanted.emit(of))
        row.addWidget(opened)
        return box


class Line(QWidget):
    """One line of text that ends in an ellipsis where there is no room; the tooltip has all of it."""

    def __init__(self, text: str, role: str, parent: QWidget, *, bold: bool = False) -> None:
        super().__init__(parent)
        self.text = text
        self._role = role
        self._font = theme.font(13, bold=bold)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFont(self._font)

    def sizeHint(self) -> QSize:
        """As high as its line."""
        return QSize(120, self.fontMetrics().lineSpacing() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(theme.current().color(self._role))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        words = painter.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()


def _button(words: str, parent: QWidget) -> QPushButton:
    made = QPushButton(words, parent)
    made.setProperty("flat", True)
    made.setProperty("compact", True)
    return made

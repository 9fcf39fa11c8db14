"""What is printed with a photo: caption, credit line and verdict under the picture, always in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.records import Photo, PhotoUse
from archive_app.domain.results import Appearance, RecordPage
from archive_app.domain.verdict import note
from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, theme
from archive_app.ui.photo_printings import Printings
from archive_app.ui.record_commands import credit_line_of
from archive_app.ui.verdicts import VerdictChip

LINES = 3


class PhotoWords(QFrame):
    """Caption (three lines, then More), credit line, verdict, and the list of places it is printed in.

    Signals:
        copy_wanted: The credit line is to be copied.
        article_wanted(int): The article of a printing is to be opened.
        printings_wanted: All printings are to be seen side by side.
    """

    copy_wanted = Signal()
    article_wanted = Signal(int)
    printings_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._uses: tuple[Appearance, ...] = ()
        self._page: RecordPage | None = None
        self._at = 0
        self._open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        column.setSpacing(theme.GAP_XS)
        self.caption = _Folding(self)
        self.more = QPushButton(self)
        self.more.setProperty("flat", True)
        self.more.setProperty("slim", True)
        self.more.clicked.connect(self._unfold)
        self.caption.overflows.connect(self._show_more)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # The words stand on the panel; a view's own ground would frame them.
        self._scroll.viewport().setAutoFillBackground(False)
        self.caption.setAutoFillBackground(False)
        self._scroll.setWidget(self.caption)
        self._scroll.setStyleSheet("QScrollArea, QScrollArea > QWidget > QLabel { background: transparent; }")
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_S)
        top.addWidget(self._scroll, 1)
        top.addWidget(self.more, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(top)
        self.credit = _label(self)
        self.credit.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.printed_credit = _label(self, secondary=True)
        self.chip = VerdictChip(parent=self)
        self.copy = QPushButton(f" {tr('Copy credit')}", self)
        self.copy.setProperty("compact", True)
        icons.keep(self.copy, "copy", "secondary")
        self.copy.clicked.connect(self.copy_wanted)
        self.printed = QPushButton(self)
        self.printed.setProperty("flat", True)
        self.printed.setProperty("compact", True)
        self.printed.clicked.connect(self._toggle_printed)
        self.beside = QPushButton(tr("Side by side"), self)
        self.beside.setProperty("flat", True)
        self.beside.setProperty("compact", True)
        self.beside.setToolTip(tr("All printings side by side, with their differences marked"))
        self.beside.clicked.connect(self.printings_wanted)
        credits_ = QVBoxLayout()
        credits_.setSpacing(0)
        credits_.addWidget(self.credit)
        credits_.addWidget(self.printed_credit)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addLayout(credits_, 1)
        row.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(theme.GAP_S)
        below.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self.printed)
        below.addWidget(self.beside)
        below.addStretch(1)
        column.addLayout(below)
        self.printings = Printings(self)
        self.printings.chosen.connect(self._choose)
        self.printings.article_wanted.connect(self.article_wanted)
        self.printings.hide()
        column.addWidget(self.printings)
        theme.signals().changed.connect(self._themed)
        self._themed()

    @property
    def caption_text(self) -> str:
        """The whole caption shown, folded or not."""
        return self.caption.full_text

    def show_page(self, page: RecordPage, article: int = 0) -> None:
        """Show the words of a photo; of its printings, the one in ``article`` first."""
        self._page = page
        self._uses = page.appears_in
        self._at = next((n for n, one in enumerate(self._uses) if one.article.id == article), 0)
        self._open = False
        self.caption.fold(True)
        self._show()

    def _show(self) -> None:
        page = self._page
        if page is None:
            return
        use = self._uses[self._at].use if self._uses else None
        description = page.record.description if isinstance(page.record, Photo) else ""
        caption = (use.caption if use is not None else "") or description
        self.caption.set_full_text(caption or tr("No caption is recorded."), quiet=not caption)
        line = credit_line_of(page)
        self.credit.setText(line or tr("No credit line is recorded."))
        self.credit.setProperty("role", "" if line else "warn")
        self.credit.style().polish(self.credit)
        self.credit.setAccessibleName(tr("Credit line: {line}").format(line=self.credit.text()))
        there = use.credit_line if use is not None else ""
        differs = bool(there and there != line)
        self.printed_credit.setVisible(differs)
        self.printed_credit.setText(tr("Printed there: {line}").format(line=there) if differs else "")
        self.copy.setEnabled(bool(line))
        self.chip.set_verdict(page.verdict.answer, page.verdict.nobody_looked, note(page.verdict))
        self._show_printed()

    def _show_printed(self) -> None:
        count = len(self._uses)
        self.printed.setVisible(count > 0)
        self.beside.setVisible(count > 1)
        if count > 1:
            words = tr_n("Printed as: {n} way", "Printed as: {n} ways", count)
        else:
            words = tr("Printed in")
        self.printed.setText(words)
        self.printed.setAccessibleDescription(tr("Shows where this photo is printed, with caption and credit there"))
        open_now = self._open and count > 0
        self.printings.setVisible(open_now)
        icons.keep(self.printed, "chevron-down" if open_now else "chevron-right", "accent")
        if open_now:
            self.printings.show_uses(self._uses, self._at)

    def _choose(self, number: int) -> None:
        self._at = number
        self._show()

    def _toggle_printed(self) -> None:
        self._open = not self._open
        self._show_printed()

    def _unfold(self) -> None:
        self.caption.fold(not self.caption.folded)
        self._show_more()

    def _show_more(self) -> None:
        self.more.setVisible(self.caption.too_long)
        self.more.setText(tr("More") if self.caption.folded else tr("Less"))
        lines = LINES if self.caption.folded else 8
        most = self.caption.fontMetrics().lineSpacing() * lines + 4
        wanted = self.caption.wanted_height()
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self._scroll.setVerticalScrollBarPolicy(never if self.caption.folded else needed)
        self._scroll.setFixedHeight(min(most, wanted))
        if self.caption.folded:
            self._scroll.verticalScrollBar().setValue(0)

    def _themed(self) -> None:
        self.caption.setFont(theme.font(14))
        self.credit.setFont(theme.font(13, bold=True))
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, other lines."""
        super().resizeEvent(event)
        self._show_more()


class _Folding(QLabel):
    """A text that shows its first lines, or all of it."""

    overflows = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.full_text = ""
        self.folded = True
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)

    @property
    def too_long(self) -> bool:
        """Whether it has more lines than are shown folded."""
        return self._height() > self.fontMetrics().lineSpacing() * LINES + 2

    def set_full_text(self, text: str, *, quiet: bool = False) -> None:
        """Show another text; ``quiet`` for words that stand in for one."""
        self.full_text = text
        self.setProperty("role", "secondary" if quiet else "")
        self.style().polish(self)
        side = Qt.AlignmentFlag.AlignRight if _rtl(text) else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignTop)
        self.setText(text)
        self.setAccessibleName(tr("Caption: {text}").format(text=text))
        self.overflows.emit()

    def fold(self, folded: bool) -> None:
        """Show the first lines only, or all."""
        self.folded = folded

    def wanted_height(self) -> int:
        """The height of all its lines."""
        return self._height() + 4

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its width decides how many lines it has."""
        super().resizeEvent(event)
        self.overflows.emit()

    def _height(self) -> int:
        width = max(60, self.width())
        rect = self.fontMetrics().boundingRect(
            0, 0, width, 100_000, int(Qt.TextFlag.TextWordWrap.value), self.full_text
        )
        return rect.height()


def captions_of(uses: Sequence[Appearance]) -> tuple[str, ...]:
    """The different captions a photo was printed with."""
    return tuple(dict.fromkeys(one.use.caption for one in uses if one.use.caption))


def alt_text_of(page: RecordPage) -> str:
    """What a person who cannot see the photo is told: its alternative text, else its caption."""
    uses = [one.use for one in page.appears_in if isinstance(one.use, PhotoUse)]
    alternative = next((use.alt_text for use in uses if use.alt_text), "")
    description = page.record.description if isinstance(page.record, Photo) else ""
    return alternative or description or next(iter(captions_of(page.appears_in)), "")


def _label(parent: QWidget, *, secondary: bool = False) -> QLabel:
    made = QLabel(parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if secondary:
        made.setProperty("role", "secondary")
    return made


def _rtl(text: str) -> bool:
    """Whether the first strong letter of a text belongs to a script written from right to left."""
    import unicodedata

    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind in {"R", "AL"} for kind in strong if kind in {"L", "R", "AL"}), False)

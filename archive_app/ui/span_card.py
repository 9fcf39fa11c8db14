"""The card beside a finding: what it is, which field it fills, how sure, why; accept, edit or reject it.

Keys work only inside the card: Enter accepts, F2 edits, Delete rejects, Esc closes.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import tr
from archive_app.ui import evidence_words, icons, spans, theme
from archive_app.ui.field_undo import let_undo_through
from archive_app.ui.spans import Span

WIDTH = 360


class SpanCard(QFrame):
    """Shown over its parent near a rectangle.

    Signals:
        accepted(int), rejected(int), edited(int, str): What the person decided about the span of a number.
        closed(): It is hidden again; the focus goes back to the text.
    """

    accepted = Signal(int)
    rejected = Signal(int)
    edited = Signal(int, str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setFixedWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = -1
        self._span: Span | None = None
        self.setAccessibleName(tr("Finding"))
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_M, theme.GAP_M)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_S)
        self._icon = QLabel(self)
        self._title = QLabel(self)
        self._title.setFont(theme.font(13, bold=True))
        cross = QToolButton(self)
        cross.setProperty("slim", True)
        cross.setAccessibleName(tr("Close"))
        cross.setToolTip(tr("Close (Esc)"))
        icons.keep(cross, "x", "secondary")
        cross.clicked.connect(self.close_card)
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        head.addWidget(cross)
        column.addLayout(head)
        self._quote = QLabel(self)
        self._quote.setWordWrap(True)
        self._quote.setTextFormat(Qt.TextFormat.PlainText)
        self._box = QPlainTextEdit(self)
        self._box.setMaximumHeight(96)
        self._box.setTabChangesFocus(True)
        self._box.setAccessibleName(tr("Value"))
        self._box.hide()
        let_undo_through(self._box)
        self._why = QLabel(self)
        self._why.setProperty("role", "secondary")
        self._why.setFont(theme.font(12))
        self._why.setWordWrap(True)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        for part in (self._quote, self._box, self._why):
            column.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.accept_button = self._button(tr("Accept"), tr("Accept (Enter)"), self._accept, primary=True)
        self.edit_button = self._button(tr("Edit"), tr("Edit (F2)"), self._edit)
        self.reject_button = self._button(tr("Reject"), tr("Reject (Delete)"), self._reject)
        self.save_button = self._button(tr("Save"), tr("Save (Ctrl+Enter)"), self._save, primary=True)
        for button in (self.accept_button, self.save_button, self.edit_button, self.reject_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 80))
        self.setGraphicsEffect(shadow)
        self.hide()

    @property
    def span(self) -> Span | None:
        """What it speaks of."""
        return self._span

    def show_span(self, number: int, span: Span, beside: QRect, *, writable: bool, focus: bool = True) -> None:
        """Speak of a span that stands at ``beside`` in the parent."""
        self.number, self._span = number, span
        self._icon.setPixmap(icons.pixmap(spans.ICONS[span.kind], "secondary", 16, self.devicePixelRatioF()))
        self._title.setText(span.name)
        quote = span.quote if len(span.quote) <= 240 else span.quote[:239] + "…"
        self._quote.setText(f"“{quote}”")
        why = evidence_words.confidence_and_reason(span.confidence, span.method)
        if span.superseded:
            why = tr("A person has changed this value since; these words still stand in the source.")
        elif span.reviewed and span.method != "person":
            why = tr("{why}. Reviewed.").format(why=why)
        self._why.setText(why)
        self._why.setToolTip(evidence_words.percent(span.confidence) if span.method != "person" else "")
        may = writable and span.record > 0 and not span.superseded
        self._editing(False)
        self.accept_button.setVisible(may and not span.reviewed)
        self.edit_button.setVisible(may)
        self.reject_button.setVisible(may and not span.reviewed)
        self.setAccessibleName(f"{span.name}: {span.quote[:120]}. {why}")
        self._place(beside)
        self.show()
        self.raise_()
        if focus:
            first = self.accept_button if self.accept_button.isVisible() else self
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_card(self) -> None:
        """Hide it."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The card's own keys."""
        key, editing = event.key(), not self._box.isHidden()
        enter = key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if key == Qt.Key.Key_Escape:
            if editing:
                self._editing(False)
                self.setFocus()
            else:
                self.close_card()
        elif editing and enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
        elif not editing and enter and self.accept_button.isVisible():
            self._accept()
        elif not editing and key == Qt.Key.Key_F2 and self.edit_button.isVisible():
            self._edit()
        elif not editing and key == Qt.Key.Key_Delete and self.reject_button.isVisible():
            self._reject()
        else:
            super().keyPressEvent(event)

    def _button(self, text: str, tip: str, run: object, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("compact", True)
        button.setProperty("primary", primary)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        if callable(run):
            button.clicked.connect(lambda _checked=False: run())
        return button

    def _editing(self, on: bool) -> None:
        self._box.setVisible(on)
        self._quote.setVisible(not on)
        self.save_button.setVisible(on)
        if on and self._span is not None:
            self.accept_button.hide()
            self.edit_button.hide()
            self.reject_button.hide()
            self._box.setPlainText(self._span.quote)
            self._box.setAccessibleName(self._span.name)
            self._box.selectAll()
            self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._span is not None:
            may = self._span.record > 0 and not self._span.superseded
            self.accept_button.setVisible(may and not self._span.reviewed)
            self.edit_button.setVisible(may)
            self.reject_button.setVisible(may and not self._span.reviewed)
        self.adjustSize()

    def _accept(self) -> None:
        self.accepted.emit(self.number)

    def _edit(self) -> None:
        self._editing(True)

    def _reject(self) -> None:
        self.rejected.emit(self.number)

    def _save(self) -> None:
        text = self._box.toPlainText().strip()
        if self._span is not None and text and text != self._span.quote:
            self.edited.emit(self.number, text)
        else:
            self._editing(False)
            self.setFocus()

    def _place(self, beside: QRect) -> None:
        self.adjustSize()
        parent = self.parentWidget()
        room = parent.rect() if parent is not None else beside
        left = min(max(theme.GAP_M, beside.left()), max(theme.GAP_M, room.width() - WIDTH - 2 * theme.GAP_L))
        top = beside.bottom() + theme.GAP_S
        if top + self.height() > room.bottom() - theme.GAP_S:
            top = max(theme.GAP_S, beside.top() - self.height() - theme.GAP_S)
        self.move(QPoint(left, top))

"""One field on screen: label, input, where its value came from, and what is to be said of it.

The editor knows texts, not records. Its owner gives it a value with ``show_value`` and saves what ``left`` brings::

    editor = FieldEditor(line, parent)
    editor.show_value(seen, kept=..., origin=...)
    editor.paused.connect(...)      # 800 ms after the last key: keep the text
    editor.left.connect(...)        # the visit is over and the text differs: save it
    editor.given_up.connect(...)    # Esc: the text is as it was
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from archive_app.domain import dates
from archive_app.domain.field_model import Field
from archive_app.i18n import language, tr
from archive_app.ui import icons, theme
from archive_app.ui.field_inputs import FlagInput, Input, LineInput, make_input
from archive_app.ui.one_shot import one_shot
from archive_app.ui.provenance import Provenance

PAUSE_MS = 800
LABEL_WIDTH = 108


class FieldEditor(QWidget):
    """Label, input, origin and sentence of one field.

    Attributes:
        line: The line of the field table.
        seen: The stored text that the visit began with.
    """

    typed = Signal(str)
    paused = Signal(str)
    left = Signal(str)
    given_up = Signal()
    entered = Signal()

    def __init__(self, line: Field, parent: QWidget | None = None, *, label: str = "", least: int = 2) -> None:
        super().__init__(parent)
        self.line = line
        self.seen = ""
        self._entered = ""
        self._shown = ""
        self._origin: Provenance | None = None
        self._tone = ""
        self._says = ""
        name = label or tr(line.label)
        self.input: Input = make_input(line, self, least=least)
        self.input.setAccessibleName(name)
        self.input.setAccessibleIdentifier(f"field.{line.name}")
        self.input.setToolTip(tr(line.help))
        self.input.installEventFilter(self)
        self.label = QLabel(name, self)
        self.label.setFont(theme.font(12))
        self.label.setProperty("role", "secondary")
        self.label.setBuddy(self.input)
        self.label.setToolTip(tr(line.help))
        self._bar = QFrame(self.input)  # drawn over the input's own edge
        self._bar.hide()
        self._mark = QLabel(self)
        self._word = QLabel(self)
        self._word.setFont(theme.font(11))
        self._word.setProperty("role", "secondary")
        self._sentence = QLabel(self)
        self._sentence.setFont(theme.font(12))
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.hide()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.GAP_XS)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(5)
        self._grid.setVerticalSpacing(3)
        self._left: bool | None = None
        self.arrange(labels_left=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._pause = one_shot(self, PAUSE_MS, self._paused)
        self.input.typed.connect(self._typed)
        self.input.chosen.connect(self.finish)
        theme.signals().changed.connect(self._draw)

    @property
    def dirty(self) -> bool:
        """Whether the text differs from what is stored, as far as it is shown."""
        return self.input.value() != self._shown

    @property
    def origin(self) -> Provenance | None:
        """Where the stored value came from, as shown."""
        return self._origin

    @property
    def message(self) -> str:
        """What is said below the field, "" when nothing is."""
        return self._says

    def show_value(self, seen: str, *, kept: str | None = None, origin: Provenance | None = None) -> None:
        """Show a stored value, or over it what was typed and not saved. Typing that goes on is left alone."""
        self._origin = origin
        self._draw()
        if self.dirty and self.input.hasFocus():
            return
        self.seen = seen
        self._bars_off()
        self._put(seen)
        self._shown = self.input.value()
        if kept is not None and kept != self._shown:
            self.input.put(kept)
        self._entered = self.input.value()
        self._say_reading()

    def accept_saved(self, seen: str) -> None:
        """What was typed is stored now as ``seen``."""
        self.seen = seen
        self._bars_off()
        if not self.input.hasFocus():
            self._put(seen)
        self._shown = self.input.value()
        self._say_reading()

    def refuse(self, sentence: str, buttons: Sequence[tuple[str, Callable[[], object]]] = ()) -> None:
        """Mark the field and say below it why its text is not saved; the text stays."""
        self._mark_invalid(True)
        self._say(sentence, "bad")
        self._set_buttons(buttons)

    def remind(self, sentence: str) -> None:
        """Say something below the field that is no fault."""
        self._say(sentence, "info")

    def take(self, text: str) -> None:
        """Type a text for the person, as a visit of its own."""
        self.input.put(text)
        self._typed()
        self.finish()

    def finish(self) -> None:
        """End the visit: what was typed is handed over, if anything was."""
        self._pause.stop()
        if self.dirty:
            self.left.emit(self.input.value())

    def give_up(self) -> None:
        """Put back the text that was there when the field was entered; once more, what is stored."""
        self._pause.stop()
        if self.input.value() != self._entered:
            self.input.put(self._entered)
            self._mark_invalid(False)
            if not self.dirty:
                self._bars_off()
                self._say_reading()
        else:
            self.drop()
        if not self.dirty:
            self.given_up.emit()

    def drop(self) -> None:
        """Put back the stored value."""
        self._put(self.seen)
        self._shown = self._entered = self.input.value()
        self._bars_off()
        self._say_reading()

    def set_read_only(self, off: bool) -> None:
        """Nothing can be typed; texts can still be read and copied."""
        if isinstance(self.input, LineInput) or hasattr(self.input, "setReadOnly"):
            self.input.setReadOnly(off)
        else:
            self.input.setEnabled(not off)

    def arrange(self, *, labels_left: bool) -> None:
        """Place the label above the input, or before it where the pane is wide."""
        if labels_left == self._left:
            return
        self._left = labels_left
        grid = self._grid
        for part in (self.label, self.input, self._mark, self._word, self._sentence):
            grid.removeWidget(part)
        grid.removeItem(self._buttons)
        flag = isinstance(self.input, FlagInput)
        policy = self._mark.sizePolicy()
        policy.setRetainSizeWhenHidden(labels_left)  # so that the inputs end in one line
        self._mark.setSizePolicy(policy)
        self._mark.setFixedWidth(14)
        self.label.setVisible(not flag)
        self._word.setVisible(not labels_left and not flag and bool(self._word.text()))
        if labels_left:
            self.label.setFixedWidth(LABEL_WIDTH)
            self.label.setWordWrap(True)
            grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
            self.label.setContentsMargins(0, 7, 4, 0)
            grid.addWidget(self.input, 0, 2)
            grid.addWidget(self._mark, 0, 3, Qt.AlignmentFlag.AlignTop)
            self._mark.setContentsMargins(0, 9, 0, 0)
            grid.addWidget(self._sentence, 1, 2, 1, 2)
            grid.addLayout(self._buttons, 2, 2, 1, 2)
            grid.setColumnStretch(2, 1)
            grid.setColumnStretch(1, 0)
        else:
            self.label.setMinimumWidth(0)
            self.label.setMaximumWidth(16_777_215)
            self.label.setWordWrap(False)
            self.label.setContentsMargins(0, 0, 0, 0)
            grid.addWidget(self.label, 0, 0, 1, 2)
            grid.addWidget(self._mark, 0, 2)
            self._mark.setContentsMargins(0, 0, 0, 0)
            grid.addWidget(self._word, 0, 3)
            grid.addWidget(self.input, 1, 0, 1, 4)
            grid.addWidget(self._sentence, 2, 0, 1, 4)
            grid.addLayout(self._buttons, 3, 0, 1, 4)
            grid.setColumnStretch(1, 1)
            grid.setColumnStretch(2, 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Entering, leaving and Esc of the input."""
        if watched is self.input:
            kind = event.type()
            if kind in {QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange}:
                self._place_bar()
            if isinstance(event, QFocusEvent):
                away = event.reason() in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason}
                if kind == QEvent.Type.FocusIn and not away:
                    self._entered = self.input.value()
                    self.entered.emit()
                elif kind == QEvent.Type.FocusOut and not away:
                    self.finish()
            elif isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
                changed = self.input.value() != self._entered or self.dirty
                if kind == QEvent.Type.ShortcutOverride and changed:
                    event.accept()
                    return True
                if kind == QEvent.Type.KeyPress and changed:
                    self.give_up()
                    return True
        return super().eventFilter(watched, event)

    def _place_bar(self) -> None:
        height = self.input.height()
        # At the edge where the text begins, inside the frame and clear of its round corners.
        rtl = self.input.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.input.width() - 5 if rtl else 2
        self._bar.setGeometry(left, 6, 3, max(4, height - 12))

    def _put(self, text: str) -> None:
        self.input.put(text)

    def _typed(self) -> None:
        self._mark_invalid(False)
        self._set_buttons(())
        self._say_reading()
        self._pause.start()
        self.typed.emit(self.input.value())

    def _paused(self) -> None:
        if self.dirty:
            self.paused.emit(self.input.value())

    def _say_reading(self) -> None:
        """What a typed date is read as."""
        text = self.input.value().strip()
        if self.line.type != "date" or not text:
            self._say("", "secondary")
            return
        edtf = text if dates.is_valid(text) else dates.from_typed(text)
        if not edtf:
            self._say(tr("This is not read as a date yet."), "secondary")
            return
        words = dates.display(edtf, language())
        self._say(words if edtf == text else tr("Read as {date} ({edtf})").format(date=words, edtf=edtf), "secondary")

    def _bars_off(self) -> None:
        self._mark_invalid(False)
        self._set_buttons(())
        self._say("", "secondary")

    def _say(self, sentence: str, tone: str) -> None:
        if (sentence, tone) == (self._says, self._tone):
            return  # polishing is dear, and a form says this for every field of every record
        if tone != self._tone:
            self._sentence.setProperty("role", tone)
            self._sentence.style().unpolish(self._sentence)
            self._sentence.style().polish(self._sentence)
        self._says, self._tone = sentence, tone
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._describe()

    def _set_buttons(self, buttons: Sequence[tuple[str, Callable[[], object]]]) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for text, run in buttons:
            button = QPushButton(text, self)
            button.setProperty("flat", True)
            button.setProperty("slim", True)
            button.clicked.connect(lambda _checked=False, go=run: go())
            self._buttons.addWidget(button)
        if buttons:
            self._buttons.addStretch()

    def _mark_invalid(self, wrong: bool) -> None:
        if bool(self.input.property("invalid")) != wrong:
            self.input.setProperty("invalid", wrong)
            self.input.style().unpolish(self.input)
            self.input.style().polish(self.input)

    def _describe(self) -> None:
        origin = self._origin.sentence if self._origin is not None else ""
        self.input.setAccessibleDescription(" ".join(part for part in (self._says, origin) if part))

    def _draw(self) -> None:
        origin = self._origin
        shown = origin is not None and not isinstance(self.input, FlagInput)
        self._bar.setVisible(shown)
        self._mark.setVisible(shown)
        self._word.setVisible(shown and not self._left)
        if origin is not None:
            colour = theme.current().color(origin.role).name()
            sheet = f"background: {colour}; border: 0; border-radius: 1px;"
            if sheet != self._bar.styleSheet():
                self._bar.setStyleSheet(sheet)
            self._mark.setPixmap(icons.pixmap(origin.icon, origin.role, 13, self.devicePixelRatioF()))
            self._word.setText(origin.word)
            for part in (self._bar, self._mark, self._word):
                part.setToolTip(origin.sentence)
        self._describe()

"""What is typed in: one line, long text, a choice, a tick. All four have the same face.

``value()`` is the text as ``fields.with_value`` reads it, ``put`` shows another, ``typed`` tells of a person's change
and ``chosen`` that it is complete at once (a choice, a tick, Enter).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from archive_app.domain.choices import Choice, label_of
from archive_app.domain.field_model import Field
from archive_app.i18n import tr
from archive_app.ui.field_undo import let_undo_through
from archive_app.ui.one_shot import one_shot

COMPLETE_AFTER_MS = 150
MOST_LINES = 12


def right_to_left(text: str) -> bool:
    """Whether a text begins in a script that runs from right to left."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"R", "AL"}:
            return True
        if direction == "L":
            return False
    return False


def turn(widget: QWidget, text: str) -> None:
    """Let a widget run as its text does; an empty one runs as the window does."""
    if not text:
        widget.unsetLayoutDirection()
        return
    rtl = right_to_left(text)
    widget.setLayoutDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)


class LineInput(QLineEdit):
    """One line of text; lists are parted by semicolons."""

    typed = Signal()
    chosen = Signal()

    def __init__(self, line: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = line.choices if line.type in {"language", "text"} else ()
        let_undo_through(self)
        self.textEdited.connect(lambda _text: self.typed.emit())
        self.returnPressed.connect(self.chosen)
        self.textChanged.connect(self._turn)

    def value(self) -> str:
        """The text."""
        return self.text()

    def put(self, text: str) -> None:
        """Show a text from its beginning."""
        shown = label_of(self._choices, text) if self._choices and text else text
        if shown != self.text():
            self.setText(shown)
        if not self.hasFocus():
            self.setCursorPosition(0)

    def _turn(self, text: str) -> None:
        turn(self, text)


class LongInput(QPlainTextEdit):
    """Several lines; as high as its text, up to a dozen lines. Tab leaves it."""

    typed = Signal()
    chosen = Signal()

    def __init__(self, line: Field, parent: QWidget | None = None, least: int = 2) -> None:
        super().__init__(parent)
        self._putting = False
        self._least = least
        let_undo_through(self)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._changed)

    def value(self) -> str:
        """The text."""
        return self.toPlainText()

    def put(self, text: str) -> None:
        """Show a text."""
        if text != self.toPlainText():
            self._putting = True
            self.setPlainText(text)
            self._putting = False
        self._fit()

    def sizeHint(self) -> QSize:
        """As high as its text."""
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:
        """No lower than its text."""
        return QSize(80, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps the text otherwise."""
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A text that fits lets the pane scroll instead of stopping it."""
        if self.verticalScrollBar().maximum() > 0 and self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    def _changed(self) -> None:
        self._fit()
        first = self.document().firstBlock().text()
        turn(self, first)
        # A widget's direction alone leaves a plain text edit's lines at the left.
        option = self.document().defaultTextOption()
        side = Qt.AlignmentFlag.AlignRight if right_to_left(first) else Qt.AlignmentFlag.AlignLeft
        if option.alignment() != side | Qt.AlignmentFlag.AlignAbsolute:
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            self.document().setDefaultTextOption(option)
        if not self._putting:
            self.typed.emit()

    def _height(self) -> int:
        lines = int(self.document().size().height())
        shown = max(self._least, min(MOST_LINES, lines))
        frame = 2 * int(self.document().documentMargin()) + 2 * 5  # the style sheet's padding and border
        return shown * self.fontMetrics().lineSpacing() + frame + 2

    def _fit(self) -> None:
        more = int(self.document().size().height()) > MOST_LINES
        needed = Qt.ScrollBarPolicy.ScrollBarAsNeeded if more else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(needed)
        if self.height() != self._height():
            self.setFixedHeight(self._height())


class ChoiceInput(QComboBox):
    """One value of a controlled list. The wheel never changes it: it scrolls the pane."""

    typed = Signal()
    chosen = Signal()

    def __init__(self, line: Field, parent: QWidget | None = None, *, empty: str = "") -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        if empty:
            self.addItem(empty, "")
        for choice in line.choices:
            self.addItem(tr(choice.label), choice.value)
        self.activated.connect(self._activated)

    def value(self) -> str:
        """The stored value."""
        return str(self.currentData() or "")

    def put(self, text: str) -> None:
        """Show a value; one that is not on the list is added to it."""
        at = self.findData(text)
        if at < 0:
            self.addItem(text or tr("not stated"), text)
            at = self.count() - 1
        self.setCurrentIndex(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the pane."""
        event.ignore()

    def _activated(self, _index: int) -> None:
        self.typed.emit()
        self.chosen.emit()


class FlagInput(QCheckBox):
    """Yes or no; its label is the field's."""

    typed = Signal()
    chosen = Signal()

    def __init__(self, line: Field, parent: QWidget | None = None) -> None:
        super().__init__(tr(line.label), parent)
        self.clicked.connect(self._clicked)

    def value(self) -> str:
        """Yes or no, as typed text."""
        return "yes" if self.isChecked() else "no"

    def put(self, text: str) -> None:
        """Show a value."""
        self.setChecked(text == "yes")

    def _clicked(self) -> None:
        self.typed.emit()
        self.chosen.emit()


Input = LineInput | LongInput | ChoiceInput | FlagInput
Values = Sequence[tuple[str, int]]
Ask = Callable[[str, Callable[[Values], None]], None]


class Completion(QObject):
    """Offers values in use while a line is typed; of a list, for the name being typed."""

    def __init__(self, line: LineInput, ask: Ask, *, many: bool) -> None:
        super().__init__(line)
        self._line, self._ask, self._many = line, ask, many
        self._model = QStringListModel(self)
        self._completer = QCompleter(self._model, self)
        self._completer.setWidget(line)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._take)
        self._words: dict[str, str] = {}
        self._soon = one_shot(self, COMPLETE_AFTER_MS, self._look)
        line.textEdited.connect(self._soon.start)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down opens the list without a letter typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down:
            self._look()
        return super().eventFilter(watched, event)

    def _piece(self) -> str:
        text = self._line.text()
        return text.rpartition(";")[2].strip() if self._many else text.strip()

    def _look(self) -> None:
        if self._line.hasFocus() and not self._line.isReadOnly():
            asked = self._piece()
            self._ask(asked, lambda values: self._offer(asked, values))

    def _offer(self, asked: str, values: Values) -> None:
        found = [(value, count) for value, count in values if value != asked]
        if asked != self._piece() or not self._line.hasFocus() or not found:
            popup = self._completer.popup()
            if popup is not None:
                popup.hide()
            return
        self._words = {f"{value}  ·  {count}" if count else value: value for value, count in found}
        self._model.setStringList(list(self._words))
        self._completer.complete()

    def _take(self, shown: str) -> None:
        value = self._words.get(shown, shown)
        if self._many:
            before, semicolon, _ = self._line.text().rpartition(";")
            value = f"{before.rstrip()}; {value}" if semicolon else value
        self._line.setText(value)
        self._line.typed.emit()


def make_input(line: Field, parent: QWidget, *, least: int = 2) -> Input:
    """The input that fits a field."""
    if line.type == "flag":
        return FlagInput(line, parent)
    if line.type == "choice":
        return ChoiceInput(line, parent)
    if line.multiline:
        return LongInput(line, parent, least)
    return LineInput(line, parent)


def choice_box(choices: tuple[Choice, ...], parent: QWidget, *, empty: str = "") -> ChoiceInput:
    """A list of choices that is no field of a record."""
    return ChoiceInput(
        Field(name="choice", kinds=(), label="", type="choice", choices=choices), parent, empty=empty
    )  # fmt: skip

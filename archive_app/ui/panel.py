"""Building blocks of the inspector's tabs: a column that scrolls, headings, fold-outs, quiet buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from archive_app.ui import icons, theme


class Tall(QFrame):
    """What scrolls: as high as its layout is at its width, not at the least width that wrapped words could have."""

    def minimumSizeHint(self) -> QSize:
        """The layout's own, at this width."""
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is not None and layout.hasHeightForWidth() and self.width() > hint.width():
            hint.setHeight(min(hint.height(), layout.heightForWidth(self.width())))
        return hint


class Column(QScrollArea):
    """A column of widgets that scrolls up and down, never sideways; ``body`` is its layout."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        inside = Tall(self)
        inside.setProperty("pane", "window")
        inside.setAccessibleName(name)
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_M, theme.GAP_L)
        self.body.setSpacing(theme.GAP_S)
        self.setWidget(inside)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().setAccessibleName(name)

    def show_widget(self, widget: QWidget) -> None:
        """Scroll so that a widget is in sight."""
        self.ensureWidgetVisible(widget, 0, theme.GAP_L)


_HEAD = (
    "QPushButton { border: 1px solid transparent; background: transparent; color: palette(text);"
    " padding: 1px 6px 1px 0; min-height: 22px; text-align: left; }"
    "QPushButton:hover { color: palette(accent); }"
    "QPushButton:focus { border: 2px solid palette(accent); padding: 0 5px 0 -1px; }"
)


class Fold(QWidget):
    """A heading that folds its content out and in. Signals: ``opened(bool)``."""

    opened = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None, *, is_open: bool = False) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_S)
        self.head = QPushButton(title, self)
        self.head.setCheckable(True)
        self.head.setFont(theme.font(12, bold=True))
        self.head.setIconSize(QSize(14, 14))
        self.head.setStyleSheet(_HEAD)
        self.content = QWidget(self)
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.GAP_S)
        column.addWidget(self.head, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.content)
        self.head.toggled.connect(self._toggled)
        theme.signals().changed.connect(self._draw)
        self.head.setChecked(is_open)
        self._toggled(is_open)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self.head.setText(title)

    def open(self) -> None:
        """Fold out."""
        self.head.setChecked(True)

    def _toggled(self, shown: bool) -> None:
        self.content.setVisible(shown)
        self._draw()
        self.opened.emit(shown)

    def _draw(self) -> None:
        self.head.setIcon(icons.icon("chevron-down" if self.head.isChecked() else "chevron-right", "secondary"))


def heading(text: str, parent: QWidget) -> QLabel:
    """A small heading in capitals' place."""
    label = QLabel(text, parent)
    label.setFont(theme.font(11, bold=True))
    label.setProperty("role", "secondary")
    return label


def words(text: str, parent: QWidget, *, role: str = "", size: int = 13) -> QLabel:
    """A text that wraps and can be selected."""
    label = QLabel(text, parent)
    label.setFont(theme.font(size))
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)
    label.setMinimumWidth(1)  # a long word is cut rather than the pane widened
    if role:
        label.setProperty("role", role)
    return label


def copyable(text: str, parent: QWidget, name: str) -> QLineEdit:
    """A text without a place to break (a path, a hash), on one line, to be read and copied."""
    line = QLineEdit(text, parent)
    line.setReadOnly(True)
    line.setFrame(False)
    line.setStyleSheet("QLineEdit { border: 0; padding: 0; background: transparent; min-height: 18px; }")
    line.setFont(theme.font(12))
    line.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    line.setCursorPosition(0)
    line.setAccessibleName(name)
    line.setToolTip(text)
    line.setMinimumWidth(1)
    return line


class QuietButton(QPushButton):
    """A flat button whose words keep a little distance from its icon."""

    def setText(self, text: str) -> None:
        """Show other words."""
        super().setText(f"\u2009{text}" if not self.icon().isNull() else text)

    def text(self) -> str:
        """The words."""
        return super().text().removeprefix("\u2009")


def quiet_button(
    text: str, run: Callable[[], object], parent: QWidget, *, icon: str = "", tip: str = ""
) -> QPushButton:
    """A flat button with words, small enough to stand in a card."""
    button = QuietButton(parent)
    button.setProperty("flat", True)
    button.setProperty("slim", True)
    if icon:
        icons.keep(button, icon, "accent")
        button.setIconSize(QSize(14, 14))
    button.setText(text)
    button.setToolTip(tip or text.rstrip("…"))
    button.setAccessibleName(text.rstrip("…"))
    button.clicked.connect(lambda _checked=False: run())
    return button


def card(parent: QWidget) -> tuple[QFrame, QVBoxLayout]:
    """A framed panel and its layout."""
    frame = QFrame(parent)
    frame.setProperty("card", True)
    column = QVBoxLayout(frame)
    column.setContentsMargins(10, 10, 10, 10)
    column.setSpacing(theme.GAP_S)
    return frame, column


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            empty_layout(inner)

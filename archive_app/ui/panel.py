"""Building blocks of the inspector's tabs: a column that scrolls, headings, fold-outs, quiet buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.ui import icons, theme


class Column(QScrollArea):
    """A column of widgets that scrolls up and down, never sideways; ``body`` is its layout."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)
        inside = QFrame(self)
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


class Fold(QWidget):
    """A heading that folds its content out and in. Signals: ``opened(bool)``."""

    opened = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None, *, is_open: bool = False) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_S)
        self.head = QToolButton(self)
        self.head.setText(title)
        self.head.setCheckable(True)
        self.head.setProperty("slim", True)
        self.head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.head.setFont(theme.font(12, bold=True))
        self.head.setStyleSheet("QToolButton:checked { background: transparent; color: palette(text); }")
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
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    if role:
        label.setProperty("role", role)
    return label


def quiet_button(
    text: str, run: Callable[[], object], parent: QWidget, *, icon: str = "", tip: str = ""
) -> QPushButton:
    """A flat button with words, small enough to stand in a card."""
    button = QPushButton(text, parent)
    button.setProperty("flat", True)
    button.setProperty("slim", True)
    if icon:
        icons.keep(button, icon, "accent")
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

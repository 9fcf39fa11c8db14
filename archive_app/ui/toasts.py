"""Short remarks that appear above the status bar and go away by themselves; at most three at a time.

They never take the focus. A toast stays while the pointer or the focus is on it; Esc closes it; F7 focuses the
newest. All of them are kept for the activity list behind the bell (``Toasts.kept``).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.notices import Notice

MOST: Final = 3
KEPT: Final = 100
PLACED_MS: Final = 250
LIFTED: Final = 72
"""So far above the lower edge a button may stand for the toasts to make room for it."""
SHOWN_MS: Final = 6000
SHOWN_WITH_BUTTON_MS: Final = 10_000
_LOOKS: Final = {
    "info": ("info", "info"), "done": ("circle-check", "ok"), "warn": ("triangle-alert", "check"),
    "bad": ("circle-alert", "no"),
}  # fmt: skip


class Toast(QFrame):
    """One remark on screen."""

    closed = Signal(object)

    def __init__(self, notice: Notice, clicked: Callable[[Notice], None], parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self._clicked = clicked
        icon_name, role = _LOOKS.get(notice.kind, _LOOKS["info"])
        self.setObjectName("toast")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 6, 8)
        row.setSpacing(10)
        self._mark, self._drawing = QLabel(self), (icon_name, role)
        row.addWidget(self._mark)
        theme.signals().changed.connect(self._draw)
        self._draw()
        words = QLabel(notice.text, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        row.addWidget(words, 1)
        if notice.button:
            button = QPushButton(notice.button, self)
            button.setProperty("flat", True)
            button.setProperty("compact", True)
            button.clicked.connect(self._press)
            row.addWidget(button)
        shut = QToolButton(self)
        icons.keep(shut, "x", "secondary")
        shut.setAccessibleName(tr("Close this notification"))
        shut.setToolTip(tr("Close (Esc)"))
        shut.clicked.connect(self.shut)
        row.addWidget(shut)
        self.setAccessibleName(notice.text)
        for child in self.findChildren(QWidget):
            child.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.shut)
        self._timer.start(SHOWN_WITH_BUTTON_MS if notice.button else SHOWN_MS)

    @property
    def waiting(self) -> bool:
        """Whether its time is running."""
        return self._timer.isActive()

    def shut(self) -> None:
        """Take it off the screen."""
        self._timer.stop()
        self.closed.emit(self)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer stops the clock."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """The clock starts anew."""
        self._timer.start(SHOWN_WITH_BUTTON_MS)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.shut()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Focus on one of its buttons stops the clock as the pointer does."""
        if isinstance(event, QFocusEvent):
            if event.gotFocus():
                self._timer.stop()
            else:
                self._timer.start(SHOWN_WITH_BUTTON_MS)
        return super().eventFilter(watched, event)

    def _press(self) -> None:
        self.shut()
        self._clicked(self.notice)

    def _draw(self) -> None:
        look = theme.current()
        self.setStyleSheet(
            f"QFrame#toast {{ background: {look.base}; border: 1px solid {look.border_strong}; border-radius: 8px; }}"
        )
        self._mark.setPixmap(icons.pixmap(*self._drawing, 18, self.devicePixelRatioF()))


class Toasts(QObject):
    """Places the toasts of one window in its lower corner, the newest lowest, above the button that is pressed next.

    Signals:
        kept_changed(int): How many notices have not been looked at.
        pressed(Notice): The button of a notice that has no ``clicked`` of its own.
    """

    kept_changed = Signal(int)
    pressed = Signal(object)

    def __init__(self, window: QWidget, bottom: Callable[[], int] = lambda: theme.STATUS) -> None:
        super().__init__(window)
        self._window = window
        self._bottom = bottom
        self._shown: list[Toast] = []
        self.kept: deque[Notice] = deque(maxlen=KEPT)
        self._unread = 0
        self._again = QTimer(self)  # another page may have come under them
        self._again.setInterval(PLACED_MS)
        self._again.timeout.connect(self._place)
        window.installEventFilter(self)

    @property
    def shown(self) -> tuple[Toast, ...]:
        """The toasts on screen, the oldest first."""
        return tuple(self._shown)

    def show(self, notice: Notice) -> None:
        """Show a notice; the oldest gives way to a fourth."""
        self.kept.appendleft(notice)
        self._unread += 1
        self.kept_changed.emit(self._unread)
        while len(self._shown) >= MOST:
            self._remove(self._shown[0])
        toast = Toast(notice, self._press, self._window)
        toast.closed.connect(self._remove)
        self._shown.append(toast)
        self._place()
        toast.show()
        event = QAccessibleAnnouncementEvent(toast, notice.text)
        event.setPoliteness(
            QAccessible.AnnouncementPoliteness.Assertive
            if notice.kind == "bad"
            else QAccessible.AnnouncementPoliteness.Polite
        )
        QAccessible.updateAccessibility(event)

    def mark_read(self) -> None:
        """The activity list was looked at."""
        self._unread = 0
        self.kept_changed.emit(0)

    def focus_newest(self) -> bool:
        """Move the focus to the newest toast; False when there is none."""
        if not self._shown:
            return False
        buttons = [child for child in self._shown[-1].findChildren(QAbstractButton) if child.isVisible()]
        if not buttons:
            return False
        buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def close_all(self) -> None:
        """Take all off the screen."""
        for toast in self.shown:
            self._remove(toast)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the corner when the window changes size."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _press(self, notice: Notice) -> None:
        if notice.clicked is not None:
            notice.clicked()
        else:
            self.pressed.emit(notice)

    def _remove(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            toast.hide()
            toast.deleteLater()
            self._place()

    def _place(self) -> None:
        if not self._shown:
            self._again.stop()
            return
        self._again.start()
        width = max(240, min(440, self._window.width() - 32))
        bottom = self._window.height() - self._bottom() - theme.GAP_M
        left = self._window.width() - width - theme.GAP_L
        if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = theme.GAP_L
        bottom = self._above_buttons(left, width, bottom)
        for toast in reversed(self._shown):
            height = max(toast.heightForWidth(width), toast.sizeHint().height(), 44)
            toast.setGeometry(left, bottom - height, width, height)
            toast.raise_()
            bottom -= height + theme.GAP_S

    def _above_buttons(self, left: int, width: int, bottom: int) -> int:
        """Where the lowest toast ends, so that it hides no primary button such as “Export” or “Apply to 12”."""
        lowest = QRect(left, bottom - LIFTED, width, LIFTED + theme.GAP_M)
        for button in self._window.findChildren(QPushButton):
            if button.isVisible() and button.property("primary"):
                there = QRect(button.mapTo(self._window, QPoint(0, 0)), button.size())
                if there.intersects(lowest):
                    bottom = min(bottom, there.top() - theme.GAP_S)
        return bottom

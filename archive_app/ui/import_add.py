"""The first step of an import: where to drop, and the same by buttons; also the slim bar over the list later."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.ui import icons, theme


class AddButtons(QWidget):
    """Choose files, choose a folder, paste, add web addresses.

    Signals:
        files_wanted(), folder_wanted(), paste_wanted(), addresses_wanted(): The person pressed that button.
    """

    files_wanted = Signal()
    folder_wanted = Signal()
    paste_wanted = Signal()
    addresses_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, compact: bool = False) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_S)
        if not compact:
            row.addStretch(1)
        for words, icon, signal, tip in (
            (tr("Choose files…"), "file-plus", self.files_wanted, tr("Pages, texts, pictures, films, exports")),
            (tr("Choose folder…"), "folder-plus", self.folder_wanted, tr("Everything in it that can be read")),
            (tr("Paste"), "clipboard-paste", self.paste_wanted, tr("Text, a page or files you copied (Ctrl+V)")),
            (tr("Add addresses…"), "globe", self.addresses_wanted, tr("Pages from the web, fetched when you agree")),
        ):
            button = QPushButton(f" {words}", self)
            button.setAccessibleName(words)
            button.setToolTip(tip)
            button.setProperty("compact", compact)
            button.setProperty("primary", not compact and signal is self.files_wanted)
            icons.keep(button, icon, "on_accent" if button.property("primary") else "text")
            button.clicked.connect(lambda _on=False, s=signal: s.emit())
            row.addWidget(button)
        if not compact:
            row.addStretch(1)


class DropZone(QFrame):
    """The empty import: a large place that says what may be dropped."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = AddButtons(self)
        self.setAccessibleName(tr("Drop files, folders or text here"))
        column = QVBoxLayout(self)
        column.setContentsMargins(64, 48, 64, 64)
        column.setSpacing(theme.GAP_S)
        column.addStretch(2)
        self._icon = QLabel(self)
        title = QLabel(tr("Drop files, folders or text here"), self)
        title.setFont(theme.font(20, bold=True))
        words = QLabel(
            tr(
                "Saved web pages, text and Markdown files, pictures, films, and exports of this program. "
                "Nothing is written until you say Import; your files stay as they are."
            ),
            self,
        )
        words.setProperty("role", "secondary")
        words.setWordWrap(True)
        for part in (self._icon, title, words):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addSpacing(theme.GAP_M)
        column.addWidget(self.buttons)
        column.addStretch(3)
        theme.signals().changed.connect(self._draw)
        self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A dashed frame."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().color("border_strong"), 1.4, Qt.PenStyle.DashLine))
        frame = QRectF(self.rect()).adjusted(theme.GAP_XL, theme.GAP_L, -theme.GAP_XL, -theme.GAP_XL)
        painter.drawRoundedRect(frame, theme.RADIUS_CARD, theme.RADIUS_CARD)

    def _draw(self) -> None:
        self._icon.setPixmap(icons.pixmap("import", "disabled", 48, self.devicePixelRatioF()))


class Steps(QWidget):
    """Add – Review – Import – Summary, the present one in bold."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_S)
        self._labels: list[QLabel] = []
        for number, words in enumerate((tr("Add"), tr("Review"), tr("Import"), tr("Summary")), 1):
            if number > 1:
                arrow = QLabel("›", self)
                arrow.setProperty("role", "disabled")
                row.addWidget(arrow)
            label = QLabel(f"{number}  {words}", self)
            self._labels.append(label)
            row.addWidget(label)
        self._step = 1
        self.go(1)
        theme.signals().changed.connect(self._again)

    def go(self, step: int) -> None:
        """Say which step it is, from 1."""
        self._step = step
        for number, label in enumerate(self._labels, 1):
            label.setProperty("role", "" if number == step else "secondary")
            label.style().unpolish(label)
            label.style().polish(label)
            label.setFont(theme.font(13, bold=number == step))
        self.setAccessibleName(tr("Step {n} of 4: {name}").format(n=step, name=self._labels[step - 1].text()[3:]))

    def _again(self) -> None:
        # A new style sheet takes the fonts of styled labels away.
        self.go(self._step)

"""The line over a photo: back, title, its place in the series, and the tools of the view."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.context import Context

ZOOM_FROM = 560
"""Pixels from which there is room for the size of the photo in per cent."""


class PageHeader(QFrame):
    """The line over any page of the centre: a way back and a title; ``row`` takes more."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "bottom")
        self.setFixedHeight(theme.HEADER)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(theme.GAP_S, 0, theme.GAP_M, 0)
        self.row.setSpacing(theme.GAP_XS)
        self.back = QPushButton(tr("Results"), self)
        self.back.setProperty("flat", True)
        self.back.setProperty("compact", True)
        self.back.setAccessibleName(tr("Back to the results"))
        self.back.setToolTip(tr("Back to the results (Esc)"))
        icons.keep(self.back, "chevron-left", "accent")
        self.back.clicked.connect(context.view.close_mode)
        self.title = QLabel(self)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.row.addWidget(self.back)
        self.row.addSpacing(theme.GAP_S)
        self.row.addWidget(self.title, 1)
        self._words = ""
        self.title.installEventFilter(self)
        theme.signals().changed.connect(self._themed)
        self._themed()

    def set_title(self, words: str) -> None:
        """Name what is shown; what does not fit ends in an ellipsis."""
        self._words = words
        self.title.setToolTip(words)
        self.title.setAccessibleName(words)
        self._elide()

    @property
    def words(self) -> str:
        """The whole title."""
        return self._words

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Another width of the title, another ellipsis."""
        if watched is self.title and event.type() == QEvent.Type.Resize:
            self._elide()
        return super().eventFilter(watched, event)

    def _elide(self) -> None:
        room = self.title.width()
        self.title.setText(self.title.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room))

    def _themed(self) -> None:
        self.title.setFont(theme.font(14, bold=True))
        self._elide()


class PhotoHeader(PageHeader):
    """The header of the photo viewer."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.place = QLabel(self)
        self.place.setProperty("role", "secondary")
        self.zoom = QLabel(self)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setFixedWidth(52)
        self.zoom.setAccessibleName(tr("Size of the photo"))
        row = self.row
        row.addSpacing(theme.GAP_S)
        row.addWidget(self._tool(context, "photo.previous"))
        row.addWidget(self.place)
        row.addWidget(self._tool(context, "photo.next"))
        row.addSpacing(theme.GAP_M)
        row.addWidget(self._tool(context, "photo.zoom_out"))
        row.addWidget(self.zoom)
        row.addWidget(self._tool(context, "photo.zoom_in"))
        row.addWidget(self._tool(context, "photo.fit", tr("Fit")))
        row.addWidget(self._tool(context, "photo.actual", tr("1:1")))
        row.addWidget(self._tool(context, "photo.rotate"))
        row.addWidget(self._tool(context, "view.full_screen"))

    def set_place(self, at: int, total: int) -> None:
        """Say which photo of how many it is."""
        self.place.setText(tr("{n} of {total}").format(n=at, total=total) if at and total > 1 else "")

    def show_zoom(self, scale: float) -> None:
        """Say how large the photo is shown; 0 while none is."""
        if not scale:
            self.zoom.clear()
            return
        self.zoom.setText(f"{round(scale * 100)}\u202f%")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the number goes, not the way back."""
        super().resizeEvent(event)
        self.zoom.setVisible(self.width() >= ZOOM_FROM)

    def _tool(self, context: Context, name: str, words: str = "") -> QToolButton:
        button = QToolButton(self)
        if words:
            # A word says more than one more frame beside the others.
            context.actions[name].setIconText(words)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        button.setDefaultAction(context.actions[name])
        button.setAccessibleName(context.actions[name].text().replace("&", "").replace("…", ""))
        button.setFixedSize(max(36, button.sizeHint().width()) if words else 32, 32)
        return button

"""Parts of the export page: the column of choices, showing the folder of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from archive_app.ui import theme

_SIDE: Final = (320, 440)  # the least and the greatest width of the choices


class Side(QScrollArea):
    """The column of choices: as wide as its longest words ask for, within limits."""

    def minimumSizeHint(self) -> QSize:
        """Wide enough for what stands in it and the scroll bar."""
        bar = self.verticalScrollBar().sizeHint().width()
        inside: QWidget | None = self.widget()
        wanted = inside.minimumSizeHint().width() + bar if inside is not None else 0
        return QSize(max(_SIDE[0], min(_SIDE[1], wanted)), super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        """No wider than it must be."""
        return QSize(self.minimumSizeHint().width(), super().sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Other choices may be wider."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self.updateGeometry()
        return super().eventFilter(watched, event)


def show_file(path: Path) -> None:
    """Open the folder that a file is in."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def bold(words: str) -> QLabel:
    """A heading of the column."""
    made = QLabel(words)
    made.setFont(theme.font(13, bold=True))
    return made

"""Opening an address outside the program: the whole address and its host are shown before the browser is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.panel import words


class LinkPopup(QDialog):
    """Shows host and address below a widget; Enter opens it in the browser, Esc leaves."""

    def __init__(self, address: str, near: QWidget) -> None:
        super().__init__(near, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._url = QUrl(address)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame(self)
        card.setProperty("card", True)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        column.setSpacing(theme.GAP_S)
        self.can_open = self._url.scheme() in {"http", "https"} and bool(self._url.host())
        host = QLabel(self._url.host() or tr("This is not a web address"), card)
        host.setFont(theme.font(14, bold=True))
        host.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(host)
        full = words(address, card, role="secondary", size=12)
        full.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        full.setFixedWidth(320)
        column.addWidget(full)
        self.open_button = QPushButton(tr("Open in the browser"), card)
        self.open_button.setProperty("primary", True)
        self.open_button.setDefault(True)
        self.open_button.setEnabled(self.can_open)
        copy = QPushButton(tr("Copy address"), card)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.open_button)
        row.addWidget(copy)
        row.addStretch(1)
        column.addLayout(row)
        self.setAccessibleName(tr("Open {address}").format(address=address))
        self.open_button.clicked.connect(self._open)
        copy.clicked.connect(self._copy)
        self.adjustSize()
        corner = near.mapToGlobal(near.rect().bottomLeft())
        screen = near.screen().availableGeometry()
        self.move(min(corner.x(), screen.right() - self.width() - 8), corner.y() + 4)
        self.show()
        self.open_button.setFocus()

    def _open(self) -> None:
        self.close()
        QDesktopServices.openUrl(self._url)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._url.toString())
        self.close()

"""The head of a reading page: back, title, Article or Source, and how the page looks."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QToolButton, QWidget

from archive_app.i18n import tr
from archive_app.ui import icons, kept, theme
from archive_app.ui.actions import Actions
from archive_app.ui.reading_look import PAGES, SPACINGS


class ReadingBar(QFrame):
    """The bar over a reading page.

    Signals:
        mode_changed(str): "article" or "source".
        look_changed(): Another page theme or line spacing was chosen; ask ``page`` and ``spacing``.
        back_pressed(): Back to where the person came from.
    """

    mode_changed = Signal(str)
    look_changed = Signal()
    back_pressed = Signal()

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "bottom")
        self.setFixedHeight(theme.HEADER)
        page, spacing = str(kept.value("reading/page", "window")), str(kept.value("reading/spacing", "1.55"))
        self.page = page if page in PAGES else "window"
        self.spacing = next((one for one in SPACINGS if str(one) == spacing), 1.55)
        self._title = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.GAP_S, 0, theme.GAP_M, 0)
        row.setSpacing(theme.GAP_S)
        self.back_button = QToolButton(self)
        self.back_button.setText(f" {tr('Back')}")
        self.back_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.back_button.setToolTip(tr("Back to the results (Esc)"))
        self.back_button.setAccessibleName(tr("Back"))
        icons.keep(self.back_button, "chevron-left")
        self.back_button.clicked.connect(self.back_pressed)
        self._label = QLabel(self)
        self._label.setFont(theme.font(13, bold=True))
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        row.addWidget(self.back_button)
        row.addWidget(self._label, 1)
        self._modes = QButtonGroup(self)
        self.modes: dict[str, QPushButton] = {}
        for mode, words, tip in (
            ("article", tr("Article"), tr("The record as it reads")),
            ("source", tr("Source"), tr("What it was read from, word for word")),
        ):
            button = QPushButton(words, self)
            button.setCheckable(True)
            button.setProperty("compact", True)
            button.setToolTip(tip)
            button.clicked.connect(lambda _on=False, m=mode: self.mode_changed.emit(m))
            self._modes.addButton(button)
            self.modes[mode] = button
            row.addWidget(button)
        self.modes["article"].setChecked(True)
        look = QToolButton(self)
        look.setToolTip(tr("Text and page"))
        look.setAccessibleName(tr("Text and page"))
        look.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.keep(look, "type")
        menu = QMenu(look)
        for name in ("read.larger", "read.smaller", "read.normal"):
            menu.addAction(actions[name])
        menu.addSeparator()
        self._choices(menu, "page", {name: tr(words) for name, words in PAGES.items()})
        menu.addSeparator()
        self._choices(menu, "spacing", {str(one): tr(words) for one, words in SPACINGS.items()})
        look.setMenu(menu)
        row.addWidget(look)

    def show_title(self, title: str, *, article: bool, source: bool) -> None:
        """Name the record; a work without a source has no Source side."""
        self._title = title
        for button in self.modes.values():
            button.setVisible(article)
        self.modes["source"].setEnabled(source)
        self.modes["source"].setToolTip(
            tr("What it was read from, word for word") if source else tr("No source is kept for this article")
        )
        self._elide()

    def show_mode(self, mode: str) -> None:
        """Press the button of a side."""
        self.modes[mode].setChecked(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the title to the room."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = max(80, self._label.width() - 8)
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        self._label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        self._label.setText(self._label.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, room))
        self._label.setToolTip(self._title)

    def _choices(self, menu: QMenu, what: str, choices: dict[str, str]) -> None:
        group = QActionGroup(menu)
        for value, words in choices.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(value == str(getattr(self, what)))
            action.triggered.connect(lambda _on=False, v=value: self._chosen(what, v))
            group.addAction(action)

    def _chosen(self, what: str, value: str) -> None:
        if what == "page":
            self.page = value
        else:
            self.spacing = float(value)
        kept.keep(f"reading/{what}", value)
        self.look_changed.emit()

"""The help in a window of its own, so that one can read it and go on working beside it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QTextBrowser, QVBoxLayout, QWidget

from archive_app.i18n import tr
from archive_app.ui import help_pages, icons, theme
from archive_app.ui.actions import Actions


class HelpWindow(QWidget):
    """A list of pages and the one that is read."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._actions = actions
        self._name = ""
        self.setWindowTitle(tr("Help — archive-app"))
        self.setWindowIcon(icons.app_icon())
        self.resize(920, 680)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Help pages"))
        self.list.setFixedWidth(200)
        self.list.setStyleSheet(
            "QListWidget { background: transparent; } QListWidget::item { padding: 6px 8px; border-radius: 6px; }"
            " QListWidget::item:selected { background: palette(highlight); color: palette(highlighted-text); }"
        )
        for name, title in help_pages.titles().items():
            self.list.addItem(title)
            self.list.item(self.list.count() - 1).setData(Qt.ItemDataRole.UserRole, name)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(tr("Find in this page"))
        self.search.setAccessibleName(tr("Find in this page"))
        self.search.setClearButtonEnabled(True)
        self.text = _Page(self)
        side = QFrame(self)
        side.setProperty("pane", "window")
        column = QVBoxLayout(side)
        column.setContentsMargins(theme.GAP_S, theme.GAP_M, theme.GAP_S, theme.GAP_M)
        column.setSpacing(theme.GAP_S)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(self.text, 1)
        self.list.currentRowChanged.connect(self._chosen)
        self.text.anchorClicked.connect(self._follow)
        self.search.returnPressed.connect(self.find_next)
        self.search.textEdited.connect(lambda _text: self._find(from_start=True))
        for keys, run in (("Esc", self.close), ("Ctrl+F", self.search.setFocus), ("F3", self.find_next)):
            self._shortcut(keys, run)
        theme.signals().changed.connect(self._again)

    @property
    def page(self) -> str:
        """The page that is read."""
        return self._name

    def open_page(self, name: str, heading: str = "") -> None:
        """Show a page, at a heading if one is named, and bring the window to the front."""
        self._show(name)
        if heading:
            self._go_to(heading)
        self.show()
        self.raise_()
        self.activateWindow()
        self.text.setFocus()

    def find_next(self) -> None:
        """The next place where what is typed stands; from the beginning again after the last."""
        self._find()

    def _show(self, name: str) -> None:
        if name == self._name:
            return
        self._name = name
        shown = help_pages.text_of(name, self._actions.shortcut_sheet())
        self.text.show_markdown(shown)
        self.text.setAccessibleName(help_pages.titles()[name])
        row = list(help_pages.PAGES).index(name)
        self.list.setCurrentRow(row)

    def _chosen(self, row: int) -> None:
        self._show(list(help_pages.PAGES)[row])

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        if target.startswith("action:"):
            self._actions.run(target.removeprefix("action:"))
            return
        name, _, heading = target.partition("#")
        if name.removesuffix(".md") in help_pages.PAGES:
            self._show(name.removesuffix(".md"))
        if heading:
            self._go_to(heading)

    def _go_to(self, heading: str) -> None:
        block = self.text.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and help_pages.anchor(block.text()) == heading:
                self.text.setTextCursor(QTextCursor(block))
                place = self.text.document().documentLayout().blockBoundingRect(block)
                self.text.verticalScrollBar().setValue(round(place.top()))
                return
            block = block.next()

    def _find(self, *, from_start: bool = False) -> None:
        words = self.search.text()
        if from_start:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
        if words and not self.text.find(words):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words)

    def _shortcut(self, keys: str, run: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(run)

    def _again(self) -> None:
        name, self._name = self._name, ""
        if name:
            self._show(name)


class _Page(QTextBrowser):
    """Shows Markdown in the type of the program; loads nothing from anywhere."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QTextBrowser { border: 0; border-radius: 0; padding: 0; }")

    def show_markdown(self, text: str) -> None:
        """Show a text from its beginning."""
        document = self.document()
        document.setDefaultFont(theme.font(14))
        document.setDocumentMargin(theme.GAP_XL)
        document.setDefaultStyleSheet(_style())
        document.setHtml(_reader().render(text).replace("<table>", '<table cellspacing="0" width="100%">'))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, type_: int, name: QUrl | str) -> object:
        """Nothing is loaded: the pages are text."""
        return QByteArray()


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _style() -> str:
    look = theme.current()
    sizes = {level: theme.font(size).pixelSize() for level, size in ((1, 28), (2, 20), (3, 16))}
    headings = "".join(
        f"h{level} {{ font-size: {size}px; font-weight: 600; margin-top: {0 if level == 1 else 28}px; "
        f"margin-bottom: 8px; }}"
        for level, size in sizes.items()
    )
    return (
        f"{headings} p, li {{ line-height: 140%; margin-top: 0; margin-bottom: 8px; }}"
        f" a {{ color: {look.accent}; text-decoration: none; }}"
        f" code, pre {{ font-family: '{theme.mono_font().family()}'; font-size: {theme.font(13).pixelSize()}px;"
        f" background: {look.alternate}; }}"
        f" table {{ border-collapse: collapse; border: 1px solid {look.border}; margin-bottom: 12px; }}"
        f" th {{ text-align: left; font-weight: 600; background: {look.alternate}; }}"
        f" td, th {{ border: 1px solid {look.border}; padding: 6px 10px; }}"
    )

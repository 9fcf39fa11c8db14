"""The help in a window of its own, so that one can read it and go on working beside it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QKeySequence, QPalette, QShortcut, QTextCursor, QTextDocument, QTextFormat, QTextTable
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
        document.setMarkdown(text, QTextDocument.MarkdownFeature.MarkdownDialectGitHub)
        self._style()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def loadResource(self, type_: int, name: QUrl) -> object:
        """Nothing is loaded: the pages are text."""
        return QByteArray()

    def _style(self) -> None:
        """Give headings, paragraphs, code and tables the measures of the program; Markdown brings none."""
        look, document = theme.current(), self.document()
        block = document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            form = block.blockFormat()
            level = form.headingLevel()
            in_table = cursor.currentTable() is not None
            form.setLineHeight(130 if not in_table else 115, 1)
            if level:
                form.setTopMargin(theme.GAP_XL if level > 1 else 0)
                form.setBottomMargin(theme.GAP_S)
            elif not in_table:
                form.setBottomMargin(theme.GAP_S)
            cursor.setBlockFormat(form)
            if level:
                cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
                heading = cursor.charFormat()
                heading.setFont(theme.font({1: 28, 2: 20}.get(level, 16), bold=True))
                heading.setProperty(QTextFormat.Property.FontSizeAdjustment, 0)
                cursor.setCharFormat(heading)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                table = frame.format().toTableFormat()
                table.setBorder(1)
                table.setBorderCollapse(True)
                table.setBorderBrush(look.color("border"))
                table.setCellPadding(6)
                table.setCellSpacing(0)
                table.setTopMargin(theme.GAP_S)
                table.setBottomMargin(theme.GAP_L)
                frame.setFormat(table)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Link, look.color("accent"))
        self.setPalette(palette)

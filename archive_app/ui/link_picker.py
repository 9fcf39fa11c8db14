"""Finds a photo or video of the catalogue by its words and links it to an article."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QLabel, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from archive_app.domain import query as q
from archive_app.domain.changes import Changes
from archive_app.domain.query_text import parse
from archive_app.domain.records import Photo, Video
from archive_app.domain.results import ResultRow
from archive_app.i18n import tr
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import icons, row_words, theme
from archive_app.ui.context import Context
from archive_app.ui.one_shot import one_shot

MOST = 12
ASKED_AFTER_MS = 150


class LinkPicker(QDialog):
    """A popup over the window: type words, choose with the arrows, Enter links, Esc leaves."""

    def __init__(self, context: Context, article_id: int, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._article = article_id
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        card = QFrame(self)
        card.setProperty("card", True)
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        column.setSpacing(theme.GAP_S)
        title = QLabel(tr("Link a photo or video to this article"), card)
        title.setFont(theme.font(14, bold=True))
        self.box = QLineEdit(card)
        self.box.setPlaceholderText(tr("Words of its title, caption or credit line"))
        self.box.setAccessibleName(title.text())
        self.box.installEventFilter(self)
        title.setBuddy(self.box)
        self.list = QListWidget(card)
        self.list.setAccessibleName(tr("Photos and videos found"))
        self.list.setIconSize(QSize(16, 16))
        self.list.setMinimumHeight(240)
        for part in (title, self.box, self.list):
            column.addWidget(part)
        self._soon = one_shot(self, ASKED_AFTER_MS, self._look)
        self.box.textChanged.connect(self._soon.start)
        self.box.returnPressed.connect(self._take)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.setFixedWidth(min(560, window.width() - 32))
        corner = window.mapToGlobal(window.rect().topLeft())
        self.move(corner.x() + (window.width() - self.width()) // 2, corner.y() + window.height() // 6)
        self.show()
        self.box.setFocus()
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move through the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
                return True
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        text = self.box.text().strip()
        article = self._article

        def work(archive: Archive) -> list[ResultRow]:
            from archive_app.operations import find

            tree = q.All((parse("type:photo,video").query, parse(text, typing=True).query))
            found = find.search(archive, tree, sort="relevance" if text else "newest")
            with archive.read() as reader:
                here = {use.photo_id for use in reader.photo_uses(articles=[article])}
                here |= {use.video_id for use in reader.video_uses(articles=[article])}
            return [row for row in find.rows(archive, found.ids[: MOST + len(here)]) if row.id not in here][:MOST]

        self._context.look(work, self._show, owner=self)

    def _show(self, rows: list[ResultRow]) -> None:
        self.list.clear()
        for row in rows:
            facts = row_words.facts(row)
            text = f"{row_words.title_of(row)} — {facts}" if facts else row_words.title_of(row)
            item = QListWidgetItem(icons.icon(icons.KIND_ICONS[row.kind], "secondary"), text)
            item.setData(Qt.ItemDataRole.UserRole, row.id)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, row_words.sentence(row))
            self.list.addItem(item)
        if rows:
            self.list.setCurrentRow(0)
        else:
            nothing = QListWidgetItem(tr("No photo or video has these words."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)

    def _take(self) -> None:
        chosen = self.list.selectedItems()
        number = chosen[0].data(Qt.ItemDataRole.UserRole) if chosen else None
        if not isinstance(number, int):
            return
        article = self._article

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import works

            with archive.read() as reader:
                record = reader.record(number)
            if isinstance(record, Photo):
                return works.add_photo(archive, article, record)[1]
            return works.add_video(archive, article, record)[1] if isinstance(record, Video) else Changes()

        self._context.change(work, undo=True)
        self.close()

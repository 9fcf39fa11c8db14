"""The review of one item: its remarks, whether it is known already, its proposals, and its source beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import tr, tr_n
from archive_app.ui import theme
from archive_app.ui.bars import EmptyState, MessageBar
from archive_app.ui.context import Context
from archive_app.ui.diff_view import DiffView
from archive_app.ui.import_items import STATES, ImportItem
from archive_app.ui.import_picture import PREVIEW, PictureFound, look
from archive_app.ui.import_present import Present, difference, present_values
from archive_app.ui.import_source_view import SourceView
from archive_app.ui.import_table import ProposalModel, ProposalTable
from archive_app.ui.import_web import is_address
from archive_app.ui.likeness_bar import LikenessBar
from archive_app.ui.messages import explain
from archive_app.ui.same_pictures import SamePictures

WIDE = 1100


class ReviewPane(QFrame):
    """Shows one item.

    Signals:
        decided(): Something was decided about the item shown.
        retry_wanted(object): These items could not be read or fetched and are to be tried again (a list).
        tables_wanted(object): These tables are to be opened (a list of ``ImportItem``).
        wanted(bool): The person wants the item that may be a duplicate, or not.
        compare_wanted(object): ``compare`` is shown and is to compare this item with what it is like.
    """

    decided = Signal()
    wanted = Signal(bool)
    compare_wanted = Signal(object)
    retry_wanted = Signal(object)
    tables_wanted = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._item: ImportItem | None = None
        self.setProperty("pane", "base")
        self._title = QLabel(self)
        self._title.setFont(theme.font(16, bold=True))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setAlignment(_leading(self))
        self._name = QLabel(self)
        self._name.setProperty("role", "secondary")
        self._name.setFont(theme.font(12))
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        head = QVBoxLayout()
        head.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_S)
        head.setSpacing(2)
        head.addWidget(self._title)
        head.addWidget(self._name)
        self.duplicates = LikenessBar(context, self)
        self.pictures = SamePictures(context, self)
        self.remarks = MessageBar(self)
        self.model = ProposalModel(self)
        self.table = ProposalTable(self.model, self)
        self.source = SourceView(context, self)
        self.compare = DiffView(context, self)
        self.below = QStackedWidget(self)
        self.below.addWidget(self.source)
        self.below.addWidget(self.compare)
        self.splitter = QSplitter(Qt.Orientation.Vertical, self)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.table)
        self.splitter.addWidget(self.below)
        self.splitter.setSizes([340, 300])
        self.preview = QLabel(self)
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.preview.setContentsMargins(0, theme.GAP_XL, 0, 0)
        self.preview.hide()
        self.empty = EmptyState(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        for part in (self.duplicates, self.pictures, self.remarks, self.splitter, self.preview, self.empty):
            column.addWidget(part)
        column.setStretchFactor(self.splitter, 1)
        column.setStretchFactor(self.empty, 1)
        self.table.selectionModel().currentChanged.connect(self._row_changed)
        self.source.row_pressed.connect(self._place_pressed)
        self.model.decided.connect(lambda _key: self.decided.emit())
        self.model.refused.connect(self._refused)
        self.duplicates.chosen.connect(self.wanted)
        self.pictures.decided.connect(self.decided)
        self.duplicates.compare_toggled.connect(self._compare)
        theme.signals().changed.connect(self._draw_source)
        self.show_item(None)

    @property
    def item(self) -> ImportItem | None:
        """The item under review."""
        return self._item

    def sizeHint(self) -> QSize:
        """Most of the page."""
        return QSize(640, 600)

    def show_item(self, item: ImportItem | None) -> None:
        """Show an item from its beginning."""
        self._item = item
        self._compare(on=False)
        self.model.show_item(item)
        draft = item is not None and item.draft is not None
        coming = item is not None and item.kind == "draft" and not draft and item.error is None
        self.splitter.setVisible(draft)
        self.empty.setVisible(not draft and not coming)
        self.duplicates.show_item(item)
        self.pictures.show_item(item)
        self.remarks.hide()
        self.preview.hide()
        self._write_head()
        if item is None:
            self.empty.show_state(
                "list-checks",
                tr("Nothing to review yet"),
                tr("Choose an item on the left; what was found stands here."),
            )
            self.source.show_item(None)
        elif coming:
            self.source.show_item(None)
        elif not draft:
            self._say_what(item)
            self.source.show_item(None)
        else:
            if item.remarks:
                self.remarks.say(" ".join(item.remarks[:3]), kind="warn")
            self.source.show_item(item)
            self.table.go(0)
            self._compare_values(item)

    def show_many(self, items: Sequence[ImportItem]) -> None:
        """Several items are selected: say what they are; the buttons below concern all of them."""
        self.show_item(None)
        counts = Counter(item.state for item in items)
        words = " · ".join(f"{counts[state]} {tr(name)}" for state, name in STATES.items() if counts[state])
        self.empty.show_state(
            "list-checks", tr_n("{n} item selected", "{n} items selected", len(items)), words,
            self._ways(items), more=tr("Accept, leave out and tick concern all of them."),
        )  # fmt: skip

    def came(self, item: ImportItem) -> None:
        """The draft of an item was loaded."""
        if item is self._item:
            self.show_item(item)

    def refresh(self) -> None:
        """The item was ticked or imported elsewhere."""
        if self._item is not None:
            compared = self.duplicates.compare.isChecked()
            self.duplicates.show_item(self._item)
            self.duplicates.compare.setChecked(compared)
            self.table.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The source stands beside the table where there is room, else under it."""
        super().resizeEvent(event)
        way = Qt.Orientation.Horizontal if self.width() >= WIDE else Qt.Orientation.Vertical
        if way != self.splitter.orientation():
            self.splitter.setOrientation(way)
            self.splitter.setSizes([500, 400] if way == Qt.Orientation.Horizontal else [340, 300])
        self._write_head()

    def _compare_values(self, item: ImportItem) -> None:
        """Show beside each value what the catalogue has, when the article is there already."""
        draft = item.draft
        if draft is None or not item.duplicates or item.imported or not item.duplicates[0].record_id:
            return
        record = item.duplicates[0].record_id

        def done(present: dict[str, Present]) -> None:
            if item is self._item:
                self.model.show_present(present)
                self.duplicates.say_difference(item, difference(present))

        self._context.look(
            lambda archive: present_values(archive, draft, record), done, failed=lambda _error: None, owner=self
        )

    def _write_head(self) -> None:
        item = self._item
        title = " ".join(item.title.split()) if item is not None else ""
        room = max(80, self.width() - 2 * theme.GAP_L)
        self._title.setText(self._title.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, room))
        self._title.setToolTip(title)
        self._title.setVisible(bool(title))
        name = item.path or item.name if item is not None and item.kind == "draft" else ""
        self._name.setText(self._name.fontMetrics().elidedText(name, Qt.TextElideMode.ElideMiddle, room))
        self._name.setVisible(bool(name))

    def _say_what(self, item: ImportItem) -> None:
        if item.error is not None:
            message = explain(item.error)
            self.empty.show_state("circle-x", message.title, message.sentence, self._ways([item]), more=message.remedy)
        elif item.is_address:
            self.empty.show_state(
                "globe", tr("This page has not been fetched yet"), item.path, self._ways([item]),
                more=tr("Nothing is fetched before you agree."),
            )  # fmt: skip
        elif item.is_table:
            self.empty.show_state(
                "table-2", item.name,
                tr("A table becomes records when its columns are known. A page shows them beside its first rows."),
                self._ways([item]), more=item.path,
            )  # fmt: skip
        elif item.kind == "media":
            film = item.media_type.startswith("video/")
            if not film:
                self._context.files(partial(look, Path(item.path)), partial(self._show_picture, item), owner=self)
            kind = tr("a video record") if film else tr("a photo record")
            self.empty.show_state(
                "film" if film else "", item.name,
                tr("Importing it makes {kind} that holds a copy of this file. The file itself stays as it is.").format(
                    kind=kind
                ), more=tr("You can link it to an article afterwards."),
            )  # fmt: skip
        else:
            self.empty.show_state(
                "file-code", item.name,
                tr("An export of this program. Its records come back as they were; those you have stay."),
            )  # fmt: skip

    def _ways(self, items: Sequence[ImportItem]) -> list[tuple[str, Callable[[], object], bool]]:
        """Buttons for what cannot be imported from here: fetch, read again, open."""
        tables = [item for item in items if item.is_table]
        again = [item for item in items if item.error is not None and item.path]
        web = [item for item in items if item.is_address or (item in again and is_address(item.path))]
        files = [item for item in again if item not in web]
        ways: list[tuple[str, Callable[[], object], bool]] = []
        if tables:
            words = tr_n("Open as table…", "Open {n} as tables…", len(tables))
            ways.append((words, partial(self.tables_wanted.emit, tables), True))
        if web:
            ways.append((tr_n("Fetch", "Fetch {n} pages", len(web)), partial(self.retry_wanted.emit, web), True))
        if files:
            ways.append((tr_n("Try again", "Try {n} again", len(files)), partial(self.retry_wanted.emit, files), False))
        return ways

    def _draw_source(self) -> None:
        self.source.show_item(self._item)

    def _show_picture(self, item: ImportItem, found: PictureFound) -> None:
        if item is not self._item:
            return
        image = found.image
        if found.error is not None:
            self.remarks.say(explain(found.error).text, kind="warn")
        elif found.lines:
            self.empty.show_state(
                "", item.name, "\n".join(found.lines),
                more=tr("This stands in the file and becomes a photo record, with a copy of the file."),
            )  # fmt: skip
        if not image.isNull():
            ratio = self.devicePixelRatioF()
            room = QSize(round(PREVIEW * ratio), round(PREVIEW * ratio))
            picture = QPixmap.fromImage(image).scaled(
                room.boundedTo(image.size()), Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            picture.setDevicePixelRatio(ratio)
            self.preview.setPixmap(picture)
            self.preview.setAccessibleName(tr("Picture “{name}”").format(name=item.name))
            self.preview.show()

    def _row_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        row = current.row()
        if 0 <= row < len(self.model.rows):
            proposal = self.model.rows[row]
            key = proposal.key
            if proposal.head:  # the first of its values that stands in the text
                own = [one for one in self.model.rows if one.part == proposal.part and not one.head and one.start >= 0]
                key = own[0].key if own else key
            elif key.endswith(".credit_parties"):
                key = f"{proposal.part}.credit_line"  # the parties are read from the line's own words
            self.source.show_row(key)

    def _place_pressed(self, key: str) -> None:
        self.table.go(self.model.row_of(key))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, sentence: str) -> None:
        self.remarks.say(sentence, kind="bad")

    def _compare(self, on: bool) -> None:
        item = self._item
        if on and item is not None and item.draft is not None and item.duplicates:
            self.compare_wanted.emit(item)
            self.below.setCurrentWidget(self.compare)
            self.table.hide()
        else:
            self.table.show()
            self.below.setCurrentWidget(self.source)


def _leading(widget: QWidget) -> Qt.AlignmentFlag:
    """The side where the window's own text begins, whatever the title's script is."""
    side = Qt.AlignmentFlag.AlignRight if widget.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter

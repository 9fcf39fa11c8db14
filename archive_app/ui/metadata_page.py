"""What the file of a photo or video says of itself: field, value, layer; where layers differ, and using one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, messages, theme
from archive_app.ui.bars import EmptyState
from archive_app.ui.context import Context
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.domain.changes import Changes
    from archive_app.operations.embedded_values import Said
    from archive_app.operations.progress import Progress
    from archive_app.store.archive import Archive

    Found = tuple[list[Said], list[str]]

_SAID = Qt.ItemDataRole.UserRole
_LAYERS = {"xmp": "XMP", "sidecar": "XMP", "iim": "IPTC", "exif": "EXIF"}


class MetadataPage(QFrame):
    """Shows the layers of the file of ``state.record``; nothing is changed but by "Use this value"."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._record = 0
        self.header = PageHeader(context, self)
        self.header.set_title(tr("What the file says"))
        self.encoding = QComboBox(self)
        self.encoding.setAccessibleName(tr("Encoding of the IPTC block"))
        self.encoding.setToolTip(tr("How the letters of an IPTC block are encoded that does not say it"))
        self.told = QLabel(self)
        self.told.setWordWrap(True)
        self.told.setProperty("role", "secondary")
        self.tree = QTreeWidget(self)
        self.tree.setAccessibleName(tr("Embedded metadata"))
        self.tree.setHeaderLabels([tr("Field"), tr("Value"), tr("Layer")])
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setAlternatingRowColors(True)
        self.tree.setUniformRowHeights(False)
        self.tree.setStyleSheet("QTreeWidget::item { padding: 3px 2px; }")
        self.use = QPushButton(tr("Use this value"), self)
        self.use.setToolTip(tr("Puts the selected value into the record; it can be undone"))
        self.empty = EmptyState(self)
        self._build()
        context.archive_changed.connect(self._clear)

    def enter(self, state: State) -> None:
        """Read the file of a record: the one of the state, else the one selected."""
        self._record = state.record or next(iter(state.selected), 0)
        self._context.view.set_record(self._record)
        self.read()

    def leave(self) -> None:
        """It is read anew the next time."""
        self._record = 0

    def read(self) -> None:
        """Read the layers in a process of their own."""
        archive, record = self._context.archive, self._record
        if archive is None or not record:
            return
        encoding = self.encoding.currentData() or ""

        def work(_progress: object) -> Found:
            from archive_app.operations.embedded_values import said_of

            return said_of(archive, record, encoding=encoding)

        def done(found: Found) -> None:
            if record == self._record:
                self.show_lines(*found)

        self._context.files(work, done, failed=self._failed, owner=self)

    def show_lines(self, lines: list[Said], remarks: list[str]) -> None:
        """Show lines: each field with the value that is read first, the other layers below it."""
        self.tree.clear()
        parent: QTreeWidgetItem | None = None
        conflicts = 0
        for one in lines:
            place = one.origin.partition(":")
            row = QTreeWidgetItem(["" if not one.chosen else one.label, one.value, self._layer(place[0], place[2])])
            row.setData(0, _SAID, one)
            row.setToolTip(1, one.value)
            row.setToolTip(2, one.origin)
            if one.chosen:
                self.tree.addTopLevelItem(row)
                parent = row
                if one.differs:
                    conflicts += 1
                    row.setIcon(0, icons.icon("triangle-alert", "check"))
                    row.setData(
                        0, Qt.ItemDataRole.AccessibleTextRole, tr("{field}, layers differ").format(field=one.label)
                    )
                    row.setExpanded(True)
            elif parent is not None:
                parent.addChild(row)
                parent.setExpanded(one.differs or parent.isExpanded())
        differing = tr_n("Layers differ in {n} field.", "Layers differ in {n} fields.", conflicts) if conflicts else ""
        others = [words for words in remarks if not words.startswith(tr("Layers differ: {fields}.").partition("{")[0])]
        agreed = tr("Where several layers speak, they agree.") if lines and not conflicts else ""
        self.told.setText(" ".join(filter(None, (differing or agreed, *others))))
        self.told.setVisible(bool(self.told.text()))
        self.empty.setVisible(not lines)
        self.tree.setVisible(bool(lines))
        self.use.setVisible(bool(lines))
        self.encoding.setVisible(any(one.origin.startswith("iim:") for one in lines))
        if not lines:
            self.empty.show_state(
                "info", tr("The file says nothing of itself"), tr("It holds no metadata that is known here.")
            )
        self._choice()

    def _layer(self, layer: str, place: str) -> str:
        if layer == "container":
            return place.replace(":", " · ", 1)
        return f"{_LAYERS.get(layer, layer)} · {place}"

    def _build(self) -> None:
        from archive_app.formats.media.charsets import LISTED

        self.encoding.addItem(tr("Encoding: as told or guessed"), "")
        for name in LISTED:
            self.encoding.addItem(name, name)
        self.encoding.currentIndexChanged.connect(lambda _at: self.read())
        self.use.clicked.connect(lambda _on=False: self._use())
        self.tree.itemSelectionChanged.connect(self._choice)
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(False)
        self.tree.setColumnWidth(0, 190)
        self.tree.setColumnWidth(2, 190)
        tools = QHBoxLayout()
        tools.setSpacing(theme.GAP_S)
        tools.addWidget(self.told, 1)
        tools.addWidget(self.encoding)
        tools.addWidget(self.use)
        inner = QVBoxLayout()
        inner.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        inner.setSpacing(theme.GAP_M)
        inner.addLayout(tools)
        inner.addWidget(self.empty, 1)
        inner.addWidget(self.tree, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addLayout(inner, 1)
        self.empty.hide()
        self.told.hide()
        self._choice()

    def _clear(self) -> None:
        self.tree.clear()
        self.told.hide()

    def _selected(self) -> Said | None:
        chosen = self.tree.selectedItems()
        found: Said | None = chosen[0].data(0, _SAID) if chosen else None
        return found

    def _choice(self) -> None:
        one = self._selected()
        archive = self._context.archive
        self.use.setEnabled(one is not None and bool(one.target) and archive is not None and not archive.read_only)

    def _use(self) -> None:
        one, record = self._selected(), self._record
        if one is None or not record:
            return

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations.embedded_values import use_value

            return use_value(archive, record, one)

        self._context.change(work, owner=self, undo=True)

    def _failed(self, error: Exception) -> None:
        message = messages.explain(error)
        self._clear()
        self.tree.hide()
        self.empty.show()
        self.empty.show_state("circle-alert", message.title, message.text)

"""The list of authorities: searched in any spelling, narrowed by kind and use, ordered, several chosen at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from archive_app.domain import choices
from archive_app.i18n import digits, tr, tr_n
from archive_app.ui import icons, theme
from archive_app.ui.authority_keeper import keeper_of
from archive_app.ui.authority_words import authority_line
from archive_app.ui.context import Context
from archive_app.ui.line_list import Line, LineView
from archive_app.ui.one_shot import one_shot
from archive_app.ui.tasks import Task

if TYPE_CHECKING:
    from archive_app.operations.authority_index import AuthorityIndex
    from archive_app.store.archive import Archive

ASKED_AFTER_MS = 150
Found = tuple[list[Line], int, int]
"""Lines, how many authorities there are in all, how many uses those of the lines have."""


class AuthorityList(QFrame):
    """The left side of the page.

    Signals:
        chosen(object): The id of the current authority, None for none.
        selection_changed(list): The ids that are selected.
        missing(int): The authority that was to be shown is in no list: it lies in the bin.
        loaded(): The lines are those that were asked for last.
        new_pressed(), merge_pressed(), removal_wanted(), opened().
    """

    chosen = Signal(object)
    selection_changed = Signal(object)
    missing = Signal(int)
    loaded = Signal()
    new_pressed = Signal()
    merge_pressed = Signal()
    removal_wanted = Signal()
    opened = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("line", "right")
        self._context = context
        self._asked = 0
        self._wanted: int | None = None
        self._task: Task | None = None
        self.total = -1  # not known yet
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(tr("Search names in any spelling"))
        self.box.setAccessibleName(tr("Search authorities"))
        self.box.setClearButtonEnabled(True)
        self.box.installEventFilter(self)
        self.kind = self._choice(tr("Kind"))
        self.kind.addItem(tr("All kinds"), "")
        for one in choices.AUTHORITY_KINDS:
            self.kind.addItem(tr(one.label), one.value)
        self.usage = self._choice(tr("Use"))
        for value, label in (
            ("all", tr("Used or not")), ("used", tr("Used")), ("unused", tr("Not used")),
            ("twice", tr("There twice?")), ("bin", tr("In the bin")),
        ):  # fmt: skip
            self.usage.addItem(label, value)
        self.usage.setItemData(3, tr("Those that may be the same as another"), Qt.ItemDataRole.ToolTipRole)
        self.order = self._choice(tr("Order"))
        self.order.addItem(tr("Most used"), "uses")
        self.order.addItem(tr("By name"), "name")
        self.list = LineView(tr("Authorities"), self, many=True)
        self.list.installEventFilter(self)
        self.new = self._button(tr("New…"), "plus", self.new_pressed, tr("New authority"))
        self.merge = self._button(tr("Merge…"), "merge", self.merge_pressed, tr("Merge the selected authorities"))
        self.merge.setToolTip(tr("Let one of the selected authorities stand for all (Ctrl+M)"))
        self.count = QLabel(self)
        self.count.setProperty("role", "secondary")
        self.count.setFont(theme.font(12))
        self._lay_out()
        self._soon = one_shot(self, ASKED_AFTER_MS, self.look)
        self.box.textChanged.connect(lambda _text: self._soon.start())
        for choice in (self.kind, self.usage, self.order):
            choice.currentIndexChanged.connect(lambda _at: self.look())
        self.list.chosen.connect(self.chosen)
        self.list.opened.connect(lambda _key: self.opened.emit())
        self.list.removal_wanted.connect(self.removal_wanted)
        self.list.selectionModel().selectionChanged.connect(lambda _on, _off: self._selected())
        self._selected()

    def look(self, wanted: int | None = None) -> None:
        """Ask for the lines anew; ``wanted`` is the authority to go to, shown even if the filters would hide it."""
        self._asked += 1
        self._wanted = wanted if wanted is not None else self._wanted
        text, kind = self.box.text().strip(), str(self.kind.currentData())
        usage, order = str(self.usage.currentData()), str(self.order.currentData())

        def work(archive: Archive, index: AuthorityIndex) -> Found:
            from archive_app.operations import authority_index

            if usage == "bin":
                rows = authority_index.binned(archive, text, kind=kind)
            else:
                rows = index.rows(text, kind=kind, usage=usage, order=order)
            return [authority_line(row) for row in rows], len(index.known), sum(row.total for row in rows)

        if self._task is not None:
            self._task.cancel()  # what waits in line for letters typed before is of no use any more
        self._task = keeper_of(self._context).ask(work, partial(self._show, self._asked), owner=self)

    def go_to(self, number: int) -> None:
        """Make an authority the current one; filters that hide it are taken away."""
        if not self.list.choose(number):
            self._unfilter()
            self.look(number)

    @property
    def filtered(self) -> bool:
        """Whether the list is narrowed."""
        return bool(self.box.text().strip() or self.kind.currentData() or self.usage.currentData() != "all")

    def _unfilter(self) -> None:
        for part in (self.box, self.kind, self.usage):
            part.blockSignals(True)
        self.box.clear()
        self.kind.setCurrentIndex(0)
        self.usage.setCurrentIndex(0)
        for part in (self.box, self.kind, self.usage):
            part.blockSignals(False)

    def clear_filters(self) -> None:
        """Show all."""
        self.box.clear()
        self.kind.setCurrentIndex(0)
        self.usage.setCurrentIndex(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down goes from the search box into the list; Ctrl+M merges what is selected."""
        if isinstance(event, QKeyEvent):
            merge = event.key() == Qt.Key.Key_M and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if merge and watched is self.list and self.merge.isEnabled():
                if event.type() == QEvent.Type.ShortcutOverride:
                    event.accept()
                elif event.type() == QEvent.Type.KeyPress:
                    self.merge_pressed.emit()
                return True
            down = event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Down
            if down and watched is self.box and self.list.lines.rowCount():
                self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return True
        return super().eventFilter(watched, event)

    def set_read_only(self, off: bool) -> None:
        """Nothing can be changed."""
        self.new.setEnabled(not off)
        self._selected()

    def _show(self, asked: int, found: Found) -> None:
        if asked != self._asked:
            return
        lines, self.total, uses = found
        wanted, self._wanted = self._wanted, None
        there = wanted is None or any(line.key == wanted for line in lines)
        if not there and self.filtered:
            self._unfilter()
            self.look(wanted)
            return
        self.list.show_lines(lines, wanted, first=there)
        if not there:
            self.missing.emit(wanted)
        shown = tr_n("{n} authority", "{n} authorities", len(lines))
        if self.filtered:
            shown = tr("{n} of {total}").format(n=digits(len(lines)), total=digits(self.total))
        self.count.setText(f"{shown} · {tr_n('{n} use', '{n} uses', uses)}")
        self._selected()
        self.loaded.emit()

    def _selected(self) -> None:
        ids: list[Any] = self.list.selected
        archive = self._context.archive
        writable = archive is not None and not archive.read_only
        self.merge.setEnabled(len(ids) > 1 and writable)
        self.selection_changed.emit(ids)

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox(self)
        made.setAccessibleName(name)
        made.setToolTip(name)
        made.setMinimumContentsLength(6)
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return made

    def _button(self, text: str, icon: str, signal: Any, name: str) -> QPushButton:
        made = QPushButton(f" {text}", self)
        made.setAccessibleName(name)
        made.setProperty("compact", True)
        icons.keep(made, icon)
        made.clicked.connect(lambda _on=False: signal.emit())
        return made

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(theme.GAP_XS)
        for part in (self.kind, self.usage, self.order):
            filters.addWidget(part, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP_XS)
        buttons.addWidget(self.new)
        buttons.addWidget(self.merge)
        buttons.addStretch(1)
        top = QVBoxLayout()
        top.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_S)
        top.setSpacing(theme.GAP_S)
        top.addWidget(self.box)
        top.addLayout(filters)
        top.addLayout(buttons)
        top.addWidget(self.count)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(self.list, 1)

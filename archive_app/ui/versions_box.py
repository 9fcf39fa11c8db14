"""The versions of an article in the inspector: which of how many this is, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.date_display import display
from archive_app.domain.results import RecordPage, VersionRow
from archive_app.i18n import language, tr, tr_n
from archive_app.operations import versions
from archive_app.operations.progress import Progress
from archive_app.ui import icons, theme
from archive_app.ui.context import Context
from archive_app.ui.panel import empty_layout, heading

if TYPE_CHECKING:
    from archive_app.store.archive import Archive


class VersionsBox(QFrame):
    """Hidden for an article that has no other versions."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.GAP_S)
        self._column.setSpacing(theme.GAP_XS)
        self.rows: list[VersionLine] = []
        self.hide()

    def show_page(self, page: RecordPage, *, read_only: bool) -> None:
        """Show the versions of the article that is shown."""
        empty_layout(self._column)
        self.rows = []
        self.setVisible(bool(page.versions))
        if not page.versions:
            return
        self._column.addWidget(heading(tr("Versions"), self))
        total = len(page.versions)
        for at, one in enumerate(page.versions):
            before = page.versions[at - 1] if at else None
            line = VersionLine(self._context, one, total, before, read_only=read_only,
                               shown=one.record_id == page.record.id, parent=self)  # fmt: skip
            self.rows.append(line)
            self._column.addWidget(line)


class VersionLine(QFrame):
    """One version, with a menu: open, compare, make it the current one, unlink."""

    def __init__(
        self, context: Context, row: VersionRow, total: int, before: VersionRow | None, *, read_only: bool,
        shown: bool, parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._context = context
        self.row = row
        words = words_of(row, total)
        self.words = QLabel(words, self)
        self.words.setFont(theme.font(12, bold=shown))
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setToolTip(row.title)
        self.button = QToolButton(self)
        self.button.setAccessibleName(tr("What to do with this: {version}").format(version=words))
        self.button.setToolTip(tr("Open, compare, make current, unlink"))
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.keep(self.button, "chevron-down", "secondary")
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        if not shown:
            self._add(tr("Open"), "book-open", partial(context.view.open_record, row.record_id))
        if before is not None:
            self._add(
                tr("Compare with the version before"),
                "columns-2",
                partial(compare, context, before.record_id, row.record_id),
            )
        self._add(tr("Make it the current version"), "check", self._make_current, on=not read_only and not row.current)
        self._add(tr("Unlink it from the others"), "unlink", self._unlink, on=not read_only)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_XS)
        line.addWidget(self.words, 1)
        line.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)

    def _add(self, text: str, icon: str, run: Callable[[], object], *, on: bool = True) -> None:
        action = self.menu.addAction(icons.icon(icon), text)
        action.setEnabled(on)
        action.triggered.connect(lambda _checked=False: run())

    def _make_current(self) -> None:
        number = self.row.record_id

        def work(archive: Archive, _progress: Progress) -> Changes:
            return versions.make_current(archive, number)

        self._context.change(work, owner=self, undo=True)

    def _unlink(self) -> None:
        number = self.row.record_id

        def work(archive: Archive, _progress: Progress) -> Changes:
            return versions.unlink(archive, number)

        self._context.change(work, owner=self, undo=True)


def compare(context: Context, old: int, new: int) -> None:
    """Show two articles word by word in the centre."""
    context.view.select((old, new))
    context.view.open_page("diff", record=new)


def words_of(row: VersionRow, total: int) -> str:
    """Version 2 of 3 · 14 March 1978 · 212 words added · current."""
    parts = [tr("Version {n} of {total}").format(n=row.number, total=total)]
    if row.published:
        parts.append(display(row.published, language()))
    if row.number > 1:
        changed = [tr_n("{n} word added", "{n} words added", row.words_added)] if row.words_added else []
        if row.words_removed:
            changed.append(tr_n("{n} word taken out", "{n} words taken out", row.words_removed))
        parts += changed or [tr("the same words")]
    parts += [tr("current")] * row.current + [tr("in the bin")] * row.deleted + [row.note] * bool(row.note)
    return " · ".join(parts)

"""The search box: searches while one types, marks what it did not understand, completes fields and values.

Typing searches after 150 ms of rest (not while a quotation mark is open); Enter searches at once and remembers.
Down leads into the suggestions, or into the results when there are none. The text in the box is always the
query of the present state: a tick in the sidebar rewrites it, Back restores it, and so does Ctrl+Z in the box.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QInputMethodEvent, QKeyEvent, QPainter, QTextCharFormat
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from archive_app.domain.query import Hint
from archive_app.domain.query_text import open_quote
from archive_app.domain.results import Suggestion
from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, theme
from archive_app.ui.context import Context
from archive_app.ui.field_undo import let_undo_through
from archive_app.ui.one_shot import one_shot
from archive_app.ui.results_model import Index
from archive_app.ui.searching import Searching

if TYPE_CHECKING:
    from archive_app.operations.completing import KnownValues
    from archive_app.store.archive import Archive

DEBOUNCE_MS: Final = 150
RECENT_SHOWN: Final = 8
LATE_MS: Final = 200  # so long the suggestions for the text before stay


class SearchBar(QLineEdit):
    """The box.

    Signals:
        left_down: The person goes down into the results.
        searched(str): Enter was pressed on this text; to be remembered as recent.
    """

    left_down = Signal()
    searched = Signal(str)

    def __init__(self, context: Context, searching: Searching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._searching = searching
        self.recent: tuple[str, ...] = ()
        self._number = 0
        self._known = _Known()
        self._rewriting = False
        self.setPlaceholderText(tr("Search words, or a field such as credit:"))
        self.setAccessibleName(tr("Search"))
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(220)
        self.setMaximumWidth(640)
        self._glass = QAction(self)
        icons.keep(self._glass, "search", "secondary")
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._rest = one_shot(self, DEBOUNCE_MS, self._search_live)
        self._popup = _Popup(self)
        self._offered = ""  # the text for which suggestions are shown
        self._late = one_shot(self, LATE_MS, self._hide_old)
        self._popup.itemClicked.connect(lambda item: self._take(item.data(Qt.ItemDataRole.UserRole)))
        self.textEdited.connect(self._edited)
        self.returnPressed.connect(self.search_now)
        context.view.changed.connect(lambda _state: self._follow())
        searching.hints.connect(self._underline)
        context.archive_changed.connect(self._begin_anew)
        context.feed.changed.connect(lambda _changes: self._forget())
        context.feed.everything.connect(self._forget)
        self.installEventFilter(self)
        let_undo_through(self)

    def search_now(self) -> None:
        """Search for what stands in the box, now."""
        self._rest.stop()
        self._number += 1  # what may still be offered for the typing comes too late
        self._popup.hide()
        self._searching.typing = False
        text = self.text().strip()
        if text == self._context.view.now.text and self._context.view.now.mode == "browse":
            self._searching.run()
        else:
            self._context.view.set_query(text)
        if text:
            self.searched.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Tab, Enter and Esc serve the suggestions while they are shown."""
        if watched is self and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """An empty box offers the searches made last."""
        super().focusInEvent(event)
        if not self.text() and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._offer_recent()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The suggestions go with the focus."""
        super().focusOutEvent(event)
        self._popup.hide()

    def _key(self, event: QKeyEvent) -> bool:
        shown = self._popup.isVisible()
        if event.key() == Qt.Key.Key_Down:
            if shown:
                self._popup.step(1)
            else:
                self.left_down.emit()
            return True
        if event.key() == Qt.Key.Key_Up and shown:
            self._popup.step(-1)
            return True
        if event.key() == Qt.Key.Key_Escape:
            if shown:
                self._popup.hide()
            elif self._searching.stop():
                pass  # what was asked for stays in the box
            elif self.text():
                self.clear()
                self.search_now()
            else:
                self.left_down.emit()
            return True
        chosen = self._popup.currentItem() if shown else None
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab} and chosen is not None:
            self._take(chosen.data(Qt.ItemDataRole.UserRole))
            return True
        return False

    def _edited(self, text: str) -> None:
        if self._rewriting:
            return
        self._popup.setCurrentRow(-1)  # chosen for the text before
        self._late.start()
        # "type:" alone finds nothing yet; what is on screen stays until there is a value.
        if not open_quote(text) and not text.rstrip().endswith(":"):
            self._rest.start()
        if not text:
            self._offer_recent()
            return
        self._suggest(text)

    def _search_live(self) -> None:
        self._searching.typing = True
        self._context.view.set_query(self.text().strip(), live=True)

    def _follow(self) -> None:
        wanted = self._context.view.now.text
        if self.text().strip() != wanted and not self._rest.isActive():
            self._rewrite(wanted)
            self._popup.hide()
            self._searching.typing = False

    def _rewrite(self, text: str) -> None:
        """Replace the text as somebody who types would: ``setText`` would take away what Ctrl+Z brings back."""
        self._rewriting = True
        self.selectAll()
        self.insert(text)
        self._rewriting = False

    def _underline(self, hints: Sequence[Hint]) -> None:
        attributes = []
        for hint in hints:
            how = QTextCharFormat()
            how.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            how.setUnderlineColor(theme.current().color("no"))
            start = hint.position - self.cursorPosition()
            attributes.append(
                QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.TextFormat, start, hint.length, how)
            )
        # QLineEdit shows formats only as an input method sends them; the text itself is not touched.
        QCoreApplication.sendEvent(self, QInputMethodEvent("", attributes))
        self.setToolTip("\n".join(hint.message for hint in hints))

    def _suggest(self, text: str) -> None:
        archive = self._context.archive
        if archive is None:
            return  # what suggests comes with the store: somebody who types already would wait for its import
        self._number += 1
        number, cursor = self._number, self.cursorPosition()
        known = self._known
        before = self._used_before(text)

        def told(found: Sequence[Suggestion]) -> None:
            if number == self._number and self.hasFocus() and self.text() == text:
                self._offer([*found, *before])

        # Not on the lane of searches: what is looked for must not wait for what may be offered.
        self._context.files(
            lambda _progress: known.suggest(archive, text, cursor), told,
            failed=lambda _error: self._popup.hide(), owner=self,
        )  # fmt: skip

    def _used_before(self, text: str) -> list[Suggestion]:
        """Searches made before that begin like this one."""
        start = text.strip().casefold()
        alike = [one for one in self.recent if one.casefold().startswith(start) and one.casefold() != start]
        return [Suggestion(one, one, tr("searched before"), 0, len(text)) for one in alike[:2]]

    def _begin_anew(self) -> None:
        """Another catalogue: what was asked of the one before is not brought back by Ctrl+Z."""
        self.setText(self.text())
        self._forget()

    def _forget(self) -> None:
        # Not emptied: a keystroke before this one may be reading with it on its lane.
        self._known = _Known()

    def _offer_recent(self) -> None:
        self._number += 1
        self._offer([
            Suggestion(text, text, tr("searched before"), 0, len(self.text())) for text in self.recent[:RECENT_SHOWN]
        ])  # fmt: skip

    def _offer(self, found: Sequence[Suggestion]) -> None:
        self._offered = self.text()
        self._popup.clear()
        for one in found[:12]:
            item = QListWidgetItem(one.label)
            item.setData(Qt.ItemDataRole.UserRole, one)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in (one.label, one.detail) if part)
            )
            self._popup.addItem(item)
        if not found or not self.hasFocus():
            self._popup.hide()
            return
        self._popup.show_below(self)
        self._popup.setAccessibleDescription(tr_n("{n} suggestion", "{n} suggestions", self._popup.count()))

    def _hide_old(self) -> None:
        if self.text() != self._offered:
            self._popup.hide()

    def _take(self, one: Suggestion) -> None:
        text = self.text()
        if text != self._offered:
            return  # its place is in the text before
        self._rewrite(text[: one.start] + one.text + text[one.end :])
        self.setCursorPosition(one.start + len(one.text))
        self._popup.hide()
        if one.text.endswith(":"):
            self._edited(self.text())
        else:
            self.search_now()


class _Details(QStyledItemDelegate):
    """Paints what a suggestion says besides its name, such as its count, at the end of the line."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint the line, then its end."""
        super().paint(painter, option, index)
        one = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(one, Suggestion) or not one.detail:
            return
        look = theme.current()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setFont(theme.font(12))
        painter.setPen(look.color("on_selection" if chosen else "secondary"))
        side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
        name = option.fontMetrics.horizontalAdvance(one.label) + 40
        room = QStyle.visualRect(option.direction, option.rect, option.rect.adjusted(name, 0, -10, 0))
        words = painter.fontMetrics().elidedText(one.detail, Qt.TextElideMode.ElideRight, max(0, room.width()))
        painter.drawText(room, side, words)
        painter.restore()


class _Popup(QListWidget):
    """The suggestions, over the window; the box keeps the focus."""

    def __init__(self, box: QWidget) -> None:
        super().__init__(box.window())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Suggestions"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Details(self))
        self.hide()

    def show_below(self, box: QWidget) -> None:
        """Show under the box, as wide as it."""
        self.setParent(box.window())
        look = theme.current()
        self.setStyleSheet(
            f"QListWidget {{ border: 1px solid {look.border_strong}; border-radius: 6px; padding: 4px; "
            f"background: {look.base}; }} QListWidget::item {{ padding: 5px 8px; border-radius: 4px; }}"
            f"QListWidget::item:selected {{ background: {look.selection}; color: {look.on_selection}; }}"
        )
        rows = max(1, self.count())
        height = rows * max(28, self.sizeHintForRow(0)) + 12
        corner = box.mapTo(box.window(), QPoint(0, box.height() + 4))
        self.setGeometry(corner.x(), corner.y(), box.width(), min(height, box.window().height() - corner.y() - 8))
        self.setCurrentRow(-1)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Choose the next or the one before; past the end leads back to none."""
        row = self.currentRow() + by
        self.setCurrentRow(row if -1 <= row < self.count() else -1 if by > 0 else self.count() - 1)


class _Known:
    """What suggestions are made with; imported where they are looked for, as that takes longer than a frame."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._values: KnownValues | None = None

    def suggest(self, archive: Archive, text: str, cursor: int) -> Sequence[Suggestion]:
        """What a text may go on with. Any thread."""
        from archive_app.operations import completing

        with self._lock:
            values = self._values = self._values or completing.KnownValues()
        return completing.suggest(archive, text, cursor, known=values)

"""A card that finds an authority in any spelling or script; proposals for a printed name first, with reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.authority_keeper import keeper_of
from archive_app.ui.authority_words import authority_line, kind_icon, likely_word, sentences
from archive_app.ui.context import Context
from archive_app.ui.line_list import Line, LineView
from archive_app.ui.one_shot import one_shot
from archive_app.ui.overlay import Overlay

if TYPE_CHECKING:
    from archive_app.operations.authority_index import AuthorityIndex
    from archive_app.store.archive import Archive

MOST = 40
ASKED_AFTER_MS = 150


class AuthorityPicker(Overlay):
    """Type, choose with the arrows, Enter takes, Esc leaves. Nothing is ever chosen for the person."""

    def __init__(
        self, context: Context, window: QWidget, title: str, done: Callable[[int], object], *, printed: str = "",
        kind: str = "", without: Iterable[int] = (), works: Sequence[int] = (),
    ) -> None:  # fmt: skip
        """Show the card.

        Args:
            context: The window's shared parts.
            window: What the card is shown over.
            title: What is chosen.
            done: Called with the authority's id.
            printed: A name as printed that the authority is for; proposals for it are shown until one types.
            kind: Only authorities of this kind.
            without: Authorities that cannot be chosen.
            works: Where the name is printed.
        """
        super().__init__(window, 600)
        self._context, self._done, self._printed, self._kind = context, done, printed, kind
        self._without, self._works = frozenset(without), tuple(works)
        self._asked = 0
        self.setAccessibleName(title)
        self.column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        self.column.setSpacing(theme.GAP_S)
        head = QLabel(title, self)
        head.setTextFormat(Qt.TextFormat.PlainText)
        head.setWordWrap(True)
        head.setFont(theme.font(14, bold=True))
        self.box = QLineEdit(self)
        self.box.setPlaceholderText(tr("A name in any spelling or script"))
        self.box.setAccessibleName(title)
        self.box.setClearButtonEnabled(True)
        self.box.installEventFilter(self)
        head.setBuddy(self.box)
        self.list = LineView(tr("Authorities found"), self)
        self.list.setMinimumHeight(260)
        self.nothing = QLabel(self)
        self.nothing.setProperty("role", "secondary")
        self.nothing.setWordWrap(True)
        self.nothing.hide()
        for part in (head, self.box, self.nothing, self.list):
            self.column.addWidget(part)
        self._soon = one_shot(self, ASKED_AFTER_MS, self._look)
        self.box.textChanged.connect(lambda _text: self._soon.start())
        self.box.returnPressed.connect(self.take)
        self.list.opened.connect(lambda _key: self.take())
        self.appear(self.box, 420)
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down move through the list while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            count = self.list.lines.rowCount()
            if step and count:
                row = max(0, min(count - 1, self.list.currentIndex().row() + step))
                self.list.setCurrentIndex(self.list.lines.index(row))
                return True
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """A question is asked once."""
        super().hideEvent(event)
        if event.type() == QEvent.Type.Hide:
            self.deleteLater()

    def take(self) -> None:
        """Choose the current line."""
        number = self.list.current
        if isinstance(number, int):
            self.vanish()
            self._done(number)

    def _look(self) -> None:
        typed, printed, kind, without, works = (
            self.box.text().strip(), self._printed, self._kind, self._without, self._works,
        )  # fmt: skip
        self._asked += 1
        asked = self._asked

        def work(archive: Archive, index: AuthorityIndex) -> list[Line]:
            from archive_app.operations import authority_linking

            lines: list[Line] = []
            if printed and not typed:
                for one in authority_linking.proposals(archive, printed, kind=kind, works=works):
                    reasons = f"{likely_word(one.score)}: {sentences(one.reasons)}"
                    authority = one.authority
                    lines.append(Line(authority.id or 0, authority.name, reasons, "", kind_icon(authority.kind)))
            shown = {line.key for line in lines}
            rows = [row for row in index.rows(typed, kind=kind) if row.id not in shown]
            lines += [authority_line(row) for row in rows[: MOST + len(without)]]
            return [line for line in lines if line.key not in without][:MOST]

        keeper_of(self._context).ask(work, lambda lines: self._show(asked, lines), owner=self)

    def _show(self, asked: int, lines: list[Line]) -> None:
        if asked != self._asked:
            return
        self.list.show_lines(lines, first=True)
        self.nothing.setText(tr("No authority is called so, in any spelling."))
        self.nothing.setVisible(not lines)

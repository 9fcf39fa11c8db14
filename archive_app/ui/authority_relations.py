"""What an authority may be the same as, what it is never, and what was merged into it; each with what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.i18n import tr, tr_n
from archive_app.operations import authority_merging
from archive_app.operations.authorities import AuthorityPage
from archive_app.ui import theme
from archive_app.ui.authority_words import likely_word, sentences
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.panel import card, empty_layout, heading, quiet_button, words
from archive_app.ui.provenance import moment

if TYPE_CHECKING:
    from archive_app.operations.progress import Progress
    from archive_app.store.archive import Archive


class Relations(QFrame):
    """Cards under headings; headings without cards are not shown.

    Signals:
        go_wanted(int): Show this authority.
        merge_wanted(int, int): Merge the two; the first is the one that is shown.
    """

    go_wanted = Signal(int)
    merge_wanted = Signal(int, int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.GAP_S)
        self.buttons: dict[str, list[Callable[[], object]]] = {}

    def show_page(self, page: AuthorityPage, names: dict[int, str], *, read_only: bool) -> None:
        """Show what is known of an authority; ``names`` are those of the authorities it is like."""
        empty_layout(self._column)
        self.buttons = {"merge": [], "never": [], "back": [], "out": []}
        number = page.authority.id or 0
        if page.alike:
            self._column.addWidget(heading(tr("May be the same as"), self))
        for like in page.alike:
            other = like.other if like.one == number else like.one
            name = names.get(other, "")
            merge, never = partial(self.merge_wanted.emit, number, other), partial(self._never, number, other)
            self.buttons["merge"].append(merge)
            self.buttons["never"].append(never)
            self._card(
                other, name, f"{likely_word(like.score)}: {sentences(like.reasons)}", sentences(like.against),
                [(tr("Merge…"), "merge", merge), (tr("Never the same"), "x", never)], read_only=read_only,
            )  # fmt: skip
        if page.distinct:
            self._column.addWidget(heading(tr("Never the same as"), self))
        for other, name, reason in page.distinct:
            back = partial(self._take_back, number, other)
            self.buttons["back"].append(back)
            self._card(other, name, reason, "", [(tr("Take back"), "undo-2", back)], read_only=read_only)
        if page.merged:
            self._column.addWidget(heading(tr("Merged into this one"), self))
        for one in page.merged:
            facts = [
                tr("On {day} by {who}").format(day=moment(one.at), who=one.who) if one.who else moment(one.at),
                tr_n("{n} link came along", "{n} links came along", one.links), one.reason,
            ]  # fmt: skip
            out = partial(self._take_out, one.id)
            self.buttons["out"].append(out)
            text = " · ".join(part for part in facts if part)
            self._card(0, one.name, text, "", [(tr("Take out"), "corner-down-right", out)], read_only=read_only)
        self.setVisible(bool(page.alike or page.distinct or page.merged))

    def _card(
        self, number: int, name: str, text: str, against: str,
        buttons: Sequence[tuple[str, str, Callable[[], object]]], *, read_only: bool,
    ) -> None:  # fmt: skip
        frame, column = card(self)
        frame.setAccessibleName(name)
        column.setSpacing(theme.GAP_XS)
        title = words(name, frame)
        title.setFont(theme.font(13, bold=True))
        column.addWidget(title)
        if text:
            column.addWidget(words(text, frame, role="secondary", size=12))
        if against:
            column.addWidget(words(tr("Against it: {reasons}").format(reasons=against), frame, role="warn", size=12))
        row = FlowLayout(gap=2)
        if number:
            go = quiet_button(tr("Show"), partial(self.go_wanted.emit, number), frame, icon="eye")
            go.setAccessibleName(tr("Show “{name}”").format(name=name))
            row.addWidget(go)
        for label, icon, run in buttons:
            button = quiet_button(label, run, frame, icon=icon)
            button.setAccessibleName(f"{label.rstrip('…')}: {name}")
            button.setEnabled(not read_only)
            row.addWidget(button)
        column.addLayout(row)
        self._column.addWidget(frame)

    def _never(self, one: int, other: int) -> None:
        self._change(lambda archive, _p: authority_merging.never_same(archive, one, other))

    def _take_back(self, one: int, other: int) -> None:
        self._change(lambda archive, _p: authority_merging.may_be_same(archive, one, other))

    def _take_out(self, merge_id: int) -> None:
        self._change(lambda archive, _p: authority_merging.unmerge(archive, merge_id))

    def _change(self, work: Callable[[Archive, Progress], Changes]) -> None:
        self._context.change(work, owner=self, undo=True)

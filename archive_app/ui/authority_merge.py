"""Merging authorities: those that are to be one beside each other, the result, what speaks for and against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain import authority_numbers as registers
from archive_app.domain.changes import Changes
from archive_app.domain.errors import ArchiveError
from archive_app.domain.records import Authority, Variant
from archive_app.i18n import tr, tr_n
from archive_app.operations import authority_merging
from archive_app.operations.authority_merging import MergePreview
from archive_app.ui import icons, messages, theme
from archive_app.ui.authority_keeper import keeper_of
from archive_app.ui.authority_words import kind_word, subkind_word, uses_words
from archive_app.ui.context import Context
from archive_app.ui.panel import Tall, empty_layout, heading, quiet_button, words

if TYPE_CHECKING:
    from archive_app.operations.authority_index import AuthorityIndex
    from archive_app.operations.progress import Progress
    from archive_app.store.archive import Archive

COLUMN = 190


@dataclass(frozen=True, slots=True)
class _Found:
    """What the view shows: the authorities, the preview or why there is none, uses and names by id."""

    authorities: tuple[Authority, ...]
    preview: MergePreview | None
    trouble: Exception | None
    uses: dict[int, Mapping[str, int]]
    names: Mapping[int, str]
    apart: tuple[tuple[int, int], ...]  # pairs that somebody said are never the same


class MergeView(QFrame):
    """In the page's place while a merge is considered. Signals: ``left(int)``: done or given up; the id to show."""

    left = Signal(int)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._ids: list[int] = []
        self._apart: tuple[tuple[int, int], ...] = ()
        self._kept = 0
        self._asked = 0
        self.preview: MergePreview | None = None
        self.keep: dict[int, QRadioButton] = {}
        self._group = QButtonGroup(self)
        self.title = words("", self, size=16)
        self.title.setFont(theme.font(16, bold=True))
        self.lead = words(
            tr("Links move to the one that stays, the other names become its forms, and the others go into the bin. "
               "Printed words are not changed. Each can be taken out again later."), self, role="secondary", size=12,
        )  # fmt: skip
        inside = Tall(self)
        inside.setProperty("pane", "base")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, theme.GAP_S, 0, theme.GAP_S)
        self._grid.setHorizontalSpacing(theme.GAP_M)
        self._grid.setVerticalSpacing(theme.GAP_S)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setAccessibleName(tr("The authorities beside each other"))
        self.area.setWidget(inside)
        self._signs = QVBoxLayout()
        self._signs.setSpacing(theme.GAP_XS)
        self.reason = QLineEdit(self)
        self.reason.setPlaceholderText(tr("Why they are one, for whoever asks later"))
        self.reason.setAccessibleName(tr("Reason for the merge"))
        self.apply = QPushButton(self)
        self.apply.setProperty("primary", True)
        self.cancel = QPushButton(tr("Cancel"), self)
        self.back = quiet_button(tr("Let them be compared again"), self._take_back, self, icon="undo-2")
        self._lay_out()
        self.apply.clicked.connect(lambda _on=False: self.merge())
        self.reason.returnPressed.connect(self.merge)
        self.cancel.clicked.connect(lambda _on=False: self.left.emit(self._kept))
        self._group.idClicked.connect(self._keep)
        keeper_of(context).changed.connect(lambda: self._look() if self.isVisible() else None)

    def consider(self, ids: Sequence[int], kept: int = 0) -> None:
        """Show what merging these would do; ``kept`` stays, else the one that is used most."""
        self._ids, self._kept = list(dict.fromkeys(ids)), kept
        self.reason.clear()
        self.preview = None
        self.apply.setEnabled(False)
        self._look()

    def merge(self) -> None:
        """Carry it out, as one step."""
        if self.preview is None or not self.apply.isEnabled():
            return
        self.apply.setEnabled(False)
        kept, members, reason = self._kept, [n for n in self._ids if n != self._kept], self.reason.text().strip()

        def work(archive: Archive, _progress: Progress) -> Changes:
            return authority_merging.merge(archive, kept, members, reason=reason)

        def failed(error: Exception) -> None:
            self._look()
            self._context.trouble(error)

        self._context.change(
            work, done=lambda _changes: self.left.emit(kept), failed=failed, owner=self, undo=True
        )  # fmt: skip

    def _look(self) -> None:
        ids, kept = tuple(self._ids), self._kept
        self._asked += 1
        asked = self._asked

        def work(archive: Archive, index: AuthorityIndex) -> _Found:
            return _found(archive, index, ids, kept)

        keeper_of(self._context).ask(work, lambda found: self._show(asked, found), owner=self)

    def _show(self, asked: int, found: _Found) -> None:
        if asked != self._asked:
            return
        self._ids = [a.id or 0 for a in found.authorities]
        if len(self._ids) < 2:
            self.left.emit(self._ids[0] if self._ids else 0)
            return
        self.preview, self._apart = found.preview, found.apart
        if self._kept not in self._ids:
            self._kept = found.preview.result.id or 0 if found.preview is not None else self._ids[0]
        count = len(self._ids)
        self.title.setText(tr_n("Merge {n} authority into one", "Merge {n} authorities into one", count))
        focused = next((n for n, button in self.keep.items() if button.hasFocus()), 0)
        self._fill_grid(found)
        if focused in self.keep:
            self.keep[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        self._fill_signs(found)

    def _fill_grid(self, found: _Found) -> None:
        for button in self.keep.values():
            self._group.removeButton(button)
        empty_layout(self._grid)
        self.keep = {}
        result = found.preview.result if found.preview is not None else None
        labels = [label for label, _text in _rows(found.authorities[0], found)]
        for row, label in enumerate(labels, 1):
            self._grid.addWidget(heading(label, self.area), row, 0, Qt.AlignmentFlag.AlignTop)
        shown = [*found.authorities, *([result] if result is not None else [])]
        for at, authority in enumerate(shown, 1):
            is_result = authority is result
            if is_result:
                head: QWidget = words(tr("Result"), self.area)
                head.setFont(theme.font(13, bold=True))
            else:
                head = self._radio(at, authority)
            self._grid.addWidget(head, 0, at, Qt.AlignmentFlag.AlignTop)
            self._grid.setColumnMinimumWidth(at, COLUMN)
            self._grid.setColumnStretch(at, 1)
            for row, (label, text) in enumerate(_rows(authority, found, result=is_result), 1):
                cell = words(text or "–", self.area, role="" if text else "secondary", size=13 if row == 1 else 12)
                if row == 1 and is_result:
                    cell.setFont(theme.font(13, bold=True))
                cell.setAccessibleName(f"{tr('Result') if is_result else at}. {label}: {text or tr('nothing')}")
                self._grid.addWidget(cell, row, at, Qt.AlignmentFlag.AlignTop)
            if not is_result and len(found.authorities) > 2:
                out = quiet_button(tr("Leave out"), partial(self._leave_out, authority.id or 0), self.area, icon="x")
                out.setAccessibleName(f"{at}. {tr('Leave out “{name}”').format(name=authority.name)}")
                self._grid.addWidget(out, len(labels) + 1, at, Qt.AlignmentFlag.AlignLeft)
        self._grid.setRowStretch(len(labels) + 2, 1)

    def _radio(self, at: int, authority: Authority) -> QRadioButton:
        number = authority.id or 0
        button = QRadioButton(tr("This one stays"), self.area)
        button.setAccessibleName(f"{at}. {tr('“{name}” stays').format(name=authority.name)}")
        button.setChecked(number == self._kept)
        self.keep[number] = button
        self._group.addButton(button, number)
        return button

    def _fill_signs(self, found: _Found) -> None:
        empty_layout(self._signs)
        preview = found.preview
        said: list[tuple[str, str, str]] = []
        if found.trouble is not None:
            message = messages.explain(found.trouble)
            said.append(("circle-alert", "no", message.text))
        if preview is not None:
            moved = sum(preview.links.values())
            text = tr("No link moves.")
            if moved:
                text = tr_n("{n} link moves: {uses}.", "{n} links move: {uses}.", moved)
                text = text.replace("{uses}", uses_words(preview.links))
            said.append(("link", "secondary", text))
            said += [("check", "ok", reason) for like in preview.likeness for reason in like.reasons]
            if not preview.likeness:
                said.append(("info", "secondary", tr("Nothing in the records says that they are one.")))
            said += [("triangle-alert", "check", sentence) for sentence in preview.conflicts]
        for icon, role, text in said:
            self._signs.addWidget(self._sign(icon, role, text))
        self.back.setVisible(bool(self._apart))
        members = [a.name for a in found.authorities if a.id != self._kept]
        kept = next((a.name for a in found.authorities if a.id == self._kept), "")
        self.apply.setText(tr("Merge into “{name}”").format(name=kept if len(kept) < 40 else kept[:39] + "…"))
        self.apply.setToolTip(", ".join(members))
        archive = self._context.archive
        possible = preview is not None and not self._apart
        self.apply.setEnabled(possible and archive is not None and not archive.read_only)

    def _sign(self, icon: str, role: str, text: str) -> QWidget:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_S)
        drawing = QLabel(line)
        drawing.setPixmap(icons.pixmap(icon, role, 14, self.devicePixelRatioF()))
        row.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words(text, line, size=12), 1)
        return line

    def _keep(self, number: int) -> None:
        self._kept = number
        self._look()

    def _leave_out(self, number: int) -> None:
        self._ids.remove(number)
        self._look()

    def _take_back(self) -> None:
        for one, other in self._apart:
            self._context.change(partial(_may_be_same, one=one, other=other), owner=self, undo=True)

    def _lay_out(self) -> None:
        foot = QFrame(self)
        foot.setProperty("line", "top")
        buttons = QHBoxLayout(foot)
        buttons.setContentsMargins(0, theme.GAP_S, 0, 0)
        buttons.setSpacing(theme.GAP_S)
        buttons.addWidget(self.reason, 1)
        buttons.addWidget(self.apply)
        buttons.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_M)
        column.setSpacing(theme.GAP_S)
        column.addWidget(self.title)
        column.addWidget(self.lead)
        column.addWidget(self.area, 1)
        column.addLayout(self._signs)
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(foot)


def _found(archive: Archive, index: AuthorityIndex, ids: Sequence[int], kept: int) -> _Found:
    """What merging authorities would do. Any thread."""
    there = [index.known[n] for n in ids if n in index.known]
    totals = {a.id or 0: sum(index.counts.get(a.id or 0, {}).values()) for a in there}
    if kept not in totals and there:
        kept = max(totals, key=lambda n: totals[n])
    preview: MergePreview | None = None
    trouble: Exception | None = None
    members = [n for n in totals if n != kept]
    try:
        if members:
            preview = authority_merging.preview_merge(archive, kept, members)
    except ArchiveError as error:
        trouble = error
    uses = {a.id or 0: index.counts.get(a.id or 0, {}) for a in there}
    parents = [a.parent_id for a in (*there, *([preview.result] if preview is not None else [])) if a.parent_id]
    apart = tuple((kept, n) for n in members if frozenset((kept, n)) in index.apart)
    return _Found(tuple(there), preview, trouble, uses, index.names(parents), apart)


def _rows(authority: Authority, found: _Found, *, result: bool = False) -> list[tuple[str, str]]:
    """The fields of an authority in words."""
    uses = Counter(found.uses.get(authority.id or 0, {}))
    if result and found.preview is not None:
        uses.update(found.preview.links)
    return [
        (tr("Preferred name"), authority.name),
        (tr("Kind"), kind_word(authority.kind)),
        (tr("Special kind"), subkind_word(authority.subkind)),
        (tr("Other forms"), "\n".join(_variant(v) for v in authority.variants)),
        (tr("Numbers"), "\n".join(f"{registers.label(i.scheme)} {i.value}" for i in authority.identifiers)),
        (tr("Part of"), found.names.get(authority.parent_id or 0, "")),
        (tr("Note"), authority.note),
        (tr("Used as"), uses_words(uses)),
    ]


def _variant(variant: Variant) -> str:
    tag = "-".join(part for part in (variant.language, variant.script) if part)
    return f"{variant.text} [{tag}]" if tag else variant.text


def _may_be_same(archive: Archive, _progress: Progress, *, one: int, other: int) -> Changes:
    return authority_merging.may_be_same(archive, one, other)

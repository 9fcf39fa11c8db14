"""One authority: its names, numbers and place among others, edited in place; its uses, and what may be the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from archive_app.domain import authority_numbers as registers
from archive_app.domain.changes import Changes
from archive_app.domain.records import Identifier, Kind, Variant
from archive_app.domain.vocabulary import script_of
from archive_app.i18n import digits, tr, tr_n
from archive_app.operations.authorities import AuthorityPage
from archive_app.ui import icons, messages, theme
from archive_app.ui.authority_relations import Relations
from archive_app.ui.authority_words import kind_icon, kind_word, one_use_word, subkind_word, uses_words
from archive_app.ui.bars import FlowLayout, MessageBar
from archive_app.ui.context import Context
from archive_app.ui.line_list import HEIGHT, Line, LineView
from archive_app.ui.link_popup import LinkPopup
from archive_app.ui.panel import Column, heading, quiet_button, words
from archive_app.ui.record_form import Kept, RecordForm
from archive_app.ui.row_table import RowTable

if TYPE_CHECKING:
    from archive_app.operations.progress import Progress
    from archive_app.store.archive import Archive

MOST_LINES = 7


@dataclass(frozen=True, slots=True)
class Shown:
    """What the view shows: the page, what was typed and not saved, the names of authorities it speaks of."""

    page: AuthorityPage
    kept: Kept
    names: dict[int, str]


class AuthorityView(Column):
    """The right side of the page.

    Signals:
        go_wanted(int): Show another authority.
        record_wanted(int): Open a record that uses it.
        merge_wanted(int, int): Merge two; the first is this one.
        parent_wanted(): Choose what it is part of.
        removal_wanted(), restore_wanted(): Put it into the bin, take it out.
    """

    go_wanted = Signal(int)
    record_wanted = Signal(int)
    merge_wanted = Signal(int, int)
    parent_wanted = Signal()
    removal_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("The authority"), parent)
        self._context = context
        self.shown: Shown | None = None
        self._binned = False
        self.bar = MessageBar(self)
        self._drawing = QLabel(self)
        self.title = words("", self, size=16)
        self.title.setFont(theme.font(16, bold=True))
        self.facts = words("", self, role="secondary", size=12)
        self.form = RecordForm(context, Kind.AUTHORITY, ("name", "kind", "subkind"), self)
        self.note = RecordForm(context, Kind.AUTHORITY, ("note",), self)
        self.variants = RowTable(
            tr("Other forms of the name"), (tr("Form"), tr("Language"), tr("Script")), tr("Add a form"), self,
        )  # fmt: skip
        self.numbers = RowTable(
            tr("Numbers in registers elsewhere"), (tr("Register"), tr("Number or address")), tr("Add a number"), self,
            offers={0: [one.label for one in registers.REGISTERS]}, main=1,
        )  # fmt: skip
        self.copy = quiet_button(tr("Copy address"), self.copy_address, self, icon="copy")
        self.open = quiet_button(tr("Open…"), self.open_address, self, icon="external-link")
        self.open.setAccessibleName(tr("Open the address of this number"))
        self.doubt = words("", self, role="warn", size=12)
        self.parent_button = quiet_button("", self._go_to_parent, self, icon="corner-down-right")
        self.parent_choose = quiet_button(tr("Choose…"), self.parent_wanted.emit, self)
        self.parent_choose.setAccessibleName(tr("Choose what it is part of"))
        self.parent_clear = quiet_button(tr("Take away"), partial(self.set_parent, None), self)
        self.parent_clear.setAccessibleName(tr("It is part of nothing"))
        self._children = QWidget(self)
        self._child_flow = FlowLayout(self._children, 2)
        self.relations = Relations(context, self)
        self.used_head = heading("", self)
        self.used = words("", self, size=12)
        self.works = LineView(tr("Where it is used"), self)
        self.remove = quiet_button(tr("Move to bin"), self.removal_wanted.emit, self, icon="trash-2")
        self._lay_out()
        self._wire()

    @property
    def number(self) -> int:
        """The id of the authority shown, 0 for none."""
        return (self.shown.page.authority.id or 0) if self.shown is not None else 0

    def show_authority(self, shown: Shown, *, read_only: bool) -> None:
        """Show an authority; typing that goes on is left alone."""
        other = shown.page.authority.id != self.number
        if other:
            self.bar.hide()
            self.table_focus_off()
        self.shown = shown
        page, authority = shown.page, shown.page.authority
        self.title.setText(f"\u2068{authority.name}\u2069")  # at the same side as what stands below, in any script
        self._draw()
        facts = [kind_word(authority.kind), subkind_word(authority.subkind)]
        facts.append(tr_n("{n} use", "{n} uses", sum(page.uses.values())) if page.uses else tr("not used"))
        self.facts.setText(" · ".join(part for part in facts if part))
        for form in (self.form, self.note):
            form.load(authority, (), shown.kept, read_only=read_only)
        self.variants.set_rows([(v.text, v.language, v.script) for v in authority.variants])
        self.numbers.set_rows([(registers.label(i.scheme), i.value) for i in authority.identifiers])
        for table in (self.variants, self.numbers):
            table.set_read_only(read_only)
        self._show_numbers()
        self._show_family(page, read_only=read_only)
        self.relations.show_page(page, shown.names, read_only=read_only)
        self._show_uses(page)
        self.remove.setEnabled(not read_only)
        if authority.deleted:
            said = tr("This authority lies in the bin.")
            self.bar.say(said, button=tr("Restore"), pressed=self.restore_wanted.emit)
        elif self._binned:
            self.bar.hide()
        self._binned = bool(authority.deleted)
        if other:
            self.verticalScrollBar().setValue(0)

    def flush(self) -> None:
        """Save what was typed."""
        self.form.flush()
        self.note.flush()

    def table_focus_off(self) -> None:
        """End the typing in a cell: it is saved for the authority that it was typed for."""
        for table in (self.variants, self.numbers):
            if table.editing:
                table.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_name(self) -> None:
        """Move the focus to the preferred name."""
        self.form.focus_field("name")

    def set_parent(self, parent: int | None) -> None:
        """Save what it is part of."""
        if self.shown is not None:
            self._save("parent_id", parent, self.shown.page.authority.parent_id)

    def copy_address(self) -> None:
        """Copy the address of the current number."""
        address = registers.address(self._number())
        if address:
            QGuiApplication.clipboard().setText(address)
            self._context.tell(tr("Copied."))

    def open_address(self) -> None:
        """Show the whole address of the current number, to be opened in the browser."""
        address = registers.address(self._number())
        if address:
            LinkPopup(address, self.open)

    def ask_removal(self, run: Callable[[], object]) -> None:
        """Say what putting it into the bin does where it is used; without uses there is nothing to ask."""
        page = self.shown.page if self.shown is not None else None
        if page is None or not page.uses:
            run()
            return
        text = tr("It is used: {uses}. The words stay as they are printed; the links to it are taken away.")
        self.bar.say(text.format(uses=uses_words(page.uses)), kind="warn", button=tr("Move to bin"), pressed=run)
        self.verticalScrollBar().setValue(0)

    def _save_variants(self, rows: list[tuple[str, str, str]]) -> None:
        if self.shown is None:
            return
        value = tuple(
            Variant(text, language.strip().lower() if len(language) < 4 else language, script or script_of(text))
            for text, language, script in rows
        )
        self._save("variants", value, self.shown.page.authority.variants)

    def _save_numbers(self, rows: list[tuple[str, str]]) -> None:
        if self.shown is None:
            return
        value = tuple(registers.read_identifier(scheme, typed) for scheme, typed in rows)
        if all(one.scheme for one in value):
            self._save("identifiers", value, self.shown.page.authority.identifiers)
        else:
            self.bar.say(tr("Say in which register this number stands: Wikidata, VIAF, ISNI, ULAN …"), kind="warn")

    def _save(self, field: str, value: Any, seen: Any) -> None:
        number = self.number
        if value == seen or not number:
            return

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import authority_desk

            return authority_desk.set_value(archive, number, field, value, seen=seen)

        self._context.change(work, failed=partial(self._refused, number), owner=self)

    def _refused(self, number: int, error: Exception) -> None:
        if number != self.number or self.shown is None:
            self._context.trouble(error)
            return
        self.bar.say(messages.explain(error).text, kind="warn")
        self.verticalScrollBar().setValue(0)
        self.go_wanted.emit(number)  # read it anew: it is shown as it is now

    def _number(self) -> Identifier:
        rows = self.numbers.rows
        row = self.numbers.row if 0 <= self.numbers.row < len(rows) else 0
        return registers.read_identifier(rows[row][0], rows[row][1]) if rows else Identifier("", "")

    def _show_numbers(self) -> None:
        reachable = bool(registers.address(self._number()))
        self.copy.setEnabled(reachable)
        self.open.setEnabled(reachable)
        odd = [one for one in self._identifiers() if not registers.looks_right(one)]
        self.doubt.setText(
            tr("{number} does not look like a number of {register}; is it typed right?").format(
                number=odd[0].value, register=registers.label(odd[0].scheme)
            )
            if odd
            else ""
        )
        self.doubt.setVisible(bool(odd))

    def _identifiers(self) -> tuple[Identifier, ...]:
        return self.shown.page.authority.identifiers if self.shown is not None else ()

    def _show_family(self, page: AuthorityPage, *, read_only: bool) -> None:
        self.parent_button.setText(page.parent.name if page.parent is not None else tr("Nothing"))
        self.parent_button.setEnabled(page.parent is not None)
        self.parent_choose.setEnabled(not read_only)
        self.parent_clear.setVisible(page.parent is not None)
        self.parent_clear.setEnabled(not read_only)
        self._child_flow.clear()
        for child in page.children[:60]:
            button = quiet_button(child.name, partial(self.go_wanted.emit, child.id or 0), self._children)
            icons.keep(button, kind_icon(child.kind), "accent")
            self._child_flow.addWidget(button)
            button.show()
        self._children.setVisible(bool(page.children))
        self._children_head.setVisible(bool(page.children))
        self._children_head.setText(tr("What is part of it") + f" ({digits(len(page.children))})")

    def _show_uses(self, page: AuthorityPage) -> None:
        total = len(page.works)
        self.used_head.setText(tr("Where it is used") + (f" ({digits(total)})" if total else ""))
        text = uses_words(page.uses) or tr("Nothing links to it.")
        if total >= 200:
            text = f"{text}. {tr('The newest 200 are listed.')}"
        self.used.setText(text)
        lines = [Line(work, title or tr("Untitled"), one_use_word(use)) for work, title, use in page.works]
        self.works.show_lines(lines)
        self.works.setVisible(bool(lines))
        self.works.setFixedHeight(min(len(lines), MOST_LINES) * HEIGHT + 4)

    def _go_to_parent(self) -> None:
        if self.shown is not None and self.shown.page.parent is not None:
            self.go_wanted.emit(self.shown.page.parent.id or 0)

    def _draw(self) -> None:
        if self.shown is not None:
            icon = kind_icon(self.shown.page.authority.kind)
            self._drawing.setPixmap(icons.pixmap(icon, "secondary", 20, self.devicePixelRatioF()))

    def _wire(self) -> None:
        theme.signals().changed.connect(self._draw)
        self.variants.edited.connect(self._save_variants)
        self.numbers.edited.connect(self._save_numbers)
        self.numbers.current_changed.connect(lambda _row: self._show_numbers())
        self.relations.go_wanted.connect(self.go_wanted)
        self.relations.merge_wanted.connect(self.merge_wanted)
        self.works.opened.connect(self.record_wanted.emit)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GAP_S)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.facts)
        top.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(names, 1)
        top.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)
        for button in (self.copy, self.open):
            self.numbers.buttons.insertWidget(self.numbers.buttons.count() - 1, button)
        part_of = FlowLayout(gap=2)
        for one in (self.parent_button, self.parent_choose, self.parent_clear):
            part_of.addWidget(one)
        self._children_head = heading("", self)
        self.works.setFrameShape(LineView.Shape.NoFrame)
        self.body.addWidget(self.bar)
        self.body.addLayout(top)
        for widget in (
            self.form, heading(tr("Other forms of the name"), self), self.variants,
            heading(tr("Numbers in registers elsewhere"), self), self.numbers, self.doubt, self.note,
            heading(tr("Part of"), self),
        ):  # fmt: skip
            self.body.addWidget(widget)
        self.body.addLayout(part_of)
        for below in (
            self._children_head, self._children, self.relations, self.used_head, self.used, self.works,
        ):  # fmt: skip
            self.body.addWidget(below)
        self.body.addStretch(1)

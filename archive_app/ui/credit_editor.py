"""Correcting how a credit line is read: the line with its names marked, its parties, marks and licence.

The line itself is never changed. Saving looks for lines that are alike and offers to correct those too.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain import choices
from archive_app.domain.changes import Changes
from archive_app.domain.choices import Choice
from archive_app.domain.credit_lessons import Lesson, corrected
from archive_app.domain.errors import InvalidRecord
from archive_app.domain.records import Authority, Credit, CreditParty
from archive_app.i18n import mark, tr
from archive_app.operations import credit_corrections
from archive_app.operations.credit_corrections import Similar
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import icons, theme
from archive_app.ui.context import Context
from archive_app.ui.credit_party_rows import PartyRows
from archive_app.ui.credit_similar import SimilarLines
from archive_app.ui.field_inputs import choice_box
from archive_app.ui.field_undo import let_undo_through
from archive_app.ui.panel import quiet_button
from archive_app.ui.printed_credit import GROUNDS
from archive_app.ui.rights_lines import MultiChoice
from archive_app.ui.tasks import Lane

MEDIA = (
    Choice("photo", mark("Photograph")),
    Choice("illustration", mark("Illustration")),
    Choice("screenshot", mark("Screenshot")),
    Choice("video", mark("Video")),
)
Found = tuple[tuple[Similar, ...], Lesson]


class CreditEditor(QDialog):
    """The editor over the window; Esc leaves without saving, Ctrl+Return saves."""

    def __init__(self, context: Context, use_id: int, line: str, credit: Credit, window: QWidget) -> None:
        """Show it.

        Args:
            context: The window's shared parts.
            use_id: The use whose line it is.
            line: The line as printed.
            credit: How it is read now.
            window: What it is shown over.
        """
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(tr("What this credit line says"))
        self._context, self._use, self._line, self._before = context, use_id, line, credit
        self._names: dict[int, str] = {}
        self._credit = credit
        self.stack = QStackedWidget(self)
        self.page = QWidget(self)
        self.similar = SimilarLines(self)
        self.stack.addWidget(self.page)
        self.stack.addWidget(self.similar)
        frame = QFrame(self)
        frame.setObjectName("overlay")  # a border where the desktop draws no frame
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(frame)
        outer = QVBoxLayout(frame)
        outer.setContentsMargins(theme.GAP_L, theme.GAP_M, theme.GAP_L, theme.GAP_L)
        outer.addWidget(self.stack)
        self._build()
        self.rows.show_parties(credit.parties)
        self.marks.put(credit.flags)
        self.medium.put(credit.medium)
        self.licence.setText(credit.licence)
        self.year.setText(str(credit.year or ""))
        self._wire()
        self._check()
        self._read_names()
        self.resize(min(760, window.width() - 64), min(560, window.height() - 64))
        corner = window.mapToGlobal(window.rect().center())
        self.move(corner.x() - self.width() // 2, corner.y() - self.height() // 2)
        self.show()
        self.text.setFocus()

    def credit(self) -> Credit:
        """The credit as it stands, fitted to the line. Raises InvalidRecord."""
        year = self.year.text().strip()
        if year and not year.isdigit():
            words = tr("“{value}” is not a year that a credit line can name.").format(value=year)
            raise InvalidRecord(words, [("credit.year", words)])
        made = Credit(
            parties=self.rows.values(), flags=self.marks.values(), licence=self.licence.text().strip(),
            year=int(year) if year else None, medium=self.medium.value(),
        )  # fmt: skip
        return corrected(self._line, made)

    def add_selection(self) -> None:
        """Make the words selected in the line a party."""
        start, end = self._selected()
        if start >= end:
            return
        party = CreditParty(self._line[start:end], "unknown", "unknown", start, end)
        kept = [p for p in self.rows.values() if p.start < 0 or p.end <= start or p.start >= end]
        parties = sorted([*kept, party], key=lambda p: p.start if p.start >= 0 else len(self._line))
        self.rows.show_parties(parties)
        self.rows.rows[parties.index(party)].role.setFocus(Qt.FocusReason.OtherFocusReason)
        self._check()

    def save(self) -> None:
        """Save the correction, then look for lines that are alike."""
        try:
            credit = self.credit()
        except InvalidRecord:
            self._check()
            return
        use = self._use

        def work(archive: Archive, _progress: Progress) -> Changes:
            return credit_corrections.correct(archive, use, credit)

        self.save_button.setEnabled(False)
        self._context.change(work, done=lambda _changes: self._look(credit), failed=self._failed, owner=self, undo=True)

    def _look(self, credit: Credit) -> None:
        archive = self._context.archive
        if archive is None:
            self.close()
            return
        use, before = self._use, self._before
        self.joined.setText(tr("Looking for lines that are alike…"))

        def work(progress: Progress) -> Found:
            found = credit_corrections.similar(archive, use, credit, before=before, progress=progress)
            return found, credit_corrections.lesson_for(archive, use, credit, before=before)

        self._context.tasks.run(
            Lane.FILES, work, done=lambda found: self._show_similar(credit, found), failed=self._failed, owner=self
        )

    def _show_similar(self, credit: Credit, found: Found) -> None:
        rows, lesson = found
        if not any(not row.kept for row in rows):
            self.close()
            return
        self._credit = credit
        self.similar.show_similar(rows, lesson)
        self.setWindowTitle(tr("Apply to similar credit lines"))
        self.stack.setCurrentWidget(self.similar)
        self.similar.plan.setFocus(Qt.FocusReason.OtherFocusReason)

    def _apply(self) -> None:
        use, before, credit = self._use, self._before, self._credit
        ids, similar = self.similar.chosen, self.similar
        rule, names = similar.rule.isChecked(), similar.names.isChecked()

        def work(archive: Archive, progress: Progress) -> Changes:
            return credit_corrections.apply_to_similar(
                archive, use, credit, ids, keep_as_rule=rule, keep_names=names, before=before, progress=progress
            )[0]

        self._context.change(work, title=tr("Correcting credit lines"), undo=True)
        self.close()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._context.trouble(error)

    def _build(self) -> None:
        column = QVBoxLayout(self.page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_S)
        title = QLabel(tr("The line as printed: select a name in it to add it"), self.page)
        title.setFont(theme.font(12, bold=True))
        self.text = QTextEdit(self.page)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setPlainText(self._line)
        self.text.setFont(theme.font(15))
        self.text.setFixedHeight(64)
        self.text.setAccessibleName(tr("Credit line as printed"))
        title.setBuddy(self.text)
        self.add_button = quiet_button(
            tr("Add selection as a name"), self.add_selection, self.page, icon="plus", tip="Ctrl+Shift+A"
        )
        self.rows = PartyRows(lambda number: self._names.get(number, ""), self.page)
        area = QScrollArea(self.page)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setAccessibleName(tr("Names in the line"))
        inside = QWidget(area)
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.rows)
        inner.addStretch(1)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        self.marks = MultiChoice(tr("Marks"), tr("None"), choices.CREDIT_FLAGS, self.page)
        self.medium = choice_box(MEDIA, self.page, empty=tr("Not stated"))
        self.licence = QLineEdit(self.page)
        self.year = QLineEdit(self.page)
        self.year.setMaxLength(4)
        for box, name in ((self.licence, tr("Licence")), (self.year, tr("Year")), (self.medium, tr("Medium"))):
            box.setAccessibleName(name)
        let_undo_through(self.licence)
        let_undo_through(self.year)
        left, right = QFormLayout(), QFormLayout()
        left.addRow(tr("Marks"), self.marks)
        left.addRow(tr("Licence"), self.licence)
        right.addRow(tr("Medium"), self.medium)
        right.addRow(tr("Year"), self.year)
        forms = QHBoxLayout()
        forms.setSpacing(theme.GAP_L)
        forms.addLayout(left, 1)
        forms.addLayout(right, 1)
        self.sign = QLabel(self.page)
        self.joined = QLabel(self.page)
        self.joined.setTextFormat(Qt.TextFormat.PlainText)
        self.joined.setWordWrap(True)
        promise = QHBoxLayout()
        promise.setSpacing(theme.GAP_S)
        promise.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        promise.addWidget(self.joined, 1)
        self.leave_button = QPushButton(tr("Do not save"), self.page)
        self.leave_button.setAutoDefault(False)
        self.save_button = QPushButton(tr("Save"), self.page)
        self.save_button.setProperty("primary", True)
        self.save_button.setAutoDefault(False)
        self.save_button.setToolTip("Ctrl+Return")
        foot = QHBoxLayout()
        foot.setSpacing(theme.GAP_S)
        foot.addWidget(self.add_button)
        column.addWidget(title)
        column.addWidget(self.text)
        column.addLayout(foot)
        foot.addStretch(1)
        column.addWidget(area, 1)
        column.addLayout(forms)
        column.addLayout(promise)
        last = QHBoxLayout()
        last.setSpacing(theme.GAP_S)
        last.addStretch(1)
        last.addWidget(self.leave_button)
        last.addWidget(self.save_button)
        column.addLayout(last)

    def _wire(self) -> None:
        self.rows.changed.connect(self._check)
        self.rows.link_wanted.connect(self._choose)
        self.marks.changed.connect(self._check)
        self.licence.textEdited.connect(lambda _text: self._check())
        self.year.textEdited.connect(lambda _text: self._check())
        self.medium.typed.connect(self._check)
        self.text.selectionChanged.connect(self._selection)
        self.save_button.clicked.connect(lambda _on=False: self.save())
        self.leave_button.clicked.connect(lambda _on=False: self.close())
        self.similar.left.connect(self.close)
        self.similar.apply_wanted.connect(self._apply)
        for keys, pressed in (("Ctrl+Return", self._enter), ("Ctrl+Shift+A", self.add_selection)):
            QShortcut(QKeySequence(keys), self).activated.connect(pressed)
        self._selection()

    def _enter(self) -> None:
        if self.stack.currentWidget() is self.page:
            self.save()
        elif self.similar.chosen:
            self._apply()

    def _selected(self) -> tuple[int, int]:
        cursor = self.text.textCursor()
        start, end = sorted((cursor.selectionStart(), cursor.selectionEnd()))
        # Qt counts UTF-16 units; the line is counted in characters.
        units = self._line.encode("utf-16-le")
        first, last = (len(units[: 2 * n].decode("utf-16-le", "ignore")) for n in (start, end))
        while first < last and self._line[first].isspace():
            first += 1
        while last > first and self._line[last - 1].isspace():
            last -= 1
        return first, last

    def _selection(self) -> None:
        start, end = self._selected()
        self.add_button.setEnabled(start < end)

    def _check(self) -> None:
        """Say whether the credit can be kept, and mark its names in the line."""
        try:
            credit = self.credit()
        except InvalidRecord as error:
            self._say(error.message, good=False)
            return
        pieces = " ".join(f"[{piece}]" for piece in credit.literals)
        words = tr("No letter is lost: {pieces}").format(pieces=pieces)
        absent = [party.name for party in credit.parties if party.start < 0]
        if absent:
            words += " " + tr("Not printed so in the line: {names}.").format(names=", ".join(absent))
        self._say(words, good="".join(credit.literals) == self._line)
        self._mark(credit)

    def _say(self, words: str, *, good: bool) -> None:
        self.joined.setText(words)
        self.joined.setAccessibleName(words)
        name, role = ("circle-check", "ok") if good else ("circle-alert", "no")
        self.sign.setPixmap(icons.pixmap(name, role, 16, self.devicePixelRatioF()))
        self.save_button.setEnabled(good)

    def _mark(self, credit: Credit) -> None:
        look = theme.current()
        marked: list[QTextEdit.ExtraSelection] = []
        for party in credit.parties:
            if party.start < 0:
                continue
            shape = QTextCharFormat()
            shape.setFontUnderline(True)
            if not look.contrast:
                shape.setBackground(look.color(GROUNDS.get(party.role, "unknown_bg")))
            cursor = QTextCursor(self.text.document())
            cursor.setPosition(_units(self._line, party.start))
            cursor.setPosition(_units(self._line, party.end), QTextCursor.MoveMode.KeepAnchor)
            one = QTextEdit.ExtraSelection()
            one.cursor, one.format = cursor, shape
            marked.append(one)
        self.text.setExtraSelections(marked)

    def _choose(self, place: int) -> None:
        from archive_app.ui.authority_picker import AuthorityPicker

        name = self.rows.rows[place].name.text().strip()
        AuthorityPicker(
            self._context, self, tr("Whom does “{name}” stand for?").format(name=name),
            lambda number: self._chosen(place, number), printed=name, works=[self._use],
        )  # fmt: skip

    def _chosen(self, place: int, number: int) -> None:
        if place < len(self.rows.rows):
            self.rows.put_link(place, number)
            self._read_names()
            self.rows.rows[place].link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_names(self) -> None:
        wanted = [p.authority_id for p in self.rows.values() if p.authority_id is not None]

        def work(archive: Archive) -> dict[int, str]:
            with archive.read() as reader:
                return {n: one.name for n, one in reader.of_type(Authority, wanted).items()}

        def done(names: dict[int, str]) -> None:
            self._names.update(names)
            self.rows.show_links()

        self._context.look(work, done, owner=self)


def _units(line: str, place: int) -> int:
    """A place in a line as Qt counts it."""
    return len(line[:place].encode("utf-16-le", "surrogatepass")) // 2

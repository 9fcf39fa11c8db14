"""The top of the inspector: title, what the record is and when it was saved, and what somebody should look at."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDateTime, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from archive_app.domain import fields
from archive_app.domain.records import Kind, Photo, PhotoUse
from archive_app.domain.results import Problem, RecordPage
from archive_app.i18n import tr, tr_n
from archive_app.ui import icons, row_words, theme
from archive_app.ui.context import Context
from archive_app.ui.field_inputs import right_to_left
from archive_app.ui.provenance import moment

_LOOKS = {"error": ("circle-alert", "no"), "warning": ("triangle-alert", "check"), "info": ("info", "info")}
MOST_ROWS = 2


class InspectorHeader(QWidget):
    """Title, facts and problem rows of one record.

    Signals:
        wanted(Problem): The person wants to put a problem right.
        restore_wanted: The record is to be taken out of the bin.
    """

    wanted = Signal(object)
    restore_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._page: RecordPage | None = None
        self._all = False
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_M, theme.GAP_M, theme.GAP_M, theme.GAP_XS)
        column.setSpacing(theme.GAP_XS)
        self.title = QLabel(self)
        self.title.setFont(theme.font(16, bold=True))
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = QLabel(self)
        self.facts.setProperty("role", "secondary")
        self.facts.setWordWrap(True)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        column.addLayout(self._rows)
        self._clock = QTimer(self)
        self._clock.setInterval(30_000)
        self._clock.timeout.connect(self._say_facts)
        self._clock.start()
        theme.signals().changed.connect(self._say_problems)

    def show_page(self, page: RecordPage) -> None:
        """Show a record's head."""
        if self._page is None or self._page.record.id != page.record.id:
            self._all = False
        self._page = page
        self.title.setText(title_of(page))
        rtl = right_to_left(self.title.text())
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        self.title.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        self.title.setToolTip(self.title.text() if len(self.title.text()) > 90 else "")
        self._say_facts()
        self._say_problems()

    def _say_facts(self) -> None:
        if self._page is None:
            return
        record = self._page.record
        kind = fields.kind_of(record).value
        parts = [row_words.kind_word(kind), tr("no. {number}").format(number=record.id)]
        parts.append(tr("saved {when}").format(when=ago(record.modified)))
        self.facts.setText(" · ".join(parts))
        self.facts.setToolTip(
            tr("Added {added}\nSaved {saved}\nIdentifier {uid}").format(
                added=moment(record.created), saved=moment(record.modified), uid=record.uid
            )
        )

    def _say_problems(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        page = self._page
        if page is None:
            return
        if page.record.deleted:
            text = tr("In the bin since {when}.").format(when=moment(page.record.deleted))
            self._add("trash-2", "check", text, tr("Restore"), self.restore_wanted.emit)
        found = [one for one in page.problems if one.severity != "info" or one.code in _TOLD]
        shown = found if self._all else found[:MOST_ROWS]
        for one in shown:
            icon, role = _LOOKS.get(one.severity, _LOOKS["info"])
            self._add(icon, role, one.sentence, _button(one), partial(self.wanted.emit, one))
        rest = len(found) - len(shown)
        if rest:
            self._add("", "secondary", "", tr_n("{n} more", "{n} more", rest), self._show_all)

    def _show_all(self) -> None:
        self._all = True
        self._say_problems()

    def _add(self, icon: str, role: str, text: str, button: str, run: Callable[[], object]) -> None:
        row = QFrame(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        if icon:
            drawing = QLabel(row)
            drawing.setPixmap(icons.pixmap(icon, role, 14, self.devicePixelRatioF()))
            line.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
            drawing.setContentsMargins(0, 4, 0, 0)
        words = QLabel(text, row)
        words.setFont(theme.font(12))
        words.setWordWrap(True)
        words.setTextFormat(Qt.TextFormat.PlainText)
        line.addWidget(words, 1)
        press = QPushButton(button, row)
        press.setProperty("flat", True)
        press.setProperty("slim", True)
        press.setAccessibleName(f"{button}: {text}" if text else button)
        press.clicked.connect(lambda _checked=False: run())
        line.addWidget(press, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.addWidget(row)


# Remarks that are worth a row although they are no fault.
_TOLD = frozenset({"rights_not_known"})


def _button(problem: Problem) -> str:
    if problem.code.startswith("no_") or problem.code in {"rights_not_known", "holder_unknown"}:
        return tr("Add")
    return tr("Attach…") if problem.code == "media_missing" else tr("Look")


def title_of(page: RecordPage) -> str:
    """A record's title, or words in its place; never blank."""
    if page.title:
        return page.title
    captions = (one.use.caption for one in page.appears_in if isinstance(one.use, PhotoUse) and one.use.caption)
    caption = next(captions, "")
    if caption:
        return caption.splitlines()[0]
    match fields.kind_of(page.record):
        case Kind.ARTICLE:
            return tr("Untitled article")
        case Kind.PHOTO if isinstance(page.record, Photo):
            return tr("Untitled photo")
        case Kind.VIDEO:
            return tr("Untitled video")
        case _:
            return tr("Untitled")


def ago(at: str) -> str:
    """How long ago a moment of the catalogue was: "2 minutes ago", then the date."""
    when = QDateTime.fromString(at, Qt.DateFormat.ISODateWithMs)
    seconds = when.secsTo(QDateTime.currentDateTimeUtc())
    if not when.isValid() or seconds >= 24 * 3600:
        return moment(at)
    if seconds < 60:
        return tr("just now")
    if seconds < 3600:
        return tr_n("{n} minute ago", "{n} minutes ago", seconds // 60)
    return tr_n("{n} hour ago", "{n} hours ago", seconds // 3600)

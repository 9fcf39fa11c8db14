"""The last two steps of an import: how far it is, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from archive_app.i18n import tr, tr_n
from archive_app.operations.importing import Report
from archive_app.ui import icons, theme
from archive_app.ui.bars import MessageBar
from archive_app.ui.eta import Estimate, words
from archive_app.ui.import_items import ImportItem
from archive_app.ui.messages import explain

MOST_LINES: Final = 200
MOST_NAMES: Final = 3


class RunningPane(QFrame):
    """A job: what it does, how far it is, how long it will take, Cancel.

    Signals:
        cancel_pressed(): The person wants it to stop.
    """

    cancel_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._estimate = Estimate()
        column = QVBoxLayout(self)
        column.setContentsMargins(64, 0, 64, 0)
        column.setSpacing(theme.GAP_S)
        column.addStretch(2)
        self._title = QLabel(self)
        self._title.setFont(theme.font(20, bold=True))
        self._note = QLabel(self)
        self._note.setProperty("role", "secondary")
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.cancel = QPushButton(tr("Stop"), self)
        self.cancel.clicked.connect(lambda _on=False: self._cancelled())
        column.addWidget(self._title)
        column.addWidget(self.bar)
        column.addWidget(self._note)
        row = QHBoxLayout()
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)

    def begin(self, title: str) -> None:
        """A job begins."""
        self._estimate = Estimate()
        self._title.setText(title)
        self._note.setText("")
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(title)
        self.cancel.setEnabled(True)

    def at(self, done: int, total: int, note: str) -> None:
        """It is so far."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        left = self._estimate.at(done, total)
        parts = [tr("{n} of {total}").format(n=done, total=total)] if total else []
        if left is not None:
            parts.append(words(left))
        parts.append(note[:80])
        self._note.setText(" · ".join(part for part in parts if part))

    def _cancelled(self) -> None:
        self.cancel.setEnabled(False)
        self._note.setText(tr("Stopping after this item…"))
        self.cancel_pressed.emit()


class SummaryPane(QFrame):
    """What an import brought, what it did not, and the way on.

    Signals:
        show_pressed(), continue_pressed(), undo_pressed(), more_pressed(), review_pressed(): The buttons.
        retry_pressed(object): Try these items again (a list of ``ImportItem``).
        filters_pressed(): Show what the filters hide.
    """

    show_pressed = Signal()
    continue_pressed = Signal()
    undo_pressed = Signal()
    more_pressed = Signal()
    review_pressed = Signal()
    filters_pressed = Signal()
    retry_pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hidden_bar = MessageBar(self)
        self._troubled: list[ImportItem] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.hidden_bar)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(tr("Summary of the import"))
        inner = QFrame(area)
        inner.setProperty("pane", "base")
        column = QVBoxLayout(inner)
        column.setContentsMargins(48, 40, 48, 32)
        column.setSpacing(theme.GAP_S)
        head = QHBoxLayout()
        head.setSpacing(theme.GAP_M)
        self._icon = QLabel(inner)
        self.title = QLabel(inner)
        self.title.setFont(theme.font(20, bold=True))
        self.title.setWordWrap(True)
        head.addWidget(self._icon)
        head.addWidget(self.title, 1)
        column.addLayout(head)
        self.words = self._label(inner)
        column.addWidget(self.words)
        column.addSpacing(theme.GAP_S)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        self.continue_button = self._button(tr("Continue"), self.continue_pressed, primary=True)
        self.show_button = self._button(tr("Show imported records"), self.show_pressed, primary=True)
        self.review_button = self._button(tr("Back to the review"), self.review_pressed)
        self.more_button = self._button(tr("Import more"), self.more_pressed)
        self.undo_button = self._button(f" {tr('Undo import')}", self.undo_pressed)
        self.undo_button.setAccessibleName(tr("Undo import"))
        icons.keep(self.undo_button, "undo-2")
        for button in (
            self.continue_button, self.show_button, self.review_button, self.more_button, self.undo_button,
        ):  # fmt: skip
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(theme.GAP_L)
        self._heading = QLabel(inner)
        self._heading.setFont(theme.font(14, bold=True))
        column.addWidget(self._heading)
        self.problems = self._label(inner)
        self.problems.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column.addWidget(self.problems)
        self.retry_button = self._button(tr("Try again"), None)
        self.retry_button.clicked.connect(lambda _on=False: self.retry_pressed.emit(list(self._troubled)))
        again = QHBoxLayout()
        again.addWidget(self.retry_button)
        again.addStretch(1)
        column.addLayout(again)
        column.addStretch(1)
        area.setWidget(inner)
        outer.addWidget(area, 1)

    def show_report(
        self, report: Report, planned: Sequence[ImportItem], unread: Sequence[ImportItem], counts: dict[str, int],
        waiting: int = 0, left: int = 0, *, updated: int = 0,
    ) -> None:  # fmt: skip
        """Say what came of an import, of all of it when it went on after a stop.

        Args:
            report: What was done.
            planned: The items that were to be imported.
            unread: Those that could not even be read.
            counts: The records made, by kind.
            waiting: How many items are still to be checked.
            left: How many there was no time for.
            updated: How many items went into records that were there.
        """
        done = sum(1 for item in planned if item.imported)
        troubled = [item for item in planned if item.error is not None and not item.imported]
        name, role = ("circle-check", "ok") if done and not (troubled or left) else ("circle-alert", "check")
        self._icon.setPixmap(icons.pixmap(name, role, 28, self.devicePixelRatioF()))
        self.title.setText(self._title_of(report, done, done + len(troubled) + left))
        self.words.setText(self._counts(report, counts, waiting, updated))
        self.words.setVisible(bool(self.words.text()))
        self.continue_button.setVisible(left > 0)
        for button in (self.show_button, self.undo_button):
            button.setVisible(done > 0)
        if self.show_button.property("primary") != (left == 0):
            self.show_button.setProperty("primary", left == 0)
            self.show_button.style().unpolish(self.show_button)
            self.show_button.style().polish(self.show_button)
        self.undo_button.setEnabled(True)
        back = tr("Undo the {n}").format(n=done) if report.stopped and done else tr("Undo import")
        self.undo_button.setText(f" {back}")
        self.undo_button.setAccessibleName(back)
        self._troubled = [*troubled, *unread]
        lines = [f"• {line}" for line in (*_told(self._troubled), *report.remarks)]
        things = len(self._troubled) + len(report.remarks)
        self._heading.setText(tr_n("{n} thing to know", "{n} things to know", things))
        self._heading.setVisible(bool(lines))
        more = len(lines) - MOST_LINES
        if more > 0:
            lines = [*lines[:MOST_LINES], tr_n("and {n} more like these", "and {n} more like these", more)]
        self.problems.setText("\n".join(lines))
        self.problems.setVisible(bool(lines))
        self.retry_button.setVisible(bool(self._troubled))
        self.setAccessibleDescription(f"{self.title.text()} {self.words.text()}")

    def _title_of(self, report: Report, done: int, total: int) -> str:
        if report.stopped or (done and report.error is not None):
            text = tr_n(
                "Stopped. {done} of {n} item was imported; {left} was not.",
                "Stopped. {done} of {n} items were imported; {left} were not.", total,
            )  # fmt: skip
            return text.format(done=done, left=total - done)
        if done:
            return tr_n("{n} item was imported.", "{n} items were imported.", done)
        return tr("Nothing was imported.")

    def show_undone(self) -> None:
        """The import was taken back."""
        self.title.setText(tr("The import was taken back."))
        self.words.setText(tr("The catalogue is as it was before. The items are still in the review."))
        self.words.show()
        self.undo_button.setEnabled(False)
        for button in (self.show_button, self.continue_button):
            button.hide()
        self.hidden_bar.hide()
        self._icon.setPixmap(icons.pixmap("undo-2", "secondary", 28, self.devicePixelRatioF()))

    def say_hidden(self, count: int) -> None:
        """The filters hide records that were just imported."""
        text = tr_n("{n} new record is hidden by your filters.", "{n} new records are hidden by your filters.", count)
        self.hidden_bar.say(text, button=tr("Show them"), pressed=self.filters_pressed.emit)

    def _counts(self, report: Report, counts: dict[str, int], left: int, updated: int) -> str:
        parts = []
        for kind, one, many in (
            ("article", "{n} article", "{n} articles"), ("photo", "{n} photo", "{n} photos"),
            ("video", "{n} video", "{n} videos"),
        ):  # fmt: skip
            if counts.get(kind):
                parts.append(tr_n(one, many, counts[kind]))
        text = tr("New in the catalogue: {list}.").format(list=", ".join(parts)) if parts else ""
        if updated:
            text += " " + tr_n("{n} record was updated.", "{n} records were updated.", updated)
        if report.known:
            text += " " + tr_n(
                "{n} record was there already.", "{n} records were there already.",
                report.known,
            )  # fmt: skip
        if left:
            text += " " + tr_n("{n} item waits in the review.", "{n} items wait in the review.", left)
        return text.strip()

    def _label(self, parent: QWidget) -> QLabel:
        label = QLabel(parent)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("role", "secondary")
        return label

    def _button(self, text: str, signal: object, *, primary: bool = False) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("primary", primary)
        emit = getattr(signal, "emit", None)
        if callable(emit):
            button.clicked.connect(lambda _on=False: emit())
        return button


def _told(items: Sequence[ImportItem]) -> list[str]:
    """What is the matter with items: the same sentence once, with the names of those it is about."""
    names: dict[str, list[str]] = {}
    for item in items:
        words = explain(item.error).text if item.error is not None else ""
        for name in (item.path, item.name):  # the names stand before it
            words = words.removeprefix(f"{name}: ") if name else words
        names.setdefault(words, []).append(item.name)
    lines: list[str] = []
    for words, some in names.items():
        shown = ", ".join(some[:MOST_NAMES])
        if len(some) > MOST_NAMES:
            more = len(some) - MOST_NAMES
            shown = tr_n("{names} and {n} more", "{names} and {n} more", more).format(names=shown)
        lines.append(f"{shown}: {words}")
    return lines

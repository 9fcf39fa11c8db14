"""The verdict as a card: icon, word, colour and sentence together; and the list of reasons below it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from archive_app.domain.rights import Reason, Use, Verdict
from archive_app.domain.uses import condition_text
from archive_app.i18n import tr
from archive_app.ui import icons, theme, verdicts
from archive_app.ui.panel import empty_layout, heading, quiet_button, words
from archive_app.ui.verdict_words import answer_sentence, question

_EFFECTS = {
    "for": ("check", "ok"), "against": ("circle-alert", "no"), "info": ("info", "info"),
}  # fmt: skip
_MISSING = frozenset({"status_unknown", "fact_missing"})
"""Reasons that something is not known, rather than that something stands against it."""


class VerdictCard(QFrame):
    """What may be done, in colour and in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("verdict")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._verdict = Verdict("ask", nobody_looked=True)
        self._use = Use()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 12, 12, 12)
        row.setSpacing(10)
        self._icon = QLabel(self)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(theme.GAP_XS)
        self.word = QLabel(self)
        self.word.setFont(theme.font(15, bold=True))
        self.word.setWordWrap(True)
        self.sentence = words("", self, size=13)
        self.asked = words("", self, size=11)
        column.addWidget(self.word)
        column.addWidget(self.sentence)
        column.addWidget(self.asked)
        row.addLayout(column, 1)
        theme.signals().changed.connect(self._draw)
        self._draw()

    def show_verdict(self, verdict: Verdict, use: Use, parts: Sequence[Verdict] = ()) -> None:
        """Show the answer to a question; ``parts`` are those of an article's photos."""
        self._verdict, self._use = verdict, use
        self.word.setText(verdicts.look(verdict.answer, verdict.nobody_looked).word)
        self.sentence.setText(answer_sentence(verdict, use, parts))
        self.asked.setText(tr("Asked: {question}").format(question=question(use)))
        self.setAccessibleName(f"{self.word.text()}. {self.sentence.text()} {self.asked.text()}")
        self._draw()

    def _draw(self) -> None:
        look = verdicts.look(self._verdict.answer, self._verdict.nobody_looked)
        now = theme.current()
        colour, ground = now.color(look.role).name(), now.color(look.background).name()
        self.setStyleSheet(
            f"QFrame#verdict {{ background: {ground}; border: 1px solid {colour}; border-radius: 8px; }}"
            f"QFrame#verdict:focus {{ border: 2px solid {now.accent}; }}"
            "QFrame#verdict QLabel { background: transparent; }"
        )
        self.word.setStyleSheet(f"color: {colour};")
        self.asked.setStyleSheet(f"color: {now.secondary};")
        self._icon.setPixmap(icons.pixmap(look.icon, look.role, 24, self.devicePixelRatioF()))


class ReasonList(QWidget):
    """Why: each reason with its mark, and the conditions to keep.

    Signals:
        statement_wanted(int): Show the statement that a reason rests on.
        part_wanted(int): Open the photo that a reason is about.
    """

    statement_wanted = Signal(int)
    part_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(6)
        self.shown: tuple[str, ...] = ()

    def show_verdict(self, verdict: Verdict, parts: Sequence[int] = ()) -> None:
        """List the reasons of a verdict in the order they were followed; ``parts`` are an article's photos by place."""
        empty_layout(self._rows)
        self._rows.addWidget(heading(tr("WHY"), self))
        said: list[str] = []
        for reason in verdict.reasons:
            self._rows.addWidget(self._reason(reason, parts))
            said.append(reason.text)
        if verdict.conditions:
            self._rows.addWidget(heading(tr("CONDITIONS"), self))
            for condition in verdict.conditions:
                text = condition_text(condition)
                self._rows.addWidget(self._line("shield-alert", "check", text, "", None))
                said.append(text)
        self.shown = tuple(said)

    def _reason(self, reason: Reason, parts: Sequence[int]) -> QWidget:
        icon, role = _EFFECTS.get(reason.effect, _EFFECTS["info"])
        if reason.code in _MISSING:
            icon, role = "circle-question-mark", "unknown"
        evidence = tr("from “{quote}”").format(quote=reason.evidence) if reason.evidence else ""
        number = reason.statement_id
        wanted = partial(self.statement_wanted.emit, number) if number is not None else None
        tip = tr("Show the statement this rests on")
        if reason.code == "component" and (photo := _part(reason, parts)):
            wanted, tip = partial(self.part_wanted.emit, photo), tr("Open this photo")
        return self._line(icon, role, reason.text, evidence, wanted, tip)

    def _line(
        self, icon: str, role: str, text: str, evidence: str, wanted: Callable[[], object] | None, tip: str = ""
    ) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        drawing = QLabel(row)
        drawing.setPixmap(icons.pixmap(icon, role, 16, self.devicePixelRatioF()))
        meaning = {
            "check": tr("In favour"), "circle-alert": tr("Against"), "circle-question-mark": tr("Not known"),
        }.get(icon, tr("To know"))  # fmt: skip
        drawing.setAccessibleName(meaning)
        drawing.setToolTip(meaning)
        drawing.setContentsMargins(0, 1, 0, 0)
        line.addWidget(drawing, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(words(text, row))
        if evidence:
            short = evidence if len(evidence) <= 160 else evidence[:159] + "…”"
            column.addWidget(words(short, row, role="secondary", size=11))
        line.addLayout(column, 1)
        if wanted is not None:
            button = quiet_button(tr("Show"), wanted, row, tip=tip)
            button.setAccessibleName(f"{tip}: {text}")
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row


def _part(reason: Reason, parts: Sequence[int]) -> int:
    """The photo that a reason about a part names by its place, 0 when it is not known."""
    place = re.search(r"\d+", reason.text)
    at = int(place[0]) - 1 if place else -1
    return parts[at] if 0 <= at < len(parts) else 0

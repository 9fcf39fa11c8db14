"""One video in an article, as a card: poster, status, address, the words that mention it, and what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from archive_app.domain import choices
from archive_app.domain.choices import label_of
from archive_app.domain.field_values import clock
from archive_app.domain.records import Kind, MediaFile
from archive_app.domain.results import UseOfVideo
from archive_app.domain.verdict import note
from archive_app.i18n import tr
from archive_app.ui import row_words, theme
from archive_app.ui.attaching import play
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.credit_parts import CreditParts
from archive_app.ui.link_popup import LinkPopup
from archive_app.ui.panel import Fold, quiet_button, words
from archive_app.ui.record_form import Kept, RecordForm
from archive_app.ui.thumbnails import Thumbnails
from archive_app.ui.use_card import Picture
from archive_app.ui.verdicts import VerdictChip


class VideoCard(QFrame):
    """A video as an article shows or mentions it.

    Signals:
        open_wanted(int), attach_wanted(int), unlink_wanted(int): Ids of the video, the video, the use.
    """

    open_wanted = Signal(int)
    attach_wanted = Signal(int)
    unlink_wanted = Signal(int)

    def __init__(self, context: Context, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._context = context
        self._shown: UseOfVideo | None = None
        self._file: Path | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(theme.GAP_S)
        top = QHBoxLayout()
        top.setSpacing(10)
        self.poster = Picture(thumbnails, QSize(112, 63), self)
        self.poster.opened.connect(self._open)
        beside = QVBoxLayout()
        beside.setSpacing(theme.GAP_XS)
        self.name = words("", self)
        self.name.setFont(theme.font(13, bold=True))
        self.facts = words("", self, role="secondary", size=12)
        self.chip = VerdictChip(parent=self)
        for part in (self.name, self.facts, self.chip):
            beside.addWidget(part)
        beside.addStretch(1)
        top.addWidget(self.poster, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(beside, 1)
        column.addLayout(top)
        self.form = RecordForm(context, Kind.VIDEO_USE, ("mention", "caption", "credit_line"), self)
        self.form.typed.connect(self._typed)
        self.parts = CreditParts(context, self)
        self.more = Fold(tr("Status, platform and address"), self)
        self.work = RecordForm(context, Kind.VIDEO, ("status", "platform", "url"), self)
        self.more.body.addWidget(self.work)
        for widget in (self.form, self.parts, self.more):
            column.addWidget(widget)
        place = QWidget(self)
        row = FlowLayout(place, 2)
        self.link_button = quiet_button(
            tr("Open link…"), self.open_link, self, icon="external-link",
            tip=tr("Show the whole address, then open it in the browser"),
        )  # fmt: skip
        self.play_button = quiet_button(
            tr("Play file"), self.play, self, icon="play", tip=tr("Play the copy held here with the system’s player")
        )
        self.open_button = quiet_button(tr("Open"), self._open, self, icon="eye", tip=tr("Show this video"))
        self.attach_button = quiet_button(tr("Attach file…"), self._attach, self, icon="upload")
        self.unlink_button = quiet_button(
            tr("Take out"), self._unlink, self, icon="unlink",
            tip=tr("Take this video out of the article; the video itself stays"),
        )  # fmt: skip
        for button in (
            self.link_button, self.play_button, self.open_button, self.attach_button, self.unlink_button
        ):  # fmt: skip
            row.addWidget(button)
        column.addWidget(place)

    def show_use(self, number: int, shown: UseOfVideo, kept: Kept, file: Path | None, *, read_only: bool) -> None:
        """Show a use; ``number`` counts the videos of the article."""
        self._shown, self._file = shown, file
        name = shown.video.title or tr("Video {number}").format(number=number)
        self.name.setText(name)
        self.setAccessibleName(name)
        self.facts.setText(
            video_facts(shown.video.duration, shown.video.published, shown.video.status, shown.media, file)
        )
        self.poster.show_media(shown.media if file is not None else None, "film", name)
        self.chip.set_verdict(shown.verdict.answer, shown.verdict.nobody_looked, note(shown.verdict))
        self.form.load(shown.use, shown.evidence, kept, read_only=read_only)
        self.work.load(shown.video, (), kept, read_only=read_only)
        if not self.form.editors["credit_line"].dirty:
            self.parts.show_credit(shown.use.credit, shown.use.id or 0, read_only=read_only)
        self.link_button.setVisible(bool(shown.video.url))
        self.play_button.setVisible(file is not None)
        lost = shown.media is not None and file is None
        self.attach_button.setText(tr("Locate…") if lost else tr("Attach file…"))
        self.attach_button.setVisible(file is None)
        for button in (self.attach_button, self.unlink_button):
            button.setEnabled(not read_only)
        for button in (self.link_button, self.play_button, self.open_button, self.attach_button, self.unlink_button):
            button.setAccessibleName(f"{button.text().rstrip('…')}: {name}")

    def flush(self) -> None:
        """Save what was typed."""
        self.form.flush()
        self.work.flush()

    def focus_field(self, name: str) -> bool:
        """Move the focus to a field."""
        if name in self.work.editors:
            self.more.open()
            return self.work.focus_field(name)
        return self.form.focus_field(name)

    def form_value(self, name: str) -> str:
        """What a field shows."""
        editor = self.form.editors.get(name) or self.work.editors.get(name)
        return editor.input.value() if editor is not None else ""

    def open_link(self) -> None:
        """Show the address with its host, and offer the browser."""
        if self._shown is not None and self._shown.video.url:
            LinkPopup(self._shown.video.url, self.link_button)

    def play(self) -> None:
        """Play the copy held here."""
        play(self._context, self._file)

    def _typed(self, name: str, text: str) -> None:
        if name == "credit_line":
            self.parts.show_line(text)

    def _open(self) -> None:
        if self._shown is not None:
            self.open_wanted.emit(self._shown.video.id or 0)

    def _attach(self) -> None:
        if self._shown is not None:
            self.attach_wanted.emit(self._shown.video.id or 0)

    def _unlink(self) -> None:
        if self._shown is not None:
            self.unlink_wanted.emit(self._shown.use.id or 0)


def video_facts(duration: float | None, published: str, status: str, media: MediaFile | None, file: Path | None) -> str:
    """What is known of a video in one line: status, length, date, whether a copy is held."""
    parts = [label_of(choices.VIDEO_STATUSES, status)]
    if duration is not None:
        parts.append(clock(duration))
    if published:
        parts.append(row_words.date_words(published))
    if media is not None and file is None:
        parts.append(tr("the file “{name}” is not on disk").format(name=media.name))
    elif file is None:
        parts.append(tr("no copy held"))
    return " · ".join(parts)

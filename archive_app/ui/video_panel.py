"""A video in the centre: its picture or an icon, what is known of it, where it is mentioned, and how to see it.

Nothing is fetched on view: a poster is a file of the catalogue, and a link opens only when asked, in the browser,
with its whole address shown before.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.changes import Changes
from archive_app.domain.choices import label_of
from archive_app.domain.field_values import clock
from archive_app.domain.fields import field
from archive_app.domain.records import Video, VideoUse
from archive_app.domain.results import Appearance, RecordPage
from archive_app.domain.time_marks import time_marks, with_mark
from archive_app.domain.verdict import note
from archive_app.i18n import mark, tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.ui import icons, theme, video_player
from archive_app.ui.context import Context
from archive_app.ui.link_popup import LinkPopup
from archive_app.ui.notices import Notice
from archive_app.ui.photo_header import PageHeader
from archive_app.ui.record_commands import credit_line_of
from archive_app.ui.row_words import date_words
from archive_app.ui.verdicts import VerdictChip
from archive_app.ui.video_poster import Poster
from archive_app.ui.video_times import TimeButtons, film_of, film_words
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from pathlib import Path

    from archive_app.store.archive import Archive

_COPIES = {
    "held": mark("A copy is kept in this catalogue."),
    "linked": mark("No copy is kept — a link only."),
    "embedded": mark("No copy is kept — it was embedded in the page."),
    "mentioned": mark("No copy is kept — the article only mentions it."),
    "missing": mark("The copy is missing from the disk."),
}


class VideoPanel(QFrame):
    """Shows the video of ``state.record``."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._record = 0
        self._page: RecordPage | None = None
        self._file: Path | None = None
        self._film: Mapping[str, object] = {}
        self.header = PageHeader(context, self)
        self.poster = Poster(context, self)
        self.player: video_player.VideoPlayer | None = None
        self.title = _words(bold=True, size=20)
        self.status = _words()
        self.chip = VerdictChip(parent=self)
        self.link = QPushButton(self)
        self.play = QPushButton(self)
        self.copy = QPushButton(f" {tr('Copy address')}", self)
        self.note = QPushButton(f" {tr('Note this place')}", self)
        self.note.setToolTip(tr("Write the place where the video stands into its notes (Ctrl+T)"))
        self.facts = QGridLayout()
        self.mentions = QVBoxLayout()
        self._build()
        actions = context.actions
        actions.attach(self, "video")
        actions.bind("video.link", self.open_link, reason=self._no_link)
        actions.bind("video.play", self.play_file, reason=self._no_file)
        actions.bind("video.note_time", self.note_time, reason=self._not_playing)
        context.feed.changed.connect(lambda _changes: self._read() if self._record and self.isVisible() else None)

    def enter(self, state: State) -> None:
        """Show the video of a state."""
        if not state.record:
            return
        if state.record != self._record:
            self._stop()
            self._film = {}
        self._record = state.record
        if state.selected != (state.record,):
            self._context.view.select((state.record,))
        self._read()

    def leave(self) -> None:
        """It is not shown any more: nothing plays on behind other pages."""
        self._stop()
        self._record = 0

    def open_link(self) -> None:
        """Show the whole address and its host; from there it opens in the browser."""
        LinkPopup(self._address(), self.link)

    def play_from(self, seconds: float) -> None:
        """Play from a place in the film."""
        if self.player is not None:
            self.player.go_to(seconds)
        else:
            self.play_file(seconds)

    def note_time(self) -> None:
        """Note where the player stands, as a line of the video's notes; in reading, a place to go back to."""
        page, player = self._page, self.player
        if page is None or player is None or not isinstance(page.record, Video):
            return
        number, seconds = page.record.id or 0, int(player.seconds)

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import edit

            with archive.read() as reader:
                video = reader.record(number)
            notes = video.notes if isinstance(video, Video) else ""
            return edit.set_field(archive, number, "notes", with_mark(notes, seconds, ""))

        said = tr("Noted {time}. Write beside it, in the notes, what is there.").format(time=clock(seconds))
        done = Notice(said, kind="done", button=tr("Undo"), action="edit.undo")
        self._context.change(work, done=lambda _changes: self._context.tell(done), owner=self)

    def play_file(self, seconds: float = 0.0) -> None:
        """Play the kept file in the window, or in the system's player where the window cannot."""
        if self._file is None:
            return
        if not video_player.available():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))
            return
        if self.player is None:
            self.player = video_player.VideoPlayer(self)
            self.player.failed.connect(self._not_played)
            self._picture.insertWidget(0, self.player, 0, Qt.AlignmentFlag.AlignHCenter)
        self.poster.hide()
        self.player.show()
        self.player.play(self._file, seconds)
        archive = self._context.archive
        self.note.setVisible(archive is not None and not archive.read_only)
        self._context.actions.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space goes back to where one came from, as in the photo viewer."""
        if event.key() == Qt.Key.Key_Space and self.player is None:
            self._context.view.close_mode()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.header)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setAccessibleName(tr("About the video"))
        outer.addWidget(scroll, 1)
        page = QFrame(scroll)
        page.setProperty("pane", "base")
        scroll.setWidget(page)
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.GAP_XL, theme.GAP_L, theme.GAP_XL, theme.GAP_XL)
        column.setSpacing(theme.GAP_M)
        self._picture = QVBoxLayout()
        self._picture.addWidget(self.poster, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(self._picture)
        column.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        row.addWidget(self.status, 1)
        row.addWidget(self.chip)
        column.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP_S)
        self.play.setProperty("primary", True)
        self.play.setText(f" {tr('Play')}")
        self.play.clicked.connect(lambda: self._context.actions.run("video.play"))
        self.link.clicked.connect(lambda: self._context.actions.run("video.link"))
        self.copy.clicked.connect(self._copy)
        icons.keep(self.play, "play", "on_accent")
        icons.keep(self.link, "external-link")
        icons.keep(self.copy, "copy")
        self.note.clicked.connect(lambda: self._context.actions.run("video.note_time"))
        icons.keep(self.note, "clock")
        self.note.hide()
        for button in (self.play, self.note, self.link, self.copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        self.facts.setHorizontalSpacing(theme.GAP_L)
        self.facts.setVerticalSpacing(theme.GAP_XS)
        self.facts.setColumnStretch(1, 1)
        column.addLayout(self.facts)
        self.mentions.setSpacing(theme.GAP_S)
        column.addLayout(self.mentions)
        column.addStretch(1)

    def _read(self) -> None:
        number = self._record
        self._context.look(lambda archive: _look(archive, number), partial(self._arrived, number), owner=self)

    def _arrived(self, number: int, found: tuple[RecordPage, Path | None]) -> None:
        page, path = found
        video = page.record
        if number != self._record or not isinstance(video, Video):
            return
        self._page, self._file = page, path
        title = page.title or tr("Untitled video")
        self.header.set_title(title)
        self.title.setText(title)
        self.poster.show_video(page.media.sha256 if page.media is not None else "", title)
        status = "missing" if video.status == "held" and path is None else video.status
        self.status.setText(tr(_COPIES.get(status, _COPIES["mentioned"])))
        self.chip.set_verdict(page.verdict.answer, page.verdict.nobody_looked, note(page.verdict))
        host = urlsplit(video.url).netloc
        self.link.setVisible(bool(video.url))
        words = tr("Open at {host}").format(host=host) if host else tr("Open the link")
        self.link.setText(f" {words}")
        self.link.setToolTip(video.url)
        self.copy.setVisible(bool(video.url))
        self.play.setVisible(path is not None)
        self._show_facts(page, video)
        if path is not None:
            self._context.files(lambda _progress: film_of(path), partial(self._show_film, number), owner=self)
        self._show_mentions(page)
        self._context.actions.refresh()

    def _show_facts(self, page: RecordPage, video: Video) -> None:
        _clear(self.facts)
        platform = label_of(field("video", "platform").choices, video.platform)
        rows = (
            (tr("Credit"), credit_line_of(page)), (tr("Made by"), "; ".join(one.text for one in video.creators)),
            (tr("Published"), date_words(video.published)),
            (tr("Length"), clock(video.duration) if video.duration is not None else ""),
            (tr("Platform"), platform), (tr("Address"), video.url),
            *film_words(self._film),
            (tr("File"), f"{page.media.name} · {page.media.media_type}" if page.media is not None else ""),
            (tr("Description"), video.description),
        )  # fmt: skip
        for label, value in rows:
            if value:
                at = self.facts.rowCount()
                name = _words(secondary=True)
                name.setWordWrap(False)
                name.setText(label)
                words = _words()
                words.setText(value)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                words.setAccessibleName(f"{label}: {value}")
                self.facts.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
                self.facts.addWidget(words, at, 1)

    def _show_film(self, number: int, film: Mapping[str, object]) -> None:
        if number == self._record and self._film != film:
            self._film = film
            if self._page is not None and isinstance(self._page.record, Video):
                self._show_facts(self._page, self._page.record)

    def _show_mentions(self, page: RecordPage) -> None:
        _clear(self.mentions)
        noted = time_marks(page.record.notes, self._length) if isinstance(page.record, Video) else ()
        if noted and self._file is not None:
            self.mentions.addSpacing(theme.GAP_S)
            head = _words(bold=True)
            head.setText(tr("Noted places"))
            self.mentions.addWidget(head)
            self.mentions.addWidget(TimeButtons(noted, self.play_from, self))
        heading = _words(bold=True)
        count = len(page.appears_in)
        heading.setText(
            tr_n("Mentioned in {n} article", "Mentioned in {n} articles", count) if count else tr("In no article")
        )
        self.mentions.addSpacing(theme.GAP_S)
        self.mentions.addWidget(heading)
        for one in page.appears_in:
            self.mentions.addWidget(self._mention(one))

    def _mention(self, one: Appearance) -> QWidget:
        card = QFrame(self)
        card.setProperty("card", True)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.GAP_M, theme.GAP_S, theme.GAP_M, theme.GAP_S)
        column.setSpacing(theme.GAP_XS)
        said = one.use.mention if isinstance(one.use, VideoUse) else ""
        for text in dict.fromkeys((said, one.use.caption, one.use.credit_line)):
            if text:
                words = _words()
                words.setText(f"“{text}”" if text == said else text)
                column.addWidget(words)
        marks = time_marks(f"{said}\n{one.use.caption}", self._length) if self._file is not None else ()
        if marks:
            column.addWidget(TimeButtons(marks, self.play_from, card, words=False))
        row = QHBoxLayout()
        facts = _words(secondary=True)
        facts.setText(" · ".join(
            part for part in (one.article.headline, one.article.publisher, date_words(one.article.published)) if part
        ))  # fmt: skip
        opened = QPushButton(tr("Open article"), card)
        opened.setProperty("flat", True)
        opened.setProperty("compact", True)
        opened.setAccessibleName(tr("Open article: {title}").format(title=one.article.headline))
        opened.clicked.connect(partial(self._context.view.open_record, one.article.id or 0))
        row.addWidget(facts, 1)
        row.addWidget(opened)
        column.addLayout(row)
        return card

    @property
    def _length(self) -> float | None:
        video = self._page.record if self._page is not None else None
        return video.duration if isinstance(video, Video) else None

    def _not_playing(self) -> str:
        if self._context.archive is not None and self._context.archive.read_only:
            return tr("This catalogue is open for reading only")
        return "" if self._record and self.player is not None else tr("Play the video first")

    def _address(self) -> str:
        video = self._page.record if self._page is not None else None
        address = video.url if isinstance(video, Video) else ""
        return address if urlsplit(address).scheme in {"http", "https"} else ""

    def _no_link(self) -> str:
        return "" if self._record and self._address() else tr("This video has no address")

    def _no_file(self) -> str:
        return "" if self._record and self._file is not None else tr("No copy of this video is kept")

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._address())
        self._context.tell(Notice(tr("The address was copied."), kind="done"))

    def _not_played(self, reason: str) -> None:
        self._stop()
        open_outside = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(self._file)))
        words = tr("The video cannot be played here ({reason}).").format(reason=reason)
        self._context.tell(Notice(words, kind="warn", button=tr("Open in the system’s player"), clicked=open_outside))

    def _stop(self) -> None:
        if self.player is not None:
            self.player.stop()
            self.player.deleteLater()
            self.player = None
            self.note.hide()
        self.poster.show()


def _look(archive: Archive, number: int) -> tuple[RecordPage, Path | None]:
    """The video's page, and its file if it is on the disk. Any thread."""
    from archive_app.operations import page, works

    found = page.record_page(archive, number)
    path = works.media_path(archive, found.media) if found.media is not None else None
    return found, path if path is not None and path.is_file() else None


def _words(*, bold: bool = False, secondary: bool = False, size: int = theme.BASE_SIZE) -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    if bold or size != theme.BASE_SIZE:
        made.setFont(theme.font(size, bold=bold))
    if secondary:
        made.setProperty("role", "secondary")
    return made


def _clear(layout: QGridLayout | QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()

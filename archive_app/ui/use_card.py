"""One photo in an article, as a card: picture, words as printed, who is credited, verdict, and what can be done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from archive_app.domain.records import Kind, MediaFile
from archive_app.domain.results import UseOfPhoto
from archive_app.domain.verdict import note
from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.credit_parts import CreditParts
from archive_app.ui.panel import Fold, quiet_button, words
from archive_app.ui.record_form import Kept, RecordForm
from archive_app.ui.thumbnails import Thumbnails
from archive_app.ui.verdicts import VerdictChip


class Picture(QLabel):
    """A small picture of a held file, or a drawing and a few words where there is none. Signals: ``opened``."""

    opened = Signal()

    def __init__(self, thumbnails: Thumbnails, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._sha, self._icon = "", "image"
        self.setFixedSize(size)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._draw()
        thumbnails.ready.connect(self._ready)
        theme.signals().changed.connect(self._draw)

    def show_media(self, media: MediaFile | None, icon: str, name: str) -> None:
        """Show a file; ``icon`` stands for it where it cannot be shown."""
        self._sha, self._icon = (media.sha256 if media is not None else ""), icon
        self.setAccessibleName(name)
        self._draw()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()
        super().mouseReleaseEvent(event)

    def _ready(self, sha: str) -> None:
        if sha == self._sha:
            self._draw()

    def _draw(self) -> None:
        look = theme.current()
        self.setStyleSheet(f"background: {look.alternate}; border-radius: 4px;")
        picture = self._thumbnails.get(self._sha, self.size(), self.devicePixelRatioF()) if self._sha else None
        if picture is not None:
            self.setPixmap(picture)
            return
        edge = 32 if self.height() >= 60 else 20
        self.setPixmap(icons.pixmap(self._icon, "secondary", edge, self.devicePixelRatioF()))


class PhotoCard(QFrame):
    """A photo as printed in one article.

    Signals:
        open_wanted(int), attach_wanted(int), unlink_wanted(int): Ids of the photo, the photo, the use.
        file_dropped(int, object): A file was dropped on the photo of this id.
    """

    open_wanted = Signal(int)
    attach_wanted = Signal(int)
    unlink_wanted = Signal(int)
    file_dropped = Signal(int, object)

    def __init__(self, context: Context, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.setAcceptDrops(True)
        self._thumbnails = thumbnails
        self._shown: UseOfPhoto | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(theme.GAP_S)
        top = QHBoxLayout()
        top.setSpacing(10)
        self.picture = Picture(thumbnails, QSize(108, 81), self)
        self.picture.opened.connect(self._open)
        beside = QVBoxLayout()
        beside.setSpacing(theme.GAP_XS)
        self.name = words("", self, size=13)
        self.name.setFont(theme.font(13, bold=True))
        self.file = words("", self, role="secondary", size=11)
        self.chip = VerdictChip(parent=self)
        beside.addWidget(self.name)
        beside.addWidget(self.file)
        beside.addWidget(self.chip)
        beside.addStretch(1)
        top.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        top.addLayout(beside, 1)
        column.addLayout(top)
        self.form = RecordForm(context, Kind.PHOTO_USE, ("caption", "credit_line"), self)
        self.form.typed.connect(self._typed)
        self.parts = CreditParts(context, self)
        self.more = Fold(tr("Alternative text"), self)
        self.alt = RecordForm(context, Kind.PHOTO_USE, ("alt_text",), self)
        self.more.body.addWidget(self.alt)
        column.addWidget(self.form)
        column.addWidget(self.parts)
        column.addWidget(self.more)
        row = FlowLayout(gap=2)
        self.open_button = quiet_button(tr("Open"), self._open, self, icon="eye", tip=tr("Show this photo"))
        self.attach_button = quiet_button(tr("Attach file…"), self._attach, self, icon="upload")
        self.unlink_button = quiet_button(
            tr("Take out"), self._unlink, self, icon="unlink",
            tip=tr("Take this photo out of the article; the photo itself stays"),
        )  # fmt: skip
        for button in (self.open_button, self.attach_button, self.unlink_button):
            row.addWidget(button)
        column.addLayout(row)

    @property
    def use_id(self) -> int:
        """The use that is shown."""
        return (self._shown.use.id or 0) if self._shown is not None else 0

    @property
    def photo_id(self) -> int:
        """The photo that is shown."""
        return (self._shown.photo.id or 0) if self._shown is not None else 0

    def show_use(self, number: int, shown: UseOfPhoto, kept: Kept, file: Path | None, *, read_only: bool) -> None:
        """Show a use; ``number`` counts the photos of the article."""
        self._shown = shown
        name = shown.photo.title or tr("Photo {number}").format(number=number)
        self.name.setText(name)
        self.setAccessibleName(name)
        self.file.setText(file_words(shown.media, file, none=tr("No file is held.")))
        lost = shown.media is not None and file is None
        self.picture.show_media(shown.media, "image-off" if lost else "image", name)
        self.chip.set_verdict(shown.verdict.answer, shown.verdict.nobody_looked, note(shown.verdict))
        self.form.load(shown.use, shown.evidence, kept, read_only=read_only)
        self.alt.load(shown.use, shown.evidence, kept, read_only=read_only)
        self.more.set_title(tr("Alternative text") if shown.use.alt_text else tr("Add alternative text"))
        if not self.form.editors["credit_line"].dirty:
            self.parts.show_credit(shown.use.credit, shown.use.id or 0, read_only=read_only)
        self.attach_button.setText(tr("Replace file…") if file is not None else tr("Attach file…"))
        if lost:
            self.attach_button.setText(tr("Locate…"))
        for button in (self.attach_button, self.unlink_button):
            button.setEnabled(not read_only)
        for button in (self.open_button, self.attach_button, self.unlink_button):
            button.setAccessibleName(f"{button.text().rstrip('…')}: {name}")

    def flush(self) -> None:
        """Save what was typed."""
        self.form.flush()
        self.alt.flush()

    def focus_field(self, name: str) -> bool:
        """Move the focus to a field of the use."""
        if name == "alt_text":
            self.more.open()
            return self.alt.focus_field(name)
        return self.form.focus_field(name)

    def form_value(self, name: str) -> str:
        """What a field shows."""
        editor = self.form.editors.get(name) or self.alt.editors.get(name)
        return editor.input.value() if editor is not None else ""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped on the photo it is the picture of."""
        if any(url.isLocalFile() for url in event.mimeData().urls()) and self.attach_button.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the first of the files dropped."""
        path = next((Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()), None)
        if path is not None and self._shown is not None:
            event.acceptProposedAction()
            self.file_dropped.emit(self._shown.photo.id or 0, path)

    def _typed(self, name: str, text: str) -> None:
        if name == "credit_line":
            self.parts.show_line(text)

    def _open(self) -> None:
        if self._shown is not None:
            self.open_wanted.emit(self._shown.photo.id or 0)

    def _attach(self) -> None:
        if self._shown is not None:
            self.attach_wanted.emit(self._shown.photo.id or 0)

    def _unlink(self) -> None:
        if self._shown is not None:
            self.unlink_wanted.emit(self._shown.use.id or 0)


def file_words(media: MediaFile | None, file: Path | None, *, none: str) -> str:
    """A file in a few words: its size in pixels and bytes, or that it is not there."""
    if media is None:
        return none
    if file is None:
        return tr("The file “{name}” is not on disk.").format(name=media.name)
    parts = [f"{media.width} × {media.height}"] if media.width and media.height else []
    parts.append(QLocale().formattedDataSize(media.size, 1))
    return " · ".join(parts)

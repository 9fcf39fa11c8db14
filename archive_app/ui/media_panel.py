"""The Files tab of a photo or video: the file held, its facts as read, and what to do when it is not there."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from archive_app.domain import fields
from archive_app.domain.field_values import clock
from archive_app.domain.records import MediaFile, Video
from archive_app.i18n import tr
from archive_app.operations.field_visits import OpenPage
from archive_app.ui import theme
from archive_app.ui.attaching import Attaching, play
from archive_app.ui.bars import EmptyState, FlowLayout, MessageBar
from archive_app.ui.context import Context
from archive_app.ui.link_popup import LinkPopup
from archive_app.ui.panel import Column, Fold, copyable, empty_layout, heading, quiet_button, words
from archive_app.ui.provenance import moment
from archive_app.ui.thumbnails import Thumbnails
from archive_app.ui.use_card import Picture

MOST_EMBEDDED = 60


class Files(Column):
    """Shows the media file of one photo or video."""

    def __init__(self, context: Context, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(tr("Files"), parent)
        self.setAcceptDrops(True)
        self._context = context
        self._thumbnails = thumbnails
        self._attaching = Attaching(context, self)
        self._opened: OpenPage | None = None
        self._read_only = True
        self.bar = MessageBar(self)
        self.picture = Picture(thumbnails, QSize(296, 190), self)
        self.picture.opened.connect(self._view)
        self.empty = EmptyState(self)
        self._buttons = QWidget(self)
        row = FlowLayout(self._buttons, 2)
        self.view_button = quiet_button(tr("Open"), self._view, self, icon="eye", tip=tr("Show it in the centre"))
        self.play_button = quiet_button(
            tr("Open with another program"), self._play, self, icon="play",
            tip=tr("Open the file with the program this system uses for it"),
        )  # fmt: skip
        self.link_button = quiet_button(tr("Open link…"), self._link, self, icon="external-link")
        self.attach_button = quiet_button(tr("Attach file…"), self.attach, self, icon="upload")
        self.says_button = quiet_button(
            tr("What the file says"), partial(context.actions.run, "photo.metadata"), self, icon="info",
            tip=tr("Every layer of its metadata, side by side"),
        )  # fmt: skip
        for button in (self.view_button, self.says_button, self.play_button, self.link_button, self.attach_button):
            row.addWidget(button)
        self._facts = QFrame(self)
        self._rows = QVBoxLayout(self._facts)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(theme.GAP_XS)
        self._embedded = Fold(tr("Embedded in the file, as found"), self)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addWidget(self.empty)
        self.body.addWidget(self._buttons)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._embedded)
        self.body.addStretch(1)

    def show_page(self, opened: OpenPage, *, read_only: bool) -> None:
        """Show the file of a photo or video."""
        self._opened, self._read_only = opened, read_only
        page = opened.page
        media = page.media
        file = self._file()
        video = isinstance(page.record, Video)
        kind = tr("film") if video else tr("picture")
        self.bar.hide()
        if media is not None and file is None:
            seen = moment(media.checked) if media.checked else moment(media.created)
            text = tr("The file “{name}” is not on disk. Last seen {when}. What is recorded about it is all here.")
            self.bar.say(
                text.format(name=media.name, when=seen), kind="warn",
                button="" if read_only else tr("Locate…"), pressed=self.attach,
            )  # fmt: skip
        elif media is not None and media.fixity == "changed":
            self.bar.say(tr("The file is not the one that was taken in: its contents have changed."), kind="bad")
        lost = media is not None and file is None
        self.picture.setVisible(media is not None)
        self.picture.show_media(media, ("film" if video else "image-off" if lost else "image"), page.title or kind)
        self.empty.setVisible(media is None)
        if media is None:
            buttons = [] if read_only else [(tr("Attach file…"), self.attach, True)]
            self.empty.show_state(
                "film" if video else "image", tr("No file is held"),
                tr("The {kind} is known from what was written about it.").format(kind=kind), buttons,
                "" if read_only else tr("Or drop a file here."),
            )  # fmt: skip
        self.view_button.setVisible(media is not None)
        self.says_button.setVisible(file is not None)
        self.play_button.setVisible(file is not None)
        self.link_button.setVisible(bool(getattr(page.record, "url", "")))
        self.attach_button.setVisible(media is not None and not read_only)
        self.attach_button.setText(tr("Locate…") if lost else tr("Replace file…"))
        self._say_facts(media, file)

    def flush(self) -> None:
        """Nothing is typed here."""

    def focus_field(self, name: str) -> bool:
        """The file itself is the only thing to go to."""
        if name == "media_id":
            target = self.attach_button if self.attach_button.isVisibleTo(self) else self.empty
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        return False

    def attach(self) -> None:
        """Choose a file; for one that is not on disk, look for it."""
        if self._opened is None or self._read_only:
            return
        page = self._opened.page
        lost = page.media is not None and self._file() is None
        name = page.media.name if lost and page.media is not None else ""
        self._attaching.ask(page.record.id or 0, fields.kind_of(page.record), self._again, name=name)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped anywhere on the tab."""
        if not self._read_only and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach the file that was dropped."""
        path = next((Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()), None)
        if path is not None and self._opened is not None:
            event.acceptProposedAction()
            self._attaching.attach(self._opened.page.record.id or 0, path, self._again)

    def _again(self) -> None:
        if self._opened is not None and self._opened.page.media is not None:
            self._thumbnails.forget(self._opened.page.media.sha256)

    def _file(self) -> Path | None:
        if self._opened is None or self._opened.page.media is None:
            return None
        return self._opened.files.get(self._opened.page.media.id or 0)

    def _view(self) -> None:
        if self._opened is not None:
            self._context.view.open_record(self._opened.page.record.id or 0)

    def _play(self) -> None:
        play(self._context, self._file())

    def _link(self) -> None:
        if self._opened is not None:
            LinkPopup(str(getattr(self._opened.page.record, "url", "")), self.link_button)

    def _say_facts(self, media: MediaFile | None, file: Path | None) -> None:
        empty_layout(self._rows)
        empty_layout(self._embedded.body)
        self._facts.setVisible(media is not None)
        self._embedded.setVisible(media is not None and bool(media.metadata))
        if media is None:
            return
        facts = [(tr("Name"), media.name), (tr("Kind"), media.media_type)]
        facts.append((tr("Size"), QLocale().formattedDataSize(media.size, 1)))
        if media.width and media.height:
            facts.append((tr("Dimensions"), tr("{w} × {h} pixels").format(w=media.width, h=media.height)))
        if media.duration is not None:
            facts.append((tr("Duration"), clock(media.duration)))
        state = {
            "ok": tr("The bytes are as they were taken in"), "changed": tr("The contents have changed"),
            "missing": tr("Missing"),
        }.get(media.fixity, tr("Not checked yet"))  # fmt: skip
        if file is None:
            state = tr("Not on disk")
        if media.checked:
            state = tr("{state}, checked {when}").format(state=state, when=moment(media.checked))
        facts.append((tr("Fixity"), state))
        facts.append(("SHA-256", media.sha256))
        if file is not None:
            facts.append((tr("Kept at"), str(file)))
        for label, value in facts:
            self._rows.addWidget(heading(label, self._facts))
            single = label in {"SHA-256", tr("Kept at"), tr("Name")}
            self._rows.addWidget(copyable(value, self._facts, label) if single else words(value, self._facts, size=12))
        for label, value in embedded(media.metadata)[:MOST_EMBEDDED]:
            self._embedded.body.addWidget(heading(label, self))
            self._embedded.body.addWidget(words(value, self, size=12))


def embedded(metadata: str) -> list[tuple[str, str]]:
    """The metadata read from a file as rows to show; empty for none that can be read."""
    try:
        found = json.loads(metadata) if metadata else {}
    except ValueError:
        return []
    rows: list[tuple[str, str]] = []
    _walk(found, "", partial(_row, rows))
    return rows


def _row(rows: list[tuple[str, str]], name: str, value: str) -> None:
    rows.append((name, value if len(value) <= 400 else value[:399] + "…"))


def _walk(value: object, name: str, tell: partial[None]) -> None:
    match value:
        case dict():
            for key, inner in value.items():
                _walk(inner, f"{name} · {key}" if name else str(key), tell)
        case list() if any(isinstance(one, dict | list) for one in value):
            for number, inner in enumerate(value, 1):
                _walk(inner, f"{name} {number}", tell)
        case list():
            tell(name, "; ".join(str(one) for one in value))
        case None | "":
            return
        case _:
            tell(name, str(value))

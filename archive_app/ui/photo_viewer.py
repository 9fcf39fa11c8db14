"""The photo viewer in the centre: one photo large, its words under it, its neighbours in the filmstrip (ux.md §6)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QStackedWidget, QVBoxLayout, QWidget

from archive_app.domain import query as q
from archive_app.domain.changes import Changes
from archive_app.domain.query_text import parse
from archive_app.domain.records import Article, MediaFile, Photo
from archive_app.domain.results import RecordPage
from archive_app.i18n import tr
from archive_app.ui import searching, theme
from archive_app.ui.bars import EmptyState, MessageBar
from archive_app.ui.context import Context
from archive_app.ui.photo_ahead import PictureAhead
from archive_app.ui.photo_canvas import STEP, PhotoCanvas
from archive_app.ui.photo_header import PhotoHeader
from archive_app.ui.photo_loading import ASK_PIXELS, PictureLoader, PictureNews
from archive_app.ui.photo_strip import PhotoStrip
from archive_app.ui.photo_words import PhotoWords, alt_text_of
from archive_app.ui.row_words import date_words
from archive_app.ui.view_state import State

if TYPE_CHECKING:
    from archive_app.store.archive import Archive


@dataclass(frozen=True, slots=True)
class _Series:
    """The photos that next and previous go through; ``article`` when they are one article's."""

    ids: tuple[int, ...] = ()
    article: int = 0
    asked: tuple[object, ...] = ()


class PhotoViewer(QFrame):
    """Shows the photo of ``state.record``."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "base")
        self._context = context
        self._record = 0
        self._page: RecordPage | None = None
        self._series = _Series()
        self._news: PictureNews | None = None
        self._way = 1
        self.loader = PictureLoader(context, self)
        self.ahead = PictureAhead(context, self)
        self.header = PhotoHeader(context, self)
        self.bar = MessageBar(self)
        self.canvas = PhotoCanvas(self)
        self.instead = EmptyState(self)
        self.waiting = QLabel(tr("Loading…"), self)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.waiting.setProperty("role", "secondary")
        self.stack = QStackedWidget(self)
        for widget in (self.canvas, self.instead, self.waiting):
            self.stack.addWidget(widget)
        self.words = PhotoWords(self)
        self.strip = PhotoStrip(context, self)
        self._strip_frame = QFrame(self)
        self._strip_frame.setProperty("line", "top")
        framed = QVBoxLayout(self._strip_frame)
        framed.setContentsMargins(theme.GAP_S, theme.GAP_XS, theme.GAP_S, theme.GAP_XS)
        framed.addWidget(self.strip)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.words)
        column.addWidget(self._strip_frame)
        self.setFocusProxy(self.canvas)
        self._wire()

    @property
    def record(self) -> int:
        """The photo shown."""
        return self._record

    @property
    def series(self) -> Sequence[int]:
        """The photos that next and previous go through."""
        return self._series.ids

    def enter(self, state: State) -> None:
        """Show the photo of a state."""
        if not state.record or self._context.archive is None:
            return
        before = self._context.view.before
        near = (*state.selected, before.record if before is not None and before.mode == "read" else 0)
        article = next((one for one in near if one and one != state.record), 0)
        new = state.record != self._record
        self._record = state.record
        if state.selected != (state.record,):
            self._context.view.select((state.record,))
        if new:
            self.loader.forget()
            self.bar.hide()
            self._news = None
            self.canvas.clear()
            self.stack.setCurrentWidget(self.waiting)
        self._read()
        if self._record not in self._series.ids or self._series.asked != _asked(state):
            self._find_series(state, article)
        self._show_place()

    def leave(self) -> None:
        """It is not shown any more; a picture on its way is not wanted."""
        self.loader.forget()
        self.ahead.stop()
        self._record = 0

    def turn_to(self, by: int) -> None:
        """The next photo of the series, or with -1 the one before."""
        ids = self._series.ids
        at = ids.index(self._record) + by if self._record in ids else -1
        if 0 <= at < len(ids):
            self._way = 1 if by > 0 else -1
            self._context.view.turn_to(ids[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space closes what Space opened; Home and End go to the ends of the series."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        end = ends.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self._context.view.close_mode()
        elif end is not None and self._series.ids:
            self._context.view.turn_to(self._series.ids[end])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The picture takes the focus."""
        super().focusInEvent(event)
        self.canvas.setFocus(event.reason())

    def _wire(self) -> None:
        actions, canvas = self._context.actions, self.canvas
        actions.attach(self, "photo")
        bindings: dict[str, Callable[[], object]] = {
            "photo.next": partial(self.turn_to, 1), "photo.previous": partial(self.turn_to, -1),
            "photo.zoom_in": partial(canvas.zoom_by, STEP), "photo.zoom_out": partial(canvas.zoom_by, 1 / STEP),
            "photo.fit": canvas.fit, "photo.actual": canvas.actual, "photo.rotate": canvas.turn,
        }  # fmt: skip
        for name, handler in bindings.items():
            actions.bind(name, handler, reason=self._why_not)
        self.canvas.zoomed.connect(self.header.show_zoom)
        self.loader.news.connect(self._picture)
        self.strip.chosen.connect(self._context.view.turn_to)
        self.words.copy_wanted.connect(partial(actions.run, "rights.copy_credit"))
        self.words.printings_wanted.connect(partial(actions.run, "photo.printings"))
        self.words.article_wanted.connect(self._context.view.open_record)
        self._context.feed.changed.connect(self._changed)

    def _why_not(self) -> str:
        return "" if self.isVisible() and self._record else tr("Open a photo first")

    def _read(self) -> None:
        from archive_app.operations import page

        number = self._record
        self._context.look(
            lambda archive: page.record_page(archive, number), partial(self._arrived, number), owner=self,
            failed=partial(self._not_there, number),
        )  # fmt: skip

    def _arrived(self, number: int, page: RecordPage) -> None:
        if number != self._record:
            return
        before, self._page = self._page, page
        record = page.record
        if not isinstance(record, Photo):
            self._say("image-off", tr("This is not a photo"), page.title)
            return
        self.header.set_title(page.title or tr("Untitled photo"))
        self.words.show_page(page, self._series.article)
        self.canvas.setAccessibleDescription(alt_text_of(page))
        self.canvas.setAccessibleName(tr("Photo: {title}").format(title=page.title or tr("Untitled photo")))
        if page.media is None:
            self._no_file(page, record)
        elif self._news is None or before is None or before.media != page.media:
            ready = self.ahead.get(page.media.sha256)
            if ready is not None:
                self._picture(ready)
            else:
                self.loader.load(page.media)

    def _not_there(self, number: int, _error: Exception) -> None:
        if number == self._record:
            self._say("image-off", tr("This photo is not there any more"), tr("It may have been deleted meanwhile."))

    def _picture(self, news: PictureNews) -> None:
        before, self._news = self._news, news
        media = self._page.media if self._page is not None else None
        if media is None:
            return
        if news.state == "missing":
            self._missing(media, news)
        elif news.state == "unreadable":
            words = tr("“{name}” cannot be shown. {reason}").format(name=media.name, reason=news.reason)
            self._say("image-off", tr("This file cannot be drawn"), words, locate=tr("Locate…"))
        else:
            again = before is not None and before.state in {"preview", "huge"} and not self.canvas.empty
            if not news.image.isNull():
                self.canvas.show_image(news.image, news.size, smaller=news.smaller, keep=again)
                self.stack.setCurrentWidget(self.canvas)
            if news.state == "huge":
                self._ask_huge(media, news)
            if news.state == "full":
                self.ahead.keep(media.sha256, news)
                self._look_ahead()
        self._context.actions.refresh()

    def _look_ahead(self) -> None:
        """Decode the neighbours: the next one first, in the direction in which one goes."""
        ids = self._series.ids
        at = ids.index(self._record) if self._record in ids else -1
        if at >= 0:
            steps = (self._way, -self._way)
            self.ahead.want([ids[at + step] for step in steps if 0 <= at + step < len(ids)])

    def _ask_huge(self, media: MediaFile, news: PictureNews) -> None:
        words = tr(
            "This picture is very large ({width} × {height}, more than {most} megapixels). A preview is shown."
        ).format(width=news.size.width(), height=news.size.height(), most=ASK_PIXELS // 1_000_000)
        load = partial(self.loader.load, media, even_if_huge=True)
        self.bar.say(words, kind="info", button=tr("Load it in full"), pressed=load)
        if self.canvas.empty:
            self._say("image", tr("This picture is very large"), words)

    def _missing(self, media: MediaFile, news: PictureNews) -> None:
        seen = date_words(media.checked[:10]) if media.checked else ""
        size = f" ({media.width} × {media.height})" if media.width and media.height else ""
        sentences = [
            tr("“{name}”{size} is not on the disk any more.").format(name=media.name, size=size),
            tr("It was last looked for on {date}.").format(date=seen) if seen else "",
            tr("Caption, credit and rights are still here."),
        ]
        words = " ".join(one for one in sentences if one)
        if news.image.isNull():
            self._say("image-off", tr("The file is missing"), words, locate=tr("Locate…"))
            return
        # The small picture made when the file arrived says more than an empty place.
        self.canvas.show_image(news.image, news.size)
        self.stack.setCurrentWidget(self.canvas)
        locate = self._may_locate()
        text = f"{tr('The file is missing; this is its preview.')} {words}"
        self.bar.say(text, kind="warn", button=tr("Locate…") if locate else "", pressed=self._locate)

    def _may_locate(self) -> bool:
        archive = self._context.archive
        return archive is not None and not archive.read_only

    def _no_file(self, page: RecordPage, photo: Photo) -> None:
        sentence = tr("The catalogue knows this photo from its printing; no picture is kept.")
        if photo.url:
            sentence = f"{sentence}\n{photo.url}"
        self._say("image", tr("No file is kept of this photo"), sentence, locate=tr("Attach a file…"))

    def _say(self, icon: str, title: str, sentence: str, *, locate: str = "") -> None:
        buttons: list[tuple[str, Callable[[], object], bool]] = []
        if locate and self._may_locate():
            buttons.append((locate, self._locate, True))
        self.header.show_zoom(0)
        self.instead.show_state(icon, title, sentence, buttons)
        self.stack.setCurrentWidget(self.instead)
        self._context.actions.refresh()

    def _locate(self) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Where is the file of this photo?"), folder)
        if chosen:
            self.attach(Path(chosen))

    def attach(self, path: Path) -> None:
        """Keep a file as the picture of this photo; say so when it is another one than was kept before."""
        from archive_app.operations import works

        number, old = self._record, self._page.media if self._page is not None else None

        def kept(_changes: Changes) -> None:
            self._news = None
            self.bar.hide()
            self._context.look(lambda archive: _media_of(archive, number), partial(self._came_back, old), owner=self)
            self._read()

        self._context.change(
            lambda archive, progress: works.attach_media(archive, number, path, progress=progress),
            done=kept, owner=self, title=tr("Keeping “{name}”").format(name=path.name), undo=True,
        )  # fmt: skip

    def _came_back(self, old: MediaFile | None, new: MediaFile | None) -> None:
        if old is not None and new is not None and old.sha256 != new.sha256:
            words = tr("This is not the file that was kept before; the photo has this one from now on.")
            self.bar.say(words, kind="warn")
        if new is not None:
            self.strip.forget(new.sha256)
            self.ahead.forget(new.sha256)

    def _find_series(self, state: State, article: int) -> None:
        record, asked = self._record, _asked(state)

        def found(series: _Series) -> None:
            if record != self._record:
                return
            self._series = series
            self.strip.show_photos(series.ids)
            if self._news is not None and self._news.state == "full":
                self._look_ahead()
            self._show_place()
            if self._page is not None and isinstance(self._page.record, Photo):
                self.words.show_page(self._page, series.article)

        self._context.look(lambda archive: _series(archive, state, record, article, asked), found, owner=self)

    def _show_place(self) -> None:
        ids = self._series.ids
        at = ids.index(self._record) if self._record in ids else -1
        self.header.set_place(at + 1, len(ids))
        self._strip_frame.setVisible(len(ids) > 1)
        self.strip.show_current(self._record)

    def _changed(self, changes: Changes) -> None:
        if self._record and self.isVisible():
            self._read()


def _asked(state: State) -> tuple[object, ...]:
    return (state.place, state.place_id, state.text, state.sort)


def _series(archive: Archive, state: State, record: int, article: int, asked: tuple[object, ...]) -> _Series:
    """The photos of the article it was opened from, else those among the results, else of an article it is in."""
    from archive_app.operations import find

    if article and record in (ids := _photos_of(archive, article)):
        return _Series(ids, article, asked)
    wanted = searching.placed(archive, state, parse(state.text).query)
    photos = q.All((wanted, q.Clause("type", (q.Value("photo"),))))
    among = tuple(find.search(archive, photos, sort=state.sort).ids)
    if record in among:
        return _Series(among, 0, asked)
    with archive.read() as reader:
        articles = [use.article_id for use in reader.photo_uses(photos=[record]) if use.article_id]
    for one in articles:
        ids = _photos_of(archive, one)
        if record in ids:
            return _Series(ids, one, asked)
    return _Series((record,), 0, asked)


def _photos_of(archive: Archive, article: int) -> tuple[int, ...]:
    with archive.read() as reader:
        if not isinstance(reader.records([article]).get(article), Article):
            return ()
        uses = reader.photo_uses(articles=[article])
    return tuple(dict.fromkeys(use.photo_id for use in uses if use.photo_id))


def _media_of(archive: Archive, record: int) -> MediaFile | None:
    from archive_app.operations import page

    return page.record_page(archive, record).media

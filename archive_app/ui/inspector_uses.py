"""The tabs of what belongs together: an article's photos and videos, and where a photo or video is printed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from archive_app.domain.changes import Changes
from archive_app.domain.records import Kind, Photo, PhotoUse, Video
from archive_app.i18n import tr
from archive_app.operations.field_visits import OpenPage
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui import theme
from archive_app.ui.appearance_card import AppearanceCard
from archive_app.ui.attaching import Attaching
from archive_app.ui.bars import EmptyState
from archive_app.ui.context import Context
from archive_app.ui.panel import Column, quiet_button, words
from archive_app.ui.thumbnails import Thumbnails
from archive_app.ui.use_card import PhotoCard
from archive_app.ui.video_card import VideoCard

Card = PhotoCard | VideoCard | AppearanceCard


class _Uses(Column):
    """Cards for uses in order; cards of uses that stay are kept, so that typing in one goes on."""

    def __init__(self, name: str, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._context = context
        self._number = 0
        self._by_use: dict[int, Card] = {}
        self._place = QVBoxLayout()
        self._place.setSpacing(theme.GAP_M)
        self._empty = EmptyState(self)
        self._foot = QHBoxLayout()
        self.body.addLayout(self._place)
        self.body.addWidget(self._empty)
        self.body.addLayout(self._foot)
        self.body.addStretch(1)

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards shown, in order."""
        return tuple(self._by_use.values())

    def flush(self) -> None:
        """Save what was typed."""
        for shown in self._by_use.values():
            shown.flush()

    def focus_field(self, name: str) -> bool:
        """Move the focus to a field of the first use that has nothing in it, else of the first."""
        for shown in sorted(self._by_use.values(), key=lambda one: bool(one.form_value(name))):
            if shown.focus_field(name):
                self.show_widget(shown)
                return True
        return False

    def _spare(self, kept: Iterable[int]) -> list[Card]:
        """Cards of uses that are not shown any more, to be filled anew: making one takes longer than filling it."""
        staying = set(kept)
        spare = [card for use_id, card in self._by_use.items() if use_id not in staying]
        for card in spare:
            card.flush()
        return spare

    def _arrange(self, wanted: dict[int, Card]) -> None:
        used = set(map(id, wanted.values()))
        for old in self._by_use.values():
            if id(old) not in used:
                old.flush()
                self._place.removeWidget(old)
                old.hide()
                old.deleteLater()
        for place, shown in enumerate(wanted.values()):
            if self._place.indexOf(shown) != place:
                self._place.insertWidget(place, shown)
            shown.show()
        self._by_use = wanted
        self._empty.setVisible(not wanted)

    def _unlink(self, use_id: int) -> None:
        from archive_app.operations import works

        self._context.change(lambda archive, _p: works.unlink_use(archive, use_id), owner=self, undo=True)


class PhotoUses(_Uses):
    """The photos printed in an article."""

    def __init__(self, context: Context, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(tr("Photos"), context, parent)
        self._thumbnails = thumbnails
        self._attaching = Attaching(context, self)
        self._add = quiet_button(tr("Add a photo…"), self.add, self, icon="plus")
        self._foot.addWidget(self._add)
        self._foot.addStretch(1)

    def show_page(self, opened: OpenPage, *, read_only: bool) -> None:
        """Show an article's photos."""
        self._number = opened.page.record.id or 0
        wanted: dict[int, Card] = {}
        spare = self._spare(shown.use.id or 0 for shown in opened.page.photos)
        for count, shown in enumerate(opened.page.photos, 1):
            use_id = shown.use.id or 0
            found = self._by_use.get(use_id) or (spare.pop() if spare else None)
            made = found if isinstance(found, PhotoCard) else self._made()
            file = opened.files.get(shown.media.id or 0) if shown.media is not None else None
            made.show_use(count, shown, opened.kept, file, read_only=read_only)
            wanted[use_id] = made
        self._arrange(wanted)
        self._add.setVisible(bool(wanted) and not read_only)
        buttons = [] if read_only else [(tr("Add a photo…"), self.add, False)]
        self._empty.show_state(
            "image", tr("No photos"), tr("No photo is recorded for this article yet."), buttons
        )  # fmt: skip

    def add(self) -> None:
        """Add a photo that is known from the article; its words are typed into its card."""
        number = self._number

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import works

            return works.add_photo(archive, number, Photo(), PhotoUse())[1]

        self._context.change(work, owner=self, undo=True)

    def _made(self) -> PhotoCard:
        made = PhotoCard(self._context, self._thumbnails, self)
        made.open_wanted.connect(self._context.view.open_record)
        made.attach_wanted.connect(partial(self._attaching.ask, kind=Kind.PHOTO))
        made.unlink_wanted.connect(self._unlink)
        made.file_dropped.connect(self._dropped)
        return made

    def _dropped(self, photo_id: int, path: object) -> None:
        if isinstance(path, Path):
            self._attaching.attach(photo_id, path)


class VideoUses(_Uses):
    """The videos an article shows, links to or merely mentions."""

    def __init__(self, context: Context, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(tr("Videos"), context, parent)
        self._thumbnails = thumbnails
        self._attaching = Attaching(context, self)
        self._add = quiet_button(tr("Add a video…"), self.add, self, icon="plus")
        self._foot.addWidget(self._add)
        self._foot.addStretch(1)

    def show_page(self, opened: OpenPage, *, read_only: bool) -> None:
        """Show an article's videos."""
        self._number = opened.page.record.id or 0
        wanted: dict[int, Card] = {}
        spare = self._spare(shown.use.id or 0 for shown in opened.page.videos)
        for count, shown in enumerate(opened.page.videos, 1):
            use_id = shown.use.id or 0
            found = self._by_use.get(use_id) or (spare.pop() if spare else None)
            made = found if isinstance(found, VideoCard) else self._made()
            file = opened.files.get(shown.media.id or 0) if shown.media is not None else None
            made.show_use(count, shown, opened.kept, file, read_only=read_only)
            wanted[use_id] = made
        self._arrange(wanted)
        self._add.setVisible(bool(wanted) and not read_only)
        buttons = [] if read_only else [(tr("Add a video…"), self.add, False)]
        self._empty.show_state(
            "film", tr("No videos"), tr("The article neither shows nor mentions a video."), buttons
        )  # fmt: skip

    def add(self) -> None:
        """Add a video; its words are typed into its card."""
        number = self._number

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import works

            return works.add_video(archive, number, Video())[1]

        self._context.change(work, owner=self, undo=True)

    def _made(self) -> VideoCard:
        made = VideoCard(self._context, self._thumbnails, self)
        made.open_wanted.connect(self._context.view.open_record)
        made.attach_wanted.connect(partial(self._attaching.ask, kind=Kind.VIDEO))
        made.unlink_wanted.connect(self._unlink)
        return made


class Appearances(_Uses):
    """Where a photo or video is printed, each time with its own words: never merged, shown one below the other."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(tr("Appears in"), context, parent)
        self._remark = words("", self, role="secondary", size=12)
        self.body.insertWidget(0, self._remark)

    def show_page(self, opened: OpenPage, *, read_only: bool) -> None:
        """Show the appearances of a photo or video."""
        self._number = opened.page.record.id or 0
        captions = {one.use.caption for one in opened.page.appears_in if one.use.caption}
        credits_ = {one.use.credit_line for one in opened.page.appears_in if one.use.credit_line}
        remarks = []
        if len(captions) > 1:
            remarks.append(tr("The captions differ."))
        if len(credits_) > 1:
            remarks.append(tr("The credit lines differ."))
        self._remark.setText(" ".join(remarks))
        self._remark.setVisible(bool(remarks))
        wanted: dict[int, Card] = {}
        for shown in opened.page.appears_in:
            use_id = shown.use.id or 0
            kind = Kind.PHOTO_USE if isinstance(shown.use, PhotoUse) else Kind.VIDEO_USE
            found = self._by_use.get(use_id)
            made = found if isinstance(found, AppearanceCard) else self._made(kind)
            made.show_use(shown, opened.kept, read_only=read_only)
            wanted[use_id] = made
        self._arrange(wanted)
        self._empty.show_state(
            "newspaper", tr("In no article"), tr("It was not printed in any article of this catalogue.")
        )  # fmt: skip

    def _made(self, kind: Kind) -> AppearanceCard:
        made = AppearanceCard(self._context, kind, self)
        made.open_wanted.connect(self._context.view.open_record)
        made.unlink_wanted.connect(self._unlink)
        return made

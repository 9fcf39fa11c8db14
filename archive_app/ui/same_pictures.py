"""Proposes, for photos whose picture the catalogue has already, to use those records instead of making new ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QVBoxLayout, QWidget

from archive_app.domain.records import Draft
from archive_app.i18n import tr
from archive_app.operations.pictures import SamePicture, same_pictures, with_records
from archive_app.ui import theme
from archive_app.ui.context import Context
from archive_app.ui.import_items import ImportItem
from archive_app.ui.import_proposals import Decision
from archive_app.ui.panel import empty_layout
from archive_app.ui.tasks import Lane

_KEY = "photo{place}.same_as"


class SamePictures(QFrame):
    """One tick for each such photo. Signals: ``decided()``."""

    decided = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._item: ImportItem | None = None
        self.setProperty("bar", "info")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.GAP_L, 6, theme.GAP_M, 6)
        self._column.setSpacing(theme.GAP_XS)
        self.ticks: list[QCheckBox] = []
        self.hide()

    def show_item(self, item: ImportItem | None) -> None:
        """Look for the pictures of an item under review."""
        self._item = item
        self.hide()
        archive = self._context.archive
        if item is None or item.draft is None or item.imported or not item.draft.photos or archive is None:
            return
        draft = item.draft
        work: Callable[[object], tuple[SamePicture, ...]] = lambda _progress: same_pictures(archive, draft)  # noqa: E731
        self._context.tasks.run(Lane.FILES, work, done=partial(self._found, item), owner=self)

    def _found(self, item: ImportItem, found: tuple[SamePicture, ...]) -> None:
        if item is not self._item:
            return
        empty_layout(self._column)
        self.ticks = []
        for one in found:
            key = _KEY.format(place=one.place)
            if one.exact and key not in item.decisions:
                item.decisions[key] = Decision(True, str(one.photo_id), True)
            if one.exact:
                sentence = tr("Photo {n} is the picture of photo no. {id} (“{title}”): use that record")
            elif one.same_pixels:
                sentence = tr(
                    "Photo {n} is the picture of photo no. {id} (“{title}”) with other data inside: use that record"
                )
            else:
                sentence = tr("Photo {n} looks like photo no. {id} (“{title}”): use that record")
            tick = QCheckBox(sentence.format(n=one.place + 1, id=one.photo_id, title=one.title[:60]), self)
            decision = item.decisions.get(key)
            tick.setChecked(decision is not None and decision.taken)
            tick.toggled.connect(partial(self._ticked, item, key, one.photo_id))
            self._column.addWidget(tick)
            self.ticks.append(tick)
        self.setVisible(bool(found))
        if found:
            self.decided.emit()

    def _ticked(self, item: ImportItem, key: str, photo_id: int, on: bool) -> None:
        item.decisions[key] = Decision(on, str(photo_id), True)
        self.decided.emit()


def use_records(draft: Draft, decisions: Mapping[str, Decision]) -> Draft:
    """The draft with those photos that the person said are records already. Any thread."""
    chosen: dict[int, int] = {}
    for place in range(len(draft.photos)):
        decision = decisions.get(_KEY.format(place=place))
        if decision is not None and decision.taken and (decision.typed or "").isdigit():
            chosen[place] = int(decision.typed or 0)
    return with_records(draft, chosen) if chosen else draft

"""Says of what is on screen that it is of the search before, while another one is looked for or was stopped.

The list is dimmed and the head says “Searching…”, with the new search in words and a button that stops it (as Esc
does); facets say that they are being counted. None of it appears where the answer is there within a few frames.
"""

from __future__ import annotations

import time
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QTreeView, QWidget

from archive_app.domain.query_words import in_words
from archive_app.domain.results import Facet, Results
from archive_app.i18n import tr, tr_n
from archive_app.ui import messages, theme
from archive_app.ui.bars import MessageBar
from archive_app.ui.context import Context
from archive_app.ui.one_shot import one_shot
from archive_app.ui.results_header import ResultsHeader
from archive_app.ui.searching import Searching
from archive_app.ui.sidebar_delegate import SidebarDelegate
from archive_app.ui.sidebar_model import SidebarModel

WAIT_MS: Final = 80
"""Answers that are here by then need no remark: it would only flicker."""
COUNT_WAIT_MS: Final = 250
STOP_AFTER_MS: Final = 600
CLOCK_S: Final = 2
"""A search that takes so long says for how long already."""


class SearchStanding(QObject):
    """What head and list of the results say of a search that is on its way.

    Attributes:
        bar: Says that a search was stopped or failed.
    """

    def __init__(self, context: Context, searching: Searching, header: ResultsHeader, listed: QWidget) -> None:
        super().__init__(header)
        self._context = context
        self._searching = searching
        self._header = header
        self._veil = _Veil(listed)
        self._since = 0.0
        self.bar = MessageBar(header.parentWidget())
        self._soon = one_shot(self, WAIT_MS, self._say)
        self._offer = one_shot(self, STOP_AFTER_MS, lambda: header.offer_stop(searching.looking))
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._say)
        header.stop_pressed.connect(searching.stop)
        searching.started.connect(self._started)
        searching.found.connect(self._found)
        searching.failed.connect(self._failed)
        searching.stopped.connect(self._stopped)
        context.archive_changed.connect(self.bar.hide)

    @property
    def dimmed(self) -> bool:
        """Whether the list is shown as one of the search before."""
        return not self._veil.isHidden()

    def _started(self) -> None:
        self.bar.hide()
        self._since = time.monotonic()
        self._soon.start()

    def _say(self) -> None:
        if self._searching.current or self._searching.results is None:
            return
        seconds = int(time.monotonic() - self._since)
        words = tr("Searching…")
        self._say_of_another(words if seconds < CLOCK_S else tr("Searching… {n} s").format(n=seconds), words)
        self._header.offer_stop(True)
        self._tick.start()

    def _say_of_another(self, number: str, spoken: str = "") -> None:
        asked = in_words(self._searching.query) if self._context.view.now.text else ""
        self._header.show_waiting(number, asked, spoken=spoken)
        self._header.set_query(self._searching.query)
        self._dim(True)

    def _found(self, results: Results, _refresh: bool) -> None:
        self._rest()
        if not self._searching.current:
            self._say_of_another(tr("Search stopped"))
            return
        self._dim(False)
        if not results.growing:
            self.bar.hide()
        elif self._searching.looking:
            self._offer.start()
        else:
            self._at_least(results)

    def _failed(self, error: Exception) -> None:
        self._rest()
        text = messages.explain(error).text
        if not self._searching.current and self._searching.results is not None:
            text = f"{text} {tr('The list shows the search before.')}"
            self._dim(True)
        self.bar.say(text, kind="bad", button=tr("Try again"), pressed=self._searching.run)

    def _stopped(self) -> None:
        self._rest()
        results = self._searching.results
        if results is None:
            return
        if self._searching.current:
            self._at_least(results)
            text = tr_n("The search was stopped: one record of it is listed.",
                        "The search was stopped: the first {n} records of it are listed.", results.total)  # fmt: skip
        else:
            self._say_of_another(tr("Search stopped"))
            text = tr("The search was stopped. The list shows the search before.")
        self.bar.say(text, button=tr("Search on"), pressed=self._searching.run)

    def _at_least(self, results: Results) -> None:
        if self._header.counting:
            self._header.show_at_least(results.total, results.counts)

    def _rest(self) -> None:
        for timer in (self._soon, self._offer, self._tick):
            timer.stop()
        self._header.offer_stop(False)

    def _dim(self, dimmed: bool) -> None:
        self._veil.setVisible(dimmed)
        self._veil.raise_()


class _Veil(QWidget):
    """Lies over the list and lets it be seen less; what is clicked is the list."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as what it lies over, and above what is shown there next."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.LayoutRequest} and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the list, half as thick."""
        colour = QColor(theme.current().color("base"))  # the theme's own is shared
        colour.setAlphaF(0.5)
        QPainter(self).fillRect(event.rect(), colour)


class FacetStanding(QObject):
    """Gives the sidebar its facets, and says of those of the search before that others are being counted."""

    def __init__(self, context: Context, searching: Searching, model: SidebarModel, tree: QTreeView) -> None:
        super().__init__(tree)
        self._context = context
        self._model = model
        self._tree = tree
        self._counted: tuple[object, ...] = ()
        self._soon = one_shot(self, COUNT_WAIT_MS, lambda: self._say(tr("counting…")))
        searching.started.connect(self._started)
        searching.stopped.connect(self._stopped)
        searching.facets.connect(self._come)

    def _asked(self) -> tuple[object, ...]:
        now = self._context.view.now
        return now.place, now.place_id, now.text

    def _started(self) -> None:
        if self._asked() != self._counted:  # another order has the same counts
            self._soon.start()
        else:
            self._soon.stop()
            self._say("")

    def _stopped(self) -> None:
        if self._soon.isActive() or self._asked() != self._counted:
            self._soon.stop()
            self._say(tr("as before"))

    def _come(self, facets: tuple[Facet, ...], growing: bool) -> None:
        self._counted = self._asked()
        self._soon.stop()
        self._say("")
        self._model.set_facets(facets, growing)

    def _say(self, remark: str) -> None:
        delegate = self._tree.itemDelegate()
        if isinstance(delegate, SidebarDelegate) and delegate.remark != remark:
            delegate.remark = remark
            self._tree.setAccessibleDescription(
                tr("The filters show the counts of the search before.") if remark else ""
            )
            self._tree.viewport().update()

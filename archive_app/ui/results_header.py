"""The head of the results: how many in words, the filters as chips, Clear, and the order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.groups import GROUPINGS
from archive_app.domain.query import Query
from archive_app.i18n import digits, mark, tr, tr_n
from archive_app.ui import filters, icons, theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.result_columns import sort_words

if TYPE_CHECKING:
    from archive_app.operations.first_rows import Counted

_MenuButton = tuple[QToolButton, dict[str, QAction]]

SORTS: Final = {
    "relevance": mark("Best match"), "newest": mark("Newest first"), "oldest": mark("Oldest first"),
    "title": mark("Title A–Z"), "title_desc": mark("Title Z–A"), "publisher": mark("Publisher"),
    "added": mark("Last added"), "modified": mark("Last changed"),
}  # fmt: skip


class ResultsHeader(QFrame):
    """Shows a query and its count.

    Attributes:
        counting: The count is not told yet: only the first of what is found are known.

    Signals:
        removed(Query): The query without the chip whose cross was pressed, or with it turned round.
        cleared: All filters are to go.
        sort_chosen(str): Another order.
        group_chosen(str): Other groups, "" for none.
        stop_pressed: What is being looked for is to be left at that.
    """

    removed = Signal(object)
    cleared = Signal()
    sort_chosen = Signal(str)
    group_chosen = Signal(str)
    stop_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("pane", "window")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.GAP_L, 8, theme.GAP_M, 8)
        outer.setSpacing(6)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP_S)
        self._count = QLabel(self)
        self._count.setTextFormat(Qt.TextFormat.RichText)
        self._number = self._rest = ""
        self.counting = False
        self.stop_button = QPushButton(tr("Stop"), self)
        self.stop_button.setToolTip(tr("Stop searching (Esc)"))
        self.stop_button.setAccessibleName(tr("Stop searching"))
        self.stop_button.clicked.connect(self.stop_pressed)
        self.stop_button.hide()
        self._clear = QPushButton(tr("Clear filters"), self)
        self._clear.clicked.connect(self.cleared)
        self._sort, self._sorts = self._menu_button("arrow-up-down", SORTS, self.sort_chosen)
        groups = {"": mark("No groups"), **GROUPINGS}
        self._group, self._groups = self._menu_button("group", groups, self.group_chosen)
        line.addWidget(self._count, 1)
        line.addWidget(self.stop_button)
        line.addWidget(self._clear)
        line.addWidget(self._group)
        line.addWidget(self._sort)
        outer.addLayout(line)
        self._sentence = ""
        self._words = QLabel(self)
        self._words.setProperty("role", "secondary")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setFont(theme.font(12))
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._words.hide()
        outer.addWidget(self._words)
        self._chips = QWidget(self)
        self._flow = FlowLayout(self._chips)
        outer.addWidget(self._chips)
        self._chips.hide()
        self._clear.hide()
        self.set_sort("newest")
        self.set_group("")

    @property
    def words(self) -> str:
        """The search in words; "" where nothing was asked for."""
        return self._sentence

    @property
    def text(self) -> str:
        """The count as shown, without its formatting."""
        return self._count.accessibleName()

    def set_count(
        self, total: int, counts: Mapping[str, int], words: str = "", *, whole: int = -1, growing: bool = False
    ) -> None:
        """Show how many were found, how many of each kind, and the search in words.

        Args:
            total: How many were found.
            counts: How many of each kind.
            words: The search as a sentence; "" where nothing was asked for.
            whole: How many there are to be found in the catalogue; -1 when that is not known.
            growing: These are the first only, while the others are looked for.
        """
        number = tr_n("{n} record", "{n} records", total)
        if growing:
            number, counts = tr("Counting…"), {}
        elif words:
            number = tr_n("{n} record matches", "{n} records match", total)
            if total and whole >= total:
                number = tr_n("{n} of {whole} records", "{n} of {whole} records", total)
                number = number.replace("{whole}", digits(whole))
            if not total:
                number = tr("No records match")
        self._say_number(number, counts)
        self._say_sentence(words)
        self.counting = growing

    def show_waiting(self, number: str, words: str, *, spoken: str = "") -> None:
        """Show that something else was asked for than what is listed.

        Args:
            number: What is said in place of a count.
            words: What was asked for, as a sentence.
            spoken: What a screen reader hears instead, so that a clock is not read out.
        """
        self._say(number, tr("listed: the search before"), spoken=spoken)
        self._say_sentence(words)

    def show_at_least(self, total: int, counts: Mapping[str, int]) -> None:
        """Show how many there are at least, as not all were looked for."""
        self._say_number(tr_n("At least {n} record", "At least {n} records", total), counts)

    def show_counted(self, counted: Counted) -> None:
        """Show how many of a search that goes on are counted already."""
        if not counted.whole:
            self.show_at_least(counted.total, counted.counts)

    def _say_number(self, number: str, counts: Mapping[str, int]) -> None:
        kinds = [
            tr_n(one, many, counts.get(kind, 0))
            for kind, one, many in (
                ("article", "{n} article", "{n} articles"), ("photo", "{n} photo", "{n} photos"),
                ("video", "{n} video", "{n} videos"),
            )
            if counts.get(kind, 0)
        ]  # fmt: skip
        self._say(number, " · ".join(kinds) if len(kinds) > 1 else "")

    def _say(self, number: str, rest: str, *, spoken: str = "") -> None:
        self._number, self._rest, self.counting = number, rest, False
        self._count.setAccessibleName(f"{spoken or number}{' · ' + rest if rest else ''}")
        self._fit()

    def _fit(self) -> None:
        """Let the number be read whole: first the words of the buttons give way, then what stands behind it."""
        look, styles = theme.current(), Qt.ToolButtonStyle
        tail = f' <span style="color:{look.secondary}">· {self._rest}</span>' if self._rest else ""
        whole = f"<b>{self._number}</b>{tail}"
        self._count.setText(whole)
        self._count.setMinimumWidth(0)
        grouped = self._groups[""].isChecked() is False
        buttons = [self.stop_button, self._clear, self._group, self._sort]
        room = 0
        for words in (True, False):
            # Without groups the icon is enough: what was found needs the room.
            self._group.setToolButtonStyle(
                styles.ToolButtonTextBesideIcon if grouped and words else styles.ToolButtonIconOnly
            )
            self._sort.setToolButtonStyle(styles.ToolButtonTextBesideIcon if words else styles.ToolButtonIconOnly)
            taken = sum(one.sizeHint().width() + theme.GAP_S for one in buttons if not one.isHidden())
            room = self.width() - theme.GAP_L - theme.GAP_M - taken
            self._count.setText(whole)
            if self._count.sizeHint().width() <= room:
                break
            self._count.setText(f"<b>{self._number}</b>")
            if self._count.sizeHint().width() <= room:
                break
        cut = self._count.text() != whole
        self._count.setToolTip(f"{self._number} · {self._rest}" if cut and self._rest else "")
        self._count.setMinimumWidth(min(self._count.sizeHint().width(), max(80, room)))

    def _say_sentence(self, words: str) -> None:
        self._sentence = words[:1].upper() + words[1:]
        self._say_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sentence is cut where the line ends."""
        super().resizeEvent(event)
        self._say_words()
        self._fit()

    def _say_words(self) -> None:
        self._words.setVisible(bool(self._sentence))
        room = self.width() - theme.GAP_L - theme.GAP_M
        self._words.setText(self._words.fontMetrics().elidedText(self._sentence, Qt.TextElideMode.ElideRight, room))
        self._words.setToolTip(self._sentence)
        self._words.setAccessibleName(self._sentence)

    def set_query(self, query: Query) -> None:
        """Show the filters of a query."""
        self._flow.clear()
        shown = filters.chips(query)
        for chip in shown:
            button = QToolButton(self._chips)
            button.setProperty("chip", True)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setLayoutDirection(
                Qt.LayoutDirection.LeftToRight
                if self.layoutDirection() == Qt.LayoutDirection.RightToLeft
                else Qt.LayoutDirection.RightToLeft
            )  # the cross stands after the words
            icons.keep(button, "x", "secondary")
            font = theme.font(12)
            font.setStrikeOut(chip.excludes)
            button.setFont(font)
            metrics = button.fontMetrics()
            button.setText(metrics.elidedText(chip.label, Qt.TextElideMode.ElideMiddle, 260).replace("&", "&&"))
            name = tr("Not {filter}").format(filter=chip.label) if chip.excludes else chip.label
            button.setToolTip(tr("Remove the filter “{filter}”").format(filter=name))
            button.setAccessibleName(tr("Remove the filter “{filter}”").format(filter=name))
            button.clicked.connect(lambda _checked=False, n=chip.node: self.removed.emit(filters.without(query, n)))
            button.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            button.customContextMenuRequested.connect(
                lambda where, one=chip, at=button: self._chip_menu(query, one, at.mapToGlobal(where))
            )
            self._flow.addWidget(button)
        self._chips.setVisible(bool(shown))
        self._clear.setVisible(bool(shown))
        self._fit()

    def offer_stop(self, offered: bool) -> None:
        """Offer to stop the search, or no longer."""
        self.stop_button.setVisible(offered)
        self._fit()

    def set_group(self, group: str) -> None:
        """Show what the results are grouped by."""
        words = tr(GROUPINGS[group]) if group in GROUPINGS else tr("No groups")
        self._group.setText(tr("By {field}").format(field=words) if group in GROUPINGS else tr("Group"))
        self._group.setAccessibleName(tr("Groups: {field}").format(field=words))
        self._group.setToolTip(tr("What the results are grouped by"))
        self._groups[group if group in GROUPINGS else ""].setChecked(True)
        self._fit()

    def _menu_button(self, icon: str, labels: Mapping[str, str], chosen: SignalInstance) -> _MenuButton:
        """A button with a menu of one choice among several, and its actions by name."""
        button = QToolButton(self)
        button.setProperty("boxed", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFixedHeight(32)
        icons.keep(button, icon, "secondary")
        menu = QMenu(button)
        group = QActionGroup(menu)
        actions: dict[str, QAction] = {}
        for name, label in labels.items():
            actions[name] = action = menu.addAction(tr(label))
            action.setCheckable(True)
            action.triggered.connect(lambda _checked=False, n=name: chosen.emit(n))
            group.addAction(action)
        button.setMenu(menu)
        return button, actions

    def _chip_menu(self, query: Query, chip: filters.Chip, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, icon, made in (
            (tr("Show only with this") if chip.excludes else tr("Exclude"), "check" if chip.excludes else "minus",
             filters.turned(query, chip.node)),
            (tr("Remove this filter"), "x", filters.without(query, chip.node)),
            (tr("Leave only this filter"), "filter", chip.node),
        ):  # fmt: skip
            action = menu.addAction(icons.icon(icon), text)
            action.triggered.connect(lambda _checked=False, q=made: self.removed.emit(q))
        menu.popup(where)

    def set_sort(self, sort: str) -> None:
        """Show the order in force."""
        words = tr(SORTS[sort]) if sort in SORTS else sort_words(sort) or tr(SORTS["newest"])
        self._sort.setText(words)
        self._sort.setAccessibleName(tr("Order: {order}").format(order=words))
        self._sort.setToolTip(tr("Order of the results"))
        for name, action in self._sorts.items():
            action.setChecked(name == sort)
        self._fit()


class SelectionStrip(QFrame):
    """What can be done with several selected records; hidden below two."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "info")
        # A second line where the words of a language do not fit into one.
        self._row = FlowLayout(self, gap=theme.GAP_XS)
        self._row.setContentsMargins(theme.GAP_L, 4, theme.GAP_M, 4)
        self._words = QLabel(self)
        self._words.setFont(theme.font(13, bold=True))
        self._row.addWidget(self._words)
        self.hide()

    def add_button(self, button: QWidget) -> None:
        """Offer one more thing to do."""
        self._row.addWidget(button)

    def set_count(self, count: int) -> None:
        """Show how many are selected."""
        self._words.setText(tr_n("{n} selected", "{n} selected", count))
        self.setAccessibleName(self._words.text())
        self.setVisible(count >= 2)

"""Names of a record as chips: each says whether it is linked to an authority; its menu links it or takes that back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from archive_app.domain import choices
from archive_app.domain.changes import Changes
from archive_app.domain.records import Article, Name, Photo, Record, Video
from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.authority_words import kind_icon, one_use_word
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.panel import heading

if TYPE_CHECKING:
    from archive_app.operations.progress import Progress
    from archive_app.store.archive import Archive

LONGEST = 34


@dataclass(frozen=True, slots=True)
class PrintedAt:
    """A name in one place of a record.

    Attributes:
        record: The article, photo, video or use that prints it.
        use: "bylines", "creators", "people", "subjects", "credit" or "publisher".
        text: As printed.
        authority: What it is linked to, or None.
        kind: "person" or "organization", as far as that is known.
        work: The work that is shown.
    """

    record: int
    use: str
    text: str
    authority: int | None = None
    kind: str = ""
    work: int = 0


class NameChip(QToolButton):
    """One name with its menu."""

    def __init__(self, context: Context, name: PrintedAt, parent: QWidget, *, read_only: bool, note: str = "") -> None:
        """Make it.

        Args:
            context: The window's shared parts.
            name: What it shows.
            parent: Its place.
            read_only: Links cannot be changed.
            note: Said behind the name: its role.
        """
        super().__init__(parent)
        self._context, self.name, self._read_only = context, name, read_only
        linked = name.authority is not None
        state = tr("Linked to its authority record.") if linked else tr("Not linked to an authority record yet.")
        text = name.text if len(name.text) <= LONGEST else name.text[: LONGEST - 1] + "…"
        # Isolated, so that a name in another script does not change places with its role.
        shown = f"\u2068{text}\u2069 · {note}" if note else f"\u2068{text}\u2069"
        self.setText(shown.replace("&", "&&"))
        self.setProperty("chip", True)
        self.setFont(theme.font(11))
        self.setIconSize(QSize(12, 12))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setToolTip(f"{name.text}\n{state}")
        self.setAccessibleName(f"{name.text}, {note or one_use_word(name.use)}. {state}")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        icons.keep(self, "link" if linked else kind_icon(name.kind), "accent" if linked else "secondary")
        self.menu_ = QMenu(self)
        self.menu_.setAccessibleName(tr("What to do with “{name}”").format(name=name.text))
        self.menu_.aboutToShow.connect(self.fill)
        self.setMenu(self.menu_)

    def fill(self) -> None:
        """Say in the menu what can be done now."""
        menu, name = self.menu_, self.name
        menu.clear()
        if name.authority is not None:
            go = menu.addAction(icons.icon("users"), tr("Go to authority"))
            go.triggered.connect(lambda _on=False: self._context.view.open_page("authorities", name.authority or 0))
        else:
            words = menu.addAction(tr("Not linked"))
            words.setEnabled(False)
        menu.addSeparator()
        other = tr("Link to another…") if name.authority is not None else tr("Link to…")
        link = menu.addAction(icons.icon("link"), other)
        link.triggered.connect(lambda _on=False: self.link_to())
        made = menu.addMenu(icons.icon("plus"), tr("New authority"))
        for one in choices.AUTHORITY_KINDS:
            action = made.addAction(icons.icon(kind_icon(one.value)), tr(one.label))
            action.triggered.connect(lambda _on=False, kind=one.value: self.make(kind))
        unlink = menu.addAction(icons.icon("unlink"), tr("Unlink"))
        unlink.setEnabled(name.authority is not None and not self._read_only)
        unlink.triggered.connect(lambda _on=False: self.link(None))
        link.setEnabled(not self._read_only)
        made.setEnabled(not self._read_only and name.authority is None)

    def link_to(self) -> None:
        """Choose what it is linked to."""
        from archive_app.ui.authority_picker import AuthorityPicker

        without = [self.name.authority] if self.name.authority is not None else []
        AuthorityPicker(
            self._context, self.window(), tr("Whom does “{name}” stand for?").format(name=self.name.text), self.link,
            printed=self.name.text, without=without, works=[self.name.work or self.name.record],
        )  # fmt: skip

    def link(self, authority: int | None) -> None:
        """Link it to an authority, or to none."""
        name = self.name

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import authority_spots

            return authority_spots.relink(archive, name.record, name.use, name.text, authority)

        self._context.change(work, undo=True)

    def make(self, kind: str) -> None:
        """Make an authority of it; other places where the name is printed are left alone."""
        name = self.name

        def work(archive: Archive, _progress: Progress) -> Changes:
            from archive_app.operations import authority_spots

            return authority_spots.make_for(archive, name.record, name.use, name.text, kind=kind)[1]

        self._context.change(work, undo=True)


class NamesBox(QFrame):
    """The names of an article, photo or video, with what each is; hidden where there are none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._shown: tuple[tuple[PrintedAt, ...], bool] = ((), False)
        self.chips: list[NameChip] = []
        place = QWidget(self)
        self._place = place
        self._flow = FlowLayout(place, 4)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        place.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.GAP_XS)
        column.setSpacing(theme.GAP_XS)
        column.addWidget(heading(tr("Names and their authorities"), self))
        column.addWidget(place)
        self.hide()

    def show_record(self, record: Record, *, read_only: bool) -> None:
        """Show the names of a record."""
        names = tuple(names_of(record))
        if (names, read_only) == self._shown:
            return
        focused = next((n for n, chip in enumerate(self.chips) if chip.hasFocus()), -1)
        self._shown = (names, read_only)
        self._flow.clear()
        self.chips = []
        for name in names:
            chip = NameChip(self._context, name, self._place, read_only=read_only, note=one_use_word(name.use))
            self._flow.addWidget(chip)
            chip.show()
            self.chips.append(chip)
        self.setVisible(bool(names))
        if 0 <= focused < len(self.chips):
            self.chips[focused].setFocus(Qt.FocusReason.OtherFocusReason)
        self._place.updateGeometry()


def names_of(record: Record) -> Iterable[PrintedAt]:
    """The names that a record prints, each use of each name once."""
    number = record.id or 0
    lists: list[tuple[str, tuple[Name, ...], str]] = []
    if isinstance(record, Article):
        lists = [("bylines", record.bylines, "person"), ("subjects", record.subjects, "topic")]
    elif isinstance(record, Photo):
        lists = [
            ("creators", record.creators, "person"), ("people", record.people, "person"),
            ("subjects", record.subjects, "topic"),
        ]  # fmt: skip
    elif isinstance(record, Video):
        lists = [("creators", record.creators, "person"), ("subjects", record.subjects, "topic")]
    for use, names, kind in lists:
        for name in dict.fromkeys(names):
            if name.text:
                yield PrintedAt(number, use, name.text, name.authority_id, kind, number)
    if isinstance(record, Article) and record.publisher:
        yield PrintedAt(number, "publisher", record.publisher, record.publisher_id, "organization", number)

"""Says that an article is probably known, what is alike and how much, and offers what may become of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.results import Duplicate
from archive_app.i18n import tr, tr_n
from archive_app.operations.updating import AS_UPDATE
from archive_app.ui import icons, theme
from archive_app.ui.bars import FlowLayout
from archive_app.ui.context import Context
from archive_app.ui.import_items import AS_VERSION, ImportItem


class LikenessBar(QFrame):
    """Speaks of one item of an import.

    Signals:
        chosen(bool): Import it as a record of its own (True) or skip it (False).
        version_wanted(): Import it as a new version of what it is like.
        update_wanted(): Take its ticked values into the record it is like.
        different_wanted(): It is another article; the two are not to be proposed again.
        compare_toggled(bool): Show both word by word, or the source again.
        next_wanted(): Speak of the next that it is like.
    """

    chosen = Signal(bool)
    version_wanted = Signal()
    update_wanted = Signal()
    different_wanted = Signal()
    compare_toggled = Signal(bool)
    next_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("bar", "warn")
        self._said = ""
        self._icon = QLabel(self)
        self._words = QLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self.next = QToolButton(self)
        self.next.setToolTip(tr("The next record that it is like"))
        self.next.setAccessibleName(tr("The next record that it is like"))
        self.next.clicked.connect(lambda _on=False: self.next_wanted.emit())
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP_S)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        line.addWidget(self.next, 0, Qt.AlignmentFlag.AlignTop)
        self.skip = self._button(context, tr("Skip"), "review.skip")
        self.version = self._button(context, tr("New version"), "review.version")
        self.update_record = self._button(context, tr("Update the record"), "review.update")
        self.anyway = self._button(context, tr("Import anyway"), "review.anyway")
        self.different = self._button(context, tr("They are different"), "review.different", on=False)
        self.compare = self._button(context, tr("Compare"), "review.compare")
        self._choices = QButtonGroup(self)
        for button in (self.skip, self.update_record, self.version, self.anyway):
            self._choices.addButton(button)
        self.version.setToolTip(
            _tip(context, tr("Import it, linked as a new version of that article"), "review.version")
        )
        self.update_record.setToolTip(
            _tip(context, tr("Take the ticked values into that record; what a person entered there stays"),
                 "review.update")
        )  # fmt: skip
        self.different.setToolTip(
            _tip(context, tr("Remember that these are not the same; they are not compared again"), "review.different")
        )
        flow = FlowLayout(gap=theme.GAP_S)
        for button in (
            self.skip, self.update_record, self.version, self.anyway, self.different, self.compare,
        ):  # fmt: skip
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.GAP_L, 6, theme.GAP_M, theme.GAP_S)
        column.setSpacing(theme.GAP_S)
        column.addLayout(line)
        column.addLayout(flow)
        self.skip.clicked.connect(lambda _on=False: self.chosen.emit(False))
        self.anyway.clicked.connect(lambda _on=False: self.chosen.emit(True))
        self.version.clicked.connect(lambda _on=False: self.version_wanted.emit())
        self.update_record.clicked.connect(lambda _on=False: self.update_wanted.emit())
        self.different.clicked.connect(lambda _on=False: self.different_wanted.emit())
        self.compare.toggled.connect(self.compare_toggled)
        theme.signals().changed.connect(self._draw)
        self._draw()
        self.hide()

    def show_item(self, item: ImportItem | None) -> None:
        """Speak of an item, or be silent."""
        known = item is not None and not item.imported and (bool(item.duplicates) or bool(item.twin))
        self.setVisible(known)
        self.compare.setChecked(False)
        if item is None or not known:
            return
        first = item.duplicates[0] if item.duplicates else None
        self._said = words_of(first, item) if first is not None else tr("The same text stands in this list already.")
        self._words.setText(self._said)
        self.setAccessibleName(self._said)
        number = len(item.duplicates)
        self.next.setVisible(number > 1)
        self.next.setText(tr_n("{n} more ›", "{n} more ›", number - 1))
        article = first is not None and item.kind == "draft" and not item.alone
        self.different.setVisible(first is not None and item.kind == "draft")
        for button in (self.version, self.compare):  # only articles have versions and are compared
            button.setVisible(article)
        self.update_record.setVisible(first is not None and can_update(item))
        self.skip.setChecked(not item.ticked)
        self.version.setChecked(item.ticked and item.choice == AS_VERSION)
        self.update_record.setChecked(item.ticked and item.choice == AS_UPDATE)
        self.anyway.setChecked(item.ticked and not item.choice)

    def say_difference(self, item: ImportItem, counts: tuple[int, int, int]) -> None:
        """Add how many values are new, changed and the same."""
        new, changed, same = counts
        parts = [tr("{n} changed").format(n=changed)] if changed else []
        parts += [tr("{n} new").format(n=new)] if new else []
        parts += [tr("{n} the same").format(n=same)] if same else []
        if item.duplicates:
            self._words.setText(f"{self._said} {tr('Values')}: {' · '.join(parts)}.")
            self.setAccessibleName(self._words.text())

    def _button(self, context: Context, words: str, action: str, *, on: bool = True) -> QPushButton:
        button = QPushButton(words, self)
        button.setCheckable(on)
        button.setProperty("compact", True)
        button.setToolTip(_tip(context, words, action))
        return button

    def _draw(self) -> None:
        self._icon.setPixmap(icons.pixmap("files", "check", 16, self.devicePixelRatioF()))


def can_update(item: ImportItem) -> bool:
    """Whether it is a later state of a record, which may take its values."""
    return item.standing == "changed" and not item.alone and bool(item.duplicates) and item.duplicates[0].record_id > 0


def words_of(found: Duplicate, item: ImportItem) -> str:
    """What is alike, as a sentence."""
    title = found.title[:90]
    if not found.record_id:
        return tr("Like another item of this import: “{title}” ({reason}).").format(title=title, reason=found.reason)
    if item.standing == "changed":
        words = tr("The catalogue has an earlier state of it: “{title}” ({reason}).")
    elif found.certain:
        words = tr("In the catalogue already: “{title}” ({reason}).")
    else:
        words = tr("Probably in the catalogue already: “{title}” ({reason}).")
    return words.format(title=title, reason=found.reason)


def _tip(context: Context, words: str, action: str) -> str:
    keys = context.actions[action].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{words} ({keys})" if keys else words

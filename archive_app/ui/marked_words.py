"""Words with their differences marked: underlined on a ground of their own, never by colour alone."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from archive_app.domain.word_diff import Piece
from archive_app.i18n import tr
from archive_app.ui import theme
from archive_app.ui.field_inputs import right_to_left


def html_of(pieces: Sequence[Piece]) -> str:
    """The pieces as rich text for a label."""
    look = theme.current()
    style = f"color:{look.check};background-color:{look.check_bg};text-decoration:underline"
    made = []
    for one in pieces:
        # Blanks at the edges are not marked: a line under nothing looks like a fault.
        inner = one.text.strip() if one.kind != "same" else ""
        before, _, after = one.text.partition(inner) if inner else (one.text, "", "")
        marked = f'<span style="{style}">{escape(inner)}</span>' if inner else ""
        made.append(f"{escape(before)}{marked}{escape(after)}")
    return "".join(made).replace("\n", "<br>")


class MarkedLabel(QLabel):
    """A text of which some words are marked as different; screen readers are told which."""

    def __init__(
        self, parent: QWidget | None = None, *, size: int = theme.BASE_SIZE, bold: bool = False, secondary: bool = False
    ) -> None:
        super().__init__(parent)
        self._pieces: tuple[Piece, ...] = ()
        self._name = ""
        self._font = (size, bold)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if secondary:
            self.setProperty("role", "secondary")
        theme.signals().changed.connect(self._draw)
        self._draw()

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """What is shown."""
        return self._pieces

    @property
    def marked(self) -> str:
        """The words that are marked."""
        return " ".join(one.text.strip() for one in self._pieces if one.kind != "same")

    def show_pieces(self, pieces: Sequence[Piece], name: str) -> None:
        """Show a text in pieces; ``name`` says what it is ("Caption")."""
        self._pieces, self._name = tuple(pieces), name
        self._draw()

    def _draw(self) -> None:
        size, bold = self._font
        self.setFont(theme.font(size, bold=bold))
        plain = "".join(one.text for one in self._pieces)
        rtl = right_to_left(plain)
        way = ' dir="rtl"' if rtl else ""
        self.setText(f"<div{way}>{html_of(self._pieces)}</div>" if plain else "")
        self.setToolTip(plain)
        said = f"{self._name}: {plain}" if self._name else plain
        if self.marked:
            said = f"{said}. {tr('Different: {words}').format(words=self.marked)}"
        self.setAccessibleName(said)

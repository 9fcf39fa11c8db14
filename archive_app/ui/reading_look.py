"""How a reading page looks: colours of page and spans, sizes, faces. One frozen value, handed to a worker.

The page's theme ("window", "paper", "sepia", "dark") is chosen apart from the window's. Contrast of every pair is
computed in ``tests/ui/test_reading_look.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Final

from PySide6.QtGui import QColor, QFont, QFontMetricsF

from archive_app.i18n import mark
from archive_app.ui import theme

PAGES: Final = {
    "window": mark("As the window"), "paper": mark("Paper"), "sepia": mark("Sepia"), "dark": mark("Dark"),
}  # fmt: skip
SPACINGS: Final = {1.4: mark("Close lines"), 1.55: mark("Normal lines"), 1.75: mark("Open lines")}
MEASURE: Final = 680
_STYLES: Final = {"caption": "solid", "credit": "dash", "video": "dot", "rights": "wave", "detail": "solid"}


@dataclass(frozen=True, slots=True)
class ReadingLook:
    """Colours are ``#rrggbb``, sizes pixels; ``backgrounds`` and ``lines`` go by kind of span."""

    page: str
    text: str
    secondary: str
    rule: str
    soft: str
    link: str
    ring: str
    match: str
    match_text: str
    backgrounds: dict[str, str] = field(hash=False)
    pale: dict[str, str] = field(hash=False)  # the same, for values nobody has looked at
    lines: dict[str, str] = field(hash=False)
    size: int = 17
    line: int = 115  # per cent of the face's own line height
    face: str = "serif"
    ui_face: str = "sans-serif"
    hidden: frozenset[str] = frozenset()  # kinds of span that are switched off

    @property
    def measure(self) -> int:
        """The width of a line of text at most."""
        return min(MEASURE + 8 * max(0, self.size - 20), 40 * self.size)


def underline(kind: str) -> str:
    """solid, dash, dot or wave: kinds are told apart without colour."""
    return _STYLES[kind]


def reading_look(
    page: str = "window", *, size: int = 17, spacing: float = 1.55, face: str = "",
    hidden: frozenset[str] = frozenset(),
) -> ReadingLook:  # fmt: skip
    """The look of a page theme under the present theme of the window."""
    now = theme.current()
    base = {"paper": theme.LIGHT, "sepia": theme.LIGHT, "dark": theme.DARK}.get(page, now)
    ground, text, secondary, rule, soft = base.base, base.text, base.secondary, base.border, base.alternate
    if page == "sepia":
        ground, text, secondary, rule, soft = "#F8F0DF", "#2B2418", "#5C5140", "#DDD0B5", "#F0E5CD"
    violet = "#C3B1FF" if base.dark else "#5B3FB8"
    lines = {"caption": base.check, "credit": base.ok, "video": violet, "rights": base.no, "detail": base.border_strong}
    if base.contrast:
        backgrounds = dict.fromkeys(lines, "")
    else:
        backgrounds = {
            "caption": base.span_caption, "credit": base.span_credit, "video": base.span_video,
            "rights": base.span_rights, "detail": "",
        }  # fmt: skip
    return ReadingLook(
        page=ground, text=text, secondary=secondary, rule=rule, soft=soft, link=base.accent, ring=base.accent,
        match=base.match_bg, match_text=base.match_text, backgrounds=backgrounds,
        pale={kind: _mixed(colour, ground, 0.6) for kind, colour in backgrounds.items()}, lines=lines,
        size=size, line=_line(face or "serif", size, spacing), face=face or "serif",
        ui_face=theme.font().family(), hidden=hidden,
    )  # fmt: skip


def _mixed(colour: str, ground: str, share: float) -> str:
    if not colour:
        return ""
    one, other = QColor(colour), QColor(ground)
    parts = (
        round(a * share + b * (1 - share))
        for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)  # type: ignore[index]  # the stub says object
    )
    return QColor(*parts).name()


@cache
def _line(face: str, size: int, spacing: float) -> int:
    """Qt counts line height in shares of the face's own; a designer counts it in shares of the size."""
    font = QFont(face)
    font.setPixelSize(size)
    natural = QFontMetricsF(font).lineSpacing() / size
    return max(100, round(100 * spacing / natural))

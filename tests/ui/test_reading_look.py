"""Every text of a reading page can be read on its ground, in every page theme under every theme of the window."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from archive_app.ui import spans, theme
from archive_app.ui.reading_look import PAGES, ReadingLook, reading_look, underline


def _contrast(one: str, other: str) -> float:
    lights = sorted((_light(QColor(one)), _light(QColor(other))), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def _light(colour: QColor) -> float:
    parts = [v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in (
        colour.redF(), colour.greenF(), colour.blueF()
    )]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("window", ["light", "dark", "high_contrast"])
@pytest.mark.parametrize("page", PAGES)
def test_texts_and_marks_stand_out(light: theme.Theme, window: str, page: str) -> None:
    theme.use(window)
    look: ReadingLook = reading_look(page)
    theme.use("light")
    assert _contrast(look.text, look.page) >= 7
    for colour in (look.secondary, look.link):
        assert _contrast(colour, look.page) >= 4.5
    assert _contrast(look.secondary, look.soft) >= 4.5
    for kind in spans.KINDS:
        assert _contrast(look.lines[kind], look.page) >= 3, kind
        for ground in (look.backgrounds[kind], look.pale[kind]):
            assert not ground or _contrast(look.text, ground) >= 7, kind
    assert _contrast(look.match_text, look.match) >= 4.5


def test_kinds_are_told_apart_without_colour() -> None:
    told = {(underline(kind), spans.MARKS[kind]) for kind in spans.KINDS}
    assert len(told) == len(spans.KINDS)


def test_line_height_is_counted_in_sizes_of_the_face(light: theme.Theme) -> None:
    close, wide = reading_look(spacing=1.4), reading_look(spacing=1.75)
    assert 100 <= close.line < wide.line < 175

"""Places in a film that its mentions and notes name: buttons that go there, and what the file is made of in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QPushButton, QWidget

from archive_app.domain.errors import ArchiveError
from archive_app.domain.field_values import clock
from archive_app.domain.time_marks import TimeMark
from archive_app.i18n import tr
from archive_app.ui import icons, theme
from archive_app.ui.bars import FlowLayout

_LONGEST = 60


class TimeButtons(QWidget):
    """One button for each place; hidden where there is none."""

    def __init__(
        self,
        marks: Sequence[TimeMark],
        go: Callable[[int], object],
        parent: QWidget | None = None,
        *,
        words: bool = True,
    ) -> None:
        super().__init__(parent)
        row = FlowLayout(self, theme.GAP_XS)
        self.buttons: list[QPushButton] = []
        for mark in marks:
            told = mark.words if len(mark.words) <= _LONGEST else f"{mark.words[: _LONGEST - 1]}…"
            button = QPushButton(f" {clock(mark.seconds)} {told if words else ''}".rstrip(), self)
            button.setProperty("compact", True)
            button.setAccessibleName(tr("Play from {time}: {words}").format(time=clock(mark.seconds), words=mark.words))
            button.setToolTip(mark.words or tr("Play from here"))
            icons.keep(button, "play", "secondary")
            button.clicked.connect(partial(self._go, go, mark.seconds))
            row.addWidget(button)
            self.buttons.append(button)
        self.setVisible(bool(marks))

    def _go(self, go: Callable[[int], object], seconds: int, _on: bool = False) -> None:
        go(seconds)


def film_words(film: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What is told of a film's streams: (label, value) rows. ``film`` is the "video" of a media document."""
    rows = []
    streams = [one for one in film.get("streams") or () if isinstance(one, Mapping)]
    for one in (s for s in streams if s.get("kind") == "video"):
        size = film.get("size") or [one.get("width"), one.get("height")]
        rate = one.get("frame_rate")
        parts = [
            f"{size[0]} × {size[1]}" if size and all(size) else "", str(one.get("codec") or ""),
            tr("{n} pictures a second").format(n=QLocale().toString(round(float(rate), 2))) if rate else "",
        ]  # fmt: skip
        rows.append((tr("Picture"), " · ".join(part for part in parts if part)))
    for one in (s for s in streams if s.get("kind") == "audio"):
        channels, sampled = one.get("channels"), one.get("sample_rate")
        parts = [
            str(one.get("codec") or ""), {1: tr("mono"), 2: tr("stereo")}.get(channels or 0, ""),
            tr("{n} kHz").format(n=QLocale().toString(sampled / 1000)) if sampled else "",
            str(one.get("language") or ""),
        ]  # fmt: skip
        rows.append((tr("Sound"), " · ".join(part for part in parts if part)))
    if film.get("container"):
        rows.append((tr("Container"), str(film["container"])))
    return tuple((label, value) for label, value in rows if value)


def film_of(path: Path) -> Mapping[str, object]:
    """What the file says of its streams; nothing where it cannot be read. Any thread."""
    from archive_app.operations import media_reading

    try:
        found = media_reading.document(path).get("video")
    except ArchiveError:
        return {}
    return found if isinstance(found, Mapping) else {}

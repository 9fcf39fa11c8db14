"""Plays a kept film in the window where Qt Multimedia is installed; elsewhere the system's player does."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.field_values import clock
from archive_app.i18n import tr
from archive_app.ui import icons, theme

SIZE = QSize(560, 315)


def available() -> bool:
    """Whether films can be played in the window."""
    if find_spec("PySide6.QtMultimedia") is None or find_spec("PySide6.QtMultimediaWidgets") is None:
        return False
    try:
        import PySide6.QtMultimediaWidgets  # noqa: F401 - its libraries may be missing though the module is there
    except ImportError:
        return False
    return True


class VideoPlayer(QWidget):
    """The film, a button, and where it stands.

    Signals:
        failed(str): It cannot be played, and why.
    """

    failed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer
        from PySide6.QtMultimediaWidgets import QVideoWidget

        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Video player"))
        self._begin = 0
        self._player = QMediaPlayer(self)
        self._sound = QAudioOutput(self)
        self._player.setAudioOutput(self._sound)
        screen = QVideoWidget(self)
        screen.setFixedSize(SIZE)
        self._player.setVideoOutput(screen)
        self._button = QToolButton(self)
        self._button.clicked.connect(self.toggle)
        self._where = QSlider(Qt.Orientation.Horizontal, self)
        self._where.setAccessibleName(tr("Place in the video"))
        self._where.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the player's own arrows go by seconds
        self._where.sliderMoved.connect(self._player.setPosition)
        self._time = QLabel(self)
        self._time.setProperty("role", "secondary")
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        for widget in (self._button, self._where, self._time):
            row.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_S)
        column.addWidget(screen)
        column.addLayout(row)
        self.setFixedWidth(SIZE.width())
        self._player.durationChanged.connect(self._moved)
        self._player.positionChanged.connect(self._moved)
        self._player.playingChanged.connect(self._draw)
        self._player.errorOccurred.connect(lambda _error, words: self.failed.emit(words))
        theme.signals().changed.connect(self._draw)
        self._draw()

    def play(self, path: Path, seconds: float = 0.0) -> None:
        """Play a file from its beginning, or from a place in it."""
        self._begin = round(seconds * 1000)
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.play()
        self.setFocus()

    @property
    def seconds(self) -> float:
        """Where it stands."""
        return self._player.position() / 1000

    def go_to(self, seconds: float) -> None:
        """Go to a place, and play on from there."""
        self._player.setPosition(round(max(0.0, seconds) * 1000))
        self._player.play()

    def step(self, seconds: float) -> None:
        """Go on or back, without changing whether it plays."""
        length = self._player.duration() or 1 << 40
        self._player.setPosition(min(length, max(0, self._player.position() + round(seconds * 1000))))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space pauses; the arrows go 5 seconds, with Shift one, Page Up and Down 30; Home and End to the ends."""
        short = 1.0 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 5.0
        steps = {
            Qt.Key.Key_Left: -short, Qt.Key.Key_Right: short, Qt.Key.Key_PageUp: -30.0, Qt.Key.Key_PageDown: 30.0,
            Qt.Key.Key_Home: -1e9, Qt.Key.Key_End: 1e9,
        }  # fmt: skip
        step = steps.get(Qt.Key(event.key()))
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
        elif step is not None:
            self.step(step)
        else:
            super().keyPressEvent(event)

    def toggle(self) -> None:
        """Pause, or go on."""
        (self._player.pause if self._player.isPlaying() else self._player.play)()

    def stop(self) -> None:
        """Stop and let go of the file."""
        self._player.stop()
        self._player.setSource(QUrl())

    def _moved(self, _value: int) -> None:
        length, at = self._player.duration(), self._player.position()
        if self._begin and length and at and self._player.isSeekable():  # it can be gone to only once the film runs
            begin, self._begin = self._begin, 0
            self._player.setPosition(min(begin, length))
        self._where.setRange(0, length)
        if not self._where.isSliderDown():
            self._where.setValue(at)
        self._time.setText(f"{clock(at // 1000)} / {clock(length // 1000)}")

    def _draw(self) -> None:
        playing = self._player.isPlaying()
        self._button.setIcon(icons.icon("pause" if playing else "play"))
        self._button.setAccessibleName(tr("Pause") if playing else tr("Play"))
        self._button.setToolTip(tr("Pause") if playing else tr("Play"))

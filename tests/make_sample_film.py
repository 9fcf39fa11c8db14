"""Makes the film of the sample catalogue with ffmpeg: ``python -m tests.make_sample_film``.

Three seconds of stars that wheel over the observatory, in resources/sample/films.
"""

from __future__ import annotations

import math
import subprocess
import sys
import tempfile
from pathlib import Path
from random import Random

from PIL import Image

from tests.drawing import Canvas

FILM = Path(__file__).resolve().parent.parent / "resources" / "sample" / "films" / "star-trails.webm"
FRAMES, PER_SECOND, SIZE = 45, 15, (480, 320)


def main() -> int:
    """Draw the frames and make the film; ffmpeg must be installed."""
    FILM.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(FRAMES):
            _frame(number).save(Path(folder) / f"{number:03}.png")
        command = [
            "ffmpeg", "-y", "-loglevel", "error", "-framerate", str(PER_SECOND), "-i", f"{folder}/%03d.png",
            "-c:v", "libvpx-vp9", "-b:v", "0", "-crf", "40", "-pix_fmt", "yuv420p",
            "-metadata", "title=Star trails over Mount Corran", str(FILM),
        ]  # fmt: skip
        subprocess.run(command, check=True)
    return 0


def _frame(number: int) -> Image.Image:
    canvas = Canvas("#0a1130", "#182554", "#3b3f7d", "#7a5b8f")
    stars = Random(7)
    turned = number / FRAMES * 0.9
    for _ in range(130):
        far, start = stars.uniform(20, 1000), stars.uniform(0, 2 * math.pi)
        size = stars.choice((1.6, 2.2, 3.0))
        trail = [
            (620 + far * math.cos(start + turned * step / 12), 200 + far * math.sin(start + turned * step / 12))
            for step in range(13)
        ]
        canvas.line(trail, "#8f9ad0", size)
        canvas.disc(*trail[-1], size * 1.4, "#fbf8e8")
    canvas.ridge(640, 70, "#0c1029")
    canvas.box(520, 470, 220, 180, "#dfe3f2")
    canvas.disc(630, 470, 128, "#eef0fa")
    canvas.shape([(608, 470), (560, 362), (618, 340), (650, 470)], "#10163a")
    canvas.ridge(742, 40, "#080b1d")
    return canvas.finished(grain=0).resize(SIZE, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    sys.exit(main())

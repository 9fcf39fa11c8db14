"""Media files are read in processes of their own: what comes back, and what is told when one dies or hangs."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from PIL import Image, ImageStat

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.media import LargePicture
from archive_app.operations import media_intake, media_reading, previews
from archive_app.store.archive import Archive


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    Image.effect_mandelbrot((60, 40), (-2, -1, 1, 1), 20).save(path)
    return path


def test_facts_previews_and_pixels_come_back(picture: Path) -> None:
    found = media_reading.facts(picture)
    assert (found.media_type, found.width, found.height) == ("image/png", 60, 40)
    small = media_reading.previews(picture, (32, 16))
    assert [max(Image.open(io.BytesIO(one)).size) for one in small.values()] == [32, 16]
    pixels = media_reading.pixels(picture, 1000)
    assert (pixels.width, pixels.height, len(pixels.content)) == (60, 40, 60 * 40 * 3)
    assert media_reading.document(picture)["stored_size"] == [60, 40]


def test_an_error_comes_back_as_itself(tmp_path: Path) -> None:
    path = tmp_path / "broken.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(40))
    with pytest.raises(UnreadableSource) as told:
        media_reading.facts(path)
    assert told.value.where == str(path)


def test_a_large_picture_asks_first(tmp_path: Path) -> None:
    path = tmp_path / "large.png"
    Image.new("1", (11_000, 10_000)).save(path)
    with pytest.raises(LargePicture) as told:
        media_reading.preview(path, 64)
    assert told.value.megapixels == 110
    assert media_reading.preview(path, 64, allow_large=True)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_a_file_that_takes_too_long_is_told_and_the_next_is_read(
    picture: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    media_reading.facts(picture)
    for one in media_reading._free:
        os.kill(one._process.pid or 0, signal.SIGSTOP)  # as if its file kept it busy for ever
    with monkeypatch.context() as patch:
        patch.setattr(media_reading, "SECONDS", 0.2)
        with pytest.raises(UnreadableSource, match="too long"):
            media_reading.facts(picture)
    media_reading.end_all()
    assert media_reading.facts(picture).width == 60


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of Unix")
def test_a_process_that_was_killed_is_replaced(picture: Path) -> None:
    media_reading.facts(picture)
    [*kept] = media_reading._free
    for one in kept:
        os.kill(one._process.pid or 0, signal.SIGKILL)
        one._process.join(60)
    assert media_reading.facts(picture).width == 60


def test_many_threads_may_ask_at_once(picture: Path) -> None:
    found: list[int | None] = []

    def ask() -> None:
        found.extend(media_reading.facts(picture).width for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [60] * 30


def test_previews_are_made_anew_when_they_are_gone_or_old(archive: Archive, picture: Path) -> None:
    media_intake.make_works(archive, [picture])
    with archive.read() as reader:
        [kept] = reader.file_checks.kept()
    path = previews.preview_path(archive, kept.sha256, 256)
    assert path.is_file()
    path.unlink()
    old = path.with_name(f"{kept.sha256}-256.jpg")
    old.write_bytes(b"of an older version")
    assert previews.preview_of(archive, kept.sha256, 256)
    assert path.is_file()
    assert not old.exists()
    assert previews.preview_of(archive, "0" * 64, 256) == b""


def test_a_film_has_its_poster_frame_as_preview(archive: Archive, tmp_path: Path) -> None:
    import av

    path = tmp_path / "film.mp4"
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(20):
            lively = Image.effect_mandelbrot((64, 48), (-2, -1, 1, 1), 20).convert("RGB")
            shown = Image.new("RGB", (64, 48)) if number < 3 else lively
            frame_in = av.VideoFrame.from_image(shown)  # type: ignore[no-untyped-call]
            for one in stream.encode(frame_in):
                out.mux(one)
        for one in stream.encode():
            out.mux(one)
    media_intake.make_works(archive, [path])
    with archive.read() as reader:
        [kept] = reader.file_checks.kept()
    frame = Image.open(previews.preview_path(archive, kept.sha256, 256))
    assert ImageStat.Stat(frame.convert("L")).stddev[0] > 12, "no black frame stands for it"

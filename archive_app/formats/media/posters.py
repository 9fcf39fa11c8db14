"""The frame of a film that stands for it in lists (media.md §8).

FFmpeg decodes without threads, since with them it hung in real files, and opens nothing but the file it is given, so
that a playlist cannot lead it elsewhere. It runs in a confined process only.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from PIL import Image, ImageStat

from archive_app.formats.media.base import damaged
from archive_app.formats.media.embedded import FAULTS
from archive_app.i18n import tr

SECONDS = 3.0
_PLACES = (0.1, 0.3, 0.5, 0.0)  # of the length, in the order in which they are tried
_LIVELY = 12.0  # deviation of brightness: below it a frame is black, white or fog
_MOST_FRAMES = 120  # decoded from a key frame on to the place wanted
_LARGEST = 8192


def poster_frame(path: Path) -> Image.Image:
    """A frame that shows something, upright and with square pixels.

    Raises:
        UnreadableSource: No frame can be decoded.
    """
    import av

    try:
        with av.open(str(path), options={"protocol_whitelist": "file"}, timeout=SECONDS) as held:
            stream = _stream(held)
            if stream is None:
                raise damaged(path, tr("there is no picture in it"))
            stream.thread_type = "NONE"
            found = _lively(held, stream)
    except (av.FFmpegError, RuntimeError, *FAULTS) as error:
        raise damaged(path) from error
    if found is None:
        raise damaged(path)
    return found


def _stream(held: Any) -> Any:
    """The first picture stream that is no cover attached to a recording."""
    attached = 0x400  # AV_DISPOSITION_ATTACHED_PIC
    for one in held.streams.video:
        if not int(getattr(one, "disposition", 0) or 0) & attached:
            return one
    return None


def _lively(held: Any, stream: Any) -> Image.Image | None:
    end = time.monotonic() + SECONDS
    length = float(stream.duration * stream.time_base) if stream.duration else (held.duration or 0) / 1_000_000
    first: Image.Image | None = None
    for share in _PLACES if length > 0 else (0.0,):
        if time.monotonic() > end:
            break
        frame = _frame_at(held, stream, length * share, end)
        if frame is None:
            continue
        picture = _upright(frame, stream)
        if ImageStat.Stat(picture.convert("L")).stddev[0] > _LIVELY:
            return picture
        first = first or picture
    return first


def _frame_at(held: Any, stream: Any, seconds: float, end: float) -> Any:
    import av

    start = float((stream.start_time or 0) * stream.time_base)
    try:
        held.seek(int((start + seconds) / stream.time_base), stream=stream)
    except (av.FFmpegError, *FAULTS):
        if seconds:
            return None
    best = None
    try:
        for count, frame in enumerate(held.decode(stream)):
            best = frame
            reached = frame.time is None or frame.time >= start + seconds - 0.001
            if reached or count >= _MOST_FRAMES or time.monotonic() > end:
                break
    except (av.FFmpegError, *FAULTS):
        return best
    return best


def _upright(frame: Any, stream: Any) -> Image.Image:
    if frame.width * frame.height > _LARGEST * _LARGEST:
        raise ValueError("a frame of an impossible size")
    picture: Image.Image = frame.to_image()
    aspect = stream.sample_aspect_ratio or 1
    if aspect and float(aspect) != 1.0 and 0.1 < float(aspect) < 10:
        picture = picture.resize((max(1, round(picture.width * float(aspect))), picture.height))
    turn = round(float(getattr(frame, "rotation", 0) or 0)) % 360
    turns = {90: Image.Transpose.ROTATE_90, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_270}
    return picture.transpose(turns[turn]) if turn in turns else picture

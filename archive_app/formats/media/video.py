"""Reads the facts of films from their containers, without a decoder: type, duration, size in pixels."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive_app.formats.media.base import MediaFacts, damaged
from archive_app.formats.media.boxes import Box, Boxes, Malformed, number
from archive_app.formats.media.matroska import film_size
from archive_app.formats.media.sniff import Type
from archive_app.i18n import tr

_LONGEST = 30 * 24 * 3600  # seconds; what claims more is not believed
_SHORTEST = 0.001
_LARGEST = 65_536  # pixels a side
_UNKNOWN = {4: 0xFFFFFFFF, 8: 0xFFFFFFFFFFFFFFFF}


@dataclass(frozen=True, slots=True)
class _Film:
    duration: float | None = None
    width: int | None = None
    height: int | None = None
    cut: bool = False


def film_facts(path: Path, kind: Type) -> MediaFacts:
    """The facts of a film or a sound recording; kinds whose container we do not read have their type alone.

    Raises:
        UnreadableSource: It is damaged so far that its table of contents cannot be read.
    """
    read = {"mp4": _mp4, "matroska": _matroska, "avi": _avi}.get(kind.reader)
    film = _Film()
    if read is not None:
        try:
            with path.open("rb") as file:
                film = read(file, os.fstat(file.fileno()).st_size)
        except (Malformed, struct.error) as error:
            raise damaged(path) from error
        except OSError as error:
            raise damaged(path, error.strerror or str(error)) from error
    remarks: list[str] = []
    if film.cut:
        remarks.append(tr("The file ends too early: the end of the recording is missing."))
    duration = film.duration
    if duration is not None and not _SHORTEST <= duration <= _LONGEST:
        duration = None
        remarks.append(tr("The file claims an impossible duration, which was not kept."))
    sizes = [side if side is not None and 0 < side <= _LARGEST else None for side in (film.width, film.height)]
    return MediaFacts(
        media_type=kind.media_type,
        suffix=kind.suffix,
        width=sizes[0] if None not in sizes else None,
        height=sizes[1] if None not in sizes else None,
        duration=None if duration is None else round(duration, 3),
        remarks=tuple(remarks),
    )


def _mp4(file: BinaryIO, size: int) -> _Film:
    """MP4 and QuickTime (ISO 14496-12): the movie header and the first picture track."""
    boxes = Boxes(file, size)
    movie: Box | None = None
    cut = recorded = False
    for box in boxes.top():
        cut = cut or box.cut
        recorded = recorded or box.kind in (b"mdat", b"moof")
        if box.kind == b"moov" and movie is None:
            movie = box
    if movie is None or movie.cut:
        raise Malformed("the table of contents is missing")
    if not recorded:
        raise Malformed("nothing is recorded")
    header = boxes.first(movie, b"mvhd")
    if header is None:
        raise Malformed("no movie header")
    duration = _ticks(boxes.content(header))
    if duration is None:  # a fragmented film tells its length elsewhere
        extends = boxes.path(movie, b"mvex", b"mehd")
        if extends is not None:
            content = boxes.content(extends)
            wide = number(content, 0, 1) == 1
            scale = number(boxes.content(header), 20 if number(boxes.content(header), 0, 1) == 1 else 12, 4)
            duration = number(content, 4, 8 if wide else 4) / scale if scale else None
    width, height = _picture_track(boxes, movie)
    return _Film(duration, width, height, cut)


def _ticks(header: bytes) -> float | None:
    """Seconds from a movie header, version 0 or 1; None when it does not tell."""
    wide = number(header, 0, 1) == 1
    scale = number(header, 20 if wide else 12, 4)
    length = 8 if wide else 4
    duration = number(header, 24 if wide else 16, length)
    return duration / scale if scale and duration and duration != _UNKNOWN[length] else None


def _picture_track(boxes: Boxes, movie: Box) -> tuple[int | None, int | None]:
    """Coded size of the first picture track, its sides exchanged when the track is shown on its side."""
    for track in boxes.inside(movie):
        if track.kind != b"trak":
            continue
        handler = boxes.path(track, b"mdia", b"hdlr")
        header = boxes.first(track, b"tkhd")
        if handler is None or header is None or boxes.content(handler)[8:12] != b"vide":
            continue
        content = boxes.content(header)
        matrix = 52 if number(content, 0, 1) == 1 else 40
        width, height = number(content, matrix + 36, 4) >> 16, number(content, matrix + 40, 4) >> 16
        table = boxes.path(track, b"mdia", b"minf", b"stbl", b"stsd")
        if table is not None:
            entry = boxes.content(table, 44)  # 8 of its own, then the first entry: 16 + 16 bytes, width, height
            if len(entry) == 44:
                width, height = number(entry, 40, 2) or width, number(entry, 42, 2) or height
        # The matrix is a b u / c d v / x y w; a and d are 0 exactly when it turns by a quarter.
        on_its_side = number(content, matrix, 4) == 0 and number(content, matrix + 16, 4) == 0
        return (height, width) if on_its_side else (width, height)
    return None, None


def _matroska(file: BinaryIO, size: int) -> _Film:
    return _Film(*film_size(file, size))


def _avi(file: BinaryIO, size: int) -> _Film:
    """AVI: its main header stands first, in the list "hdrl"."""
    head = file.read(4096)
    at = head.find(b"avih")
    if head[12:16] != b"LIST" or head[20:24] != b"hdrl" or at < 0 or len(head) < at + 48:
        raise Malformed("no header")
    micros, _, _, _, frames, _, _, _, width, height = struct.unpack_from("<10I", head, at + 8)
    duration = micros * frames / 1_000_000 if micros and frames else None
    return _Film(duration, width or None, height or None, int.from_bytes(head[4:8], "little") + 8 > size)

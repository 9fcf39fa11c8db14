"""Reads pictures with Pillow: opened in safety, measured before anything is decoded.

Importing this module sets Pillow's own limit for the process: it refuses what has more than 400 megapixels,
inner frames included. Between 100 and 400 the person is asked first (reliability.md §7.2).
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image, ImageFile

from archive_app.domain.errors import UnreadableSource, path_text
from archive_app.formats.media.base import MediaFacts, damaged, first_bytes
from archive_app.formats.media.embedded import FAULTS, metadata_of, quiet
from archive_app.formats.media.hashes import difference_hash
from archive_app.formats.media.pixels import drawn_small, orientation_of
from archive_app.formats.media.sniff import ENOUGH, RAW_TYPES, Type, type_of
from archive_app.i18n import tr

ASK_ABOVE = 100_000_000
REFUSE_ABOVE = 400_000_000

# Pillow warns at its limit (we ask earlier) and refuses at twice its limit.
Image.MAX_IMAGE_PIXELS = REFUSE_ABOVE // 2

_SUBFILE, _DNG_VERSION = 254, 50706


class LargePicture(UnreadableSource):
    """The picture may be decoded only after the person has agreed; call again with ``allow_large``."""

    def __init__(self, message: str, *, megapixels: int = 0, where: str = "", remedy: str = "") -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.megapixels = megapixels


def open_picture(source: Path | bytes) -> tuple[ImageFile.ImageFile, Type]:
    """Open a picture without decoding it; only formats that we let Pillow read, chosen by content.

    Raises:
        UnreadableSource: No picture that Pillow decodes, larger than 400 megapixels, or damaged.
    """
    path = None if isinstance(source, bytes) else source
    head = source[:ENOUGH] if isinstance(source, bytes) else first_bytes(source, ENOUGH)
    kind = type_of(head)
    if kind is None or kind.family != "picture":
        raise UnreadableSource(tr("This is not a picture."), where="" if path is None else path_text(path))
    if kind.reader != "pillow":
        raise UnreadableSource(
            tr("Pictures of the type {type} are kept, but this program cannot draw them.").format(type=kind.media_type),
            where="" if path is None else path_text(path),
        )
    try:
        picture = _opened(source, kind)
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except FAULTS as error:
        raise damaged(path) from error
    if picture.width * picture.height > REFUSE_ABOVE:
        picture.close()
        raise _too_large(path)
    return picture, kind


def _opened(source: Path | bytes, kind: Type) -> ImageFile.ImageFile:
    with quiet():
        try:
            return Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=[kind.pillow_format])
        except ValueError:
            # A text chunk that would unpack to hundreds of megabytes is no reason to lose the picture beside it.
            if kind.pillow_format != "PNG":
                raise
            content = source if isinstance(source, bytes) else source.read_bytes()
            return Image.open(io.BytesIO(_without_text(content)), formats=["PNG"])


def _without_text(png: bytes) -> bytes:
    """A PNG without its text chunks; raises ValueError where it is no row of chunks."""
    kept, at = [png[:8]], 8
    while at + 12 <= len(png):
        end = at + 12 + int.from_bytes(png[at : at + 4], "big")
        if png[at + 4 : at + 8] not in (b"tEXt", b"zTXt", b"iTXt"):
            kept.append(png[at:end])
        at = end
    return b"".join(kept)


def allow(picture: Image.Image, path: Path | None = None) -> None:
    """Refuse to go on with a picture of more than 100 megapixels until the person has been asked.

    Raises:
        LargePicture: It is that large.
    """
    pixels = picture.width * picture.height
    if pixels > ASK_ABOVE:
        raise LargePicture(
            tr("The picture has {count} megapixels; drawing it takes much memory.").format(count=pixels // 1_000_000),
            megapixels=pixels // 1_000_000,
            where="" if path is None else path_text(path),
            remedy=tr("Allow it if you know where it comes from."),
        )


def picture_facts(path: Path) -> MediaFacts:
    """The facts of a picture that Pillow reads; a damaged block of metadata is a remark, damaged pixels are not.

    Raises:
        UnreadableSource: The picture is too large, damaged, or no picture at all.
    """
    picture, kind = open_picture(path)
    with picture:
        remarks: list[str] = []
        size, fingerprint = picture.size, ""
        large = size[0] * size[1] > ASK_ABOVE
        late = picture.format == "PNG"  # its metadata may stand behind its pixels; others close the file after them
        if late and not large:
            fingerprint = _fingerprint(picture, path, remarks)
        metadata, whole = metadata_of(picture)
        if not whole:
            remarks.append(tr("Some of the embedded metadata is damaged and was not read."))
        raw = _raw_type(picture, path)
        if raw is not None:
            remarks.append(tr("A camera’s raw file: it is kept, but its pixels are not read."))
            return MediaFacts(media_type=raw[0], suffix=raw[1], metadata_json=metadata, remarks=tuple(remarks))
        width, height = size if orientation_of(picture) < 5 else size[::-1]
        if large:
            remarks.append(tr("The picture is very large, so it was not compared with others."))
        elif not late:
            fingerprint = _fingerprint(picture, path, remarks)
    return MediaFacts(
        media_type=kind.media_type,
        suffix=kind.suffix,
        width=width,
        height=height,
        perceptual_hash=fingerprint,
        metadata_json=metadata,
        remarks=tuple(remarks),
    )


def _fingerprint(picture: ImageFile.ImageFile, path: Path, remarks: list[str]) -> str:
    try:
        with quiet():
            return difference_hash(drawn_small(picture, 256).convert("RGB"))
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except FAULTS as error:
        if not _top_is_sound(picture, error):
            raise damaged(path) from error
        remarks.append(tr("The file is incomplete: the lower part of the picture is missing."))
        return ""


def _top_is_sound(picture: ImageFile.ImageFile, error: BaseException) -> bool:
    """Whether only the end is missing in a format that holds its rows in order and checks them, so the rest is good."""
    return picture.format in ("PNG", "GIF") and isinstance(error, OSError) and "truncated" in str(error)


def _raw_type(picture: ImageFile.ImageFile, path: Path) -> tuple[str, str] | None:
    """Media type and suffix of a camera's raw file, whose first picture is only a small preview."""
    if picture.format != "TIFF":
        return None
    try:
        with quiet():
            tags = picture.getexif()
        if _DNG_VERSION in tags:
            return RAW_TYPES[".dng"], ".dng"
    except FAULTS:
        return None
    suffix = path.suffix.lower()
    return (RAW_TYPES[suffix], suffix) if suffix in RAW_TYPES else None


def _too_large(path: Path | None) -> UnreadableSource:
    return UnreadableSource(
        tr("The picture claims more than {count} megapixels and is not decoded.").format(
            count=REFUSE_ABOVE // 1_000_000
        ),
        where="" if path is None else path_text(path),
        remedy=tr("If it is genuine, split it or save it smaller."),
    )

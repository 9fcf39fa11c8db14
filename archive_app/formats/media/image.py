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
from archive_app.formats.media.embedded import FAULTS, quiet
from archive_app.formats.media.hashes import difference_hash
from archive_app.formats.media.pixels import drawn_small, orientation_of
from archive_app.formats.media.raw_previews import preview_of_raw, raw_kind
from archive_app.formats.media.sniff import ENOUGH, Type, type_of
from archive_app.i18n import tr

ASK_ABOVE = 100_000_000
REFUSE_ABOVE = 400_000_000

# Pillow warns at its limit (we ask earlier) and refuses at twice its limit.
Image.MAX_IMAGE_PIXELS = REFUSE_ABOVE // 2

_QUICK_HEIF = 16_000_000  # pixels
_SUBFILE = 254  # TIFF's tag: 1 says that a picture is a smaller one of another


class LargePicture(UnreadableSource):
    """The picture may be decoded only after the person has agreed; call again with ``allow_large``."""

    def __init__(self, message: str, *, megapixels: int = 0, where: str = "", remedy: str = "") -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.megapixels = megapixels


def open_picture(source: Path | bytes) -> tuple[ImageFile.ImageFile, Type]:
    """Open a picture without decoding it; only formats that we let Pillow read, chosen by content.

    Of a camera's raw file it is the picture that the camera put in for looking at, with the orientation of the file in
    ``info["raw_orientation"]``.

    Raises:
        UnreadableSource: No picture that Pillow decodes, larger than 400 megapixels, or damaged.
    """
    path = None if isinstance(source, bytes) else source
    head = source[:ENOUGH] if isinstance(source, bytes) else first_bytes(source, ENOUGH)
    kind = type_of(head)
    if kind is None or kind.family != "picture":
        raise UnreadableSource(tr("This is not a picture."), where="" if path is None else path_text(path))
    raw = None if path is None else raw_kind(path, kind)
    if raw is None and kind.reader not in ("pillow", "heif"):
        raise _not_drawn(path, kind)
    try:
        picture = _opened_raw(path, raw) if path is not None and raw is not None else _opened(source, kind)
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except FAULTS as error:
        raise damaged(path) from error
    if picture.width * picture.height > REFUSE_ABOVE:
        picture.close()
        raise _too_large(path)
    return picture, kind


def _not_drawn(path: Path | None, kind: Type) -> UnreadableSource:
    return UnreadableSource(
        tr("Pictures of the type {type} are kept, but this program cannot draw them.").format(type=kind.media_type),
        where="" if path is None else path_text(path),
    )


def _opened_raw(path: Path, kind: Type) -> ImageFile.ImageFile:
    content, orientation = preview_of_raw(path, kind)
    if not content:
        return _thumbnail_of_raw(path, kind)
    with quiet():
        picture = Image.open(io.BytesIO(content), formats=["JPEG"])
    picture.info["raw_orientation"] = orientation
    return picture


def _thumbnail_of_raw(path: Path, kind: Type) -> ImageFile.ImageFile:
    """The first picture of a raw file, which often is a small one as any TIFF has it; never the raw pixels."""
    try:
        with quiet():
            picture = Image.open(path, formats=["TIFF"])
            reduced = picture.getexif().get(_SUBFILE) == 1
    except FAULTS as error:
        raise _not_drawn(path, kind) from error
    if not reduced or picture.mode not in ("RGB", "L", "YCbCr"):
        picture.close()
        raise _not_drawn(path, kind)
    return picture


def _opened(source: Path | bytes, kind: Type) -> ImageFile.ImageFile:
    if kind.reader == "heif":
        from pi_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
        with quiet():
            return Image.open(io.BytesIO(source) if isinstance(source, bytes) else source, formats=["HEIF"])
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
    """The facts of a picture that can be drawn, but for its metadata; pixels that are damaged make an error.

    Raises:
        UnreadableSource: The picture is too large, damaged, or no picture at all.
    """
    picture, kind = open_picture(path)
    with picture:
        remarks: list[str] = []
        size, fingerprint = picture.size, ""
        if size[0] * size[1] > ASK_ABOVE:
            remarks.append(tr("The picture is very large, so it was not compared with others."))
        elif picture.format != "HEIF" or size[0] * size[1] <= _QUICK_HEIF:
            # A larger one takes seconds; it is decoded for its preview, and measured when pictures are compared.
            fingerprint = _fingerprint(picture, path, remarks)
        width, height = size if orientation_of(picture) < 5 else size[::-1]
    return MediaFacts(
        media_type=kind.media_type,
        suffix=kind.suffix,
        width=width,
        height=height,
        perceptual_hash=fingerprint,
        remarks=tuple(remarks),
    )


def _fingerprint(picture: ImageFile.ImageFile, path: Path, remarks: list[str]) -> str:
    try:
        with quiet():
            return difference_hash(drawn_small(picture, 256).convert("RGB"))
    except Image.DecompressionBombError as error:
        raise _too_large(path) from error
    except FAULTS as error:
        if picture.format == "HEIF":  # its coding has many forms, and our decoder does not know all of them
            remarks.append(tr("The picture is kept, but this program cannot draw it."))
            return ""
        if not _top_is_sound(picture, error):
            raise damaged(path) from error
        remarks.append(tr("The file is incomplete: the lower part of the picture is missing."))
        return ""


def _top_is_sound(picture: ImageFile.ImageFile, error: BaseException) -> bool:
    """Whether only the end is missing in a format that holds its rows in order and checks them, so the rest is good."""
    return picture.format in ("PNG", "GIF") and isinstance(error, OSError) and "truncated" in str(error)


def _too_large(path: Path | None) -> UnreadableSource:
    return UnreadableSource(
        tr("The picture claims more than {count} megapixels and is not decoded.").format(
            count=REFUSE_ABOVE // 1_000_000
        ),
        where="" if path is None else path_text(path),
        remedy=tr("If it is genuine, split it or save it smaller."),
    )

"""A copy of a picture with metadata in it; the original is only read.

The copy is made in memory, taken apart again and compared with the original before it is given away: the hash of what
makes the picture must be the same, and the packet must be the one that was put in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.embedding.exif_texts import edited_exif, exif_texts
from archive_app.formats.embedding.iim_block import edited_block
from archive_app.formats.embedding.jpeg_segments import LONGEST_PACKET, JpegFile
from archive_app.formats.embedding.packet import Properties, edited_packet, new_packet
from archive_app.formats.embedding.png_chunks import PngFile
from archive_app.formats.embedding.webp_chunks import WebpFile
from archive_app.i18n import tr

IimValues = Mapping[tuple[int, int], Sequence[str]]


class PictureFile(Protocol):
    """A picture taken apart: its metadata, and how it is put together with other."""

    @property
    def packet(self) -> bytes:
        """The XMP packet."""

    @property
    def block(self) -> bytes:
        """The IIM block."""

    @property
    def exif(self) -> bytes:
        """The EXIF block from its TIFF head on."""

    @property
    def longest_exif(self) -> int:
        """How many bytes its EXIF block may have."""

    def with_metadata(self, packet: bytes, block: bytes, exif: bytes = b"") -> bytes:
        """The whole file with this packet and, where they are not empty, this IIM block and this EXIF block."""

    def picture_hash(self) -> str:
        """A hash of everything that makes the picture."""


_OPENERS: Mapping[str, Callable[[bytes], PictureFile]] = {
    "image/jpeg": JpegFile,
    "image/png": PngFile,
    "image/webp": WebpFile,
}
EMBEDDABLE = frozenset(_OPENERS)
"""Media types of the pictures that metadata can be put into; others get a sidecar."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """A copy with metadata in it.

    Attributes:
        content: Its bytes.
        cut: Datasets of its IIM block that hold less than the record says.
        wrote_iim: Whether the copy has an IIM block that was written.
        left_exif: Its EXIF block was left as it was, although it may say something else: it is damaged or full.
    """

    content: bytes
    cut: tuple[tuple[int, int], ...] = ()
    wrote_iim: bool = False
    left_exif: bool = False


def embed(
    content: bytes, media_type: str, properties: Properties, iim: IimValues, *, new_block: bool = False
) -> Embedded:
    """A copy of a picture with these properties and values set; all other metadata stays.

    Where the picture has an EXIF block, that says the same caption, creators and copyright as the packet.

    Args:
        content: The picture, byte for byte.
        media_type: One of ``EMBEDDABLE``.
        properties: For its XMP packet.
        iim: For its IIM block; it is written where the picture has one (MWG: none is made where there was none). With
            no values the block stays as it is.
        new_block: Write an IIM block all the same (JPEG only).

    Raises:
        UnreadableSource: The picture or its metadata is damaged, the packet is too long for it, or the copy would not
            show the same picture; a sidecar has to do.
    """
    opened = _OPENERS[media_type](content)
    packet = edited_packet(opened.packet, properties) if opened.packet.strip() else new_packet(properties)
    if media_type == "image/jpeg" and len(packet) > LONGEST_PACKET:
        raise UnreadableSource(tr("The XMP metadata is longer than a JPEG file can hold."))
    block = b""
    cut: tuple[tuple[int, int], ...] = ()
    if iim and (opened.block or (new_block and media_type == "image/jpeg")):
        written = edited_block(opened.block, iim)
        block, cut = written.content, written.cut
    exif, left_exif = _exif_of(opened, properties)
    made = opened.with_metadata(packet, block, exif)
    again = _OPENERS[media_type](made)
    kept = again.picture_hash() == opened.picture_hash() and again.exif == (exif or opened.exif)
    if not kept or again.packet != packet or (block and again.block != block):
        raise UnreadableSource(tr("The metadata could not be put into the picture without changing it."))
    return Embedded(made, cut, bool(block), left_exif)


def _exif_of(opened: PictureFile, properties: Properties) -> tuple[bytes, bool]:
    """The EXIF block to write, b"" where it stays as it is; and whether it stays for want of a sound one."""
    texts = exif_texts(properties)
    if not opened.exif or not texts:
        return b"", False
    try:
        made = edited_exif(opened.exif, texts)
    except UnreadableSource:
        return b"", True
    return (b"", True) if len(made) > opened.longest_exif else (made, False)

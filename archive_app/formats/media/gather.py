"""What a media file says of itself, gathered from its container: EXIF values, IIM texts, the XMP packet, other texts.

Nothing is interpreted or merged here; every layer is kept beside the others (media.md §5.1).
"""

from __future__ import annotations

import json
import os
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from archive_app.formats.media.blocks.boxed import walk_cr3, walk_heif, walk_jp2, walk_jxl
from archive_app.formats.media.blocks.chunks import walk_gif, walk_png, walk_riff
from archive_app.formats.media.blocks.found import Blocks
from archive_app.formats.media.blocks.jpeg import walk_jpeg
from archive_app.formats.media.blocks.psd import walk_psd
from archive_app.formats.media.blocks.quicktime import walk_film
from archive_app.formats.media.blocks.tiff import walk_tiff
from archive_app.formats.media.boxes import Malformed
from archive_app.formats.media.charsets import decoded, encoding_of
from archive_app.formats.media.exif import exif_of
from archive_app.formats.media.iim import read_iim
from archive_app.formats.media.packets import packet_in
from archive_app.formats.media.sniff import Type

_LONGEST = 100_000
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Gathered:
    """The layers of one file, each as it stands, and what of the file its blocks tell.

    Attributes:
        layers: "exif" (names of the EXIF standard), "iptc" ("2:120" and so on, lists of texts), "xmp" (the packet)
            and "xmp_more" (further ones), "container" (texts of the container by name); "iptc_digest" tells whether
            the IIM block is "current" or "stale", "iptc_charset" that its letters were "guessed", and
            "iptc_encoding" what was taken.
        blocks: As they were found.
        whole: Nothing was damaged.
    """

    layers: dict[str, object] = field(default_factory=dict)
    blocks: Blocks = field(default_factory=Blocks)
    whole: bool = True

    @property
    def json(self) -> str:
        """The layers as text, "" for none."""
        return json.dumps(self.layers, ensure_ascii=False, sort_keys=True) if self.layers else ""


def gather(path: Path, kind: Type, *, encoding: str = "") -> Gathered:
    """The metadata in a file of a known kind.

    Args:
        path: The file.
        kind: What it is by its content.
        encoding: How the texts of the IIM block are encoded, when a person has said so.
    """
    walk = walk_film if kind.reader == "mp4" else _WALKS.get(kind.media_type)
    if walk is None and kind.pillow_format == "TIFF":
        walk = walk_tiff
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            found = Blocks() if walk is None else _walked(walk, file, size)
            exif = exif_of(found, file, size)
    except OSError:
        return Gathered(whole=False)
    if not found.xmp and (kind.family == "picture" or kind.reader == "mp4") and kind.media_type not in _EXACT:
        packet = packet_in(path)
        if packet:
            found.add_xmp(packet.encode("utf-8"))
    layers: dict[str, object] = {}
    if exif:
        layers["exif"] = exif
    if found.iim:
        layers.update(_iim_layers(found, encoding))
    packets = [text for one in found.xmp if (text := packet_text(one))]
    if packets:
        layers["xmp"] = packets[0]
        if packets[1:]:
            layers["xmp_more"] = packets[1:8]
    texts = {name: text for name, value in found.texts.items() if (text := _container_text(value))}
    if texts:
        layers["container"] = texts
    return Gathered(layers, found, not found.notes)


_EXACT = {"image/jpeg", "image/png", "image/webp", "image/jp2", "image/avif", "image/heic", "image/heif"}
"""Kinds in which XMP has its place, so that a packet found elsewhere belongs to something embedded."""


def _walked(walk: Callable[[BinaryIO, int], Blocks], file: BinaryIO, size: int) -> Blocks:
    try:
        return walk(file, size)
    except (Malformed, struct.error, ValueError, IndexError, OverflowError):
        return Blocks(notes=["container"])


def _raf(file: BinaryIO, size: int) -> Blocks:
    """Fuji's raw file holds a whole JPEG with the metadata; its head says where."""
    file.seek(84)
    return walk_jpeg(file, size, int.from_bytes(file.read(4), "big"))


_WALKS: dict[str, Callable[[BinaryIO, int], Blocks]] = {
    "image/jpeg": walk_jpeg,
    "image/png": walk_png,
    "image/webp": walk_riff,
    "image/gif": walk_gif,
    "image/tiff": walk_tiff,
    "image/vnd.adobe.photoshop": walk_psd,
    "image/jp2": walk_jp2,
    "image/jxl": walk_jxl,
    "image/avif": walk_heif,
    "image/heic": walk_heif,
    "image/heif": walk_heif,
    "image/x-canon-cr3": walk_cr3,
    "image/x-fuji-raf": _raf,
    "image/x-olympus-orf": walk_tiff,
    "image/x-panasonic-rw2": walk_tiff,
    "video/x-msvideo": walk_riff,
    "audio/wav": walk_riff,
}


def _iim_layers(found: Blocks, encoding: str) -> dict[str, object]:
    """The texts of the first IIM block that holds any, by "2:120" and so on (media.md §2.3)."""
    for block in found.iim:
        values = read_iim(block)
        if not values:
            continue
        flag = b"".join(values.get((1, 90), ()))
        texts = [one for key, held in values.items() if key[0] == 2 and key != (2, 0) for one in held]
        named, certain = (encoding, True) if encoding else encoding_of(texts, flag)
        listed: dict[str, list[str]] = {}
        for (record, dataset), held in values.items():
            if record != 2 and (record, dataset) not in ((1, 20), (1, 22), (1, 30), (1, 40), (1, 50), (1, 60), (1, 70)):
                continue
            if (record, dataset) == (2, 0) or (record == 2 and dataset >= 200) or len(listed) >= _MOST:
                continue
            words = [
                _clean(one.decode(encoding, "replace") if encoding else decoded(one, named)) for one in held[:_MOST]
            ]
            if any(words):
                listed[f"{record}:{dataset:02d}"] = words
        if not listed:
            continue
        layers: dict[str, object] = {"iptc": listed, "iptc_encoding": named}
        if found.standing() != "none":
            layers["iptc_digest"] = found.standing()
        if not certain:
            layers["iptc_charset"] = "guessed"
        return layers
    return {}


def packet_text(packet: bytes) -> str:
    """An XMP packet as text, whichever Unicode encoding it is in (ISO 16684-1, 7.3.2), without its wrapper."""
    head = packet[:64]
    if head.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")) or head[:4].count(0) == 3:
        encoding = "utf-32-le" if head[:1] != b"\x00" else "utf-32-be"
    elif head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:4]:
        little = head.startswith(b"\xff\xfe") or head[1:2] == b"\x00"
        encoding = "utf-16-le" if little else "utf-16-be"
    else:
        encoding = "utf-8"
    text = packet.decode(encoding, "replace").replace("\x00", "").strip("\ufeff \t\r\n")
    text = re.sub(r"^(?:<\?x(?:packet|ml)\b[^>]*\?>\s*)+", "", text, count=1).lstrip("\ufeff \t\r\n")
    ends = text.rfind("<?xpacket end")  # before it lies the room to grow, mostly blanks
    return text[:ends].rstrip() if ends > 0 else text


def _container_text(value: object) -> str:
    if isinstance(value, bytes):
        value = decoded(value.strip(b"\x00"), encoding_of([value])[0])
    return _clean(str(value))


def _clean(text: str) -> str:
    """Without NUL and lone surrogates, and of bearable length."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8").strip()[:_LONGEST]

"""Reads the facts of media files and makes previews; nothing here writes, plays or fetches anything."""

from __future__ import annotations

import json
import mimetypes
from dataclasses import replace
from pathlib import Path

from archive_app.domain.errors import UnreadableSource, path_text
from archive_app.formats.media.base import MediaFacts, first_bytes
from archive_app.formats.media.embedded import iptc_texts
from archive_app.formats.media.heif import heif_facts
from archive_app.formats.media.image import LargePicture, picture_facts
from archive_app.formats.media.packets import block_in, packet_in
from archive_app.formats.media.sniff import ENOUGH, RAW_TYPES, Type, type_of
from archive_app.formats.media.thumbnails import SIZES, make_preview, media_type_of
from archive_app.formats.media.video import film_facts
from archive_app.i18n import tr

__all__ = ["SIZES", "LargePicture", "MediaFacts", "facts", "make_preview", "media_type_of", "misnamed"]

_WALKED = {"image/jpeg", "image/png", "image/webp", "image/avif", "image/tiff", "image/bmp"}
"""Pictures whose metadata Pillow finds where it belongs; in others it is looked for by its own marks."""


def facts(path: Path) -> MediaFacts:
    """The facts of a picture, film or sound recording, its type told by content and not by name.

    Raises:
        UnreadableSource: It is no media file that we know, is empty, damaged, or a picture of more than 400 megapixels.
    """
    kind = type_of(first_bytes(path, ENOUGH))
    if kind is None:
        raise UnreadableSource(
            tr("This is neither a picture nor a film of a kind that this program knows."),
            where=path_text(path),
            remedy=tr("Convert it to JPEG, PNG, TIFF or MP4, then try again."),
        )
    return _facts(path, kind)


def misnamed(path: Path, media_type: str) -> str:
    """What to say of a name that promises something else, a film for a picture; "" when it does not."""
    if not path.suffix:
        return tr("The name has no ending; by its content this is {type}.").format(type=media_type)
    claimed = (mimetypes.guess_type(f"x{path.suffix}")[0] or "").partition("/")[0]
    if claimed in ("", media_type.partition("/")[0]) or {claimed, media_type.partition("/")[0]} == {"audio", "video"}:
        return ""
    return tr("The name says something else; by its content this is {type}.").format(type=media_type)


def _facts(path: Path, kind: Type) -> MediaFacts:
    if kind.family != "picture":
        return film_facts(path, kind)
    if kind.reader == "heif":
        return _with_packet(heif_facts(path, kind), path)
    if kind.reader == "pillow":
        found = picture_facts(path)
        return found if found.media_type in _WALKED else _with_packet(found, path)
    return _with_packet(
        MediaFacts(
            media_type=kind.media_type,
            suffix=path.suffix.lower() if path.suffix.lower() in RAW_TYPES else kind.suffix,
            remarks=(tr("The picture is kept, but this program cannot draw its type."),),
        ),
        path,
    )


def _with_packet(found: MediaFacts, path: Path) -> MediaFacts:
    """The facts with the XMP packet, and Photoshop's IIM block, that the file's own reader did not find."""
    layers = json.loads(found.metadata_json) if found.metadata_json else {}
    if "xmp" not in layers and (packet := packet_in(path)):
        layers["xmp"] = packet
    if "iptc" not in layers and found.suffix == ".psd" and (block := iptc_texts(block_in(path))):
        layers["iptc"] = block
    return replace(found, metadata_json=json.dumps(layers, ensure_ascii=False, sort_keys=True)) if layers else found

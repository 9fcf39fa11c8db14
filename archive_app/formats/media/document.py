"""All that a media file, or a sidecar, says of itself, as one plain value: what ``archive-app metadata`` prints.

Every layer stands beside the value that was chosen among them; nothing is left out and nothing is written.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from archive_app.domain.errors import UnreadableSource, path_text
from archive_app.formats.media.base import first_bytes
from archive_app.formats.media.chosen import Reading, choose, plain
from archive_app.formats.media.film_details import FilmDetails, film_details
from archive_app.formats.media.gather import Gathered, gather, packet_text
from archive_app.formats.media.layers import Layers, read_layers
from archive_app.formats.media.sniff import ENOUGH, Type, named_type, type_of
from archive_app.i18n import tr

LARGEST_SIDECAR = 16 << 20

Document = dict[str, object]

_MARKS = (b"<x:xmpmeta", b"<rdf:RDF", b"<?xpacket", b"xmpmeta")


def document_of(path: Path, *, encoding: str = "", language: str = "", raw: bool = False) -> Document:
    """The metadata of a media file or of an XMP file.

    Args:
        path: The file.
        encoding: How the texts of its IIM block are encoded, when a person has said so.
        language: The reader's language, for texts in several.
        raw: Also everything of every layer, whether a field knows it or not.

    Raises:
        UnreadableSource: It is neither, empty, or cannot be opened.
    """
    head = first_bytes(path, ENOUGH)
    kind = type_of(head)
    if kind is not None:
        kind = named_type(kind, path)
        gathered = gather(path, kind, encoding=encoding)
        details = film_details(path) if kind.family != "picture" else FilmDetails()
        if details.texts:
            held = gathered.layers.setdefault("container", {})
            if isinstance(held, dict):
                gathered.layers["container"] = {**details.texts, **held}
        layers = read_layers(gathered.json, language=language)
        return _document(path, kind, gathered, layers, details, raw=raw)
    if is_sidecar(path, head):
        content = path.read_bytes() if path.stat().st_size <= LARGEST_SIDECAR else b""
        layers = read_layers("", packet_text(content), language=language)
        return _document(path, _SIDECAR, Gathered({"xmp": packet_text(content)}), layers, FilmDetails(), raw=raw)
    raise UnreadableSource(
        tr("This is neither a picture nor a film of a kind that this program knows."), where=path_text(path)
    )


_SIDECAR = Type("application/rdf+xml", ".xmp", "picture")


def is_sidecar(path: Path, head: bytes) -> bool:
    """Whether a file is XMP by its content."""
    plain_head = head.replace(b"\x00", b"")
    return any(mark in plain_head for mark in _MARKS) or (path.suffix.casefold() == ".xmp" and b"<" in head[:64])


def _document(
    path: Path, kind: Type, gathered: Gathered, layers: Layers, details: FilmDetails, *, raw: bool
) -> Document:
    reading = choose(layers)
    blocks = gathered.blocks
    found: Document = {
        "file": path_text(path),
        "media_type": kind.media_type,
        "bytes": path.stat().st_size,
        "value": {name: one.value for name, one in reading.fields.items()},
        "origin": {name: one.origin for name, one in reading.fields.items()},
        "layers": {name: {c.origin: c.raw for c in one.candidates} for name, one in reading.fields.items()},
        "conflicts": [name for name, one in reading.fields.items() if one.conflict],
        "iptc_digest": blocks.standing() if kind is not _SIDECAR else "none",
    }
    if blocks.width:
        found["stored_size"] = [blocks.width, blocks.height]
    orientation = _orientation(layers)
    if orientation:
        found["orientation"] = orientation
    if reading.gps:
        found["gps"] = reading.gps
    if layers.encoding:
        found["iptc_encoding"] = {"name": layers.encoding, "guessed": layers.guessed}
    if kind.family != "picture":
        found["video"] = _film(details)
    found["remarks"] = _remarks(reading, layers, gathered)
    if raw:
        found["raw"] = {
            "exif": layers.exif,
            "iptc": layers.iim,
            "xmp": {name: plain(value) for name, value in (layers.xmp or layers.sidecar).items()},
            "container": layers.container,
        }
    return found


def _orientation(layers: Layers) -> int:
    from archive_app.formats.media.xmp import text_of

    value = layers.exif.get("Orientation")
    if value is None:
        told = text_of((layers.xmp or layers.sidecar).get("tiff:Orientation"))
        value = int(told) if told.isdigit() else 0
    return value if isinstance(value, int) else 0


def _film(details: FilmDetails) -> Document:
    size = details.size
    return {
        "container": details.container,
        "duration": details.duration,
        "size": list(size) if size is not None else None,
        "streams": [{key: value for key, value in asdict(one).items() if value} for one in details.streams],
        "texts": details.texts,
    }


def _remarks(reading: Reading, layers: Layers, gathered: Gathered) -> list[str]:
    told: list[str] = []
    if layers.damaged:
        told.append(tr("The XMP metadata is damaged and was not read."))
    if not gathered.whole:
        told.append(tr("Some of the embedded metadata is damaged and was not read."))
    if layers.guessed:
        told.append(tr("The IPTC block does not say how its letters are encoded; check names and accents."))
    listed = reading.fields.values()
    for label, names in (
        (tr("Layers differ: {fields}."), [one.of.label for one in listed if one.conflict]),
        (tr("Only what cameras write by themselves: {fields}."), [one.of.label for one in listed if one.filler]),
        (
            tr("The IPTC block holds no more room for it, so the end may be missing: {fields}."),
            [one.of.label for one in listed if one.cut],
        ),
    ):
        if names:
            told.append(label.format(fields=", ".join(tr(name) for name in names)))
    return told


def as_json(document: Document) -> str:
    """The document as text that a table of the catalogue can hold."""
    return json.dumps(document, ensure_ascii=False)

"""Writes everything, as JSON: what ``importers.archive_json`` reads back into equal records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import ExportNotes, ExportOption, ExportProfile
from archive_app.formats.exporting.crosswalk import CROSSWALK_FIELDS, EVERYTHING, Crosswalk, Home
from archive_app.formats.exporting.losses import Losses
from archive_app.formats.exporting.texts import HALF, SURROGATE
from archive_app.formats.record_json import FORMAT, VERSION, Json, encode
from archive_app.formats.record_text import LineEncoder, one_line
from archive_app.i18n import mark, tr_n

_NO_FILES = mark("Files stay in the catalogue; the record names them by their SHA-256. A bag takes them along.")
_NO_HISTORY = mark("The history stays in the catalogue.")
_CROSSWALK = {
    **EVERYTHING,
    "media.file": Home("dropped", "", _NO_FILES),
    "record.history": Home("dropped", "", _NO_HISTORY),
}
# What stands in a bundle without being a record.
_BESIDE = {
    "evidence": "record.evidence", "photo_evidence": "record.evidence", "video_evidence": "record.evidence",
    "collections": "record.collections", "verdict": "record.verdict", "use": "record.verdict",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JsonExporter:
    """One JSON document, or (``lines``) a head line and one line a record, to be read piece by piece."""

    lines: bool = False

    @property
    def name(self) -> str:
        """See ``Exporter``."""
        return "jsonl" if self.lines else "json"

    @property
    def label(self) -> str:
        """See ``Exporter``."""
        return mark("JSON lines, complete") if self.lines else mark("JSON, complete")

    @property
    def suffix(self) -> str:
        """See ``Exporter``."""
        return ".jsonl" if self.lines else ".json"

    @property
    def media_type(self) -> str:
        """See ``Exporter``."""
        return "application/x-ndjson" if self.lines else "application/json"

    @property
    def lossless(self) -> bool:
        """See ``Exporter``."""
        return True

    @property
    def options(self) -> tuple[ExportOption, ...]:
        """Line breaks and indents, for people who read the file; JSON lines cannot have them."""
        return () if self.lines else (ExportOption("indent", mark("Indent, for reading"), False),)

    @property
    def crosswalk(self) -> Crosswalk:
        """See ``Exporter``: every field of every record."""
        return _CROSSWALK

    def write(
        self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile, losses: Losses
    ) -> ExportNotes:
        """Write every field of every record; the profile's fields are not asked for.

        Raises:
            ExportRefused: A record was never saved.
        """
        indent = 1 if profile.flag("indent") and not self.lines else None
        head = f'{{"format":"{FORMAT}","version":{VERSION}'
        out.write((head + ("}" if self.lines else ',"records":[')).encode())
        written = left_out = 0
        encoder = LineEncoder()
        for record in records:
            text, outside = _indented(record, indent, losses) if indent else _line(record, encoder, losses)
            left_out += outside
            out.write(b"\n" if self.lines or not written else b",\n")
            out.write(text)
            written += 1
        out.write(b"\n" if self.lines else b"\n]}\n")
        lost: tuple[str, ...] = ()
        if left_out:
            lost = (
                tr_n(
                    "{n} link led to a record that is not part of the export and was left out.",
                    "{n} links led to records that are not part of the export and were left out.",
                    left_out,
                ),
            )
        return ExportNotes(written=written, lost=lost)


def _line(record: ExportRecord, encoder: LineEncoder, losses: Losses) -> tuple[bytes, int]:
    try:
        return encoder.line(record)
    except UnicodeEncodeError:
        encoded = encode(record)
        return one_line(_mended(encoded.value, "record.uid", losses)).encode(), encoded.links_left_out


def _indented(record: ExportRecord, indent: int, losses: Losses) -> tuple[bytes, int]:
    encoded = encode(record)
    value = _mended(encoded.value, "record.uid", losses)
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=(",", ": "))
    return text.encode(), encoded.links_left_out


def _mended(value: Json, at: str, losses: Losses) -> Json:
    """The value without lone surrogates; says in which field they stood."""
    if isinstance(value, str) and SURROGATE.search(value):
        losses.changed(at, HALF)
        return SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_mended(one, at, losses) for one in value]
    if isinstance(value, dict):
        kind = str(value.get("record", ""))
        part = {"photo_use": "use", "video_use": "use"}.get(kind, kind)
        return {key: _mended(one, _field_of(part, key) or at, losses) for key, one in value.items()}
    return value


def _field_of(part: str, key: str) -> str:
    """The field of the crosswalk that a member of the JSON is; "" for a part of one."""
    name = f"{part}.{key}" if part else _BESIDE.get(key, "")
    return name if name in CROSSWALK_FIELDS else _BESIDE.get(key, "")


JSON = JsonExporter()
JSON_LINES = JsonExporter(lines=True)

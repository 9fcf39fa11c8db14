"""Writes everything, as JSON: what ``importers.archive_json`` reads back into equal records."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import BinaryIO

from archive_app.domain.errors import ExportRefused
from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporters.base import ExportNotes, ExportOption, ExportProfile
from archive_app.formats.record_json import FORMAT, VERSION, encode
from archive_app.i18n import mark, tr, tr_n


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

    def write(self, records: Iterable[ExportRecord], out: BinaryIO, profile: ExportProfile) -> ExportNotes:
        """Write every field of every record; the profile's fields are not asked for.

        Raises:
            ExportRefused: A record was never saved.
        """
        indent = 1 if profile.flag("indent") and not self.lines else None
        head = f'{{"format":"{FORMAT}","version":{VERSION}'
        out.write((head + ("}" if self.lines else ',"records":[')).encode())
        written = left_out = 0
        for record in records:
            encoded = encode(record)
            left_out += encoded.links_left_out
            out.write(b"\n" if self.lines or not written else b",\n")
            out.write(_text(encoded.value, indent))
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


def _text(value: object, indent: int | None) -> bytes:
    separators = (",", ": ") if indent else (",", ":")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise ExportRefused(
            tr("A text holds half a character, which no file can carry."),
            where=text[max(0, error.start - 40) : error.start],
            remedy=tr("Correct the text there, then export again."),
        ) from error


JSON = JsonExporter()
JSON_LINES = JsonExporter(lines=True)

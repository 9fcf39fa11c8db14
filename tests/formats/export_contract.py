"""What any exporter must do; each format's own test calls ``check_exporter`` with a reader for its files.

``check_exporter(MODS, valid=schema_check)`` writes the sample of every kind, records with every field, with nearly
none, and with texts that are hard to carry; ``valid`` is given the bytes (or the folder) and raises when they are not.
"""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from archive_app.domain.export_record import ExportRecord
from archive_app.formats.exporting.base import (
    AnyExporter,
    ExportNotes,
    ExportProfile,
    FolderExporter,
    KeptFile,
    NoOriginals,
    Originals,
    crosswalk_of,
    options_of,
    write_folder,
    write_records,
)
from archive_app.formats.exporting.crosswalk import CROSSWALK_FIELDS, filled
from archive_app.formats.exporting.losses import RecordLosses
from tests.formats.bundles import article_bundle, photo_bundle
from tests.formats.export_records import bare_records, full_records, odd_records

__all__ = ["KeptFile", "NoOriginals", "check_exporter", "exported", "exported_folder"]


def exported(
    exporter: Any, records: Iterable[ExportRecord], profile: ExportProfile | None = None
) -> tuple[bytes, ExportNotes]:
    """What an exporter of one file writes, and what it tells."""
    out = io.BytesIO()
    notes = write_records(exporter, records, out, profile)
    return out.getvalue(), notes


def exported_folder(
    exporter: Any,
    records: Iterable[ExportRecord],
    folder: Path,
    profile: ExportProfile | None = None,
    originals: Originals | None = None,
) -> ExportNotes:
    """Let a folder exporter write into ``folder``, which is made."""
    folder.mkdir(parents=True)
    return write_folder(exporter, records, folder, profile, originals=originals)


def check_exporter(
    exporter: AnyExporter,
    valid: Callable[[Any], None],
    *,
    folder: Path | None = None,
    many: int = 1000,
    leaves_out: bool = False,
) -> None:
    """Check everything that holds for every exporter.

    Args:
        exporter: The format.
        valid: Raises when the bytes (or the folder) are not valid by the format's own rules.
        folder: For folder exporters: an empty folder of the test to write under.
        many: Records of each sort; fewer for formats that write large pages.
        leaves_out: Whether the format has no place for some kinds of record.
    """
    assert "/" in exporter.media_type
    assert exporter.label
    for option in options_of(exporter):
        assert option.label
        assert not option.choices or option.default in dict(option.choices)
    homes = crosswalk_of(exporter)
    assert homes is not None
    assert set(homes) == set(CROSSWALK_FIELDS)
    cases: tuple[tuple[str, Callable[[], Iterator[ExportRecord]], int], ...] = (
        ("samples", lambda: iter((article_bundle(), photo_bundle())), 2),
        ("every field", lambda: full_records(many), many),
        ("nearly none", lambda: bare_records(many), many),
        ("odd texts", odd_records, 48),
        ("nothing", lambda: iter(()), 0),
    )
    for name, records, count in cases:
        content, notes = _written(exporter, records(), folder, name)
        valid(content)
        assert not notes.invalid, f"{name}: {notes.invalid[:3]}"
        assert notes.written + notes.left_out == count if leaves_out else notes.written == count, name
        for loss in notes.losses:
            assert loss.field in CROSSWALK_FIELDS, loss
            assert str(loss)
    _tells_of_every_loss(exporter, folder)
    _is_the_same_each_time(exporter, folder)
    _streams(exporter, folder)


def _tells_of_every_loss(exporter: AnyExporter, folder: Path | None) -> None:
    """Fields without a home that hold something are in the report, per record and summed."""
    homes = crosswalk_of(exporter) or {}
    told: list[RecordLosses] = []
    notes = _written(exporter, full_records(3), folder, "losses", sink=told.append)[1]
    expected = {
        name
        for record in full_records(3)
        for name in filled(record)
        if homes[name].fidelity == "dropped" and not any(out.uid == record.work.uid and out.left_out for out in told)
    }
    summed = {loss.field for loss in notes.losses if loss.how == "dropped"}
    single = {loss.field for record in told for loss in record.losses if loss.how == "dropped"}
    assert expected <= summed
    assert expected <= single


def _is_the_same_each_time(exporter: AnyExporter, folder: Path | None) -> None:
    """The same records give the same bytes: nothing depends on the hour or on the order of a set."""
    if isinstance(exporter, FolderExporter):
        return
    first = _written(exporter, full_records(6), folder, "once")[0]
    assert first == _written(exporter, full_records(6), folder, "twice")[0]


def _streams(exporter: AnyExporter, folder: Path | None) -> None:
    """Ten times the records do not need more memory."""
    if isinstance(exporter, FolderExporter):
        return

    class Nowhere(io.RawIOBase):
        def writable(self) -> bool:
            return True

        def write(self, content: Any) -> int:
            return len(content)

        def tell(self) -> int:
            return 0

    def peak(count: int) -> int:
        tracemalloc.start()
        try:
            write_records(exporter, full_records(count), Nowhere())  # type: ignore[arg-type]  # a sink is enough
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(3)  # schemas and tables are read once
    small, large = peak(30), peak(300)
    assert large < small * 2 + 1_500_000, f"{small:,} bytes for 30 records, {large:,} for 300"


def _written(
    exporter: AnyExporter, records: Iterable[ExportRecord], folder: Path | None, name: str, sink: Any = None
) -> tuple[Any, ExportNotes]:
    if isinstance(exporter, FolderExporter):
        assert folder is not None, "a folder exporter needs a folder to write under"
        target = folder / name.replace(" ", "-")
        target.mkdir()
        return target, write_folder(exporter, records, target, sink=sink)
    out = io.BytesIO()
    notes = write_records(exporter, records, out, sink=sink)
    return out.getvalue(), notes

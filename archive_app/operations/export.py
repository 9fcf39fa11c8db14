"""Export: works gathered one at a time, written by an exporter to a temporary name, then renamed."""

from __future__ import annotations

import io
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, cast

from archive_app.domain.errors import ExportRefused
from archive_app.domain.export_record import (
    ExportRecord,
    HistoryLine,
    Preview,
)
from archive_app.domain.records import (
    MediaFile,
    Source,
)
from archive_app.domain.rights import Verdict
from archive_app.formats.exporting.base import (
    AnyExporter,
    Exporter,
    ExportNotes,
    ExportProfile,
    FolderExporter,
    KeptFile,
    Originals,
    wants_of,
    write_folder,
    write_records,
)
from archive_app.formats.exporting.loss_report import LossLines, losses_paths, report_text
from archive_app.formats.media import media_type_of
from archive_app.formats.registry import exporter_named, exporters
from archive_app.formats.writing import whole_file, write_whole
from archive_app.formats.writing_folders import whole_folder
from archive_app.i18n import tr
from archive_app.operations.gathering import gather_many
from archive_app.operations.history import entries
from archive_app.operations.previews import preview_path
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive, Reader

__all__ = [
    "ExportPreview", "ExportReport", "exporters", "gather", "preview", "preview_with_losses", "rights_of", "write",
]  # fmt: skip

PREVIEW_CHARACTERS = 20_000
LOSSLESS = "jsonl"
_PREVIEW_PIXELS = 1024
_TEXTS = (".xml", ".xmp", ".json", ".jsonl", ".txt", ".html", ".csv")
_NO_TEXT = (b"PK\x03\x04", b"%PDF")


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote, and what a person must know of it.

    Attributes:
        path: The file or folder.
        written: Works written.
        left_out: Works left out by the rights gate.
        notes: What the exporter lost or changed.
        losses: The report of losses that was written beside it; None when there is none.
        beside: The lossless file that was written beside it; None when nobody asked for one.
    """

    path: Path
    written: int
    left_out: int
    notes: ExportNotes
    losses: Path | None = None
    beside: Path | None = None


def write(
    archive: Archive,
    ids: Sequence[int],
    exporter_name: str,
    path: Path,
    *,
    profile: ExportProfile | None = None,
    without_answers: Sequence[str] = (),
    progress: Progress | None = None,
    report: bool = False,
    lossless_beside: bool = False,
) -> ExportReport:
    """Write works to a file or folder, whole or not at all; what was there stays on any failure.

    Args:
        archive: The catalogue; read in one snapshot.
        ids: Works, in the order wanted.
        exporter_name: One of ``exporters()``.
        path: The file to write; for a format of several files the folder, or a file whose name ends in ``.zip``.
        profile: Fields and options; the exporter's own choice when None.
        without_answers: Works whose verdict is one of these are left out (the rights gate).
        progress: Hears after each work; stopping it writes nothing.
        report: Write the report of losses beside it (``loss_report.losses_paths``).
        lossless_beside: Write the same works as JSON lines beside it too, under the same name with ``.jsonl``.

    Raises:
        UnknownFormat, ExportRefused, DiskFull, ArchiveReadOnly, StoreError, Cancelled: Nothing was written.
    """
    exporter = exporter_named(exporter_name)
    chosen = profile or ExportProfile()
    works = _Works(archive, ids, exporter, chosen, without_answers, progress)
    with archive.read() as reader, ExitStack() as stack:
        # What was entered last takes its name first: the report is there before the export, never without it.
        folder = out = None
        if isinstance(exporter, FolderExporter):
            folder = stack.enter_context(whole_folder(path))
        else:
            out = stack.enter_context(whole_file(path))
        lines = stack.enter_context(_loss_lines(exporter, chosen)) if report else None
        if folder is not None and isinstance(exporter, FolderExporter):
            originals = _Originals(archive)
            notes = write_folder(exporter, works.of(reader), folder, chosen, originals=originals, sink=lines)
        else:
            assert out is not None  # noqa: S101 - one of the two was entered
            assert isinstance(exporter, Exporter)  # noqa: S101 - what is no folder is a file
            notes = write_records(exporter, works.of(reader), out, chosen, sink=lines)
        told = _write_report(lines, notes, exporter, chosen, path, works.left_out) if lines is not None else None
        if lossless_beside and exporter.name != LOSSLESS:
            same = _Works(archive, ids, exporter_named(LOSSLESS), chosen, without_answers, progress)
            beside = path.with_name(f"{path.stem}.jsonl")
            json_out = stack.enter_context(whole_file(beside))
            write_records(_file_exporter(LOSSLESS), same.of(reader), json_out)
        else:
            beside = None
    return ExportReport(path, notes.written, works.left_out, notes, told, beside)


class _Works:
    """The works of an export, gathered as they are asked for; counts those that the rights gate keeps back."""

    def __init__(
        self,
        archive: Archive,
        ids: Sequence[int],
        exporter: AnyExporter,
        profile: ExportProfile,
        without_answers: Sequence[str],
        progress: Progress | None,
    ) -> None:
        self._archive = archive
        self._ids = ids
        self._exporter = exporter
        self._wants = wants_of(exporter, profile) | (frozenset({"verdict"}) if without_answers else frozenset())
        self._without = without_answers
        self._progress = progress
        self.left_out = 0

    def of(self, reader: Reader) -> Iterator[ExportRecord]:
        for done, gathered in enumerate(gather_many(reader, self._ids, wants=self._wants)):
            if self._progress is not None:
                self._progress.at(done, len(self._ids))
            if self._without and gathered.verdict is not None and answer_of(gathered.verdict) in self._without:
                self.left_out += 1
                continue
            yield _completed(self._archive, reader, gathered, self._exporter)


class _Lines(LossLines):
    """The lines of the report as they come, in a file without a name until it is known whether there are any."""

    def __init__(self, held: BinaryIO, exporter: AnyExporter, profile: ExportProfile) -> None:
        super().__init__(held, exporter, profile)
        self.held = held


@contextmanager
def _loss_lines(exporter: AnyExporter, profile: ExportProfile) -> Iterator[_Lines]:
    with tempfile.SpooledTemporaryFile(max_size=1 << 20) as held:
        yield _Lines(cast("BinaryIO", held), exporter, profile)


def _write_report(
    lines: _Lines, notes: ExportNotes, exporter: AnyExporter, profile: ExportProfile, path: Path, held_back: int
) -> Path:
    for_people, by_record = losses_paths(path)
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    text = report_text(notes, exporter, profile, path, held_back=held_back, moment=moment)
    write_whole(for_people, text.encode("utf-8", "replace"))
    if lines.records:
        lines.held.seek(0)
        with whole_file(by_record) as out:
            shutil.copyfileobj(lines.held, out, 1 << 20)
    return for_people


def _file_exporter(name: str) -> Exporter:
    found = exporter_named(name)
    if not isinstance(found, Exporter):
        raise ExportRefused(tr("The format “{name}” is a folder.").format(name=name))
    return found


def preview(
    archive: Archive,
    ids: Sequence[int],
    exporter_name: str,
    *,
    profile: ExportProfile | None = None,
    index: int = 0,
    characters: int = PREVIEW_CHARACTERS,
) -> str:
    """The text that one of the works would be written as; its first ``characters``, when it is long.

    Of a format of several files it gives their names and the first text among them; a format that is no text (a
    workbook, a PDF) gives "".

    Raises:
        UnknownFormat, ExportRefused: As ``write``.
    """
    return preview_with_losses(archive, ids, exporter_name, profile=profile, index=index, characters=characters).text


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """One record as it would be written, and what it would lose."""

    text: str
    notes: ExportNotes


def preview_with_losses(
    archive: Archive,
    ids: Sequence[int],
    exporter_name: str,
    *,
    profile: ExportProfile | None = None,
    index: int = 0,
    characters: int = PREVIEW_CHARACTERS,
) -> ExportPreview:
    """As ``preview``, with what the exporter tells.

    Raises:
        UnknownFormat, ExportRefused: As ``write``.
    """
    if not ids:
        return ExportPreview("", ExportNotes())
    exporter = exporter_named(exporter_name)
    with archive.read() as reader:
        plain = gather(archive, reader, ids[max(0, min(index, len(ids) - 1))])
        bundle = _completed(archive, reader, plain, exporter)
    if isinstance(exporter, FolderExporter):
        return _folder_preview(exporter, bundle, profile, _Originals(archive), characters)
    out = io.BytesIO()
    notes = write_records(exporter, [bundle], out, profile)
    content = out.getvalue()
    text = "" if content[:4] in _NO_TEXT else content.decode("utf-8-sig", "replace")
    return ExportPreview(text[:characters], notes)


def _folder_preview(
    exporter: FolderExporter,
    bundle: ExportRecord,
    profile: ExportProfile | None,
    originals: Originals,
    characters: int,
) -> ExportPreview:
    """The names of the files that a folder would hold for one record, and the first text among them."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "preview"
        folder.mkdir()
        notes = write_folder(exporter, [bundle], folder, profile, originals=originals)
        paths = sorted(one for one in folder.rglob("*") if one.is_file())
        lines = [one.relative_to(folder).as_posix() for one in paths]
        first = next((one for one in paths if one.suffix in _TEXTS), None)
        content = first.read_bytes()[: characters * 4].decode("utf-8", "replace") if first is not None else ""
        return ExportPreview("\n".join((*lines, "", content))[:characters], notes)


def rights_of(archive: Archive, ids: Sequence[int]) -> dict[str, list[int]]:
    """The works by what the verdict says of them ("unknown" where nobody looked), for the rights gate."""
    found: dict[str, list[int]] = {}
    with archive.read() as reader:
        for start in range(0, len(ids), 250):
            for row in reader.finder.rows(ids[start : start + 250]):
                found.setdefault("unknown" if row.nobody_looked else row.answer, []).append(row.id)
    return found


def answer_of(verdict: Verdict) -> str:
    """A verdict's answer, "unknown" where nobody has looked."""
    return "unknown" if verdict.nobody_looked else verdict.answer


def gather(archive: Archive, reader: Reader, number: int, *, pictures: bool = False) -> ExportRecord:
    """One work with everything that belongs to it.

    Args:
        archive: Where the previews are.
        reader: The snapshot.
        number: The work's id.
        pictures: Bring previews and the history extract along, for formats that print them.

    Raises:
        NotFound: There is no such work.
        FormatError: The record is not an article, photo or video.
    """
    bundle = next(gather_many(reader, [number]))
    return _with_pictures(archive, reader, bundle) if pictures else bundle


def _completed(archive: Archive, reader: Reader, bundle: ExportRecord, exporter: AnyExporter) -> ExportRecord:
    """The bundle with previews and history where the exporter asks for them (``base.Format``)."""
    if getattr(exporter, "pictures", False):
        return _with_pictures(archive, reader, bundle)
    return replace(bundle, history=_history(reader, bundle)) if getattr(exporter, "history", False) else bundle


class _Originals:
    """The files that the catalogue keeps, for exporters that take them along."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def media(self, held: MediaFile | None) -> KeptFile | None:
        """See ``Originals``."""
        if held is None:
            return None
        path = self._archive.media.path(held.sha256, held.suffix)
        return KeptFile(path, held.name, held.sha256, held.size, held.media_type) if path.is_file() else None

    def source(self, source: Source | None) -> KeptFile | None:
        """See ``Originals``."""
        if source is None:
            return None
        folder = self._archive.sources.path(source.sha256, "").parent
        path = next(iter(sorted(folder.glob(f"{source.sha256}*"))), None)
        return KeptFile(path, source.name, source.sha256, source.size, source.media_type) if path is not None else None


def _with_pictures(archive: Archive, reader: Reader, bundle: ExportRecord) -> ExportRecord:
    previews: list[Preview] = []
    for held in [bundle.media, *(p.media for p in bundle.photos)]:
        path = preview_path(archive, held.sha256, _PREVIEW_PIXELS) if held is not None else None
        if held is not None and path is not None and path.is_file():
            content = path.read_bytes()
            previews.append(Preview(held.sha256, content, media_type_of(content)))
    return replace(bundle, previews=tuple(previews), history=_history(reader, bundle))


def _history(reader: Reader, bundle: ExportRecord) -> tuple[HistoryLine, ...]:
    return tuple(
        HistoryLine(e.at, e.who, e.label, e.field_label, e.before, e.after)
        for e in entries(reader, [bundle.work.id or 0])[:12]
    )

"""The two long pieces of an import, as plain functions for the lanes: reading what was dropped, and importing it.

Neither touches a widget. Reading gives each item away as soon as it is there (``put``), so that stopping it keeps
what has been read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from archive_app.domain.changes import Changes
from archive_app.domain.errors import ArchiveError, Cancelled, InputError
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Draft
from archive_app.formats.importers import archive_json
from archive_app.formats.media.sniff import ENOUGH, type_of
from archive_app.formats.registry import importers
from archive_app.i18n import tr
from archive_app.operations import ingest, reading, reimport, upkeep
from archive_app.operations.media_intake import make_works
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.ui.import_items import ImportItem, bundle_item, draft_item, media_item, trouble_item

Put = Callable[[ImportItem], None]
_WEB: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be imported, by item number."""

    drafts: tuple[tuple[int, Draft], ...] = ()
    media: tuple[tuple[int, Path], ...] = ()
    bundles: tuple[tuple[int, Path], ...] = ()
    backup: bool = False

    @property
    def total(self) -> int:
        """How many items."""
        return len(self.drafts) + len(self.media) + len(self.bundles)


@dataclass(slots=True)
class Report:
    """What came of a plan.

    Attributes:
        changes: One for each operation, in order; undoing the import undoes them backwards.
        imported: The items that are in the catalogue now.
        problems: Items that are not, each with its error.
        remarks: Sentences on what did not come along.
        known: Records of an export that the catalogue had already.
    """

    changes: list[Changes] = field(default_factory=list)
    imported: set[int] = field(default_factory=set)
    problems: dict[int, ArchiveError] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)
    known: int = 0
    stopped: bool = False

    @property
    def records(self) -> frozenset[int]:
        """Every record that was made or changed."""
        return frozenset().union(*(one.records for one in self.changes)) if self.changes else frozenset()


def read_items(dropped: Iterable[Path | str], put: Put, *, progress: Progress, processes: int | None = None) -> None:
    """Read files, folders and texts into items.

    Args:
        dropped: Paths as given; other strings are addresses or text.
        put: Called with each item from this thread.
        progress: Hears how many of the sources are done.
        processes: How many reader processes; None lets the program choose.

    Raises:
        Cancelled: The person asked to stop; what was put so far stands.
    """
    paths: list[Path] = []
    later: list[ImportItem] = []
    for one in dropped:
        if isinstance(one, Path):
            paths.append(one)
        elif one.strip().startswith(_WEB) and len(one.split()) == 1:
            later.append(_address(one.strip()))
        elif one.strip():
            _read_text(one, put)
    sources: list[Path] = []
    for path in _files(paths):
        progress.at(0, 0, path.name)
        _sort_out(path, sources, later.append)
    try:
        for outcome in reading.read(sources, progress=progress, processes=processes):
            if outcome.draft is not None:
                put(draft_item(outcome.draft, outcome.path))
            else:
                put(trouble_item(outcome.name, outcome.path, outcome.error or _nothing(outcome.name)))
    finally:
        # What needs no review stands after what does, however the reading ended.
        for item in later:
            put(item)


def run(archive: Archive, plan: Plan, *, progress: Progress) -> Report:
    """Import a plan: exports of ours, media files, articles; each sort is one operation.

    An operation that cannot be done is a problem of its items; the others go on.
    """
    report = Report()
    if plan.backup:
        upkeep.back_up(archive)
    for step in (_bundles, _media, _drafts):
        if report.stopped:
            break
        step(archive, plan, report, progress)
    return report


def _drafts(archive: Archive, plan: Plan, report: Report, progress: Progress) -> None:
    if not plan.drafts:
        return
    try:
        accepted = ingest.accept(archive, [draft for _n, draft in plan.drafts], progress=progress)
    except ArchiveError as error:
        report.problems |= {number: error for number, _draft in plan.drafts}
        return
    report.imported |= {number for number, _draft in plan.drafts[: len(accepted.articles)]}
    report.remarks += accepted.remarks
    report.stopped = report.stopped or accepted.stopped
    if accepted.changes:
        report.changes.append(accepted.changes)


def _media(archive: Archive, plan: Plan, report: Report, progress: Progress) -> None:
    if not plan.media:
        return
    numbers = {path: number for number, path in plan.media}
    try:
        intake = make_works(archive, [path for _n, path in plan.media], progress=progress)
    except ArchiveError as error:
        report.problems |= {number: error for number, _path in plan.media}
        return
    report.imported |= {numbers[path] for path, _record in intake.made}
    report.problems |= {numbers[path]: error for path, error in intake.refused}
    report.stopped = report.stopped or intake.stopped
    if intake.changes:
        report.changes.append(intake.changes)


def _bundles(archive: Archive, plan: Plan, report: Report, progress: Progress) -> None:
    read: list[ExportRecord] = []
    whole: list[int] = []
    for number, path in plan.bundles:
        try:
            read += list(archive_json.read_bundle(path.read_bytes(), name=path.name))
        except ArchiveError as error:
            report.problems[number] = error
        except OSError as error:
            report.problems[number] = InputError(
                tr("The file cannot be read ({reason}).").format(reason=error.strerror or error), where=path.name
            )
        else:
            whole.append(number)
    if not whole:
        return
    try:
        taken = reimport.take(archive, read, progress=progress)
    except Cancelled:
        report.stopped = True
        return
    except ArchiveError as error:
        report.problems |= dict.fromkeys(whole, error)
        return
    report.imported |= set(whole)
    report.known += taken.known
    if taken.changes:
        report.changes.append(taken.changes)


def _files(paths: Sequence[Path]) -> list[Path]:
    """Files as given; of folders what can be read, and where there is no text in one, its media files."""
    found: list[Path] = []
    for path in paths:
        inside = reading.expand([path])
        if path.is_dir() and not inside:
            inside = [one for one in sorted(path.rglob("*")) if one.is_file() and _media_type(one)]
        found += inside
    return list(dict.fromkeys(found))


def _sort_out(path: Path, sources: list[Path], put: Put) -> None:
    """Put media files and exports of ours; what is left is a source to be read."""
    known = {suffix for one in importers() for suffix in one.suffixes}
    suffix = path.suffix.casefold()
    if suffix in {".json", ".jsonl"} and archive_json.recognises(_head(path)):
        put(bundle_item(path))
    elif suffix not in known and (kind := _media_type(path)):
        put(media_item(path, kind))
    else:
        sources.append(path)


def _media_type(path: Path) -> str:
    kind = type_of(_head(path))
    return kind.media_type if kind is not None and kind.media_type.startswith(("image/", "video/")) else ""


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(ENOUGH)
    except OSError:
        return b""


def _read_text(text: str, put: Put) -> None:
    try:
        for draft in ingest.read_text(text):
            put(draft_item(draft, ""))
    except ArchiveError as error:
        put(trouble_item(tr("Pasted text"), "", error))


def _address(address: str) -> ImportItem:
    error = InputError(
        tr("This program fetches nothing from the web by itself."),
        remedy=tr("Open the page in your browser, save it, and drop the saved file here."),
    )
    return trouble_item(address[:120], address, error)


def _nothing(name: str) -> ArchiveError:
    return InputError(tr("Nothing was found in it."), where=name)

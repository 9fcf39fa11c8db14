"""Checks that every kept file has the bytes it had.

A check goes on where it was left, gives way to other work, and leaves an event for every file: when, which, outcome. A
folder that is away as a whole is *offline*: nothing is said of its files then, and no record is touched. What is found
of records' own files becomes one step of the history, so that it can be taken back like any other.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from archive_app.domain.changes import Changes
from archive_app.domain.errors import Cancelled
from archive_app.domain.records import MediaFile
from archive_app.i18n import tr, tr_n
from archive_app.operations.progress import Progress
from archive_app.store.archive import Archive
from archive_app.store.file_checks import FileCheck, FileEvent, KeptFile
from archive_app.store.files import FileStore, sha256_of

MANY: Final = 20
"""So many files gone at once under one folder are a folder that is away, not files that were lost."""

SHARE: Final = 0.05
_KEPT_AT_ONCE: Final = 50
_SECONDS: Final = 2.0
_BLOCK_REST: Final = 0.5  # of the time that reading took, when other work goes first


@dataclass(frozen=True, slots=True)
class Verified:
    """What a check of the files came to.

    Attributes:
        check: Its numbers; ``None`` where the catalogue is open read-only, so that nothing was kept.
        events: Every file that is not as it was.
        offline: Folders that are away.
        changes: What the feed is told; empty when no record was touched.
        done, total: Files checked, and to be checked; they differ when it was stopped.
        stopped: It was stopped and goes on the next time.
    """

    check: FileCheck | None
    events: tuple[FileEvent, ...] = ()
    offline: tuple[Path, ...] = ()
    changes: Changes = field(default_factory=Changes)
    done: int = 0
    total: int = 0
    stopped: bool = False

    @property
    def clean(self) -> bool:
        """Whether every file that was looked at is as it was."""
        return not self.offline and not any(one.outcome in ("changed", "missing") for one in self.events)


def verify(
    archive: Archive,
    progress: Progress | None = None,
    *,
    again: bool = False,
    gone: bool = False,
    gently: bool = False,
    initiator: str = "",
) -> Verified:
    """Check all kept files, or go on with a check that was stopped.

    Args:
        archive: The catalogue.
        progress: Hears before each file; stopping it keeps what was found.
        again: Begin anew even if a check was stopped.
        gone: The person says that files which are away are lost; else a folder that is away is only told.
        gently: Rest between files, so that other work goes first.
        initiator: See ``Changes``.
    """
    with archive.read() as reader:
        kept = reader.file_checks.kept()
        last = reader.file_checks.last()
    told = progress or Progress()
    offline = () if gone else tuple(_away(archive, kept))
    if offline:
        return _offline(archive, offline, len(kept))
    run = _Run(archive, kept, last if last is not None and last.state == "open" and not again else None, gently=gently)
    stopped = False
    try:
        run.go(told)
    except Cancelled:
        stopped = True
    run.keep(final=not stopped)
    changes = Changes() if stopped or archive.read_only else _note_states(archive, run, initiator)
    return Verified(run.check, tuple(run.odd), (), changes, run.done, len(kept), stopped)


class _Run:
    """A check under way."""

    def __init__(
        self, archive: Archive, kept: Sequence[KeptFile], open_check: FileCheck | None, *, gently: bool
    ) -> None:
        self.archive = archive
        self.kept = kept
        self.gently = gently
        self.odd: list[FileEvent] = []
        self.states: dict[int, str] = {}
        self._new: list[FileEvent] = []
        self._last_kept = time.monotonic()
        self.check = open_check
        if not archive.read_only and self.check is None:
            number = archive.note(lambda writer: writer.file_checks.begin(writer.at, len(kept)))
            self.check = FileCheck(number, moment_now(), "", "open", "", len(kept), 0, 0, 0, 0, 0)
        if open_check is not None:
            with archive.read() as reader:
                self.odd = reader.file_checks.events(open_check.id, outcomes=("changed", "missing"))
                self._known_states(reader.file_checks.events(open_check.id, outcomes=("ok", "changed", "missing")))
        self._place = self.check.place if self.check is not None else ""
        self.done = self.check.done if self.check is not None else 0
        self.bytes = self.check.bytes if self.check is not None else 0

    def go(self, progress: Progress) -> None:
        """Check what is still to be checked. Raises Cancelled."""
        stores = {"media": self.archive.media, "sources": self.archive.sources}
        rest = [one for one in self.kept if one.place > self._place]
        self.done = len(self.kept) - len(rest)
        for one in rest:
            progress.at(self.done, len(self.kept), one.name)
            begun = time.monotonic()
            event = event_of(stores[one.store], one)
            self._take(one, event)
            if self.gently:
                time.sleep(min(1.0, _BLOCK_REST * (time.monotonic() - begun)))
            if len(self._new) >= _KEPT_AT_ONCE or time.monotonic() - self._last_kept > _SECONDS:
                self.keep(final=False)
        progress.at(len(self.kept), len(self.kept), "")
        for name, store in stores.items():
            for path in _untracked(store, {one.sha256 for one in self.kept if one.store == name}):
                sha = path.name.partition(".")[0]
                self._note(FileEvent("fixity check", name, sha, path.name, "untracked", str(path), moment_now()))

    def keep(self, *, final: bool) -> None:
        """Write what was found since the last time."""
        self._last_kept = time.monotonic()
        if self.check is None:
            return
        outcomes = [one.outcome for one in self._new]
        self.check = replace(
            self.check,
            ended=moment_now() if final else "",
            state="finished" if final else "open",
            place=self._place,
            total=len(self.kept),
            done=self.done,
            bytes=self.bytes,
            changed=self.check.changed + outcomes.count("changed"),
            missing=self.check.missing + outcomes.count("missing"),
            untracked=self.check.untracked + outcomes.count("untracked"),
        )
        check, events = self.check, list(self._new)
        self._new.clear()
        self.archive.note(lambda writer: writer.file_checks.keep(check, events))

    def _take(self, one: KeptFile, event: FileEvent) -> None:
        self._note(event)
        self._place = one.place
        self.done += 1
        self.bytes += one.size
        if one.media_id and event.outcome != (one.fixity or "ok"):
            self.states[one.media_id] = event.outcome

    def _note(self, event: FileEvent) -> None:
        self._new.append(event)
        if event.outcome != "ok":
            self.odd.append(event)

    def _known_states(self, events: Sequence[FileEvent]) -> None:
        found = {event.sha256: event.outcome for event in reversed(events) if event.store == "media"}
        for one in self.kept:
            outcome = found.get(one.sha256)
            if one.media_id and outcome is not None and outcome != (one.fixity or "ok"):
                self.states[one.media_id] = outcome


def report(archive: Archive) -> Verified:
    """What the last check found, without checking anything."""
    with archive.read() as reader:
        last = reader.file_checks.last()
        if last is None:
            return Verified(None)
        odd = reader.file_checks.events(last.id, outcomes=("changed", "missing", "untracked"))
    return Verified(last, tuple(odd), (), Changes(), last.done, last.total, last.state == "open")


def moment_now() -> str:
    """The moment, as events of files are written."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def event_of(store: FileStore, one: KeptFile) -> FileEvent:
    """Read a kept file and say what came of it."""
    path = path_of(store, one.sha256)
    outcome, note = "missing", ""
    if path is not None:
        try:
            outcome = "ok" if sha256_of(path) == one.sha256 else "changed"
            note = "" if outcome == "ok" else str(path)
        except OSError as error:
            outcome, note = "changed", tr("it cannot be read ({reason})").format(reason=error.strerror or error)
    return FileEvent("fixity check", one.store, one.sha256, one.name, outcome, note, moment_now())


def path_of(store: FileStore, sha: str) -> Path | None:
    """Where a kept file is, whatever its ending; None when it is not there."""
    folder = store.path(sha, "").parent
    return next((path for path in sorted(folder.glob(f"{sha}*")) if path.is_file()), None)


def _away(archive: Archive, kept: Sequence[KeptFile]) -> Iterator[Path]:
    """Folders of which so much is gone at once that they are not there, rather than their files lost."""
    for name, store in (("media", archive.media), ("sources", archive.sources)):
        expected = [one for one in kept if one.store == name and one.fixity != "missing"]
        gone = sum(path_of(store, one.sha256) is None for one in expected)
        if not gone:
            continue
        large = len(expected) >= MANY and gone >= SHARE * len(expected)
        if not store.folder.is_dir() or gone >= MANY or large or (gone == len(expected) > 1):
            yield store.folder


def _offline(archive: Archive, folders: tuple[Path, ...], total: int) -> Verified:
    if archive.read_only:
        return Verified(None, (), folders, Changes(), 0, total)
    at = moment_now()

    def keep(number: int) -> FileCheck:
        check = FileCheck(number, at, at, "offline", "", total, 0, 0, 0, 0, 0)
        archive.note(lambda writer: writer.file_checks.keep(check, ()))
        return check

    number = archive.note(lambda writer: writer.file_checks.begin(at, total))
    return Verified(keep(number), (), folders, Changes(), 0, total)


def _note_states(archive: Archive, run: _Run, initiator: str) -> Changes:
    """Tell the records of files that changed, went missing or came back; in one step of the history."""
    if not run.states:
        return Changes()
    label = tr_n(
        "Check of the files: {n} is not as it was noted", "Check of the files: {n} are not as noted", len(run.states)
    )
    with archive.operation(label, verb="fixity", initiator=initiator) as writer:
        for number, outcome in run.states.items():
            record = writer.record(number)
            if isinstance(record, MediaFile):
                writer.save(replace(record, fixity=outcome, checked=writer.at))
    return writer.changes


def _untracked(store: FileStore, known: set[str]) -> Iterator[Path]:
    if store.folder.is_dir():
        yield from (path for path in sorted(store.walk()) if path.name.partition(".")[0] not in known)

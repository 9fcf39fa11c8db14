"""Checks of the kept files and what came of each: a log that is only added to, beside the records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from archive_app.store import tables as t

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FileEvent:
    """What happened to a kept file.

    Attributes:
        kind: "fixity check" or "relinking".
        store: "media" or "sources".
        sha256: Of the bytes that were taken in.
        name: The file's own name.
        outcome: "ok", "changed", "missing", "untracked" or "relinked".
        note: What else is to be said, such as the path.
        at: When.
    """

    kind: str
    store: str
    sha256: str
    name: str
    outcome: str
    note: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class FileCheck:
    """One check of all kept files.

    Attributes:
        id: Its number.
        begun, ended: When; ``ended`` is "" while it is under way.
        state: "open", "finished" or "offline" (a folder was away, so nothing was said of its files).
        place: The last file that was looked at.
        total, done: Files to check, and checked.
        bytes: Read.
        changed, missing, untracked: What was found.
    """

    id: int
    begun: str
    ended: str
    state: str
    place: str
    total: int
    done: int
    bytes: int
    changed: int
    missing: int
    untracked: int


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that records name."""

    store: str
    sha256: str
    suffix: str
    name: str
    media_id: int = 0
    fixity: str = ""
    size: int = 0

    @property
    def place(self) -> str:
        """Where it stands in the order of a check."""
        return f"{self.store} {self.sha256}"


class FileChecks:
    """Reads and writes checks and events; made by ``Reader.file_checks``."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection

    def kept(self) -> list[KeptFile]:
        """Every file that records name, in the order of a check."""
        m, s = t.media.c, t.source.c
        found = {
            f"media {row.sha256}": KeptFile("media", row.sha256, row.suffix, row.name, row.id, row.fixity, row.size)
            for row in self._connection.execute(
                sa.select(m.id, m.sha256, m.suffix, m.name, m.fixity, m.size).order_by(m.id.desc())
            )
        }
        for row in self._connection.execute(sa.select(s.sha256, s.name, s.size).order_by(s.id.desc())):
            found[f"sources {row.sha256}"] = KeptFile("sources", row.sha256, "", row.name, size=row.size)
        evidence = t.RECORDED["rights_evidence"].c
        for sha, name in self._connection.execute(
            sa.select(evidence.attachment, evidence.source).where(evidence.attachment != "")
        ):
            found.setdefault(f"sources {sha}", KeptFile("sources", sha, "", name))
        return [found[place] for place in sorted(found)]

    def last(self) -> FileCheck | None:
        """The newest check, finished or not."""
        c = t.file_check.c
        row = self._connection.execute(sa.select(*c).order_by(c.id.desc()).limit(1)).mappings().first()
        return None if row is None else FileCheck(**row)

    def events(
        self, check: int = 0, *, sha256: str = "", outcomes: Sequence[str] = (), most: int = 10_000
    ) -> list[FileEvent]:
        """What happened, the newest first: in one check, to one file, or at all."""
        e = t.file_event.c
        statement = (
            sa.select(e.kind, e.store, e.sha256, e.name, e.outcome, e.note, e.at).order_by(e.id.desc()).limit(most)
        )
        if check:
            statement = statement.where(e.check_id == check)
        if sha256:
            statement = statement.where(e.sha256 == sha256)
        if outcomes:
            statement = statement.where(e.outcome.in_(outcomes))
        return [FileEvent(**row) for row in self._connection.execute(statement).mappings()]

    def begin(self, at: str, total: int) -> int:
        """Begin a check; its number."""
        values = {
            "begun": at, "ended": "", "state": "open", "place": "", "total": total, "done": 0, "bytes": 0,
            "changed": 0, "missing": 0, "untracked": 0,
        }  # fmt: skip
        result = self._connection.execute(sa.insert(t.file_check).values(values))
        return int(result.inserted_primary_key[0]) if result.inserted_primary_key else self._newest()

    def keep(self, check: FileCheck, events: Sequence[FileEvent]) -> None:
        """Write how far a check has come, and what it found since."""
        self.note(events, check.id)
        values = {name: value for name, value in asdict(check).items() if name != "id"}
        self._connection.execute(sa.update(t.file_check).where(t.file_check.c.id == check.id).values(values))

    def note(self, events: Sequence[FileEvent], check: int | None = None) -> None:
        """Add events."""
        if events:
            self._connection.execute(
                sa.insert(t.file_event), [{**asdict(event), "check_id": check} for event in events]
            )

    def _newest(self) -> int:
        return int(self._connection.execute(sa.select(sa.func.max(t.file_check.c.id))).scalar_one())

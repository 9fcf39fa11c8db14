"""Watched folders, which are a person's decisions, and what was seen in them, which is not."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import sqlalchemy as sa

from archive_app.domain.watching import WatchedFolder
from archive_app.store import tables as t
from archive_app.store.reader import Reader
from archive_app.store.writer import Writer


@dataclass(frozen=True, slots=True)
class SeenFile:
    """A file seen in a watched folder: its size and moment of change, since when, and whether it was offered."""

    path: str
    size: int
    changed: float
    seen: float
    state: str


def folders(reader: Reader) -> list[WatchedFolder]:
    """The watched folders, in the order in which they were added."""
    c = t.watched_folder.c
    rows = reader.connection.execute(sa.select(*c).order_by(c.position, c.id)).mappings()
    return [_folder(row) for row in rows]


def save(writer: Writer, folder: WatchedFolder) -> str:
    """Make a folder watched, or change how it is; its uid."""
    values = {"enabled": int(folder.enabled), "name": folder.path, "content": _content(folder)}
    c = t.watched_folder.c
    row = writer.connection.execute(sa.select(*c).where(c.uid == folder.uid)).mappings().first()
    if row is None:
        uid = folder.uid or uuid.uuid4().hex
        last = writer.connection.execute(sa.select(sa.func.max(c.position))).scalar() or 0
        writer.recorder.insert("watched_folder", {"uid": uid, "position": last + 1, **values}, 0)
        writer.recorder.flush()
        return uid
    after = {name: value for name, value in values.items() if row[name] != value}
    if after:
        writer.recorder.update("watched_folder", row["id"], {name: row[name] for name in after}, after, 0)
    return folder.uid


def remove(writer: Writer, uid: str) -> bool:
    """Stop watching a folder; False when it was not watched."""
    c = t.watched_folder.c
    row = writer.connection.execute(sa.select(*c).where(c.uid == uid)).mappings().first()
    if row is None:
        return False
    writer.recorder.delete("watched_folder", dict(row), 0)
    return True


def seen(reader: Reader, uid: str) -> dict[str, SeenFile]:
    """What was seen in a folder, by path."""
    c = t.watched_file.c
    rows = reader.connection.execute(
        sa.select(c.path, c.size, c.changed, c.seen, c.state).where(c.folder_uid == uid)
    ).mappings()
    return {row["path"]: SeenFile(**row) for row in rows}


def note(writer: Writer, uid: str, files: Sequence[SeenFile], gone: Iterable[str] = ()) -> None:
    """Write down what was seen, and forget what is not there any more."""
    lost = list(gone)
    c = t.watched_file.c
    for start in range(0, len(lost), 400):
        writer.connection.execute(
            sa.delete(t.watched_file).where(c.folder_uid == uid, c.path.in_(lost[start : start + 400]))
        )
    if files:
        statement = (
            "INSERT INTO watched_file (folder_uid, path, size, changed, seen, state) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (folder_uid, path) DO UPDATE SET size = excluded.size, changed = excluded.changed,"
            " seen = excluded.seen, state = excluded.state"
        )
        rows = [(uid, one.path, one.size, one.changed, one.seen, one.state) for one in files]
        writer.connection.exec_driver_sql(statement, rows)


def _folder(row: Any) -> WatchedFolder:
    held = json.loads(row["content"])
    held["names"] = tuple(held.get("names", ()))
    return WatchedFolder(uid=row["uid"], path=row["name"], enabled=bool(row["enabled"]), **held)


def _content(folder: WatchedFolder) -> str:
    plain, given = asdict(WatchedFolder("", "")), asdict(folder)
    kept = {
        name: value for name, value in given.items() if name not in ("uid", "path", "enabled") and value != plain[name]
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)

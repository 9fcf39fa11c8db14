"""Brings a catalogue file to today's schema: numbered SQL steps, each one transaction, a copy kept before.

A released step is never edited. ``PRAGMA user_version`` is the number of the last step applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from archive_app.assets import schema
from archive_app.domain.errors import ArchiveDamaged, ArchiveTooNew
from archive_app.store.sqlite.engine import APPLICATION_ID, connect, sqlite
from archive_app.store.sqlite.errors import in_words


def steps() -> list[tuple[int, str, str]]:
    """Every step as (number, file name, SQL), in order."""
    folder = schema("migrations", "sqlite")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".sql")), key=lambda f: f.name)
    return [(int(f.name[:4]), f.name, f.read_text(encoding="utf-8")) for f in files]


def newest() -> int:
    """The schema version this program writes."""
    return steps()[-1][0]


def migrate(file: Path, backups: Path) -> tuple[int, int]:
    """Apply the steps a catalogue file lacks; return its version before and after.

    Raises:
        ArchiveTooNew: A newer program wrote it.
        ArchiveDamaged: It is a database, but not a catalogue.
    """
    with in_words(file):
        if file.exists() and file.stat().st_size:
            _look(file)
        connection = connect(file)
        try:
            return _migrate(connection, file, backups)
        finally:
            connection.close()


def _look(file: Path) -> None:
    """Refuse what is no catalogue of ours before a writing connection changes as much as its journal mode."""
    connection = sqlite.connect(f"file:{quote(str(file))}?mode=ro", uri=True)
    try:
        check_readable(connection, file)
    finally:
        connection.close()


def check_readable(connection: Any, file: Path) -> int:
    """The schema version of an open catalogue; raises as ``migrate`` does, changes nothing."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    mark = int(connection.execute("PRAGMA application_id").fetchone()[0])
    # An empty file is a catalogue whose first step was interrupted; anything else bears our mark.
    if mark != APPLICATION_ID and (found or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]):
        raise ArchiveDamaged(
            "This is a database of another program, not a catalogue.",
            where=str(file),
            remedy="Choose a folder whose name ends in “.archive”.",
        )
    if found > newest():
        raise ArchiveTooNew(
            f"This catalogue was written by a newer version of the program ({found}; this one knows {newest()}).",
            found=found,
            known=newest(),
            where=str(file.parent),
        )
    return found


def _migrate(connection: Any, file: Path, backups: Path) -> tuple[int, int]:
    before = check_readable(connection, file)
    waiting = [step for step in steps() if step[0] > before]
    if before and waiting:
        backups.mkdir(exist_ok=True)
        copy = sqlite.connect(str(backups / f"before-schema-{waiting[-1][0]:04}.sqlite"))
        try:
            connection.backup(copy)
        finally:
            copy.close()
    for number, _name, text in waiting:
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in _statements(text):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version={number:d}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
    return before, newest()


def _statements(text: str) -> Iterator[str]:
    """Split SQL at the semicolons that end statements; triggers stay whole."""
    statement = ""
    for line in text.splitlines(keepends=True):
        statement += line
        if sqlite.complete_statement(statement):
            if statement.strip().strip(";"):
                yield statement
            statement = ""
    if statement.strip():
        yield statement

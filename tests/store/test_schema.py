"""The file on disk: its tables are those of the code, its connections are set as promised, its steps are whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.errors import ArchiveDamaged, ArchiveError, ArchiveTooNew
from archive_app.store import migrate
from archive_app.store import tables as t
from archive_app.store.archive import FILE, Archive
from archive_app.store.sqlite import engine
from tests.make import add, an_article

sqlite: Any = engine.sqlite


def test_the_tables_of_the_code_are_those_of_the_file(archive: Archive) -> None:
    with archive.read() as reader:
        run = reader.connection.exec_driver_sql
        for name, table in {**t.RECORDED, **t.DERIVED}.items():
            columns = [row.name for row in run(f"PRAGMA table_info({name})")]
            assert columns == [c.name for c in table.columns], name


def test_every_table_is_strict_and_none_is_unknown_to_the_code(archive: Archive) -> None:
    with archive.read() as reader:
        rows = reader.connection.exec_driver_sql("PRAGMA table_list").mappings().all()
    ours = {row["name"] for row in rows if row["type"] == "table" and not row["name"].startswith("sqlite_")}
    assert ours == {*t.RECORDED, *t.DERIVED} - {"term_list", "typing_list"}
    assert all(row["strict"] for row in rows if row["name"] in ours)


def test_recorded_tables_never_give_an_id_twice(archive: Archive) -> None:
    """Child tables and ``record`` count on; the tables of kinds take their id from ``record``."""
    with archive.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        sql = {row.name: row.sql for row in rows}
    for name in t.RECORDED:
        assert "AUTOINCREMENT" in sql[name] or re.search(r"id INTEGER PRIMARY KEY REFERENCES record", sql[name]), name


@pytest.mark.parametrize("side", ["reader", "writer"])
def test_connections_are_set_as_promised(archive: Archive, side: str) -> None:
    expected = {
        "foreign_keys": 1, "synchronous": 2, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0,
        "busy_timeout": 5000, "journal_mode": "wal", "query_only": int(side == "reader"),
        "wal_autocheckpoint": 0 if side == "reader" else engine.CHECKPOINT_PAGES,
        "application_id": engine.APPLICATION_ID, "user_version": migrate.newest(), "recursive_triggers": 1,
    }  # fmt: skip

    def settings(connection: Any) -> dict[str, Any]:
        return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}

    found: dict[str, Any] = {}
    if side == "reader":
        with archive.read() as reader:
            found = settings(reader.connection)
    else:
        with archive.operation("Look") as writer:
            found = settings(writer.connection)
    # Without memory mapping SQLite may say nothing at all.
    assert found | {"mmap_size": found["mmap_size"] or 0} == expected


def test_a_reader_cannot_write(archive: Archive) -> None:
    with pytest.raises(ArchiveError), archive.read() as reader:
        reader.connection.exec_driver_sql("DELETE FROM record")


def test_sqlite_is_not_of_the_versions_that_can_lose_a_log() -> None:
    if sqlite.__name__ == "pysqlite3":
        assert tuple(map(int, engine.version().split("."))) >= (3, 51, 3)


FAILING = """
CREATE TABLE extra (id INTEGER) STRICT;
CREATE TRIGGER grow AFTER INSERT ON extra BEGIN
  SELECT 1;
  SELECT 2;
END;
CREATE VIRTUAL TABLE extra_text USING fts5 (x);
INSERT INTO nowhere VALUES (1);
"""


def _raw(path: Path, *statements: str) -> None:
    connection = sqlite.connect(str(path))
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_catalogue_is_refused_in_words_and_left_alone(tmp_path: Path, read_only: bool) -> None:
    with Archive.create(tmp_path / "future") as made:
        folder = made.folder
    _raw(folder / FILE, f"PRAGMA user_version={migrate.newest() + 1}")
    before = (folder / FILE).read_bytes()
    with pytest.raises(ArchiveTooNew, match="newer version of the program"):
        Archive.open(folder, read_only=read_only)
    assert (folder / FILE).read_bytes() == before
    assert list((folder / "backups").iterdir()) == []


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("version", [0, 1])
def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path, read_only: bool, version: int) -> None:
    folder = tmp_path / "other.archive"
    folder.mkdir()
    _raw(folder / FILE, "CREATE TABLE stamps (id)", f"PRAGMA user_version={version}")
    before = (folder / FILE).read_bytes()
    with pytest.raises(ArchiveDamaged, match="not a catalogue"):
        Archive.open(folder, read_only=read_only)
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("read_only", [False, True])
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, read_only: bool) -> None:
    folder = tmp_path / "letter.archive"
    folder.mkdir()
    (folder / FILE).write_bytes(b"Dear archive, " * 500)
    with pytest.raises(ArchiveDamaged, match="is not a catalogue"):
        Archive.open(folder, read_only=read_only)
    assert (folder / FILE).read_bytes() == b"Dear archive, " * 500


def test_a_step_that_fails_is_rolled_back_whole_and_a_copy_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Archive.create(tmp_path / "old") as made:
        folder = made.folder
        [number] = add(made, an_article("Before the step"))
    number_of_next = migrate.newest() + 1
    steps = [
        *migrate.steps(),
        (number_of_next, "next.sql", FAILING),
    ]
    monkeypatch.setattr(migrate, "steps", lambda: steps)
    with pytest.raises(Exception, match="nowhere"):
        Archive.open(folder)
    [copy] = (folder / "backups").iterdir()
    assert copy.name == f"before-schema-{number_of_next:04}.sqlite"
    monkeypatch.undo()
    with Archive.open(folder) as again, again.read() as reader:
        names = reader.connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
        assert not [n for n in names if n.startswith(("extra", "grow"))]
        assert reader.connection.exec_driver_sql("PRAGMA user_version").scalar() == number_of_next - 1
        assert reader.record(number).id == number


def test_a_step_is_applied_once_and_older_data_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Archive.create(tmp_path / "old") as made:
        folder = made.folder
        [number] = add(made, an_article("Before the step"))
    step = (migrate.newest() + 1, "next.sql", "CREATE TABLE extra (id INTEGER) STRICT; -- kept\n")
    steps = [*migrate.steps(), step]
    monkeypatch.setattr(migrate, "steps", lambda: steps)
    with pytest.raises(ArchiveError, match="older version"):
        Archive.open(folder, read_only=True)
    for _ in range(2):
        with Archive.open(folder) as again, again.read() as reader:
            assert reader.connection.exec_driver_sql("PRAGMA user_version").scalar() == step[0]
            assert reader.record(number).id == number

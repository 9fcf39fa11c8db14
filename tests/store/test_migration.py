"""A catalogue of the first released schema opens with everything in it, and can do what is new since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.errors import StoreError
from archive_app.domain.records import Kind
from archive_app.domain.results import ResultRow
from archive_app.operations import edit, find, history, ingest, likeness, upkeep, versions, works
from archive_app.operations.progress import Progress
from archive_app.store import migrate
from archive_app.store.archive import FILE, Archive
from archive_app.store.sqlite import engine
from tests.make import a_draft, a_statement
from tests.store.dump import Rows, assert_index_is_right, logical

sqlite: Any = engine.sqlite
TEXT = (
    "The director Klim Shipenko flew to the station on Tuesday with an actress and a cosmonaut for twelve days.",
    "They filmed some thirty minutes of a drama about a surgeon who has to operate on a sick man in orbit.",
)


def _as_of_the_first_schema(file: Path) -> None:
    """Replace a catalogue's database by one of schema 0001 with the same rows in the tables that this has."""
    old = file.with_name("first.sqlite")
    _number, _name, text = migrate.steps()[0]
    connection = engine.connect(old)
    connection.execute("PRAGMA foreign_keys=OFF")
    for statement in migrate._statements(text):
        connection.execute(statement)
    connection.execute("PRAGMA user_version=1")
    connection.execute("ATTACH ? AS now", (str(file),))
    kinds = connection.execute("SELECT name, sql FROM main.sqlite_master WHERE type = 'table'").fetchall()
    plain = [name for name, sql in kinds if sql and "STRICT" in sql]
    assert {"record", "operation", "change", "item_text"} <= set(plain)
    for name in plain:
        columns = ", ".join(row[1] for row in connection.execute(f"PRAGMA main.table_info({name})"))
        connection.execute(f"INSERT INTO main.{name} SELECT {columns} FROM now.{name}")  # noqa: S608 - our own names
    connection.execute("DELETE FROM main.sqlite_sequence")
    connection.execute("INSERT INTO main.sqlite_sequence SELECT * FROM now.sqlite_sequence")
    for (name,) in connection.execute("SELECT name FROM main.sqlite_sequence").fetchall():
        if name not in plain:
            connection.execute("DELETE FROM main.sqlite_sequence WHERE name = ?", (name,))
    connection.execute("DETACH now")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    for path in file.parent.glob(f"{FILE}*"):
        path.unlink()
    old.rename(file)


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, dict[str, Rows]]:
    """A catalogue as the first version of the program left it, and what it says."""
    with Archive.create(tmp_path / "old", who="Then") as made:
        ingest.accept(
            made,
            [
                a_draft("The film", body=TEXT, name="en.html", address="https://example.org/film",
                        photos=[("https://example.org/1.jpg", "On board", "Photo: Ilya Beispiel/Reuters")]),
                a_draft("Le film", body=("Le cinéaste Klim Chipenko est parti.",), language="fr", name="fr.html"),
                a_draft("Фильм", body=("Режиссёр Клим Шипенко вернулся.",), language="ru", name="ru.html"),
            ],
        )  # fmt: skip
        with made.read() as reader:
            first, second, _third = reader.ids_of(Kind.ARTICLE)
            [photo] = reader.ids_of(Kind.PHOTO)
        edit.set_field(made, first, "headline", "The film from orbit")
        works.save_rights(made, a_statement(photo))
        edit.to_bin(made, [second])
        history.undo(made)
        history.redo(made)
        said = logical(made)
        folder = made.folder
    _as_of_the_first_schema(folder / FILE)
    return folder, said


def _version(file: Path) -> int:
    connection = sqlite.connect(str(file))
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def test_it_opens_with_all_that_was_in_it_and_a_copy_is_kept(old: tuple[Path, dict[str, Rows]]) -> None:
    folder, said = old
    assert _version(folder / FILE) == 1
    with Archive.open(folder) as archive:
        [copy] = archive.backups.iterdir()
        assert _version(copy) == 1
        assert logical(archive) == said
        assert upkeep.check(archive).clean
        assert_index_is_right(archive)
    assert _version(folder / FILE) == migrate.newest()
    with Archive.open(folder) as archive:
        assert len(list(archive.backups.iterdir())) == 1


def test_what_was_done_then_is_taken_back_and_repeated_now(old: tuple[Path, dict[str, Rows]]) -> None:
    folder, said = old
    with Archive.open(folder) as archive:
        steps = 0
        while history.undo(archive):
            steps += 1
        assert steps == 4
        assert all(rows == [] for rows in logical(archive).values())
        while history.redo(archive):
            steps -= 1
        assert steps == 0
        assert logical(archive) == said
        assert_index_is_right(archive)


def test_names_are_found_in_their_other_spellings_at_once(old: tuple[Path, dict[str, Rows]]) -> None:
    folder, _said = old
    with Archive.open(folder) as archive:
        results = find.search(archive, "Shipenko")
        assert set(results.spellings["Shipenko"]) == {"Chipenko", "Шипенко"}
        assert results.total == 2  # the French one lies in the bin
        found = [list(find.search(archive, text).ids) for text in ("Shipenko", "film", "caption:board", "rights:ok")]
        upkeep.rebuild_index(archive, Progress())
        assert found == [
            list(find.search(archive, text).ids) for text in ("Shipenko", "film", "caption:board", "rights:ok")
        ]


def test_articles_like_those_of_then_are_known(old: tuple[Path, dict[str, Rows]]) -> None:
    folder, _said = old
    with Archive.open(folder) as archive:
        with archive.read() as reader:
            assert reader.prints.lacking() == 0
            [first, *_] = reader.ids_of(Kind.ARTICLE)
        ingest.accept(archive, [a_draft("Film from orbit", body=TEXT, name="again.html")])
        assert any(first in group.members for group in likeness.groups(archive))
        with archive.read() as reader:
            newest = max(reader.ids_of(Kind.ARTICLE))
        versions.link(archive, newest, first)
        assert [row.record_id for row in versions.history_of(archive, first)] == [first, newest]
        history.undo(archive)
        assert versions.history_of(archive, first) == ()
        assert upkeep.check(archive).clean


def test_read_only_says_what_to_do(old: tuple[Path, dict[str, Rows]]) -> None:
    folder, _said = old
    before = (folder / FILE).read_bytes()
    with pytest.raises(StoreError, match="older version") as caught:
        Archive.open(folder, read_only=True)
    assert "for writing" in caught.value.remedy
    assert (folder / FILE).read_bytes() == before
    assert list((folder / "backups").iterdir()) == []


def test_the_copy_opens_as_a_catalogue(old: tuple[Path, dict[str, Rows]], tmp_path: Path) -> None:
    folder, said = old
    Archive.open(folder).close()
    [copy] = (folder / "backups").iterdir()
    again = tmp_path / "again.archive"
    again.mkdir()
    copy.rename(again / FILE)
    with Archive.open(again) as archive:
        assert logical(archive) == said


def test_a_large_one_opens_at_once_and_the_check_says_what_it_lacks(
    old: tuple[Path, dict[str, Rows]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _said = old
    monkeypatch.setattr("archive_app.store.archive._AT_OPENING", 2)
    with Archive.open(folder) as archive:
        assert "Фильм" not in [row.title for row in _rows(archive, "Shipenko")]
        [problem] = upkeep.check(archive).problems
        assert "search index is filled to" in problem
        upkeep.rebuild_index(archive)
        assert upkeep.check(archive).clean
        assert "Фильм" in [row.title for row in _rows(archive, "Shipenko")]


def _rows(archive: Archive, text: str) -> list[ResultRow]:
    results = find.search(archive, text)
    return list(find.rows(archive, list(results.ids), results.query))

"""Rows are matched by the chunk: what comes of a table does not depend on where its chunks end, nor pays by the row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from archive_app.domain.records import Kind, Photo, PhotoUse
from archive_app.formats.tables import open_table
from archive_app.formats.tables.guess import guess
from archive_app.formats.tables.mapping import ColumnMap, TableMapping
from archive_app.formats.tables.model import Table
from archive_app.operations import table_import, table_rows
from archive_app.operations.table_plan import RowReport
from archive_app.store.archive import Archive

UID = "0123456789abcdef0123456789abcdef"
HEAD = "UID,Title,Caption,Photo URL,Credit line,Article headline,Article URL,Newspaper,Publication date\n"
ROWS = (
    f"{UID},One,First caption,https://p.example/1.jpg,AFP,Harbour,https://n.example/1,Courier,1978-03-14\n"
    f"{UID},One again,First caption,,AFP,Harbour,,Courier,1978-03-14\n"
    ",Two,Second caption,https://p.example/2.jpg,TASS,Harbour,https://n.example/1,Courier,1978-03-14\n"
    ",Two,Second caption,https://p.example/2.jpg,TASS,Ferry,,Courier,1979\n"
    ",Three,Third caption,https://p.example/3.jpg,,Ferry,,Courier,1979\n"
    "nonsense,Four,,https://p.example/4.jpg,,,,,\n"
    ",Five,Fifth caption,https://p.example/3.jpg,,Bridge,https://n.example/9,Courier,1980\n"
)


def _table(folder: Path, text: str) -> Path:
    path = folder / "photos.csv"
    path.write_text(text, encoding="utf-8")
    return path


def _mapping(table: Table, on_match: str) -> TableMapping:
    found = guess(table, row="photo").mapping
    return replace(found, on_match=on_match, columns=(ColumnMap("UID", "photo.uid"), *found.columns[1:]))


def _imported(archive: Archive, path: Path, on_match: str) -> list[tuple[RowReport, ...]]:
    found = []
    for _turn in range(2):  # the second time everything is known
        table = open_table(path)
        plan = table_import.plan(archive, table, _mapping(table, on_match))
        found += [plan.rows, table_import.apply(archive, plan).rows]
    return found


def _catalogue(archive: Archive) -> list[object]:
    """Everything but what differs from one import to the next: moments and invented identifiers."""
    with archive.read() as reader:
        return [
            replace(record, uid="", created="", modified="")
            for kind in Kind
            for record in reader.all_of(kind)
            if kind is not Kind.SOURCE
        ]


@pytest.mark.parametrize("on_match", ["leave", "fill", "overwrite"])
def test_a_table_comes_to_the_same_wherever_its_chunks_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_match: str
) -> None:
    path = _table(tmp_path, HEAD + ROWS)
    outcomes = []
    for size in (1, 2, 3, 200):
        monkeypatch.setattr(table_rows, "_CHUNK", size)
        with Archive.create(tmp_path / f"in-{size}") as archive:
            outcomes.append((_imported(archive, path, on_match), _catalogue(archive)))
    assert outcomes[0] == outcomes[1] == outcomes[2] == outcomes[3]
    photos = [one for one in outcomes[0][1] if isinstance(one, Photo)]
    uses = [one for one in outcomes[0][1] if isinstance(one, PhotoUse)]
    assert len(photos) == 3
    assert len(uses) == 5


@contextmanager
def _counting() -> Iterator[list[str]]:
    said: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", hear)
    try:
        yield said
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", hear)


def test_rows_are_not_asked_for_one_by_one(archive: Archive, tmp_path: Path) -> None:
    rows = "".join(
        f",Photo {n},Caption {n},https://p.example/{n}.jpg,AFP,Headline {n // 3},https://n.example/{n // 3},News,1978\n"
        for n in range(300)
    )
    table = open_table(_table(tmp_path, HEAD + rows))
    mapping = _mapping(table, "fill")
    for _turn in range(2):  # new rows, then known ones
        with _counting() as said:
            plan = table_import.plan(archive, table, mapping)
        assert len(said) < 100, len(said)
        with _counting() as said:
            table_import.apply(archive, plan)
        assert len(said) < 200, len(said)

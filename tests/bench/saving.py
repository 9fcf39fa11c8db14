"""Saves of every usual kind with their index, each taken back: what a catalogue is left as it was found.

Each record is saved twice: the first save reads pages that nobody asked for yet, the second is that of a person who
edits the record that is open. Beside them stands what the disk asks of anybody: one small row committed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from archive_app.domain.batch import FieldEdit
from archive_app.domain.records import Article
from archive_app.operations import edit, history, marks
from archive_app.operations.index_upkeep import IndexWork
from archive_app.operations.page import record_page
from archive_app.store.archive import FILE, Archive
from archive_app.store.codes import KINDS
from archive_app.store.sqlite.engine import sqlite
from tests.bench.table import Spent

BATCH = 200
_IDLE = 40  # pieces of upkeep after each kind of save, as a window has moments without work

_LITTLE = "UPDATE operation SET label = label || '.' WHERE id = (SELECT max(id) FROM operation)"


@dataclass(slots=True)
class Saved:
    """What one kind of save took, a record each; ``floor`` is a small row committed right after each of them."""

    first: Spent = field(default_factory=Spent)
    again: Spent = field(default_factory=Spent)
    floor: Spent = field(default_factory=Spent)

    def besides(self) -> Spent:
        """The saves of open records without what a commit of next to nothing takes."""
        wall, cpu = median(self.floor.wall or [0.0]), median(self.floor.cpu or [0.0])
        return Spent([max(0.0, t - wall) for t in self.again.wall], [max(0.0, t - cpu) for t in self.again.cpu])


def spread(connection: Any, number: int) -> list[int]:
    """Articles with photos, from everywhere in the catalogue; the same ones in every run."""
    [(last,)] = connection.execute("SELECT max(docid) FROM item").fetchall()
    found = [
        connection.execute(
            "SELECT record_id FROM item WHERE docid >= ? AND kind = ? AND photos > 0 AND deleted = 0"
            " ORDER BY docid LIMIT 1",
            (last * (2 * n + 1) // (2 * number + 1), KINDS["article"]),
        ).fetchall()
        for n in range(number)
    ]
    return list(dict.fromkeys(row[0] for rows in found for row in rows))


def saves(archive: Archive, articles: Sequence[int]) -> Iterator[tuple[str, Saved]]:
    """Each kind of save done to some articles, or to their uses of photos: (its name, what it took)."""
    with archive.read() as reader:
        bodies = {n: r.body for n, r in reader.records(articles).items() if isinstance(r, Article)}
        uses = [use.id or 0 for use in reader.photo_uses(articles=articles)][: len(articles)]
    bare = sqlite.connect(str(archive.folder / FILE), isolation_level=None)
    bare.execute("PRAGMA synchronous=FULL")
    [(before,)] = bare.execute("SELECT coalesce(max(id), 0) FROM operation").fetchall()
    new = f"{os.getpid()}"  # values that the catalogue does not have from the last time

    def put(name: str, value: Callable[[int], str]) -> Callable[[int], object]:
        return lambda number: edit.set_field(archive, number, name, value(number))

    kinds: list[tuple[str, Sequence[int], Callable[[int], object]]] = [
        ("save a value", articles, put("section", lambda n: f"Section {n} {new}")),
        ("save a headline", articles, put("headline", lambda n: f"Another headline {n} {new}")),
        ("save a body", articles, put("body", lambda n: "\n\n".join((*bodies[n], f"Paragraph {n} {new}.")))),
        ("save tags", articles, put("subjects", lambda n: f"harbour; boats {n} {new}")),
        ("save a caption", uses, put("caption", lambda n: f"A quay of the bench, {n} {new}")),
        ("save a credit line", uses, put("credit_line", lambda n: f"Photo: Jo Bencher {n}/Reuters")),
        ("mark a record", articles, lambda n: marks.mark(archive, [n], on=True)),
    ]
    undone, idle = Saved(), IndexWork(archive)
    for name, numbers, work in kinds:
        saved = Saved()
        for number in numbers:
            saved.first.run(lambda work=work, number=number: work(number))  # type: ignore[misc]
            undone.first.run(lambda: history.undo(archive))
            record_page(archive, number)
            saved.again.run(lambda work=work, number=number: work(number))  # type: ignore[misc]
            saved.floor.run(lambda: bare.execute(_LITTLE))
            undone.again.run(lambda: history.undo(archive))
            archive.write_back()  # as every idle moment does
        undone.floor.wall += saved.floor.wall
        undone.floor.cpu += saved.floor.cpu
        yield name, saved
        for _ in range(_IDLE):
            idle.step()
    yield "undo one of these", undone
    yield f"batch edit of {BATCH}, a record", _batch(archive, new)
    # The history of what was tried goes too: the pages of these records would grow with every run.
    bare.execute("BEGIN IMMEDIATE")
    bare.execute("DELETE FROM change WHERE operation_id > ?", (before,))
    bare.execute("DELETE FROM operation WHERE id > ?", (before,))
    bare.execute("COMMIT")
    bare.close()


def _batch(archive: Archive, new: str) -> Saved:
    with archive.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT id FROM article ORDER BY id LIMIT ?", (BATCH,))
        many = [number for (number,) in rows]
    saved = Saved()
    for turn, spent in enumerate((saved.first, saved.again, saved.again, saved.again)):
        plan = edit.preview(archive, many, [FieldEdit("section", "set", f"A section of the bench {new} {turn}")])
        whole = Spent()
        whole.run(lambda plan=plan: edit.apply(archive, plan))  # type: ignore[misc]
        history.undo(archive)
        spent.wall.append(whole.wall[0] / max(1, len(plan.rows)))
        spent.cpu.append(whole.cpu[0] / max(1, len(plan.rows)))
    return saved

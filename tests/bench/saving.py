"""Saves of every usual kind with their flush and index, each taken back: what a catalogue is left as it was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from archive_app.domain.batch import FieldEdit
from archive_app.domain.records import Article, Kind
from archive_app.operations import edit, history, marks
from archive_app.store.archive import Archive
from tests.bench.table import Spent

BATCH = 200


def saves(archive: Archive, articles: Sequence[int]) -> Iterator[tuple[str, Spent]]:
    """Each kind of save done to each of some articles, or to their uses of photos: (its name, what it took)."""
    with archive.read() as reader:
        bodies = {n: r.body for n, r in reader.records(articles).items() if isinstance(r, Article)}
        uses = [use.id or 0 for use in reader.photo_uses(articles=articles)][: len(articles)]
        many = reader.ids_of(Kind.ARTICLE)[:BATCH]

    def put(field: str, value: Callable[[int], str]) -> Callable[[int], object]:
        return lambda number: edit.set_field(archive, number, field, value(number))

    kinds: list[tuple[str, Sequence[int], Callable[[int], object]]] = [
        ("save a value, flush and index", articles, put("section", lambda n: f"Section {n}")),
        ("save a headline", articles, put("headline", lambda n: f"Another headline {n}")),
        ("save a body", articles, put("body", lambda n: "\n\n".join((*bodies[n], f"Paragraph {n}.")))),
        ("save tags", articles, put("subjects", lambda n: f"harbour; boats {n}")),
        ("save a caption", uses, put("caption", lambda n: f"A quay of the bench, {n}")),
        ("save a credit line", uses, put("credit_line", lambda n: f"Photo: Jo Bencher {n}/Reuters")),
        ("mark a record", articles, lambda n: marks.mark(archive, [n], on=True)),
    ]
    undone = Spent()
    for name, numbers, work in kinds:
        spent = Spent()
        for number in numbers:
            spent.run(lambda work=work, number=number: work(number))  # type: ignore[misc]
        yield name, spent
        for _ in numbers:
            undone.run(lambda: history.undo(archive))
    yield "undo one of these", undone
    yield f"batch edit of {len(many)}, a record", _batch(archive, many)


def _batch(archive: Archive, many: Sequence[int]) -> Spent:
    plan = edit.preview(archive, many, [FieldEdit("section", "set", "A section of the bench")])
    whole = Spent()
    whole.run(lambda: edit.apply(archive, plan))
    history.undo(archive)
    records = max(1, len(plan.rows))
    return Spent([whole.wall[0] / records], [whole.cpu[0] / records])

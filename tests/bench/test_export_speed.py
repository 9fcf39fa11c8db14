"""Records a second of every export format, beside plain loops from SQLite to CSV in the same run; and flat memory.

The plain loop reads the rows that an export reads (works, uses, names, parties, files, sources, evidence, rights) with
the standard cursor and writes each with ``csv.writer``. It joins nothing, decides nothing and checks nothing. Beside
it, for comparison, a loop over one query for the columns of the default table. All times are the processor's.
"""

from __future__ import annotations

import csv
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archive_app.domain.errors import ExportRefused
from archive_app.operations import export, find, ingest
from archive_app.store.archive import FILE, Archive
from archive_app.store.sqlite.engine import connect
from tests.bench.corpus import chunks, drafts
from tests.formats.export_records import full_records

pytestmark = pytest.mark.bench

ARTICLES = 2000
MANY = {"csv": 100_000, "jsonl": 20_000, "mods": 3_000, "ninjs": 3_000}
# Of the plain loop. The aim is 0.3 for both; JSON lines write an article once more with each of its photos, and came
# to between 0.25 and 0.42 on a machine with other work.
LEAST = {"csv": 0.3, "jsonl": 0.2}
SLOW = frozenset({"pdf", "contact-pdf", "rights-pdf", "html", "contact-html", "rights-html", "website", "bag", "mets"})
TABLES = (
    "record", "article", "photo", "video", "photo_use", "video_use", "name", "credit_party", "media", "source",
    "evidence", "rights_statement",
)  # fmt: skip
COLUMNS = """
SELECT r.kind, coalesce(a.headline, p.title, v.title), coalesce(a.published, p.taken, v.published),
  (SELECT group_concat(text, '; ') FROM name n WHERE n.record_id = r.id AND field IN ('bylines', 'creators')),
  a.publisher, a.language, coalesce(a.url, p.url, v.url),
  (SELECT group_concat(caption, ' | ') FROM (
     SELECT caption FROM photo_use WHERE article_id = r.id UNION ALL SELECT caption FROM photo_use WHERE photo_id = r.id
     UNION ALL SELECT caption FROM video_use WHERE article_id = r.id
     UNION ALL SELECT caption FROM video_use WHERE video_id = r.id)),
  (SELECT group_concat(text, '; ') FROM name n WHERE n.record_id = r.id AND field = 'subjects'), r.uid
FROM record r LEFT JOIN article a ON a.id = r.id LEFT JOIN photo p ON p.id = r.id LEFT JOIN video v ON v.id = r.id
WHERE r.kind IN ('article', 'photo', 'video') AND r.deleted = ''
"""


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("export") / "bench"
    with Archive.create(folder) as archive:
        for chunk in chunks(drafts(ARTICLES), 500):
            ingest.accept(archive, chunk)
    with Archive.open(folder) as archive:
        yield archive


def _spent(work: Callable[[], object], rounds: int = 3) -> float:
    """The least seconds of the processor of some rounds: the machine may have other work."""
    found = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


def _say(request: pytest.FixtureRequest, lines: list[str]) -> None:
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\n" + "\n".join(lines) + "\n")


def test_tables_and_json_lines_beside_a_plain_loop(
    full: Archive, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    ids = find.search(full, "").ids
    plain = connect(full.folder / FILE)

    def every_row() -> None:
        with (tmp_path / "plain.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            for table in TABLES:
                for row in plain.execute(f"SELECT * FROM {table}"):
                    writer.writerow(row)

    def columns() -> None:
        with (tmp_path / "columns.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            for row in plain.execute(COLUMNS):
                writer.writerow(row)

    spent = {"plain": _spent(every_row), "columns": _spent(columns)}
    for name in ("csv", "jsonl"):
        spent[name] = _spent(lambda name=name: export.write(full, ids, name, tmp_path / f"out.{name}"))  # type: ignore[misc]  # mypy cannot type a lambda with a default
    plain.close()
    rate = {name: len(ids) / seconds for name, seconds in spent.items()}
    _say(request, [
        f"export of {len(ids):,} records          records/s   of the plain loop",
        f"plain loop, every row             {rate['plain']:10,.0f}",
        f"plain query, columns of the table {rate['columns']:10,.0f}",
        f"csv                               {rate['csv']:10,.0f} {rate['csv'] / rate['plain']:10.0%}",
        f"csv, of the plain query           {rate['csv'] / rate['columns']:21.0%}",
        f"jsonl                             {rate['jsonl']:10,.0f} {rate['jsonl'] / rate['plain']:10.0%}",
    ])  # fmt: skip
    assert rate["csv"] > LEAST["csv"] * rate["plain"]
    assert rate["jsonl"] > LEAST["jsonl"] * rate["plain"]


def test_every_format(full: Archive, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    lines = ["format            records/s"]
    everything = find.search(full, "").ids
    for exporter in export.exporters():
        ids = everything[: 60 if exporter.name in SLOW else 1000]
        begun = time.process_time()
        try:
            written = export.write(full, ids, exporter.name, tmp_path / exporter.name).written
        except ExportRefused as refused:
            lines.append(f"{exporter.name:16} {refused.message}")
            continue
        lines.append(f"{exporter.name:16} {written / (time.process_time() - begun):10,.0f}   ({written:,} written)")
    _say(request, lines)


@pytest.mark.parametrize("name", list(MANY))
def test_memory_stays_flat_over_many_records(name: str, request: pytest.FixtureRequest) -> None:
    from archive_app.formats.exporting.base import Exporter, write_records
    from archive_app.formats.registry import exporter_named

    exporter = exporter_named(name)
    assert isinstance(exporter, Exporter)
    few = list(full_records(30))

    def records(count: int) -> Iterator[object]:
        for number in range(count):
            yield few[number % len(few)]

    def peak() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1 << 20)

    with open("/dev/null", "wb") as out:  # noqa: PTH123 - the device
        write_records(exporter, records(500), out)  # type: ignore[arg-type]  # the generator above
        before = peak()
        write_records(exporter, records(MANY[name]), out)  # type: ignore[arg-type]
    grown = peak() - before
    _say(request, [f"{name}: {grown:.1f} MB more after {MANY[name]:,} records"])
    assert grown < 20

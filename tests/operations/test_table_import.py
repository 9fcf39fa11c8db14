"""Tables as records: what is made, filled, left alone; undo, cancel, evidence, files, round trips."""

from __future__ import annotations

import csv
import io
import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from archive_app.domain.errors import Cancelled, Conflict, InputError
from archive_app.domain.fields import fields_of, with_value
from archive_app.domain.records import Article, Authority, Kind, Photo, PhotoUse, Source
from archive_app.formats.exporting.base import ExportProfile
from archive_app.formats.tables import open_table
from archive_app.formats.tables.guess import guess
from archive_app.formats.tables.mapping import ColumnMap, TableMapping
from archive_app.operations import edit, export, find, history, sample, table_import, table_plan
from archive_app.operations.progress import Progress
from archive_app.operations.table_plan import TableOutcome, TablePlan
from archive_app.store.archive import Archive
from tests.store.dump import logical

WORKED_OUT = {"verdict", "conditions", "contact", "holders", "licence", "file"}


def _table(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def _plan(archive: Archive, path: Path, **changes: object) -> TablePlan:
    table = open_table(path)
    mapping = replace(guess(table).mapping, **changes)  # type: ignore[arg-type]
    return table_import.plan(archive, table, mapping)


def _import(archive: Archive, path: Path, **changes: object) -> TableOutcome:
    return table_import.apply(archive, _plan(archive, path, **changes))


def _all(archive: Archive, kind: Kind) -> list[object]:
    with archive.read() as reader:
        return list(reader.all_of(kind))


ARTICLES = (
    "Headline,Author,Newspaper,Publication date,Tags,Link,Text\n"
    'Strike,Ann Example,Evening Courier,14.3.1978,harbour; strike,https://e.org/1,"One.\n\nTwo."\n'
    "Ferry,Ivan Primerov,Morning Post,March 1979,ferry,https://e.org/2,\n"
)


def test_articles_are_made_with_what_their_columns_say(archive: Archive, tmp_path: Path) -> None:
    outcome = _import(archive, _table(tmp_path, ARTICLES))
    assert outcome.counts["new"] == 2
    found = {a.headline: a for a in _all(archive, Kind.ARTICLE) if isinstance(a, Article)}
    assert found["Strike"].published == "1978-03-14"
    assert found["Strike"].body == ("One.", "Two.")
    assert [name.text for name in found["Strike"].subjects] == ["harbour", "strike"]
    assert found["Ferry"].published == "1979-03"
    assert outcome.rows[0].record_id == found["Strike"].id
    assert find.search(archive, 'publisher:"Evening Courier"').total == 1


def test_nothing_is_written_by_a_plan_and_undo_takes_all_of_it_back(archive: Archive, tmp_path: Path) -> None:
    before = logical(archive)
    plan = _plan(archive, _table(tmp_path, ARTICLES))
    assert logical(archive) == before
    outcome = table_import.apply(archive, plan)
    assert logical(archive) != before
    history.undo(archive, outcome.changes.operation_id)
    assert logical(archive) == before
    history.redo(archive, outcome.changes.operation_id)
    assert find.search(archive, "").total == 2


def test_every_value_has_its_cell_as_evidence_and_the_table_is_kept(archive: Archive, tmp_path: Path) -> None:
    path = _table(tmp_path, ARTICLES)
    number = _import(archive, path).rows[0].record_id or 0
    with archive.read() as reader:
        evidence = {e.field: e for e in reader.evidence([number])[number]}
        source = reader.record(evidence["published"].source_id or 0)
    assert evidence["published"].quote == "14.3.1978"
    assert evidence["published"].method == "table:Publication date"
    assert (evidence["published"].layer, evidence["published"].start) == ("", 2)
    assert isinstance(source, Source)
    assert archive.sources.path(source.sha256, ".csv").read_bytes() == path.read_bytes()


def test_a_bad_row_is_told_and_never_stops_the_others(archive: Archive, tmp_path: Path) -> None:
    path = _table(tmp_path, "Headline,Publication date\nA,sometime in May\nB,1978\n,\nC,1979\n")
    outcome = _import(archive, path)
    assert [(row.row, row.outcome) for row in outcome.rows] == [(2, "error"), (3, "new"), (5, "new")]
    assert "Publication date" in outcome.rows[0].problems[0]
    assert "sometime in May" in outcome.rows[0].problems[0]


def test_values_that_cannot_be_read_may_go_into_the_notes(archive: Archive, tmp_path: Path) -> None:
    path = _table(tmp_path, "Headline,Publication date\nA,sometime in May\n")
    outcome = _import(archive, path, bad_values="note")
    [article] = _all(archive, Kind.ARTICLE)
    assert isinstance(article, Article)
    assert article.notes == "Publication date: sometime in May"
    assert outcome.rows[0].remarks


@pytest.mark.parametrize(
    ("on_match", "outcome", "publisher", "section"),
    [
        ("leave", "left", "Old Post", ""),
        ("fill", "changed", "Old Post", "City"),
        ("overwrite", "changed", "Courier", "City"),
    ],
)
def test_records_that_are_known_are_left_filled_or_written_over(
    archive: Archive, tmp_path: Path, on_match: str, outcome: str, publisher: str, section: str
) -> None:
    edit.save(archive, Article(headline="Strike", publisher="Old Post", url="https://e.org/1"))
    path = _table(tmp_path, "Headline,Newspaper,Section,Link\nStrike,Courier,City,https://e.org/1\n")
    found = _import(archive, path, on_match=on_match)
    assert [row.outcome for row in found.rows] == [outcome]
    [article] = _all(archive, Kind.ARTICLE)
    assert isinstance(article, Article)
    assert (article.publisher, article.section) == (publisher, section)
    again = _import(archive, path, on_match=on_match)
    assert [row.outcome for row in again.rows] == ["left" if on_match == "leave" else "unchanged"]


def test_empty_cells_never_clear_a_field(archive: Archive, tmp_path: Path) -> None:
    edit.save(archive, Article(headline="Strike", publisher="Courier", url="https://e.org/1"))
    _import(archive, _table(tmp_path, "Headline,Newspaper,Link\nStrike,,https://e.org/1\n"), on_match="overwrite")
    [article] = _all(archive, Kind.ARTICLE)
    assert isinstance(article, Article)
    assert article.publisher == "Courier"


def test_the_changes_of_known_records_are_shown_before_and_after(archive: Archive, tmp_path: Path) -> None:
    edit.save(archive, Article(headline="Strike", publisher="Old Post", url="https://e.org/1"))
    path = _table(tmp_path, "Headline,Newspaper,Link\nStrike,Courier,https://e.org/1\n")
    [row] = _plan(archive, path, on_match="overwrite").rows
    assert [(one.field, one.before, one.after) for one in row.changes] == [("publisher", "Old Post", "Courier")]


def test_a_record_changed_since_the_preview_is_left_out(archive: Archive, tmp_path: Path) -> None:
    edit.save(archive, Article(headline="Strike", url="https://e.org/1"))
    path = _table(tmp_path, "Headline,Newspaper,Link\nStrike,Courier,https://e.org/1\nNew,Post,https://e.org/2\n")
    plan = _plan(archive, path)
    [article] = _all(archive, Kind.ARTICLE)
    assert isinstance(article, Article)
    edit.save(archive, replace(article, publisher="Somebody else"))
    outcome = table_import.apply(archive, plan)
    assert [row.outcome for row in outcome.rows] == ["error", "new"]


def test_a_table_changed_since_the_preview_is_not_imported(archive: Archive, tmp_path: Path) -> None:
    path = _table(tmp_path, ARTICLES)
    plan = _plan(archive, path)
    path.write_text(ARTICLES + "More,,,,,,\n", encoding="utf-8")
    with pytest.raises(Conflict):
        table_import.apply(archive, plan)
    assert not _all(archive, Kind.ARTICLE)


def test_stopping_keeps_nothing(archive: Archive, tmp_path: Path) -> None:
    plan = _plan(archive, _table(tmp_path, ARTICLES))
    before = logical(archive)

    def stop(done: int, _total: int, _note: str) -> None:
        if done == 0:
            progress.cancel()

    progress = Progress(stop)
    with pytest.raises(Cancelled):
        table_import.apply(archive, plan, progress=progress)
    assert logical(archive) == before


def test_a_plan_of_the_first_rows_only_cannot_be_applied(archive: Archive, tmp_path: Path) -> None:
    table = open_table(_table(tmp_path, ARTICLES))
    plan = table_import.plan(archive, table, guess(table).mapping, limit=1)
    assert len(plan.rows) == 1
    with pytest.raises(Conflict):
        table_import.apply(archive, plan)


PHOTOS = (
    "File,Caption,Photographer,Credit,Headline,Publication date,Collection\n"
    "pictures/dawn.png,Empty berths,Ann Example,Photo: Ann Example/AP,Strike,1978-03-14,Harbour / Strike\n"
    "IMG 2.PNG,A meeting,,Reuters,Strike,1978-03-14,Harbour / Strike\n"
    "gone.png,The quay,,TASS,Ferry,1979,\n"
)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    (tmp_path / "pictures" / "more").mkdir(parents=True)
    Image.new("RGB", (40, 30), "red").save(tmp_path / "pictures" / "dawn.png")
    Image.new("RGB", (30, 40), "blue").save(tmp_path / "pictures" / "more" / "img 2.png")
    return tmp_path


def test_photos_come_with_files_captions_credits_articles_and_collections(archive: Archive, pictures: Path) -> None:
    outcome = _import(archive, _table(pictures, PHOTOS))
    assert outcome.counts["new"] == 3
    assert "gone.png" in outcome.rows[2].remarks[0]
    with archive.read() as reader:
        articles = {a.headline: a for a in reader.all_of(Kind.ARTICLE) if isinstance(a, Article)}
        uses = reader.photo_uses(articles=[articles["Strike"].id or 0])
        photo = reader.record(uses[0].photo_id or 0)
        collections = reader.collections_of(photo.id or 0)
    assert set(articles) == {"Strike", "Ferry"}
    assert [use.caption for use in uses] == ["Empty berths", "A meeting"]
    assert [party.name for party in uses[0].credit.parties] == ["Ann Example", "AP"]
    assert isinstance(photo, Photo)
    assert photo.media_id is not None
    assert [one.name for one in collections] == ["Strike"]
    again = _import(archive, _table(pictures, PHOTOS))
    assert again.counts["unchanged"] == 3, [row for row in again.rows if row.outcome != "unchanged"]


def test_a_table_cannot_reach_files_elsewhere(archive: Archive, pictures: Path) -> None:
    inner = pictures / "inner"
    inner.mkdir()
    outside = pictures / "pictures" / "dawn.png"
    text = f"File,Title\n../pictures/dawn.png,A\n{outside},B\n"
    outcome = _import(archive, _table(inner, text))
    assert all(row.remarks for row in outcome.rows)
    assert all(isinstance(one, Photo) and one.media_id is None for one in _all(archive, Kind.PHOTO))


def test_a_photo_without_an_article_keeps_caption_and_credit(archive: Archive, tmp_path: Path) -> None:
    _import(archive, _table(tmp_path, "Caption,Credit,Photographer\nA quay,Photo: AP,Ann\n"))
    [photo] = _all(archive, Kind.PHOTO)
    assert isinstance(photo, Photo)
    assert photo.description == "A quay"
    with archive.read() as reader:
        [statement] = reader.rights_of([photo.id or 0])[photo.id or 0]
    assert statement.credit_line_printed == "Photo: AP"
    assert find.search(archive, "credit:AP").total == 1


def test_names_are_known_by_their_identifiers(archive: Archive, tmp_path: Path) -> None:
    edit.save(archive, Authority(name="Roscosmos"))
    text = "Name,Aliases,Wikidata\nRoscosmos,RKA,Q190332\nKosmos Press,,Q5\nKosmos-Press,,Q5\n"
    outcome = _import(archive, _table(tmp_path, text))
    assert [row.outcome for row in outcome.rows] == ["changed", "new", "unchanged"]


def test_a_binned_record_is_not_brought_back_by_the_way(archive: Archive, tmp_path: Path) -> None:
    edit.save(archive, Article(uid="a" * 32, headline="Strike"))
    [article] = _all(archive, Kind.ARTICLE)
    edit.to_bin(archive, [article.id or 0])  # type: ignore[attr-defined]
    outcome = _import(archive, _table(tmp_path, f"uid,Headline\n{'a' * 32},Strike\n"))
    assert "bin" in outcome.rows[0].problems[0]


def test_reports_are_saved_as_tables_and_json(archive: Archive, tmp_path: Path) -> None:
    rows = _plan(archive, _table(tmp_path, "Headline,Publication date\n'=A,x\nB,1978\n")).rows
    lines = list(csv.DictReader(io.StringIO(table_plan.as_csv(rows))))
    assert [(line["row"], line["outcome"]) for line in lines] == [("2", "error"), ("3", "new")]
    assert lines[0]["title"] == "'=A"
    assert json.loads(table_plan.as_json(rows))["counts"]["error"] == 1


def test_two_columns_for_one_field_are_refused(archive: Archive, tmp_path: Path) -> None:
    table = open_table(_table(tmp_path, "A,B\nx,y\n"), header_row=1)
    mapping = TableMapping(columns=(ColumnMap("A", "headline"), ColumnMap("B", "headline")))
    with pytest.raises(InputError):
        table_import.plan(archive, table, mapping)


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    archive = sample.make(tmp_path_factory.mktemp("sample") / "sample")
    archive.close()
    return archive.folder


def _export(archive: Archive, path: Path, *, per_use: bool) -> list[dict[str, str]]:
    ids = find.search(archive, "").ids
    rows = "photo_uses" if per_use else "records"
    export.write(archive, ids, "csv", path, profile=ExportProfile(options={"rows": rows}))
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("per_use", [False, True])
def test_our_own_export_comes_back_with_equal_fields(
    archive: Archive, tmp_path: Path, sampled: Path, per_use: bool
) -> None:
    path = tmp_path / "export.csv"
    with Archive.open(sampled, read_only=True) as full:
        sent = _export(full, path, per_use=per_use)
    outcome = _import(archive, path)
    assert not outcome.counts["error"]
    came = _export(archive, tmp_path / "again.csv", per_use=per_use)

    def key(row: dict[str, str]) -> tuple[str, ...]:
        return (row["photo.uid"], row["article.uid"]) if per_use else (row["uid"],)

    found = {key(row): row for row in came}
    assert set(found) == {key(row) for row in sent}
    # Of a record that is printed twice, both values come, in the order in which the articles were made.
    borrowed = set() if per_use else {"publisher", "language"}
    for row in sent:
        for name, text in row.items():
            other = found[key(row)][name]
            if name in WORKED_OUT or (name in borrowed and row.get("kind") != "article"):
                continue
            if row.get("kind") == "video" and name in {"caption", "credit_line"} and not row["mention"]:
                continue  # nothing in such a row says which article the video stands in
            assert sorted(other.split(" | ")) == sorted(text.split(" | ")), (key(row), name)
    again = _import(archive, path)
    assert again.counts["unchanged"] == len(again.rows)


@pytest.mark.parametrize("per_use", [False, True])
def test_our_own_export_changes_nothing_where_it_came_from(tmp_path: Path, sampled: Path, per_use: bool) -> None:
    folder = tmp_path / sampled.name
    shutil.copytree(sampled, folder)
    with Archive.open(folder) as archive:
        path = tmp_path / "export.csv"
        _export(archive, path, per_use=per_use)
        counts = _import(archive, path, on_match="overwrite").counts
        assert counts["unchanged"] == sum(counts.values())


def test_a_caption_corrected_in_the_spreadsheet_comes_back(tmp_path: Path, sampled: Path) -> None:
    folder = tmp_path / sampled.name
    shutil.copytree(sampled, folder)
    with Archive.open(folder) as archive:
        path = tmp_path / "export.csv"
        rows = _export(archive, path, per_use=False)
        wanted = next(row for row in rows if row["kind"] == "photo" and row["caption"] and " | " not in row["caption"])
        path.write_bytes(
            path.read_bytes().replace(wanted["uid"].encode(), b"KEEP").replace(b"KEEP", wanted["uid"].encode())
        )
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows([row | {"caption": "Corrected."} if row is wanted else row for row in rows])
        outcome = _import(archive, path, on_match="overwrite")
        changed = [row for row in outcome.rows if row.outcome == "changed"]
        assert len(changed) == 1
        with archive.read() as reader:
            [use] = reader.photo_uses(photos=[changed[0].record_id or 0])
        assert isinstance(use, PhotoUse)
        assert use.caption == "Corrected."


_LINES = [
    line for line in fields_of(Kind.ARTICLE) if line.editable and line.type in {"text", "long"} and line.name != "body"
]
_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1, max_size=20).filter(str.strip)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.lists(st.fixed_dictionaries({line.name: _TEXT for line in _LINES}), min_size=1, max_size=4))
def test_any_texts_come_as_if_a_person_had_typed_them(
    archive: Archive, tmp_path: Path, records: list[dict[str, str]]
) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [line.name for line in _LINES], quoting=csv.QUOTE_ALL)
        writer.writeheader()
        # Our marker is taken off cells that begin with an apostrophe and a formula; others stay.
        writer.writerows([{name: text.lstrip("'") or "x" for name, text in one.items()} for one in records])
    columns = tuple(ColumnMap(line.name, f"article.{line.name}") for line in _LINES)
    table = open_table(path, header_row=1, delimiter=",")
    outcome = table_import.apply(archive, table_import.plan(archive, table, TableMapping(columns=columns)))
    for report, texts in zip(outcome.rows, records, strict=True):
        with archive.read() as reader:
            made = reader.record(report.record_id or 0)
        expected = Article()
        for name, text in texts.items():
            expected = with_value(expected, name, (text.lstrip("'") or "x").strip())
        assert [getattr(made, line.name) for line in _LINES] == [getattr(expected, line.name) for line in _LINES]
    history.undo(archive, outcome.changes.operation_id)

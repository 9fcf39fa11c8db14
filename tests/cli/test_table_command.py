"""``import TABLE``: the guess that is used and said, what options change, dry runs, reports, profiles."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from archive_app.cli import table_importing
from tests.cli.conftest import Shell

TABLE = "Headline;Newspaper;Publication date;Link\nStrike;Courier;14.3.1978;https://e.org/1\nFerry;Post;someday;https://e.org/2\n"


@pytest.fixture(autouse=True)
def _own_profiles(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_importing, "settings_path", lambda: tmp_path / "config" / "settings.toml")


@pytest.fixture
def table(shell: Shell) -> Path:
    shell("new", "new.archive")
    path = shell.folder / "list.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def test_a_table_is_imported_by_its_guess_which_is_said(shell: Shell, table: Path) -> None:
    said = shell("import", table)
    assert "Imported: 1 new · 1 cannot be taken." in said.out
    assert "Newspaper = article.publisher" in said.err
    assert "row 3" in said.err
    assert "Publication date" in said.err
    assert shell("search", "publisher:Courier", "--json").json["total"] == 1
    shell("undo")
    assert shell("search", "", "--json").json["total"] == 0


def test_a_dry_run_tells_each_row_and_changes_nothing(shell: Shell, table: Path) -> None:
    said = shell("import", table, "--dry-run")
    assert [line.split()[:2] for line in said.lines[:2]] == [["2", "new"], ["3", "error"]]
    assert shell("search", "", "--json").json["total"] == 0


def test_columns_are_mapped_by_options(shell: Shell, table: Path) -> None:
    shell("import", table, "--map", "Publication date=notes", "--map", "#2=", "--constant", "publisher=Post",
          "--constant", "language=French")  # fmt: skip
    found = shell("search", "publisher:Post lang:fr", "--json").json
    assert found["total"] == 2


def test_known_records_are_written_over_on_demand(shell: Shell, table: Path) -> None:
    shell("import", table, "--bad-values", "note")
    table.write_text(TABLE.replace("Courier", "Herald"), encoding="utf-8")
    assert shell("import", table, "--bad-values", "note", "--json").json["counts"]["unchanged"] == 2
    said = shell("import", table, "--on-match", "overwrite", "--bad-values", "note", "--dry-run")
    assert "Publisher: 'Courier' → 'Herald'" in said.out
    assert (
        shell("import", table, "--on-match", "overwrite", "--bad-values", "note", "--json").json["counts"]["changed"]
        == 1
    )


def test_a_doubtful_guess_is_not_used_but_shown_with_the_line_to_run(shell: Shell, table: Path) -> None:
    table.write_text("Foo;Bar\nx;y\nz;w\n", encoding="utf-8")
    said = shell("import", table, "--header-row", "1", code=2)
    assert "Foo = left out" in said.err
    assert "--map" in said.err
    assert shell("import", table, "--header-row", 1, "--map", "Foo=headline").out.startswith("Imported: 2 new")


def test_reports_are_written(shell: Shell, table: Path) -> None:
    shell("import", table, "--report", shell.folder / "rows.csv", "--dry-run")
    with (shell.folder / "rows.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["outcome"] for row in csv.DictReader(file)] == ["new", "error"]
    shell("import", table, "--report", shell.folder / "rows.json")
    assert json.loads((shell.folder / "rows.json").read_text(encoding="utf-8"))["counts"]["new"] == 1


def test_profiles_are_kept_and_found_again_for_the_same_headings(shell: Shell, table: Path) -> None:
    shell("import", table, "--map", "Publication date=notes", "--save-profile", "Harbour", "--dry-run")
    assert shell("import", table, "--dry-run", "--json").json["counts"] == {
        "new": 2, "changed": 0, "unchanged": 0, "left": 0, "error": 0,
    }  # fmt: skip
    profile = shell.folder / "config" / "tables" / "Harbour.toml"
    other = profile.rename(shell.folder / "mine.toml")
    assert shell("import", table, "--dry-run", "--json").json["counts"]["error"] == 1
    assert shell("import", table, "--profile", other, "--dry-run", "--json").json["counts"]["error"] == 0
    assert "Nobody" in shell("import", table, "--profile", "Nobody", code=2).err


@pytest.mark.parametrize(
    "arguments",
    [("--map", "Colour=headline"), ("--map", "Headline=colour"), ("--map", "Headline"), ("--match", "colour"),
     ("--sheet", "x", "--map", "#9=headline")],
)  # fmt: skip
def test_slips_are_told_and_nothing_is_imported(shell: Shell, table: Path, arguments: tuple[str, ...]) -> None:
    assert shell("import", table, *arguments, code=2).err
    assert shell("search", "", "--json").json["total"] == 0


def test_what_is_no_table_ends_with_the_code_of_formats(shell: Shell, table: Path) -> None:
    table.write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert "not text" in shell("import", table, code=3).err


def test_tables_and_articles_may_be_given_together(shell: Shell, table: Path) -> None:
    text = shell.folder / "story.txt"
    text.write_text(
        "The quay is empty\n\nThe crane drivers left the quay on Tuesday morning, said the union.\n", "utf-8"
    )
    shell("import", table, text)
    assert shell("search", "", "--json").json["total"] == 2

"""``archive-app search``: rows as they are read, counts, facets, explanations, one JSON document."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.cli.conftest import Shell


def test_a_kind_a_number_and_an_order(shell: Shell, names: dict[str, int]) -> None:
    whole = int(shell("search", "--count").out)
    assert whole == len(shell("search", "--limit", "0", "--ids").lines)
    assert shell("search", "--type", "photo", "--count").out == shell("search", "type:photo", "--count").out
    assert len(shell("search", "--type", "photo", "--limit", "2").lines) == 2


def test_explanations_name_field_and_words(shell: Shell, names: dict[str, int]) -> None:
    said = shell("search", "docking", "--explain")
    assert "Understood as: “docking”" in said.err
    assert "found in text" in said.out
    assert "*docking*" in said.out


def test_json_is_one_document_whatever_is_asked(shell: Shell, names: dict[str, int]) -> None:
    value = shell("search", "soyuz", "--json", "--explain", "--facets", "--limit", "0").json
    assert value["total"] == len(value["rows"]) > 1
    assert value["rows"][0]["hits"]
    assert value["facets"]
    assert shell("search", "soyuz", "--json", "--count").json["total"] == value["total"]
    assert shell("search", "nothingatall", "--json").json["rows"] == []
    ids = shell("search", "soyuz", "--json", "--ids", "--limit", "0").json["rows"]
    assert ids == [row["id"] for row in value["rows"]]


def test_an_explained_search_is_written_out_and_said_once(shell: Shell, names: dict[str, int]) -> None:
    said = shell("search", "тип:фото", "soyuz", "--explain", "--limit", "1")
    assert "Written out: type:photo soyuz" in said.err
    assert said.err.count("photos, “soyuz”") == 1


def test_a_wrong_limit_is_told(shell: Shell, names: dict[str, int]) -> None:
    for wrong in ("-3", "many"):
        said = shell("search", "soyuz", f"--limit={wrong}", code=2)
        assert f"a number from 0 on, not {wrong}" in said.err


def test_a_search_without_hits_offers_what_would_be_found(shell: Shell, names: dict[str, int]) -> None:
    assert "Did you mean “credit:" in shell("search", "credt:roscosmos").err
    assert "Without filters: soyuz (" in shell("search", "soyuz date:1801").err


def test_names_that_nothing_bears_are_told_with_the_nearest(shell: Shell, names: dict[str, int]) -> None:
    shell("collection", "new", "Harbour")
    shell("collection", "add", "Harbour", names["soyuz"])
    said = shell("search", "list:Harbuor").err
    assert "There is no collection “Harbuor”." in said
    assert "Did you mean “list:Harbour”? (1)" in said
    assert "There is no" not in shell("search", "list:harb").err, "a part of a name is enough"
    assert "There is no saved search “Nobody’s”." in shell("search", "search:Nobody’s -basket:Gone").err
    value = shell("search", "search:Nobody’s", "basket:Gone", "--json", "--explain").json
    assert value["unknown"] == ["There is no saved search “Nobody’s”.", "There is no basket “Gone”."]
    assert value["written"] == 'search:"Nobody’s" basket:Gone'
    assert shell("search", "list:Harbuor", "--json").json["nearest"][0]["text"] == "list:Harbour"


def test_facets_stand_beside_a_count(shell: Shell, names: dict[str, int]) -> None:
    lines = shell("search", "--count", "--facets").lines
    assert lines[0].isdecimal()
    assert any(line.startswith("Type: ") for line in lines[1:])


def test_rows_stand_under_the_headings_of_their_groups(shell: Shell, names: dict[str, int]) -> None:
    lines = shell("search", "--group", "type", "--limit", "0").lines
    assert lines[0] == "== Article (5)"
    assert [line for line in lines if line.startswith("==")][1:] == ["== Photo (4)", "== Video (2)"]
    groups = shell("search", "--group", "type", "--json", "--count").json["groups"]
    assert [(one["value"], one["count"]) for one in groups] == [("article", 5), ("photo", 4), ("video", 2)]


def test_a_reader_that_goes_away_is_no_error(shell: Shell, names: dict[str, int]) -> None:
    command = [sys.executable, "-m", "archive_app", "search", "--limit", "0", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


def test_what_is_printed_is_json_line_by_line(shell: Shell, names: dict[str, int]) -> None:
    out = shell("search", "type:article", "--json", "--limit", "0").out
    rows = [line.strip().rstrip(",") for line in out.splitlines() if line.startswith("    {")]
    assert len(rows) == len(json.loads(out)["rows"])
    assert all(json.loads(row)["kind"] == "article" for row in rows)

"""``archive-app index``: how the index stands, checked, mended, merged, laid out anew."""

from __future__ import annotations

from pathlib import Path

from archive_app.operations import ingest
from archive_app.store.archive import Archive
from tests.cli.conftest import Shell
from tests.make import a_draft


def _catalogue(folder: Path) -> Path:
    with Archive.create(folder / "harbour") as archive:
        for n in range(12):
            ingest.accept(archive, [a_draft(f"Ferry {n}", name=f"{n}.html", published=f"{2020 - n}-01-01")])
        return archive.folder


def test_how_it_stands(shell: Shell) -> None:
    _catalogue(shell.folder)
    said = shell("index", "--json").json
    assert (said["records"], said["covered"], said["words_waiting"]) == (12, 1.0, False)
    assert said["unsorted"] > 0
    assert "100 %" in shell("index", "--status").out


def test_optimising_sorts_and_merges(shell: Shell) -> None:
    _catalogue(shell.folder)
    said = shell("index", "--optimise", "--json").json
    assert said["unsorted"] == 0
    assert all(number <= 1 for number in said["segments"].values())
    assert shell("index", "--rebuild", "--json").json == {"records": 12}


def test_what_is_wrong_is_told_and_mended(shell: Shell) -> None:
    folder = _catalogue(shell.folder)
    assert "Nothing is wrong" in shell("index", "--verify").out
    with Archive.open(folder) as archive:
        archive.care(lambda c: c.exec_driver_sql("UPDATE item SET title = 'spoiled' WHERE docid = 8"))
    assert shell("index", "--verify", "--json", code=4).json["problems"]
    assert shell("index", "--repair", "--json").json["records"] == 1
    assert "Nothing is wrong" in shell("index", "--repair").out
    shell("index", "--verify")

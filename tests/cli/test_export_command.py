"""The command line of exports: profiles by name, the report of losses, formats by the ending, whole or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive_app.cli.main import main
from archive_app.domain.records import Article
from archive_app.operations import edit
from archive_app.store.archive import Archive


@pytest.fixture
def catalogue(tmp_path: Path) -> str:
    path = tmp_path / "shelf"
    with Archive.create(path) as archive:
        edit.save(archive, Article(headline="=evil", notes="Only here.", section="Science", publisher="Courier"))
        edit.save(archive, Article(headline="Harbour", notes="Only here.", standfirst="Below."))
    return str(path.with_suffix(".archive"))


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "config"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    return folder


def _run(*words: str) -> int:
    return main(list(words))


def test_a_report_says_what_was_lost_summed_and_record_by_record(
    catalogue: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.csv"
    assert (
        _run("export", "-c", catalogue, "--format", "csv", "--out", str(out), "--report", "--fields", "headline") == 0
    )
    said = capsys.readouterr().out
    assert "What was lost" in said
    assert "Notes (Article): 2 records" in said
    assert "began like a formula" in said
    text = (tmp_path / "out.csv.losses.txt").read_text(encoding="utf-8")
    assert "Notes (Article): 2 records" in text
    assert "Section (Article): 1 record" in text
    head, *lines = [json.loads(line) for line in (tmp_path / "out.csv.losses.jsonl").read_text("utf-8").splitlines()]
    assert head["fields"]["article.notes"]["how"] == "dropped"
    assert len(lines) == 2
    [evil] = [line for line in lines if line["title"] == "=evil"]
    assert {"article.notes", "article.section"} <= set(evil["fields"])
    assert [(one["field"], one["how"]) for one in evil["more"]] == [("article.headline", "changed")]


def test_without_the_option_nothing_stands_beside_the_file(catalogue: str, tmp_path: Path) -> None:
    assert _run("export", "-c", catalogue, "--out", str(tmp_path / "plain.json")) == 0
    assert not list(tmp_path.glob("plain.json.*"))


def test_a_lossless_file_stands_beside_a_table(catalogue: str, tmp_path: Path) -> None:
    out = tmp_path / "table.csv"
    assert _run("export", "-c", catalogue, "--out", str(out), "--lossless-beside") == 0
    records = [json.loads(line) for line in (tmp_path / "table.jsonl").read_text("utf-8").splitlines()][1:]
    assert {record["work"]["headline"] for record in records} == {"=evil", "Harbour"}


def test_a_profile_is_kept_used_by_name_shared_and_removed(
    catalogue: str, config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = tmp_path / "portal.toml"
    profile.write_text('name = "Portal"\nfields = ["headline"]\n[options]\nformat = "tsv"\nwords = true\n', "utf-8")
    assert _run("export-profiles", "-c", catalogue, "--add", str(profile)) == 0
    assert _run("export-profiles", "-c", catalogue, "--add", str(profile), "--for-program") == 0
    assert config.is_dir()
    capsys.readouterr()
    assert _run("export-profiles", "-c", catalogue, "--json") == 0
    assert [(one["name"], one["place"]) for one in json.loads(capsys.readouterr().out)] == [
        ("Portal", "catalogue"), ("Portal", "program"),
    ]  # fmt: skip
    out = tmp_path / "portal.out"
    assert _run("export", "-c", catalogue, "--profile", "portal", "--out", str(out)) == 0
    assert out.read_text("utf-8").splitlines()[0] == "Headline"
    shared = tmp_path / "shared.toml"
    assert _run("export-profiles", "-c", catalogue, "--share", "Portal", "--out", str(shared)) == 0
    assert _run("export", "-c", catalogue, "--profile", str(shared), "--format", "csv", "--out", str(out)) == 0
    assert _run("export-profiles", "-c", catalogue, "--remove", "Portal") == 0
    assert _run("export-profiles", "-c", catalogue, "--remove", "Portal", "--for-program") == 0
    assert _run("export", "-c", catalogue, "--profile", "Portal", "--out", str(out)) == 2


def test_options_that_a_format_does_not_have_are_refused_with_those_it_has(
    catalogue: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "kept.csv"
    out.write_text("old")
    for wrong in ("colour=red", "rows=sideways", "nothing"):
        assert _run("export", "-c", catalogue, "--out", str(out), "--set", wrong) == 2
        assert "archive-app:" in capsys.readouterr().err
    assert _run("export", "-c", catalogue, "--out", str(out), "--fields", "headline,nonsense") != 0
    assert out.read_text() == "old"


def test_the_ending_tells_the_format_and_the_longest_one_counts(catalogue: str, tmp_path: Path) -> None:
    out = tmp_path / "records.mods.xml"
    assert _run("export", "-c", catalogue, "--out", str(out)) == 0
    assert b"http://www.loc.gov/mods/v3" in out.read_bytes()
    assert _run("export", "-c", catalogue, "--out", str(tmp_path / "what.nothing")) == 2


def test_a_crosswalk_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("formats", "--crosswalk", "mods") == 0
    said = capsys.readouterr().out
    assert "article.headline" in said
    assert "Not carried" in said
    assert _run("formats", "--crosswalk", "csv", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["fields"]["article.headline"]["fidelity"] == "exact"

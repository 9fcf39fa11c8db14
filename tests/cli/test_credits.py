"""``archive-app credit`` on a catalogue: one line corrected, those like it, lines read again."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from archive_app.cli.main import main
from archive_app.domain.records import Authority
from archive_app.operations import edit, rules
from archive_app.store.archive import Archive
from tests.operations.test_credit_corrections import LINES, fill, said


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Archive.create(tmp_path / "Test", who="Tester") as made:
        fill(made)
        return made.folder


def uses_of(folder: Path) -> list[int]:
    with Archive.open(folder, read_only=True) as archive, archive.read() as reader:
        articles = reader.photo_uses(articles=range(1, 200))
        return [next(u.id or 0 for u in articles if u.credit_line == line) for line in dict.fromkeys(LINES)]


def told(folder: Path, use: int) -> list[tuple[str, str, str]]:
    with Archive.open(folder, read_only=True) as archive:
        return said(archive, use)


PARTIES = ("--party", "Ann Lee=creator/person", "--party", "Northlight=distributor")


def test_similar_lines_are_listed_and_nothing_is_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    use = uses_of(folder)[0]
    assert main(["credit", "fix", str(use), "-c", str(folder), *PARTIES, "--similar"]) == 0
    out = capsys.readouterr().out
    assert "(Bob Ray / NORTHLIGHT)" in out
    assert "NORTHLIGHT (distributor)" in out
    assert "Nothing was changed" in out
    assert told(folder, use)[1][1] == "provider"


def test_applying_keeps_a_rule(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    use, other, *_ = uses_of(folder)
    assert main(["credit", "fix", str(use), "-c", str(folder), *PARTIES, "--apply", "--keep-rule", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["rule"]
    assert "".join(answer["after"]["literal"]) == LINES[0]
    assert told(folder, other)[1] == ("NORTHLIGHT", "distributor", "organization")
    with Archive.open(folder, read_only=True) as archive:
        assert rules.rules(archive)[0][1] >= 2


def test_a_dry_run_changes_nothing_and_one_line_alone_can_be_corrected(folder: Path) -> None:
    use, other, *_ = uses_of(folder)
    assert main(["credit", "fix", str(use), "-c", str(folder), *PARTIES, "--apply", "--dry-run"]) == 0
    assert told(folder, use)[1][1] == "provider"
    assert main(["credit", "fix", str(use), "-c", str(folder), *PARTIES, "--flag", "handout"]) == 0
    assert told(folder, use)[1][1] == "distributor"
    assert told(folder, other)[1][1] == "provider"


@pytest.mark.parametrize("wrong", [["--party", "Ann Lee=maker"], ["--flag", "torn"], []])
def test_what_cannot_be_is_refused_in_words(folder: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["credit", "fix", str(uses_of(folder)[0]), "-c", str(folder), *wrong]) == 2
    assert capsys.readouterr().err.startswith("archive-app: ")


def test_lines_are_read_again_when_more_is_known(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Archive.open(folder) as archive:
        edit.save(archive, Authority(name="Ann Lee", kind="organization"))
    use = uses_of(folder)[0]
    assert main(["credit", "--reparse", "-c", str(folder)]) == 0
    assert "2 lines would be read otherwise" in capsys.readouterr().out
    assert told(folder, use)[0][2] == "person"
    assert main(["credit", "--reparse", "-c", str(folder), "--apply", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["changes"]) == 2
    assert told(folder, use)[0][2] == "organization"


def test_lines_are_still_parsed_as_they_were(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("fix 12\nAnn Lee/AP\n"))
    assert main(["credit"]) == 0
    assert [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()] == ["fix 12", "Ann Lee/AP"]
    assert main(["credit", "fix", "Ann Lee/AP"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2

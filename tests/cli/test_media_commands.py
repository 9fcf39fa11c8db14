"""``metadata``, ``verify``, ``relink`` and ``watch`` on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive_app.cli.main import main
from tests.formats.pictures import dataset, jpeg, packet


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    xmp = packet("", 'photoshop:Headline="Harbour at dawn" photoshop:City="Perm"')
    path.write_bytes(jpeg(iim=dataset(2, 90, b"Kazan"), xmp=xmp))
    return path


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    told = capsys.readouterr()
    return code, told.out, told.err


def as_json(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(run(capsys, *words, "--json")[1])


def test_one_file_is_an_object_and_several_are_an_array(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    one = as_json(capsys, "metadata", str(photo))
    assert one["value"]["headline"] == "Harbour at dawn"
    assert one["conflicts"] == ["city"]
    text = photo.with_name("notes.txt")
    text.write_text("no picture", encoding="utf-8")
    code, out, _err = run(capsys, "metadata", str(photo), str(text), "--json")
    assert code == 3
    assert [("error" in found) for found in json.loads(out)] == [False, True]


def test_the_table_shows_every_layer_of_a_conflict(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    code, out, _err = run(capsys, "metadata", str(photo))
    assert code == 0
    lines = [line for line in out.splitlines() if "Perm" in line or "Kazan" in line]
    assert len(lines) == 2
    assert "! City" in lines[0]
    assert "iim:2:90" in lines[1]


def test_an_unknown_encoding_is_told(capsys: pytest.CaptureFixture[str], photo: Path) -> None:
    code, _out, err = run(capsys, "metadata", str(photo), "--encoding", "klingon")
    assert code == 2
    assert "klingon" in err


def test_files_are_verified_and_found_again(capsys: pytest.CaptureFixture[str], photo: Path, tmp_path: Path) -> None:
    catalogue = str(tmp_path / "cat.archive")
    run(capsys, "new", catalogue)
    run(capsys, "import", "-c", catalogue, str(photo))
    assert as_json(capsys, "verify", "-c", catalogue)["state"] == "finished"
    [kept] = (Path(catalogue) / "media").rglob("*.jpg")
    kept.unlink()
    code, out, _err = run(capsys, "verify", "-c", catalogue)
    assert code == 4
    assert "photo.jpg" in out
    assert as_json(capsys, "verify", "-c", catalogue, "--report")["missing"] == 1
    code, out, _err = run(capsys, "relink", "-c", catalogue, str(tmp_path))
    assert code == 0
    assert "photo.jpg" in out
    assert kept.is_file()
    assert run(capsys, "verify", "-c", catalogue)[0] == 0
    kept.chmod(0o600)
    kept.write_bytes(b"\0" * kept.stat().st_size)
    assert run(capsys, "files", "restore", "-c", catalogue, "--from", str(tmp_path / "nowhere"))[0] == 2
    [found] = as_json(capsys, "files", "restore", "-c", catalogue, "--from", str(tmp_path))["found"]
    assert found["at"] == str(photo)
    assert kept.read_bytes() == photo.read_bytes()


def test_folders_are_watched(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    catalogue, inbox = str(tmp_path / "cat.archive"), tmp_path / "inbox"
    inbox.mkdir()
    run(capsys, "new", catalogue)
    assert run(capsys, "watch", "add", "-c", catalogue, str(inbox), "--names", "*.html", "--quiet-for", "0")[0] == 0
    (inbox / "story.html").write_text("<p>Words.</p>", encoding="utf-8")
    (inbox / "story.txt").write_text("Words.", encoding="utf-8")
    [found] = as_json(capsys, "watch", "scan", "-c", catalogue)
    assert [Path(one).name for one in found["offered"]] == ["story.html"]
    assert as_json(capsys, "batches", "-c", catalogue)[0]["batch"] == found["batch"]
    assert as_json(capsys, "watch", "list", "-c", catalogue)[0]["names"] == ["*.html"]
    assert run(capsys, "watch", "remove", "-c", catalogue, str(inbox))[0] == 0
    assert as_json(capsys, "watch", "list", "-c", catalogue) == []
    assert run(capsys, "watch", "remove", "-c", catalogue, str(inbox))[0] == 2

"""What is offered for import, what is skipped and why: litter, programs, links, pipes, the folders of saved pages."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from archive_app.formats.media import misnamed
from archive_app.operations.sorting import Sorted, sort_out


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of everything."""
    made = tmp_path / "given"
    (made / "Page_files").mkdir(parents=True)
    (made / "Seite-Dateien").mkdir()
    (made / "Andere-Dateien").mkdir()
    (made / ".git").mkdir()
    Image.new("RGB", (8, 8)).save(made / "photo.jpg")
    photo = (made / "photo.jpg").read_bytes()
    for name in ("no ending", "wrong.mp4", "program.exe", ".hidden.jpg", "...jpg", "._photo.jpg", "Page_files/a.jpg"):
        (made / name).write_bytes(photo)
    for name in ("Seite-Dateien/a.jpg", "Andere-Dateien/b.jpg", ".git/c.jpg"):
        (made / name).write_bytes(photo)
    page = b"<html><body><p>Words</p></body></html>"
    for name in ("Page.html", "Seite.htm", "Thumbs.db", ".DS_Store", "~$letter.docx", "list.csv"):
        (made / name).write_bytes(page)
    (made / "settings.ini").write_text("[window]\nwidth = 800\n")
    (made / "broken.png").write_bytes(b"\x00\x01\x02")
    (made / "ours.json").write_bytes(b'{"format": "archive-app", "version": 1, "records": []}')
    return made


def _names(found: Sorted) -> dict[str, list[str]]:
    return {
        kind: sorted(path.name for path in getattr(found, kind)) for kind in ("sources", "media", "bundles", "tables")
    }


def test_a_folder_is_sorted_by_content_and_name(folder: Path) -> None:
    found = sort_out([folder])
    assert _names(found) == {
        "sources": ["Page.html", "Seite.htm"],
        "media": ["...jpg", "b.jpg", "broken.png", "no ending", "photo.jpg", "wrong.mp4"],
        "bundles": ["ours.json"],
        "tables": ["list.csv"],
    }
    assert {one.path.name: one.reason for one in found.skipped} == {
        "program.exe": "it is a program by its name",
        ".hidden.jpg": "it is hidden",
        "._photo.jpg": "the system keeps it for itself",
        "Thumbs.db": "the system keeps it for itself",
        ".DS_Store": "the system keeps it for itself",
        "~$letter.docx": "an office program left it while a document was open",
        "settings.ini": "this kind of file cannot be imported",
    }
    assert str(found.skipped[0]).endswith(".")


def test_what_a_person_names_is_tried_and_its_error_told(folder: Path) -> None:
    found = sort_out([folder / "settings.ini", folder / "missing.txt", folder / "photo.jpg", folder / "photo.jpg"])
    assert [path.name for path in found.sources] == ["settings.ini", "missing.txt"]
    assert [path.name for path in found.media] == ["photo.jpg"]
    assert [one.path.name for one in sort_out([folder / "program.exe", folder / "Thumbs.db"]).skipped] == [
        "program.exe",
        "Thumbs.db",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of Unix")
def test_links_and_pipes_are_not_followed(folder: Path) -> None:
    odd = folder / "odd"
    odd.mkdir()
    (odd / "loop").symlink_to("loop")
    (odd / "up").symlink_to("..")
    (odd / "gone.jpg").symlink_to("nowhere.jpg")
    (odd / "out.jpg").symlink_to("/etc/hosts")
    os.mkfifo(odd / "pipe.jpg")
    found = sort_out([odd])
    assert found.total == 0
    assert {one.path.name: one.reason for one in found.skipped} == {
        **dict.fromkeys(("loop", "up", "gone.jpg", "out.jpg"), "it is a link to another place"),
        "pipe.jpg": "it is not an ordinary file",
    }


def test_a_name_that_promises_something_else_is_remarked(folder: Path) -> None:
    assert misnamed(folder / "photo.jpg", "image/jpeg") == ""
    assert misnamed(folder / "photo.png", "image/jpeg") == "", "another sort of picture is no surprise"
    assert "says something else" in misnamed(folder / "wrong.mp4", "image/jpeg")
    assert "no ending" in misnamed(folder / "no ending", "image/jpeg")

"""Photos that are alike, on the command line: listed, told apart, merged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive_app.operations import works
from archive_app.store.archive import Archive
from tests.cli.conftest import Shell
from tests.make import a_photo, add
from tests.operations.pictures import ALTERED, file_of, scene


@pytest.fixture
def photos(shell: Shell, tmp_path: Path) -> tuple[int, int, int]:
    """A photo, a small copy of it, and another photo."""
    with Archive.create(shell.folder / "Pictures") as archive:
        made = add(archive, a_photo("Berths"), a_photo("Berths, small"), a_photo("Cranes"))
        pictures = (scene(1), ALTERED["half size"](scene(1)), scene(2))
        for number, picture in zip(made, pictures, strict=True):
            works.attach_media(archive, number, file_of(picture, tmp_path / f"{number}.jpg", quality=90))
    return made[0], made[1], made[2]


def test_similar_photos_are_listed(shell: Shell, photos: tuple[int, int, int]) -> None:
    one, small, other = photos
    out = shell("similar", one).out
    assert f"{small}" in out
    assert "looks the same" in out
    assert out.endswith("1 photo is like it\n")
    [found] = json.loads(shell("similar", one, "--json").out)
    assert (found["record"], found["sort"]) == (small, "near")
    assert json.loads(shell("similar", other, "--json").out) == []


def test_duplicate_photos_are_listed_and_told_apart(shell: Shell, photos: tuple[int, int, int]) -> None:
    one, small, _other = photos
    out = shell("duplicates", "--photos").out
    assert f"{one} – {small}: looks the same" in out
    assert out.endswith("1 group of photos that are alike\n")
    shell("different", one, small)
    assert json.loads(shell("duplicates", "--photos", "--json").out)["groups"] == []


def test_photos_are_merged(shell: Shell, photos: tuple[int, int, int]) -> None:
    one, small, other = photos
    said = shell("merge", small, one, "--dry-run").out
    assert f"Title: keeps what no. {small} says" in said
    assert f"File: takes what no. {one} says" in said, "the larger file is proposed"
    assert "--choose title=…" in said
    assert "Merge" in shell("merge", small, one, "--choose", "title=other").out
    assert json.loads(shell("show", small, "--json").out)["record"]["title"] == "Berths"
    assert json.loads(shell("show", one, "--json").out)["record"]["deleted"]
    refused = shell("merge", small, other, "--choose", "caption=kept", code=2)
    assert "title, description" in refused.err
    shell("undo")
    assert not json.loads(shell("show", one, "--json").out)["record"]["deleted"]


def test_a_photo_without_a_title_is_called_untitled(shell: Shell, photos: tuple[int, int, int]) -> None:
    _one, small, other = photos
    shell("edit", other, "--clear", "title")
    assert f"“untitled” (no. {other}) would be merged" in shell("merge", small, other, "--dry-run").out

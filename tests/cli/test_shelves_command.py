"""Collections, baskets, saved searches, marks and pinned tags from the command line."""

from __future__ import annotations

from tests.cli.conftest import Shell


def test_collections_are_made_moved_filled_and_deleted(shell: Shell, names: dict[str, int]) -> None:
    shell("collection", "new", "Town")
    shell("collection", "new", "Floods", "--in", "Town")
    assert "already a collection" in shell("collection", "new", "floods", "--in", "Town", code=2).err
    assert shell("collection", "add", "Town/Floods", "--query", "type:photo").out.startswith("Add 4 records")
    shell("collection", "add", "Floods", names["soyuz"])
    assert shell("search", "list:Town/Floods", "--count").out == "5\n"
    shell("collection", "remove", "Floods", names["soyuz"])
    shell("collection", "move", "Town/Floods")
    paths = {one["path"]: one["records"] for one in shell("collection", "list", "--json").json}
    assert (paths["Floods"], paths["Town"]) == (4, 0)
    assert "cannot be put into itself" in shell("collection", "move", "Town", "Town", code=2).err
    shell("collection", "move", "Floods", "Town")
    assert shell("collection", "rename", "Town", "City").out == "Rename the collection “Town” to “City”\n"
    assert shell("collection", "delete", "City").out == "Delete the collection “City” and 1 within it\n"
    assert "City" not in shell("collection", "list").out
    shell("undo")
    assert "4  City/Floods" in shell("collection", "list").out
    assert "4  City  (0 directly)" in shell("collection", "list").out, "what it shows when it is opened"
    assert "no collection “Nowhere”" in shell("collection", "delete", "Nowhere", code=2).err


def test_two_collections_of_one_name_are_told_apart_by_their_paths(shell: Shell, names: dict[str, int]) -> None:
    for town in ("A", "B"):
        shell("collection", "new", town)
        shell("collection", "new", "2021", "--in", town)
    assert "A/2021" in shell("collection", "add", "2021", names["soyuz"], code=2).err
    shell("collection", "add", "B/2021", names["soyuz"])
    assert shell("search", "list:=A/2021", "--count").out == "0\n"
    assert shell("search", "list:=B/2021", "--count").out == "1\n"


def test_baskets(shell: Shell, names: dict[str, int]) -> None:
    assert "no baskets" in shell("basket", "list").err
    assert "No tag is pinned" in shell("tags", "list").err
    assert "No records are named" in shell("basket", "put", "To do", code=2).err
    shell("basket", "put", "To do", "--query", "-type:photo -type:video")
    assert shell("basket", "list", "--json").json[0]["records"] == 5
    shell("basket", "take", "to do", names["soyuz"])
    assert shell("search", "basket:do", "--count").out == "4\n"
    shell("basket", "keep", "To do")
    shell("basket", "empty", "To do")
    assert shell("search", 'list:"To do"', "--count").out == "4\n"
    shell("basket", "delete", "To do")
    assert shell("basket", "list").out == ""


def test_saved_searches_say_what_is_new(shell: Shell, names: dict[str, int]) -> None:
    shell("searches", "save", "Space", "soyuz", "-type:video")
    line = next(one for one in shell("searches", "list", "--json").json if one["name"] == "Space")
    assert line == {"name": "Space", "query": "soyuz -type:video", "records": 3, "new": 0}
    assert len(shell("searches", "show", "space").lines) == 3
    shell("searches", "seen", "Space")
    assert shell("searches", "show", "Space", "--new", "--json").json["total"] == 0
    shell("searches", "rename", "Space", "Orbit")
    shell("searches", "delete", "Orbit")
    assert "no saved search" in shell("searches", "show", "Orbit", code=2).err


def test_marks_and_pinned_tags(shell: Shell, names: dict[str, int]) -> None:
    shell("mark", names["soyuz"], names["elan"])
    assert shell("search", "is:marked", "--count").out == "2\n"
    shell("mark", "--off", "--query", "is:marked")
    assert shell("search", "is:marked", "--count").out == "0\n"
    shell("tags", "pin", "2", "to check")
    assert shell("tags", "list").out == "2  to check\n"
    shell("tags", "put", "2", names["soyuz"])
    assert shell("search", 'tag:="to check"', "--count").out == "1\n"
    assert "No tag is pinned to 4" in shell("tags", "put", "4", names["soyuz"], code=2).err

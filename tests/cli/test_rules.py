"""``rules`` and ``profiles`` on the command line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

STORY = """Harbour flooded again

The harbour was flooded on Monday, and the ferries stayed in their berths for the whole day.

The quay at dawn. Photo: Archiv

Nobody was hurt, said the harbour master, who expects the tide to fall on Tuesday morning.
"""


@pytest.fixture
def own(shell: Shell) -> Shell:
    shell("new", "own")
    (shell.folder / "post").mkdir()
    (shell.folder / "post" / "story.txt").write_text(STORY, encoding="utf-8")
    return shell


def test_a_rule_is_made_listed_changed_moved_and_removed(own: Shell) -> None:
    own("rules", "add", "--name", "Archive", "--how", "contains", "--pattern", "Archiv", "--action", "replace",
        "--value", "City Archive")  # fmt: skip
    own("rules", "add", "--name", "Pool", "--kind", "credit", "--pattern", "dpa", "--flag", "pool", "--party",
        "dpa:distributor:organization")  # fmt: skip
    listed = own("rules", "list", "--json").json
    assert [(r["name"], r["hits"]) for r in listed] == [("Archive", 0), ("Pool", 0)]
    assert listed[1]["parties"] == [{"name": "dpa", "role": "distributor", "kind": "organization"}]
    own("rules", "edit", "Archive", "--no-enabled", "--note", "off for now")
    own("rules", "move", "Pool", 1)
    assert own("rules").lines[1].startswith("2–")
    own("rules", "remove", "2")
    assert len(own("rules", "--json").json) == 1
    own("undo")
    assert len(own("rules", "--json").json) == 2


def test_rules_are_tried_applied_to_what_is_there_and_taken_back(own: Shell) -> None:
    own("import", "post", "--no-rules")
    own("rules", "add", "--name", "Archive", "--how", "word", "--pattern", "archiv", "--action", "replace",
        "--value", "City Archive")  # fmt: skip
    said = own("rules", "test")
    assert "Photo: Archiv" in said.out or "Archiv" in said.out
    assert "1 value would change" in said.out
    assert own("rules", "test", "--text", "Foto: Archiv", "--json").json == [
        {"before": "Foto: Archiv", "after": "Foto: City Archive"}
    ]
    assert own("rules", "apply", "--json").json["values"] == 1
    assert own("rules", "--json").json[0]["hits"] == 1
    assert own("search", "City Archive", "--json").json
    assert own("rules", "undo", "Archive", "--json").json["values"] == 1
    assert own("rules", "--json").json[0]["hits"] == 0


def test_rules_and_profiles_work_by_themselves_at_import_unless_told_not_to(own: Shell) -> None:
    own("rules", "add", "--name", "Archive", "--pattern", "Archiv", "--action", "replace", "--value", "City Archive")
    own("profiles", "add", "--name", "Post", "--by", "folder", "--pattern", "post", "--publisher", "The Post",
        "--collection", "News / Post", "--rights", "usage_terms=Internal")  # fmt: skip
    own("import", "post")
    assert own("rules", "--json").json[0]["hits"] == 1
    assert own("profiles", "--json").json[0]["hits"] >= 1
    assert "folder" in own("profiles").out.casefold()
    found = own("search", "publisher:“The Post” type:article", "--json").json
    assert json.dumps(found).count("Harbour flooded again") >= 1


@pytest.mark.parametrize("ending", ["toml", "json"])
def test_rules_travel_as_a_file(own: Shell, ending: str) -> None:
    own("rules", "add", "--name", "Archive", "--how", "regex", "--pattern", r"Archiv\w*", "--action", "clear")
    own("profiles", "add", "--name", "Post", "--by", "host", "--pattern", "post.example", "--section", "News")
    path = Path(f"rules.{ending}")
    own("rules", "export", path)
    text = path.read_text(encoding="utf-8")
    value = json.loads(text) if ending == "json" else tomllib.loads(text)
    assert value["format"] == "archive-app rules 1"
    own("rules", "remove", "Archive")
    own("profiles", "remove", "Post")
    assert own("rules", "import", path).out == "2 rules were taken.\n"
    assert own("rules", "--json").json[0]["pattern"] == r"Archiv\w*"


def test_what_cannot_be_is_said_in_words(own: Shell) -> None:
    wrong = own("rules", "add", "--name", "x", "--how", "regex", "--pattern", "(", "--action", "clear", code=2)
    assert "cannot be read" in wrong.err
    assert "no field" in own("rules", "add", "--name", "x", "--field", "article.body", "--pattern", "a", code=2).err
    assert "no rule" in own("rules", "remove", "nothing", code=2).err
    Path("bad.toml").write_text("format = 3", encoding="utf-8")
    assert "holds no rules" in own("rules", "import", "bad.toml", code=3).err
    Path("bad.toml").write_text("= = =", encoding="utf-8")
    assert "neither TOML nor JSON" in own("rules", "import", "bad.toml", code=3).err
    assert "no rules that are on" in own("rules", "apply", code=2).err

"""``import`` of many things at once: one step, one answer, and one bad file that stops nothing."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from archive_app.cli.import_report import Report
from archive_app.domain.changes import Changes
from archive_app.operations.reimport import Taken
from tests.cli.conftest import Shell
from tests.formats.pictures import packet

STORY = "The quay is empty\n\nThe crane drivers left the {n} quay on Tuesday morning, said the union of {n}.\n"


@pytest.fixture
def mixed(shell: Shell) -> Path:
    """A folder with an article, a table, a picture, and a table that nobody understands."""
    shell("new", "one")
    folder = shell.folder / "mixed"
    folder.mkdir()
    (folder / "story.txt").write_text(STORY.format(n="northern"), encoding="utf-8")
    (folder / "list.csv").write_text("Headline;Newspaper\nShip comes in;Courier\n", encoding="utf-8")
    (folder / "odd.csv").write_text("qqq;zzz\n1;2\n", encoding="utf-8")
    Image.new("RGB", (40, 30), "navy").save(folder / "pier.jpg")
    return folder


def test_everything_given_at_once_is_one_step(shell: Shell, mixed: Path) -> None:
    said = shell("import", mixed)
    assert "Imported from list.csv: 1 new.\n" in said.out
    assert said.out.splitlines()[-1] == "Imported 1 article, 1 picture or film; 1 file could not be read."
    assert shell("search", "--json").json["total"] == 3
    assert "Import 3 items" in shell("undo").out
    assert shell("search", "--json").json["total"] == 0
    shell("redo")
    assert shell("search", "--json").json["total"] == 3


def test_a_table_that_cannot_be_understood_stops_nothing(shell: Shell, mixed: Path) -> None:
    said = shell("import", mixed)
    assert "odd.csv: None of the headings is known" in said.err
    shell("import", mixed / "odd.csv", code=2)


def test_json_is_one_document(shell: Shell, mixed: Path) -> None:
    dry = shell("import", mixed, "--dry-run", "--json").json
    assert dry["dry_run"] is True
    assert [one["title"] for one in dry["articles"]] == ["The quay is empty"]
    assert shell("search", "--json").json["total"] == 0
    made = shell("import", mixed, "--json").json
    assert (len(made["articles"]), len(made["media"]), len(made["failed"])) == (1, 1, 1)
    assert made["tables"][0]["counts"]["new"] == 1
    assert made["operation"] == made["tables"][0]["operation"]


def test_the_very_same_picture_is_not_made_twice(shell: Shell, mixed: Path) -> None:
    picture = mixed / "pier.jpg"
    assert shell("import", picture).out == "Imported 1 picture or film (1 record in all).\n"
    again = shell("import", picture)
    assert "already in the catalogue as record" in again.err
    assert again.out == "Imported 0 articles; 1 was there already.\n"
    assert shell("search", "--json").json["total"] == 1
    shell("import", picture, "--duplicates", "import")
    assert shell("search", "--json").json["total"] == 2


def test_more_articles_than_are_written_at_once(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive_app.cli.importing.PART", 3)
    shell("new", "one")
    folder = shell.folder / "many"
    folder.mkdir()
    towns = ("Aalen", "Bremen", "Calw", "Dresden", "Essen", "Fulda", "Gotha", "Hamm")
    for town in towns:
        text = f"The fair of {town}\n\n{town} opened its fair. " + f"Nobody in {town} knew of rain at {town}. " * 6
        (folder / f"{town}.txt").write_text(text, encoding="utf-8")
    (folder / "Zwickau.txt").write_bytes((folder / "Aalen.txt").read_bytes())
    said = shell("import", folder, "--json")
    assert len(said.json["articles"]) == len(towns)
    assert said.json["known"] == 1
    assert "Zwickau.txt: already in the catalogue as record" in said.err
    assert shell("history", "--json").json[0]["label"] == "Import 8 articles"
    shell("undo")
    assert shell("search", "--json").json["total"] == 0


def test_what_is_said_of_many_entries_is_said_once(shell: Shell) -> None:
    shell("new", "one")
    entries = "".join(
        f"<item><title>Ferry number {n} of the day</title><link>https://a.example/{n}</link>"
        f"<description>Ferry {n} came in late.</description></item>"
        for n in range(5)
    )
    (shell.folder / "feed.rss").write_text(f'<rss version="2.0"><channel><title>A</title>{entries}</channel></rss>')
    assert shell("import", "feed.rss").err.count("The feed gives only a summary") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere every name is text")
def test_a_name_in_no_encoding_is_no_obstacle(shell: Shell) -> None:
    shell("new", "one")
    folder = shell.folder / "odd"
    folder.mkdir()
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(STORY.format(n="southern"), encoding="utf-8")
    (folder / os.fsdecode(b"b\xe9b\xe9.txt")).write_bytes(b"\x00\x01\x02" * 99)
    Image.new("RGB", (40, 30), "navy").save(folder / "pier.png")
    (folder / "pier.png").rename(folder / os.fsdecode(b"jet\xe9e.png"))
    said = shell("import", folder, "--json").json
    assert (len(said["articles"]), len(said["media"]), len(said["failed"])) == (1, 1, 1)


def test_a_feed_that_comes_again_is_told_shortly_and_brings_what_is_new(shell: Shell) -> None:
    shell("new", "one")
    feed = shell.folder / "feed.rss"

    def write(numbers: range) -> None:
        entries = "".join(
            f"<item><title>Ferry {n} is late</title><link>https://a.example/{n}</link>"
            f"<description>It came {n} hours late.</description></item>"
            for n in numbers
        )
        feed.write_text(f'<rss version="2.0"><channel><title>A</title>{entries}</channel></rss>', encoding="utf-8")

    write(range(10))
    assert len(shell("import", feed, "--json").json["articles"]) == 10
    again = shell("import", feed)
    assert again.out == "Imported 0 articles; 10 were there already.\n"
    assert again.err.count("already in the catalogue as record") == 3
    assert "feed.rss: 7 more entries are there already." in again.err
    write(range(5, 15))
    assert len(shell("import", feed, "--json").json["articles"]) == 5


def test_what_is_said_once_of_a_bag_has_no_count(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.took(Taken(Changes(), 1, 0), ["comet.jpg: the file is not in the bag."])
    report.say(as_json=False, dry_run=False)
    assert capsys.readouterr().err == "comet.jpg: the file is not in the bag.\n"


def test_a_remark_on_many_files_is_said_once(shell: Shell) -> None:
    shell("new", "one")
    folder = shell.folder / "sidecars"
    folder.mkdir()
    for number in range(5):
        told = packet("", f'photoshop:Headline="Pier {number}"')
        (folder / f"pier-{number}.jpg.xmp").write_text(told, encoding="utf-8")
    said = shell("import", folder).err
    assert said.count("The picture itself is not there") == 1
    assert "(5 files: " in said
    more = folder / "more.jpg.xmp"
    more.write_text(packet("", 'photoshop:Headline="Quay"'), encoding="utf-8")
    assert "more.jpg.xmp: The picture itself is not there" in shell("import", more).err

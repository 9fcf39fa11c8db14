"""Each verb: what it prints, as JSON too, what it returns, and what it says when it cannot."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from archive_app import __version__
from archive_app.formats.registry import exporter_for_file, exporters
from archive_app.store.archive import FILE, Archive
from tests.cli.conftest import Shell

PAGE = """<!doctype html><html lang="en"><head><title>Ferry returns</title></head><body><article>
<h1>Ferry returns to the harbour</h1><p>By Ann Example</p>
<p>The ferry came back on Monday morning with all who were on board, the harbour master said.</p>
<figure><img src="https://pictures.example/1.jpg" alt="A ferry"><figcaption>The ferry at the quay.
Photo: Ilya Beispiel/Reuters</figcaption></figure>
<p>It will be looked over in the dock before it sails again, which may take until the end of the month.</p>
</article></body></html>
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.html"
    path.write_text(PAGE)
    return path


def test_version_without_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from archive_app.__main__ import main\n"
        "try: main(['--version'])\nexcept SystemExit as stop: assert not stop.code\n"
        "assert not [m for m in sys.modules if m.startswith('PySide6')]\n"
    )
    for command in (["-m", "archive_app", "--version"], ["-c", code]):
        done = subprocess.run(
            [sys.executable, *command], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
        )
        assert done.stdout == f"archive-app {__version__}\n"
        assert done.stderr == ""


def test_help_names_every_command_and_nonsense_is_refused(shell: Shell) -> None:
    text = shell("--help").out
    for verb in ("new", "sample", "import", "extract", "credit", "search", "show", "edit", "bin", "restore", "undo",
                 "redo", "export", "check", "history", "stats", "formats", "attach", "rights", "collect", "backup",
                 "reindex"):  # fmt: skip
        assert f"    {verb} " in text
        assert shell(verb, "--help").out.startswith(f"usage: archive-app {verb}")
    assert "invalid choice" in shell("fly", code=2).err
    shell(code=2)


def test_a_catalogue_is_made_once(shell: Shell) -> None:
    assert shell("new", "one").out == "Made the catalogue one.archive\n"
    said = shell("new", "one", code=2)
    assert said.out == ""
    assert said.err.startswith("archive-app: one.archive: There is already something of this name")
    assert shell("new", "two", "--json").json == {"catalogue": "two.archive"}
    assert "several catalogues" in shell("search", code=2).err
    assert shell("search", "-c", "one.archive", "--json").json["total"] == 0
    assert shell("search", "-c", "two", "--json").json["total"] == 0


def test_without_a_catalogue_the_way_to_one_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "archive-app new NAME" in shell("search", "x", code=2).err
    said = shell("search", "x", "-c", "nowhere", "--json", code=2)
    assert said.json["exit_code"] == 2
    assert said.json["error"] == "There is no catalogue here."
    shell("new", "named")
    monkeypatch.chdir("/")
    monkeypatch.setenv("ARCHIVE_APP_CATALOGUE", str(shell.folder / "named.archive"))
    shell("stats")


def test_import_and_undo(shell: Shell, page: Path) -> None:
    shell("new", "one")
    (shell.folder / "binary.txt").write_bytes(bytes(range(256)) * 9)
    said = shell("import", page, "binary.txt", "missing.txt")
    assert said.out == "Imported 1 article (2 records in all); 2 files could not be read.\n"
    *told, pace = said.err.splitlines()
    assert re.fullmatch(r"Read 3 sources in [\d.,]+ s, [\d.,]+ a second\.", pace)
    assert [line.split(":")[0] for line in told] == ["archive-app"] * 2
    again = shell("import", page)
    assert "already in the catalogue as record" in again.err
    assert again.out.startswith("Imported 0 articles")
    assert shell("import", page, "--again", "--json").json | {"articles": [], "operation": 0} == {
        "articles": [], "records": 1, "known": 0, "failed": [], "operation": 0, "media": [], "skipped": []}  # fmt: skip
    assert shell("undo").out == "Undone: Import “Ferry returns to the harbour”\n"
    assert shell("search", "--json").json["total"] == 2
    shell("import", "missing.txt", code=3)
    shell("import", "binary.txt", "--json", code=3)
    assert "Ferry returns to the harbour · 1 photo, " in shell("import", page, "--dry-run", "--again").out
    assert shell("search", "--json").json["total"] == 2


def test_search(shell: Shell, names: dict[str, int]) -> None:
    said = shell("search", "soyuz", "-type:video")
    assert len(said.lines) == 3
    assert said.lines[0].split()[:2] == [str(names["soyuz"]), "article"]
    assert "3 records · also spelt Союз" in said.err
    assert shell("search", "type:article", "-soyuz", "-ferry", "--ids").out.split() == [
        str(names[n]) for n in ("elan", "uchu")
    ]
    value = shell("search", "docking", "--json", "--facets").json
    assert (value["total"], value["counts"]) == (1, {"article": 1, "photo": 0, "video": 0})
    [row] = value["rows"]
    assert row["id"] == names["soyuz"]
    assert "docking" in row["snippet"]
    assert value["facets"][0]["field"] == "type"
    assert "did you mean" in shell("search", "credt:tass").err.casefold()
    assert "Did you mean “soyuz”" in shell("search", "soyuzz").err
    assert len(shell("search", "--limit", "3").lines) == 3
    assert len(shell("search", "--limit", "0").lines) == 11
    assert shell("search", "type:article", "--sort", "title", "--ids").out.split()[0] == str(names["elan"])
    shell("search", "--sort", "colour", code=2)
    assert "Type: " in shell("search", "--facets", "--limit", "1").out


def test_show(shell: Shell, names: dict[str, int]) -> None:
    text = shell("show", names["soyuz"]).out
    for words in ("Soyuz launch delayed", "Photo 1", "Video 1", "May we use it?", "Ilya Beispiel — creator, person"):
        assert words in text
    assert "Printed in “Soyuz launch delayed”" in shell("show", f"#{names['soyuz_photo']}").out
    value = shell("show", f"A-{names['soyuz']}", "--json").json
    assert value["record"]["headline"] == "Soyuz launch delayed"
    assert value["photos"][0]["use"]["caption"] == "Soyuz on the pad"
    assert "There is no such record" in shell("show", 999, code=2).err
    shell("show", "soyuz", code=2)
    for number in (names["roscosmos"], names["binned"], *range(20, 26)):
        shell("show", number)


def test_edit(shell: Shell, names: dict[str, int]) -> None:
    article = names["soyuz"]
    said = shell("edit", article, "--set", "section=Space", "--add", "subjects=rockets", "--dry-run")
    assert len(said.lines) == 2
    assert "Section: '' → 'Space'" in said.out
    assert shell("show", article, "--json").json["record"]["section"] == ""
    assert shell("edit", article, "--set", "section=Space").out == "Change Section in 1 record\n"
    assert shell("edit", article, "--set", "section=Space").out == "Nothing needed changing.\n"
    assert shell("edit", article, "--set", "section=").out == "Nothing needed changing.\n"
    value = shell("edit", "--query", "type:article -soyuz", "--set", "section=News", "--json").json
    assert ({row["record_id"] for row in value["changes"]}, value["unchanged"], value["operation"] > 0) == (
        {names[n] for n in ("ferry", "elan", "uchu")}, 0, True)  # fmt: skip
    shell("edit", article, "--replace", "headline=Soyuz=>Союз", "--clear", "section")
    record = shell("show", article, "--json").json["record"]
    assert (record["headline"], record["section"]) == ("Союз launch delayed", "")
    shell("edit", article, "--remove", "subjects=space")
    assert shell("show", article, "--json").json["record"]["subjects"] == []
    for wrong in (["--set", "section"], ["--set", "colour=red"], ["--replace", "headline=x"], [],
                  ["--set", "published=gibberish"]):  # fmt: skip
        assert shell("edit", article, *wrong, code=2).err.startswith("archive-app: ") or wrong
    shell("edit", 999, "--set", "section=x", code=2)
    shell("edit", "--query", "nothing finds this", "--set", "section=x", code=2)
    shell("edit", "--set", "section=x", code=2)


def test_undo_redo_and_history(shell: Shell, names: dict[str, int]) -> None:
    article = names["soyuz"]
    shell("edit", article, "--set", "section=Space")
    assert shell("undo").out == "Undone: Change Section in 1 record\n"
    assert shell("redo").out == "Done again: Change Section in 1 record\n"
    assert shell("redo").out == "There is nothing to redo.\n"
    lines = shell("history", article).lines
    assert len(lines) >= 4
    assert "Section: '' → 'Space'" in lines[0]
    steps = shell("history", "--json", "--limit", "2").json
    assert [s["kind"] for s in steps] == ["redo", "undo"]
    assert "[undo]" in shell("history").out
    first = shell("history", "--json", "--limit", "999").json[-1]["id"]
    said = shell("undo", first, code=5)
    assert "changed again since" in said.err
    assert said.out == ""
    shell("undo", 9999, code=2)
    shell("history", 9999, code=2)
    assert shell("undo", "--json").json["label"] == "Change Section in 1 record"


def test_bin_collect_and_stats(shell: Shell, names: dict[str, int]) -> None:
    assert shell("bin", names["ferry"]).out == "Put “Ferry strike” into the bin\n"
    assert shell("stats", "--json").json["bin"] == 2
    assert shell("restore", names["ferry"], "--json").json["records"] == [names["ferry"]]
    assert shell("collect", "Shelf", names["ferry"], names["clip"]).out == "Add 2 records to “Shelf”\n"
    assert shell("collect", "shelf", names["ferry"]).out == "Nothing needed changing.\n"
    assert len(shell("search", "list:shelf", "--ids").lines) == 2
    assert shell("collect", "New shelf", 999, code=2).out == ""
    assert "New shelf" not in shell("history").out
    shell("bin", 999, code=2)
    assert "Articles" in shell("stats").out


def test_rights_from_toml(shell: Shell, names: dict[str, int]) -> None:
    file = shell.folder / "rights.toml"
    file.write_text(
        'basis = "licence"\ncopyright_status = "in_copyright"\nconfidence = "documented"\n'
        'determined_on = 2024-05-01\n[[grants]]\naction = "publish_online"\nterritory = ["WORLD"]\nends = 2099-12-31\n'
    )
    assert shell("rights", "set", names["lone"], "--from", file).out == "State the rights in 1 record\n"
    [statement] = shell("show", names["lone"], "--json").json["rights"]
    assert (statement["determined_on"], statement["grants"][0]["ends"]) == ("2024-05-01", "2099-12-31")
    for wrong in ('colour = "red"', "basis = 3", "basis = [", 'basis = "hearsay"', "[[grants]]\ncolour = 1",
                  "grants = 3", 'grants = ["x"]'):  # fmt: skip
        file.write_text(wrong)
        assert "archive-app: " in shell("rights", "set", names["lone"], "--from", file, code=2).err
    shell("rights", "set", names["lone"], "--from", "missing.toml", code=2)
    file.write_text('basis = "licence"')
    shell("rights", "set", 999, "--from", file, code=2)


def test_attach(shell: Shell, names: dict[str, int]) -> None:
    Image.new("RGB", (40, 30), "navy").save(shell.folder / "quay.png")
    assert shell("attach", names["lone"], "quay.png").out == "Attach “quay.png” to “Alone”\n"
    assert len(shell("search", "file:quay", "--ids").lines) == 1
    shell("attach", names["soyuz"], "quay.png", code=2)
    shell("attach", names["lone"], "missing.png", code=3)


def test_check_backup_and_reindex(shell: Shell, names: dict[str, int]) -> None:
    folder = shell.folder / "known.archive"
    said = shell("check", code=4)  # the media record of this catalogue never had a file
    assert "“IMG_1.jpg” is missing" in said.out
    assert shell("check", "--no-files").out.endswith("All is well.\n")
    value = shell("check", "--json", code=4).json
    assert (value["clean"], value["counts"]["missing"]) == (False, 1)
    assert Path(shell("backup").out.strip()).is_file()
    assert "records are in the index" in shell("reindex").out
    with Archive.open(folder, who="Maria"):
        assert shell("check", "--no-files").out.endswith("All is well.\n")
        assert len(shell("search", "soyuz", "--ids").lines) >= 2
        said = shell("bin", names["ferry"], code=4)
        assert "already open for writing by Maria" in said.err
    (folder / FILE).write_bytes(b"Dear archive, " * 999)
    assert "is not a catalogue" in shell("search", code=4).err


@pytest.mark.parametrize("exporter", exporters(), ids=lambda e: e.name)
def test_export_by_suffix_or_name(shell: Shell, names: dict[str, int], exporter: object) -> None:
    name, suffix = exporter.name, exporter.suffix  # type: ignore[attr-defined]  # an Exporter
    said = shell("export", "--format", name, "--out", f"out{suffix}", "--json", "--report").json
    assert said["written"] > 0
    assert (shell.folder / f"out{suffix}").stat().st_size > 0
    assert "What was lost" in (shell.folder / f"out{suffix}.losses.txt").read_text(encoding="utf-8")
    if suffix and exporter_for_file(Path(f"all{suffix}")).name == name:
        assert shell("export", "--out", f"all{suffix}", "--json").json["written"] == said["written"]


def test_export_refusals_and_options(shell: Shell, names: dict[str, int]) -> None:
    assert "--format" in shell("export", "--out", "x.papyrus", code=2).err
    shell("export", "--out", "x.csv", "--format", "papyrus", code=3)
    shell("export", "--out", "no/folder/x.csv", code=3)
    shell("export", "--out", "x.csv", "--profile", "missing.toml", code=2)
    shell("export", "--out", "x.csv", "--set", "nonsense", code=2)
    assert not (shell.folder / "x.csv").exists()
    shell("export", "type:article", "--out", "x.csv", "--fields", "headline,published")
    assert "Soyuz launch delayed" in (shell.folder / "x.csv").read_text(encoding="utf-8-sig")
    said = shell("export", "--out", "x.json", "--leave-out", "unknown,not_allowed")
    assert "left out because of their rights" in said.out
    document = json.loads((shell.folder / "x.json").read_text())
    assert len(document["records"]) == 3
    shell("new", "other")
    assert "Took 3 records" in shell("import", "x.json", "-c", "other.archive").out
    assert shell("search", "-c", "other.archive", "--json").json["total"] >= 3


def test_extract_contract(shell: Shell, page: Path) -> None:
    (shell.folder / "below").mkdir()
    (shell.folder / "below" / "ferry.html").write_text(PAGE)
    (shell.folder / "empty.txt").write_text("")
    said = shell("extract", page, "below/ferry.html", "empty.txt", "--out", "out")
    assert sorted(p.name for p in (shell.folder / "out").iterdir()) == ["ferry-2.json", "ferry.json"]
    assert "2 sources read, 1 could not be" in said.err
    value = json.loads((shell.folder / "out" / "ferry.json").read_text())
    assert set(value) >= {"headline", "bylines", "published", "body", "photos", "videos", "evidence"}
    assert value["headline"] == "Ferry returns to the harbour"
    assert value["published"] is None
    [photo] = value["photos"]
    assert photo["caption"] == "The ferry at the quay."
    assert photo["credit"] == "Ilya Beispiel/Reuters"
    lines = shell("extract", page).lines
    assert [json.loads(line)["source"] for line in lines] == ["ferry.html"]
    shell("extract", "empty.txt", code=3)
    shell("extract", page, "--out", page, code=2)


def test_credit_contract(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    said = shell("credit", "Photo: Ilya Beispiel/Reuters", "")
    first, second = map(json.loads, said.lines)
    assert (first["credit"], [p["name"] for p in first["parties"]]) == (
        "Ilya Beispiel/Reuters", ["Ilya Beispiel", "Reuters"])  # fmt: skip
    assert set(first) == set(second) >= {"text", "credit", "parties", "flags", "licence", "year", "medium", "literal"}
    monkeypatch.setattr(sys, "stdin", io.StringIO("AFP\r\n\nФото: Роскосмос\n"))
    assert [json.loads(line)["text"] for line in shell("credit").lines] == ["AFP", "", "Фото: Роскосмос"]


def test_formats(shell: Shell) -> None:
    value = shell("formats", "--json").json
    assert {"html", "text", "json", "table", "media"} <= {f["name"] for f in value["import"]}
    assert {e.name for e in exporters()} == {f["name"] for f in value["export"]}
    assert "lossless" in shell("formats").out


def test_the_sample_on_the_command_line(shell: Shell) -> None:
    assert "records." in shell("sample", "sample").out
    assert shell("search", "--json").json["total"] > 20
    assert shell("sample", "sample", code=2).err.startswith("archive-app: ")

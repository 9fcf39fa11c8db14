"""Articles that are alike, on the command line: left out or linked at import, listed, compared, told apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Shell

TEXT = """The ferry came back to the harbour late on Monday evening with all its passengers safe and well.

Nobody was hurt, the harbour master told reporters who had waited at the quay since the early afternoon.

The owners said that a rope had caught in the propeller and that divers would look at it in the morning.
"""


OTHER = """The weather of the week will be fine in the whole of the country, the forecasters said on Sunday morning.

Farmers had hoped for rain, which is not expected before the end of the month, and will have to water their fields.

Swimmers are glad of it: the lake is warmer than it was in any June since the town began to write it down.
"""


def page(
    folder: Path, name: str, text: str = TEXT, headline: str = "Ferry returns", *, url: str = "", by: str = ""
) -> Path:
    body = "".join(f"<p>{p}</p>" for p in text.strip().split("\n\n"))
    path = folder / name
    canonical = f'<link rel="canonical" href="{url}"><meta property="og:url" content="{url}">' if url else ""
    site = f'<meta property="og:site_name" content="{by}">' if by else ""
    path.write_text(
        f'<html lang="en"><head><title>{headline}</title>{canonical}{site}</head>'
        f"<body><article><h1>{headline}</h1>{body}</article></body></html>",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def folder(shell: Shell, tmp_path: Path) -> Path:
    shell("new", "c")
    made = tmp_path / "pages"
    made.mkdir()
    return made


ONE, TWO = "https://one.example/ferry", "https://two.example/ferry"


def test_what_adds_nothing_is_left_out_and_told_of(shell: Shell, folder: Path) -> None:
    first = page(folder, "first.html", url=ONE)
    assert "1 article" in shell("import", first).out
    same_place = page(folder, "again.html", headline="Ferry returns", url=ONE + "/?utm_source=feed")
    said = shell("import", first, same_place)
    assert "first.html: already in the catalogue as record 2; left out (read from the same file)" in said.err
    assert "again.html: already in the catalogue as record 2; left out (has the same web address" in said.err
    assert "0 articles" in said.out
    assert "2 were there already" in said.out
    assert "1 article" in shell("import", first, "--duplicates", "import").out


def test_another_paper_with_the_same_story_is_imported_and_told_of(shell: Shell, folder: Path) -> None:
    shell("import", page(folder, "one.html", url=ONE, by="One Paper"))
    for rule in ("skip", "version"):
        other = page(folder, f"{rule}.html", url=f"{TWO}-{rule}", by="Other Paper", headline=f"Safe at last, {rule}")
        said = shell("import", other, "--duplicates", rule)
        assert f"{rule}.html: imported, though it is like record" in said.err
        assert "1 article" in said.out
    assert shell("versions", 2).out == "This record has no other versions.\n"


def test_within_one_import_too(shell: Shell, folder: Path) -> None:
    first = page(folder, "a.html", url=ONE)
    (folder / "b.html").write_bytes(first.read_bytes())
    longer = page(folder, "c.html", TEXT + "\n\nA second ferry was sent out to help.", url=ONE)
    page(folder, "d.html", OTHER, "Fine", url=TWO)
    said = shell("import", folder, "--duplicates", "version")
    assert "b.html: the same as “a.html” of this import; left out" in said.err
    assert "c.html: a new version of “a.html” (has the same web address" in said.err
    assert "d.html: the same" not in said.err
    assert "d.html: a new version" not in said.err
    assert "3 articles" in said.out
    numbers = shell("search", "type:article", "--json").json["rows"]
    newest = max(row["id"] for row in numbers if row["title"] == "Ferry returns")
    lines = shell("versions", newest).lines
    assert ["version 1 of 2" in lines[0], "version 2 of 2" in lines[1]] == [True, True]
    assert "8 words added, 0 removed · current" in lines[1]
    assert str(longer.name) in said.err
    assert shell("undo").out.startswith("Undone: Import 3 articles")
    assert shell("search", "type:article", "--json").json["total"] == 0


def test_versions_are_linked_compared_and_unlinked(shell: Shell, folder: Path) -> None:
    changed = TEXT.replace("late on Monday evening", "early on Tuesday")
    shell("import", page(folder, "a.html", url=ONE), page(folder, "b.html", changed, url=TWO))
    one, two = sorted(row["id"] for row in shell("search", "type:article", "--json").json["rows"])
    assert shell("versions", two, "--link", one).out == "Make “Ferry returns” a new version\n"
    assert "versions of one another already" in shell("versions", two, "--link", one, code=2).err
    assert [row["current"] for row in shell("versions", one, "--json").json] == [False, True]
    shell("versions", one, "--current")
    shell("versions", one, "--note", "as first printed")
    assert [(row["current"], row["note"]) for row in shell("versions", one, "--json").json] == [
        (True, "as first printed"), (False, ""),
    ]  # fmt: skip
    said = shell("compare", one, two)
    assert "[-late-]{+early+} on [-Monday evening-]{+Tuesday+} with all its passengers" in said.out
    assert "Nobody was hurt" not in said.out
    assert "Nobody was hurt" in shell("compare", one, two, "--all").out
    assert shell("compare", one, one).lines[-1] == "There is no difference."
    body = next(f for f in shell("compare", one, two, "--json").json["fields"] if f["name"] == "body")
    assert [p["kind"] for p in body["paragraphs"]] == ["changed", "same", "same"]
    shell("versions", one, "--unlink")
    assert shell("versions", two).out == "This record has no other versions.\n"
    shell("undo")
    assert len(shell("versions", two).lines) == 2


def test_likely_duplicates_are_listed_until_they_are_known_to_be_different(shell: Shell, folder: Path) -> None:
    changed = TEXT.replace("late on Monday evening", "early on Tuesday")
    shell("import", page(folder, "a.html", url=ONE, by="A"), page(folder, "b.html", changed, "Home", url=TWO, by="B"))
    one, two = sorted(row["id"] for row in shell("search", "type:article", "--json").json["rows"])
    said = shell("duplicates")
    assert f"{one} – {two}: " in said.out
    assert said.lines[-1] == "1 group of articles that are alike"
    [group] = shell("duplicates", "--json").json["groups"]
    assert group["members"] == [one, two]
    assert group["pairs"][0]["found"]["sentences"] == 2
    shell("different", two, one)
    assert shell("duplicates").lines == ["0 groups of articles that are alike"]
    shell("undo")
    assert len(shell("duplicates", "--json").json["groups"]) == 1
    shell("different", one, two)
    shell("different", one, two, "--forget")
    assert len(shell("duplicates", "--json").json["groups"]) == 1
    shell("different", one, one, code=2)
    shell("different", one, 999, code=2)

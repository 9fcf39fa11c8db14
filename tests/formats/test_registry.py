"""The registry finds the right importer, and outsiders' formats do no harm."""

from __future__ import annotations

from importlib.metadata import EntryPoint

import pytest

from archive_app.domain.errors import UnknownFormat
from archive_app.formats.importers import BUILT_IN
from archive_app.formats.importers.text import TextImporter
from archive_app.formats.registry import exporter_named, exporters, importer_for, importers, load, origin

NEEDED = ("name", "label", "suffixes", "recognises", "read")


@pytest.mark.parametrize(
    ("name", "head", "importer"),
    [
        ("a.txt", b"Words and words", "text"),
        ("A.TXT", b"# Not Markdown", "text"),
        ("a.md", b"Words", "markdown"),
        ("a.html", b"<!doctype html><html><body><p>Words</p>", "html"),
        ("pasted text", b"Words and words", "text"),
        ("pasted text", b"# Heading\n\nWords", "markdown"),
        ("download", b"<html><head><title>x</title></head>", "html"),
    ],
)
def test_a_source_goes_to_the_importer_of_its_kind(name: str, head: bytes, importer: str) -> None:
    assert importer_for(name, head).name == importer


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("a.jpg", b"<html><body>words</body></html>"),
        ("a.mp4", b"words"),
        ("a.docx", b"words"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00"),
        ("noname", b"\x00\x01\x02\x03\x04"),
    ],
)
def test_what_is_no_article_is_refused_with_the_files_that_can_be_read(name: str, head: bytes) -> None:
    with pytest.raises(UnknownFormat, match=r"\.txt") as refusal:
        importer_for(name, head)
    assert refusal.value.where == name


def test_a_wrong_name_is_put_right_and_a_blank_file_is_called_blank() -> None:
    with pytest.raises(UnknownFormat) as refusal:
        importer_for("a.docx", b"%PDF-1.7 and so on")
    assert refusal.value.remedy == "By its content it is “PDF”: if that is right, let its name end in .pdf."
    with pytest.raises(UnknownFormat, match="blank"):
        importer_for("a.txt", b" \n\n")


def test_names_are_unique_and_found() -> None:
    assert len({known.name for known in importers()}) == len(importers())
    assert exporter_named(exporters()[0].name) is exporters()[0]
    assert origin(BUILT_IN[0]) == ""
    with pytest.raises(UnknownFormat, match="“nonsense”"):
        exporter_named("nonsense")


def test_an_outsiders_importer_joins_and_faulty_ones_are_told() -> None:
    here = "tests.formats.test_registry"
    entries = [
        EntryPoint("good", f"{here}:Outsider", "g"),
        EntryPoint("same", "archive_app.formats.importers.text:TextImporter", "g"),
        EntryPoint("gone", "no_such_package:Importer", "g"),
        EntryPoint("angry", f"{here}:Angry", "g"),
        EntryPoint("poor", f"{here}:Poor", "g"),
    ]
    loaded = load([TextImporter()], entries, NEEDED)
    assert [known.name for known in loaded.formats] == ["text", "outsider"]
    reasons = {fault.entry: str(fault) for fault in loaded.faults}
    assert set(reasons) == {"same", "gone", "angry", "poor"}
    assert "no_such_package" in reasons["gone"]
    assert "out of paper" in reasons["angry"]
    assert "recognises" in reasons["poor"]
    assert "already" in reasons["same"]


class Outsider(TextImporter):
    """An importer of another distribution."""

    def __init__(self) -> None:
        super().__init__(name="outsider", label="Outsider", suffixes=(".out",))


class Angry:
    """Cannot be made."""

    def __init__(self) -> None:
        raise RuntimeError("out of paper.")


class Poor:
    """Lacks most of an importer."""

    name = "poor"

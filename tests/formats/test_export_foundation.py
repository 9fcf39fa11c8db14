"""What all exporters stand on: names of files, folders whole or not at all, losses, texts, validation, crosswalk."""

from __future__ import annotations

import errno
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive_app.domain.errors import DiskFull, ExportRefused, StoreError
from archive_app.domain.export_record import ExportRecord
from archive_app.domain.records import Article
from archive_app.formats.exporting.base import ExportProfile
from archive_app.formats.exporting.crosswalk import crosswalk, filled
from archive_app.formats.exporting.losses import Losses, RecordLosses
from archive_app.formats.exporting.names import Names, safe_name, split_name
from archive_app.formats.exporting.texts import json_text, line_text, xml_text
from archive_app.formats.exporting.validation import JsonSchema, XmlSchema, admits
from archive_app.formats.writing_folders import whole_folder
from tests.formats.export_records import bare_records, full_records, uid

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=300)


def _record(number: int = 1, **values: str) -> ExportRecord:
    return ExportRecord(work=Article(id=number, uid=uid(number), **values))  # type: ignore[arg-type]  # all are texts


@given(ANY_TEXT, st.sampled_from(["", ".xml", ".losses.txt", "..//x"]))
def test_a_safe_name_is_one_on_every_disk(text: str, suffix: str) -> None:
    name = safe_name(text, suffix)
    assert name == unicodedata.normalize("NFC", name)
    assert name not in ("", ".", "..")
    assert len(name.encode()) <= 190
    assert not set(name) & set('<>:"/\\|?*\0\n\r\t\u202e\u200f')
    assert name[-1] not in " ."
    assert name[0] not in " ."
    assert name.split(".", 1)[0].casefold() not in {"con", "nul", "aux", "com1", "lpt9"}


@given(st.lists(ANY_TEXT, max_size=30))
def test_no_name_is_given_twice_even_where_case_and_accents_do_not_count(texts: list[str]) -> None:
    names = Names("index.html")
    given_out = [names.of(text, ".xml") for text in texts] + [names.of_file(text) for text in texts]
    keys = [unicodedata.normalize("NFKD", name.casefold()) for name in given_out]
    assert len(set(keys)) == len(keys)
    assert all(len(name.encode()) <= 200 for name in given_out)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Crew of Soyuz MS-19", "Crew of Soyuz MS-19.xml"),
        ("../../etc/passwd", "etc-passwd.xml"),
        ("CON", "_CON.xml"),
        ("com1.tar", "_com1.tar.xml"),
        ("  ", "record.xml"),
        ("Выставка: «Космос»?", "Выставка- «Космос».xml"),
        ("e\u0301t\u0301e", "ét́e.xml"),
    ],
)
def test_names_stay_readable(text: str, wanted: str) -> None:
    assert safe_name(text, ".xml") == wanted


def test_endings_of_old_names_stay() -> None:
    assert split_name("crew.final.JPG") == ("crew.final", ".jpg")
    assert split_name(".hidden") == (".hidden", "")
    assert [Names("a.jpg").of_file("A.JPG")] == ["A-2.jpg"]


def test_losses_are_counted_by_record_and_named_for_each() -> None:
    told: list[RecordLosses] = []
    homes = crosswalk(
        exact={"article.headline": "t"}, lossy={"article.section": ("s", "Shortened.")}, dropped={"*": "No place."}
    )
    losses = Losses(homes, told.append)
    for number in (1, 2, 3):
        losses.begin(_record(number, headline="a", section="b" * (number > 1), notes="n" * (number == 3)))
        if number < 3:
            losses.cut("article.headline", "It holds 32 bytes.")
            losses.cut("article.headline", "It holds 32 bytes.")
        else:
            losses.left_out("It has no place.")
    losses.finish()
    summed = {(loss.field, loss.how): loss.records for loss in losses.summed}
    assert summed == {
        ("article.headline", "cut"): 2, ("article.section", "changed"): 1, ("record.uid", "dropped"): 2,
    }  # fmt: skip
    assert [next(iter(losses.summed)).how] == ["cut"]
    assert [one.uid for one in told] == [uid(1), uid(2), uid(3)]
    assert told[2].left_out == "It has no place."
    assert losses.total_left_out == 1
    assert str(losses.summed[0]) == "Headline (Article): cut. It holds 32 bytes. (2 records)"


def test_reasons_that_hold_values_do_not_fill_the_memory() -> None:
    losses = Losses()
    for number in range(7_000):
        losses.begin(_record(number))
        losses.changed("article.headline", f"It was “{number}”.")
    losses.finish()
    assert len(losses.summed) < 6_000
    assert sum(loss.records for loss in losses.summed) == 7_000


def test_a_field_is_filled_only_where_somebody_filled_it() -> None:
    [empty] = bare_records(1)
    assert filled(empty) == {"record.uid"}
    [full] = full_records(1)
    assert {"use.credit_line", "rights.grants", "photo.place", "authority.variants", "links.photos"} <= filled(full)
    assert filled(full, {"photo.place", "article.url"}) == {"photo.place", "article.url"}


@given(ANY_TEXT)
def test_texts_fit_where_they_go(text: str) -> None:
    element = etree.Element("t")
    element.text = xml_text(text)
    assert (etree.fromstring(etree.tostring(element)).text or "") == xml_text(text)
    json_text(text).encode()
    assert "\n" not in line_text(text)


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with whole_folder(target) as folder:
        (folder / "below").mkdir()
        (folder / "below" / "a.txt").write_text("a")
        assert not target.exists()
    assert (target / "below" / "a.txt").read_text() == "a"
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "other") as folder:
        (folder / "a.txt").write_text(str(1 / 0))
    assert sorted(one.name for one in tmp_path.iterdir()) == ["out"]


def test_a_folder_that_holds_something_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "holidays"
    target.mkdir()
    with whole_folder(target) as folder:  # an empty one may be taken
        (folder / "a.txt").write_text("mine")
    with pytest.raises(ExportRefused, match="not empty"), whole_folder(target):
        pytest.fail("it must not begin")
    assert (target / "a.txt").read_text() == "mine"
    (tmp_path / "file").write_text("precious")
    with pytest.raises(ExportRefused, match="A file has this name"), whole_folder(tmp_path / "file"):
        pytest.fail("it must not begin")
    with pytest.raises(ExportRefused, match="does not exist"), whole_folder(tmp_path / "no" / "where"):
        pytest.fail("it must not begin")


def test_a_zip_file_of_a_folder_is_the_same_each_time_and_replaces_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.zip"
    contents = []
    for _ in range(2):
        with whole_folder(target) as folder:
            (folder / "b").mkdir()
            (folder / "b" / "ä.txt").write_text("b")
            (folder / "a.jpg").write_bytes(b"\xff\xd8")
        contents.append(target.read_bytes())
        os.utime(target, (1, 1))
    assert contents[0] == contents[1]
    with zipfile.ZipFile(target) as packed:
        assert packed.namelist() == ["a.jpg", "b/ä.txt"]
        assert packed.getinfo("a.jpg").compress_type == zipfile.ZIP_STORED
    with pytest.raises(RuntimeError), whole_folder(target) as folder:
        raise RuntimeError
    assert target.read_bytes() == contents[0]


@pytest.mark.parametrize(("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EIO, StoreError)], ids=["full", "fault"])
def test_a_full_disk_is_said_in_words_for_folders_too(tmp_path: Path, number: int, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught, whole_folder(tmp_path / "out"):
        raise OSError(number, os.strerror(number))
    assert "Errno" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


SCHEMA = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:include schemaLocation="{other}"/>
<xs:element name="a" type="xs:integer"/></xs:schema>"""
OTHER = '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="b" type="xs:string"/></xs:schema>'


def test_a_schema_finds_its_parts_beside_it_and_nowhere_else(tmp_path: Path) -> None:
    folder = tmp_path / "schemas"
    (folder / "one").mkdir(parents=True)
    (folder / "one" / "other.xsd").write_text(OTHER)
    (folder / "one" / "main.xsd").write_text(SCHEMA.format(other="other.xsd"))
    found = XmlSchema("one", "main.xsd", folder=folder)
    assert found.problems(etree.fromstring("<a>3</a>")) == ()
    assert "integer" in found.problems(etree.fromstring("<a>three</a>"))[0]
    assert found.problems(etree.fromstring("<b/>")) == ()
    (folder / "one" / "known.xsd").write_text(SCHEMA.format(other="http://example.org/other.xsd"))
    by_address = XmlSchema(
        "one", "known.xsd", folder=folder, addresses={"http://example.org/other.xsd": "one/other.xsd"}
    )
    assert by_address.problems(etree.fromstring("<b/>")) == ()
    (tmp_path / "outside.xsd").write_text(OTHER)
    for far in ("../../outside.xsd", "http://example.org/unknown.xsd"):
        (folder / "one" / "far.xsd").write_text(SCHEMA.format(other=far))
        with pytest.raises(Exception, match=r"outside|unknown|parse|load"):
            XmlSchema("one", "far.xsd", folder=folder, addresses={}).problems(etree.fromstring("<b/>"))


def test_a_json_schema_knows_only_what_it_was_given(tmp_path: Path) -> None:
    (tmp_path / "part.json").write_text('{"$id": "https://example.org/part.json", "type": "integer"}')
    (tmp_path / "main.json").write_text('{"properties": {"n": {"$ref": "https://example.org/part.json"}}}')
    known = JsonSchema("main.json", folder=tmp_path, known={"https://example.org/part.json": "part.json"})
    assert known.problems({"n": 3}) == ()
    assert known.problems({"n": "three"})[0].startswith("n: ")
    with pytest.raises(Exception, match="Unresolvable"):
        JsonSchema("main.json", folder=tmp_path).problems({"n": 3})


def test_an_invalid_record_is_left_out_and_named_or_nothing_is_written() -> None:
    record = _record(headline="Odd one")
    losses = Losses()
    losses.begin(record)
    assert admits((), record, ExportProfile(), losses)
    assert not admits(("“date” is missing",), record, ExportProfile(), losses)
    losses.finish()
    [left] = losses.named_left_out
    assert (left.title, "“date” is missing" in left.reason) == ("Odd one", True)
    with pytest.raises(ExportRefused, match="date") as caught:
        admits(("“date” is missing",), record, ExportProfile(options={"invalid": "refuse"}), Losses())
    assert caught.value.where == "Odd one"

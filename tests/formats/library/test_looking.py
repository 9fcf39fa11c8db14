"""What a librarian looks for in a file: MARC fields, packages with their files, dates and names as headings."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pymarc
import pytest
from lxml import etree

from archive_app.domain.errors import ExportRefused
from archive_app.domain.export_record import ExportRecord, HistoryLine
from archive_app.domain.records import Article, MediaFile, Name, Source
from archive_app.domain.rights import Grant, RightsStatement
from archive_app.formats.exporters.dublin_core import OAI_DC
from archive_app.formats.exporters.ead3 import EAD3
from archive_app.formats.exporters.marcxml import MARCXML
from archive_app.formats.exporters.mets import METS
from archive_app.formats.exporters.mods import MODS
from archive_app.formats.exporters.pbcore import PBCORE
from archive_app.formats.exporters.premis import PREMIS_XML
from archive_app.formats.exporting.base import ExportProfile, KeptFile
from archive_app.formats.library.describing import supplied_title
from archive_app.formats.library.marc_out import inverted
from archive_app.formats.library.plain_dates import plain_date
from tests.formats.bundles import article_bundle, photo_bundle
from tests.formats.export_contract import exported, exported_folder
from tests.formats.library.schemas import check


def alone(**values: object) -> ExportRecord:
    return ExportRecord(work=Article(id=1, uid=f"{1:032x}", **values))  # type: ignore[arg-type]


def test_marc_fields_are_where_library_systems_look_for_them() -> None:
    content, _ = exported(MARCXML, [article_bundle()], ExportProfile(options={"archive": "ExArc"}))
    article, photo, video = pymarc.parse_xml_to_array(io.BytesIO(content))  # type: ignore[no-untyped-call]
    assert article.title == "Film crew returns from orbit /"
    assert article["100"]["a"] == "Example, Ann,"
    assert article["003"].data == "ExArc"
    assert len(article["008"].data) == len(photo["008"].data) == len(video["008"].data) == 40
    assert article["008"].data[35:38] == "eng"
    assert article["773"]["t"] == "Evening Courier"
    assert [field["o"] for field in article.get_fields("774")] == [
        f"urn:uuid:00000000-0000-0000-0000-00000000000{n}" for n in (2, 4)
    ]
    assert article["856"]["u"] == "https://example.org/news/1"
    assert photo["506"]["a"] == "NO SALES"
    assert "Editorial use only." in [field["a"] for field in photo.get_fields("540")]
    assert photo["542"]["d"] == "Orbital Press"
    assert photo["542"]["l"] == "copyrighted"
    assert photo["524"]["a"] == "Photo: Ilya Beispiel/Orbital Press via Reuters"
    assert video["306"]["a"] == "000305"
    tags = [field.tag for field in photo.fields]
    assert tags == sorted(tags)


@pytest.mark.parametrize(
    ("name", "heading", "indicator"),
    [
        ("Ann Example", "Example, Ann", "1"),
        ("Ludwig van der Rohe", "van der Rohe, Ludwig", "1"),
        ("Example, Ann", "Example, Ann", "1"),
        ("Madonna", "Madonna", "0"),
        ("山田 太郎", "山田 太郎", "0"),
        ("محمد علي", "محمد علي", "0"),
        ("Иван Петров", "Петров, Иван", "1"),
        ("J. R. R. Tolkien", "Tolkien, J. R. R.", "1"),
    ],
)
def test_names_become_headings_where_their_order_is_known(name: str, heading: str, indicator: str) -> None:
    assert inverted(name) == (heading, indicator)


@pytest.mark.parametrize(
    ("edtf", "plain"),
    [
        ("2024-04-06", "2024-04-06"), ("2024-04-06~", "2024-04-06"), ("2024-04", "2024-04"), ("197X", ""),
        ("2024-XX-06", "2024"), ("2024-21", "2024"), ("2019/2021", "2019/2021"), ("2019/..", ""), ("", ""),
        ("2024-04-06T10:00:00Z", "2024-04-06T10:00:00Z"), ("2024-04-06T10:00:00", "2024-04-06"), ("nonsense", ""),
        ("[1999,2001]", ""), ("XXXX-10-05", ""), ("Y170000002", ""),
    ],
)  # fmt: skip
def test_the_plain_part_of_a_date_says_nothing_uncertain(edtf: str, plain: str) -> None:
    assert plain_date(edtf).plain == plain


def test_a_supplied_title_is_short_and_whole() -> None:
    assert supplied_title("The crew landed. They were met by many.") == "The crew landed"
    long = supplied_title("word " * 60)
    assert len(long) <= 101
    assert long.endswith("word…")
    assert supplied_title("") == ""


def test_an_uncertain_date_goes_out_plain_with_the_whole_beside_it() -> None:
    record = alone(headline="A", published="1931~")
    dublin_core = exported(OAI_DC, [record])[0].decode()
    assert "<dc:date>1931</dc:date>" in dublin_core
    assert "Date as recorded (EDTF): 1931~" in dublin_core
    mods = exported(MODS, [record])[0].decode()
    assert '<dateIssued encoding="edtf" qualifier="approximate" keyDate="yes">1931~</dateIssued>' in mods


def test_one_record_is_a_document_and_two_stand_in_an_envelope() -> None:
    one, _ = exported(OAI_DC, [alone(headline="A")])
    assert etree.fromstring(one).tag.endswith("}dc")
    two, notes = exported(OAI_DC, [alone(headline="A"), photo_bundle()])
    assert etree.fromstring(two).tag.endswith("}OAI-PMH")
    assert notes.written == 2
    check("oai_dc", two)


def test_a_photo_of_two_articles_is_one_record() -> None:
    first = article_bundle()
    second = replace(first, work=replace(first.work, id=51, uid=f"{51:032x}"), videos=())
    content, notes = exported(MODS, [first, second])
    assert content.count(b"00000000-0000-0000-0000-000000000002</identifier>") == 1
    assert notes.written == 2
    assert any("stands in several articles" in sentence for sentence in notes.changed)


def test_nothing_is_written_where_no_record_has_a_place() -> None:
    with pytest.raises(ExportRefused):
        exported(PBCORE, [alone(headline="A")])
    content, notes = exported(PBCORE, [alone(headline="A"), article_bundle()])
    assert (notes.made, notes.left_out) == ("1 video", 2)  # neither article has a place, the film of one has
    check("pbcore", content)


def test_statements_no_longer_in_force_stay_behind() -> None:
    old = RightsStatement(id=1, uid=f"{1:032x}", work_id=1, usage_terms="Old terms.", status="superseded")
    new = replace(old, id=2, uid=f"{2:032x}", usage_terms="New terms.", status="current", supersedes_id=1)
    record = replace(alone(headline="A"), rights=(old, new))
    for exporter in (MODS, OAI_DC, EAD3, MARCXML, PREMIS_XML):
        text = exported(exporter, [record])[0].decode()
        assert "New terms." in text
        assert "Old terms." not in text


def test_premis_tells_of_history_and_of_who_determined_the_rights() -> None:
    statement = RightsStatement(
        id=1, uid=f"{1:032x}", work_id=1, copyright_status="public_domain", determined_by="M. Example",
        determined_on="2024-04-07", grants=(Grant("prohibit", "sell"),), takedown=True,
    )  # fmt: skip
    line = HistoryLine("2026-02-04T10:00:00Z", "M. Example", "Change headline", "Headline", "a", "b")
    record = replace(alone(headline="A"), rights=(statement,), history=(line,))
    content, _ = exported(PREMIS_XML, [record])
    check("premis", content)
    text = content.decode()
    for expected in ("rights determination", "metadata modification", "2024-04-07", "M. Example", "Not permitted: sell",
                     "Withheld: taken down", "public domain"):  # fmt: skip
        assert expected in text
    assert text.count("<premis:agentName>M. Example</premis:agentName>") == 1


class _Kept:
    """One picture on the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def media(self, held: MediaFile | None) -> KeptFile | None:
        return None if held is None else KeptFile(self._path, "../odd name?.jpg", held.sha256, held.size, "image/jpeg")

    def source(self, source: Source | None) -> KeptFile | None:
        return None


def test_a_mets_package_holds_the_files_and_names_them(tmp_path: Path) -> None:
    picture = tmp_path / "kept.jpg"
    picture.write_bytes(b"\xff\xd8picture")
    notes = exported_folder(METS, [article_bundle()], tmp_path / "out", originals=_Kept(picture))
    (document,) = (tmp_path / "out").rglob("METS.xml")
    check("mets", document.read_bytes())
    root = etree.parse(str(document)).getroot()
    (place,) = root.iter("{http://www.loc.gov/METS/}FLocat")
    copied = document.parent / str(place.get("{http://www.w3.org/1999/xlink}href"))
    assert copied.is_relative_to(document.parent)
    assert hashlib.sha256(copied.read_bytes()).digest() == hashlib.sha256(picture.read_bytes()).digest()
    assert [one.get("TYPE") for one in root.iter("{http://www.loc.gov/METS/}structMap")] == ["physical"]
    assert notes.written == 1
    assert "media.file" not in {loss.field for loss in notes.losses}


def test_metadata_alone_is_a_package_without_files(tmp_path: Path) -> None:
    picture = tmp_path / "kept.jpg"
    picture.write_bytes(b"x")
    profile = ExportProfile(options={"files": False})
    exported_folder(METS, [article_bundle()], tmp_path / "out", profile, originals=_Kept(picture))
    assert [path.name for path in (tmp_path / "out").rglob("*") if path.is_file()] == ["METS.xml"]


def test_names_of_one_person_in_several_parts_are_one_name_in_mods() -> None:
    record = alone(headline="A", bylines=(Name("Ann Example"), Name("Ann Example", "photography")))
    root = etree.fromstring(exported(MODS, [record])[0])
    names = root.findall(".//{http://www.loc.gov/mods/v3}name")
    assert len(names) == 1
    assert len(names[0].findall("{http://www.loc.gov/mods/v3}role")) == 2

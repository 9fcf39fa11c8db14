"""What pictures say of themselves becomes a photo: layers, letters, languages, rights."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.errors import FormatError, UnreadableSource
from archive_app.formats.media import facts
from archive_app.formats.media.described import Described, described
from archive_app.formats.media.iim import read_iim
from archive_app.formats.media.layers import read_layers
from archive_app.formats.media.xmp import read_xmp
from tests.formats.pictures import dataset, jpeg, packet
from tests.formats.wire.reading import DATA, fixture

SHARED = Path(__file__).parents[3] / "shared"
UTF8 = dataset(1, 90, b"\x1b%G")


def words(tmp_path: Path, content: bytes, *, language: str = "") -> Described:
    path = tmp_path / "picture.jpg"
    path.write_bytes(content)
    return described(read_layers(facts(path).metadata_json, language=language))


def method(found: Described, field: str) -> str:
    return next(item.method for item in found.evidence if item.field == field)


def test_a_packet_becomes_a_photo_with_all_that_a_record_holds() -> None:
    [draft] = fixture("xmp", "photo.xmp")
    assert draft.alone
    photo = draft.photos[0].photo
    assert (photo.title, photo.description) == ("Fog over the mole", "The mole in fog.")
    assert [name.text for name in photo.creators] == ["Carla Moss"]
    assert (photo.taken, photo.place) == ("1931-11", "Bergen, Norway")
    assert [name.text for name in photo.people] == ["Ole Berg"]
    assert [name.text for name in photo.subjects] == ["fog", "harbour"]
    assert photo.digital_source_type == "negativeFilm"
    assert "Alt text: A pier that ends in white" in photo.notes
    assert "Title: HB-1931-7" in photo.notes


def test_the_rights_of_a_packet_are_stated_and_not_interpreted() -> None:
    [draft] = fixture("xmp", "photo.xmp")
    [rights] = draft.photos[0].rights
    assert rights.credit_line_printed == "photo via Harbour Office/Coast Wire"
    assert (rights.copyright_notice, rights.copyright_year) == ("© 1931 Harbour Office", 1931)
    assert rights.usage_terms == "Editorial use only."
    assert rights.restrictions == ("NORWAY OUT",)
    assert (rights.data_mining, rights.acquire_url) == ("DMI-PROHIBITED", "https://cw.example.org/licence")
    roles = {(agent.name, agent.role) for agent in rights.agents}
    assert {("Coast Wire", "licensor"), ("Harbour Office", "originator"), ("Carla Moss", "creator")} <= roles
    assert not any(agent.role == "copyright_holder" for agent in rights.agents), "nobody is made holder by a guess"
    assert (rights.confidence, rights.evidence[0].kind) == ("stated", "embedded_metadata")
    assert rights.grants == ()


def test_a_text_in_several_languages_is_taken_in_the_readers_own() -> None:
    packet_text = (DATA / "wire" / "photo.xmp").read_text(encoding="utf-8")
    assert described(read_layers("", packet_text, language="de")).photo.description == "Die Mole im Nebel."
    assert described(read_layers("", packet_text, language="fr")).photo.description == "The mole in fog."


def test_xmp_goes_before_iim_before_exif(tmp_path: Path) -> None:
    found = words(
        tmp_path,
        jpeg(
            iim=UTF8 + dataset(2, 105, b"From IIM") + dataset(2, 80, b"Iris Iim"),
            xmp=packet("", 'photoshop:Headline="From XMP"'),
            exif={0x010E: "From EXIF", 0x013B: "Ed Exif; Flo Exif"},
        ),
    )
    assert found.photo.title == "From XMP"
    assert [name.text for name in found.photo.creators] == ["Iris Iim"]
    assert found.photo.description == "From EXIF"
    assert [method(found, field) for field in ("title", "creators.0", "description")] == [
        "xmp:photoshop:Headline", "iim:2:80", "exif:ImageDescription",
    ]  # fmt: skip
    assert any("headline" in remark for remark in found.remarks)


def test_iim_that_was_changed_last_goes_first(tmp_path: Path) -> None:
    iim = UTF8 + dataset(2, 105, b"Changed later")
    xmp = packet("", 'photoshop:Headline="Written first"')
    assert words(tmp_path, jpeg(iim=iim, xmp=xmp, digest=b"x" * 16)).photo.title == "Changed later"
    assert words(tmp_path, jpeg(iim=iim, xmp=xmp, digest=b"now")).photo.title == "Written first"


def test_a_credit_line_that_iim_cut_is_taken_whole_from_xmp(tmp_path: Path) -> None:
    whole = "photo via Roscosmos Space Agency/AP"
    iim = UTF8 + dataset(2, 110, whole.encode()[:32])
    xmp = packet("", f'photoshop:Credit="{whole}"')
    found = words(tmp_path, jpeg(iim=iim, xmp=xmp, digest=b"x" * 16))
    assert found.rights[0].credit_line_printed == whole
    assert not found.remarks
    alone = words(tmp_path, jpeg(iim=iim))
    assert alone.rights[0].credit_line_printed == whole[:32]
    assert any("may be missing" in remark for remark in alone.remarks)


@pytest.mark.parametrize(
    ("block", "caption", "sure"),
    [
        (UTF8 + dataset(2, 120, "Пожар в Перми".encode()), "Пожар в Перми", True),
        (dataset(2, 120, "Пожар в Перми".encode()), "Пожар в Перми", True),
        (dataset(2, 120, "Zürich – “so”".encode("cp1252")), "Zürich – “so”", False),
        (UTF8 + dataset(2, 120, "Zürich".encode("cp1252")), "Zürich", False),
    ],
)
def test_letters_of_iim_are_read_as_flagged_else_as_they_fit(
    tmp_path: Path, block: bytes, caption: str, sure: bool
) -> None:
    found = words(tmp_path, jpeg(iim=block))
    assert found.photo.description == caption
    assert any("encoded" in remark for remark in found.remarks) is not sure


def test_what_a_camera_fills_in_is_no_caption(tmp_path: Path) -> None:
    assert words(tmp_path, jpeg(exif={0x010E: "OLYMPUS DIGITAL CAMERA"})).photo.description == ""


def test_dates_may_be_partial(tmp_path: Path) -> None:
    block = dataset(2, 55, b"19310700")
    assert words(tmp_path, jpeg(iim=block)).photo.taken == "1931-07"
    block = dataset(2, 55, b"20031203") + dataset(2, 60, b"104500+0100")
    assert words(tmp_path, jpeg(iim=block)).photo.taken == "2003-12-03T10:45:00+01:00"


def test_a_licence_is_known_by_its_address(tmp_path: Path) -> None:
    xmp = packet("", 'xmpRights:WebStatement="https://creativecommons.org/licenses/by-sa/4.0/"')
    [rights] = words(tmp_path, jpeg(xmp=xmp)).rights
    assert (rights.licence_id, rights.basis) == ("CC-BY-SA-4.0", "licence")


def test_a_picture_that_says_nothing_makes_no_statement(tmp_path: Path) -> None:
    found = words(tmp_path, jpeg())
    assert found.rights == ()
    assert found.evidence == ()


def test_invisible_characters_do_not_come_along(tmp_path: Path) -> None:
    found = words(tmp_path, jpeg(xmp=packet("", 'photoshop:Headline="a\u202eb\u200bc"')))
    assert found.photo.title == "abc"


def test_a_damaged_packet_is_a_remark_and_the_rest_is_read(tmp_path: Path) -> None:
    found = words(tmp_path, jpeg(iim=dataset(2, 105, b"Still here"), xmp="<x:xmpmeta xmlns:x='adobe:ns:meta/'><broken"))
    assert found.photo.title == "Still here"
    assert any("damaged" in remark for remark in found.remarks)


@pytest.mark.parametrize("text", ["", "<a/>", "<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "<x:xmpmeta xmlns:x='a'>", "{}"])
def test_what_is_no_packet_is_refused(text: str) -> None:
    with pytest.raises(UnreadableSource):
        read_xmp(text)


@given(st.binary(max_size=300))
def test_any_block_of_iim_can_be_read(block: bytes) -> None:
    read_iim(block)
    read_iim(dataset(2, 5, b"before") + block)


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: packet(text).encode("utf-8", "replace")))
def test_any_packet_is_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(FormatError):
        described(read_layers("", content))


def test_a_packet_is_found_in_a_container_that_is_not_walked(tmp_path: Path) -> None:
    path = tmp_path / "picture.gif"
    gif = b"GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02L\x01\x00;"
    path.write_bytes(gif + packet("", 'photoshop:Headline="In a GIF"').encode())
    assert described(read_layers(facts(path).metadata_json)).photo.title == "In a GIF"


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "media").is_dir(), reason="the media files are not at ../shared")
def test_most_expected_values_are_read_from_real_files() -> None:
    right = wrong = 0
    for expected in sorted((SHARED / "media" / "expected").glob("*.json")):
        name = expected.name.removesuffix(".json")
        path = next((p for f in ("photos", "formats") if (p := SHARED / "media" / f / name).is_file()), None)
        want = json.loads(expected.read_text(encoding="utf-8")).get("value", {})
        if path is None or name.startswith(("charset-iim-mac", "pillow-balloon")) or name.endswith(".jp2"):
            continue
        sidecar = path.read_bytes() if path.suffix.casefold() == ".xmp" else b""
        found = described(read_layers("" if sidecar else facts(path).metadata_json, sidecar))
        rights = found.rights[0] if found.rights else None
        got = {
            "headline": found.photo.title,
            "credit_line": rights.credit_line_printed if rights else "",
            "rights_usage_terms": rights.usage_terms if rights else "",
            "copyright_notice": rights.copyright_notice if rights else "",
            "caption": found.photo.description,
        }
        for field, value in got.items():
            if isinstance(want.get(field), str):
                same = " ".join(want[field].split()) == " ".join(value.split())
                right, wrong = right + same, wrong + (not same)
    assert right >= 0.95 * (right + wrong)
    assert right > 100

"""Metadata from every container, field by field: what each layer says, which is chosen, and what is told of it."""

from __future__ import annotations

import io
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.media.blocks.boxed import XMP_UUID
from archive_app.formats.media.charsets import encoding_of
from archive_app.formats.media.chosen import agree
from archive_app.formats.media.document import document_of
from archive_app.formats.media.gather import packet_text
from archive_app.formats.media.moments import iso_moment, place_of, same_moment
from tests.conftest import REPOSITORY
from tests.formats.media_scoring import score
from tests.formats.pictures import dataset, jpeg, packet, resource

SHARED = REPOSITORY.parent / "shared" / "media"
XMP = packet("", 'photoshop:Headline="Harbour at dawn"').encode()


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + kind + content


def _png(xmp: bytes) -> bytes:
    text = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(xmp)
    chunk = struct.pack(">I", len(text)) + b"iTXt" + text + struct.pack(">I", zlib.crc32(b"iTXt" + text))
    plain = _saved("PNG")
    return plain[:33] + chunk + plain[33:]


def _saved(form: str, **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "teal").save(out, form, **options)
    return out.getvalue()


def _gif(xmp: bytes) -> bytes:
    trailer = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"
    return _saved("GIF")[:-1] + b"!\xff\x0bXMP DataXMP" + xmp + trailer + b";"


def _psd(xmp: bytes) -> bytes:
    held = resource(0x0424, xmp)
    head = b"8BPS\0\1" + bytes(6) + struct.pack(">HIIHH", 3, 6, 8, 8, 3)
    return head + bytes(4) + struct.pack(">I", len(held)) + held + bytes(4) + bytes(2 + 3 * 48)


def _jp2(xmp: bytes) -> bytes:
    return _saved("JPEG2000") + _box(b"uuid", XMP_UUID + xmp)


def _jxl(xmp: bytes) -> bytes:
    return b"\0\0\0\x0cJXL \r\n\x87\n" + _box(b"ftyp", b"jxl \0\0\0\0jxl ") + _box(b"xml ", xmp)


def _packed_jxl(xmp: bytes) -> bytes:
    return b"\0\0\0\x0cJXL \r\n\x87\n" + _box(b"brob", b"xml " + brotli.compress(xmp))


def _heif(brand: bytes) -> Callable[[bytes], bytes]:
    def make(xmp: bytes) -> bytes:
        entry = _box(b"infe", b"\2\0\0\0\0\1\0\0mime\0application/rdf+xml\0")
        listed = _box(b"iinf", bytes(4) + struct.pack(">H", 1) + entry)
        head = _box(b"ftyp", brand + bytes(4) + b"mif1")

        def meta(at: int) -> bytes:
            places = bytes(4) + b"\x44\0" + struct.pack(">HHHHII", 1, 1, 0, 1, at, len(xmp))
            return _box(b"meta", bytes(4) + listed + _box(b"iloc", places))

        return head + meta(len(head) + len(meta(0)) + 8) + _box(b"mdat", xmp)

    return make


def _film(xmp: bytes) -> bytes:
    movie = _box(b"mvhd", bytes(4) + struct.pack(">IIII", 0, 0, 1000, 2000) + bytes(80))
    return (
        _box(b"ftyp", b"isom" + bytes(4))
        + _box(b"moov", movie + _box(b"udta", _box(b"XMP_", xmp)))
        + _box(b"mdat", b"x")
    )


CONTAINERS: dict[str, Callable[[bytes], bytes]] = {
    "jpg": lambda xmp: jpeg(xmp=xmp.decode()),
    "png": _png,
    "webp": lambda xmp: _saved("WEBP", xmp=xmp),
    "tif": lambda xmp: _saved("TIFF", tiffinfo={700: xmp}),
    "gif": _gif,
    "psd": _psd,
    "jp2": _jp2,
    "jxl": _jxl,
    "brob.jxl": _packed_jxl,
    "heic": _heif(b"heic"),
    "avif": _heif(b"avif"),
    "mp4": _film,
    "xmp": lambda xmp: xmp,
}


@pytest.mark.parametrize("name", CONTAINERS)
def test_xmp_is_read_from_every_container(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"picture.{name}"
    path.write_bytes(CONTAINERS[name](XMP))
    found = document_of(path)
    assert found["value"]["headline"] == "Harbour at dawn"  # type: ignore[index]
    assert found["origin"]["headline"] in ("xmp:photoshop:Headline", "sidecar:photoshop:Headline")  # type: ignore[index]


@pytest.mark.parametrize("name", CONTAINERS)
def test_a_container_cut_anywhere_is_no_crash(tmp_path: Path, name: str) -> None:
    whole = CONTAINERS[name](XMP)
    for share in range(1, 12):
        path = tmp_path / f"{share}.{name}"
        path.write_bytes(whole[: max(12, len(whole) * share // 12)])
        try:
            document_of(path)
        except UnreadableSource:
            continue


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_packet_is_read_in_every_unicode_encoding(encoding: str) -> None:
    assert packet_text(("\ufeff" + XMP.decode()).encode(encoding)) == XMP.decode()


def test_extended_xmp_is_joined(tmp_path: Path) -> None:
    guid = b"0123456789ABCDEF0123456789ABCDEF"
    main = packet("", f'xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{guid.decode()}"')
    more = packet("", 'photoshop:Headline="Behind the limit"').encode()
    half = len(more) // 2
    plain = jpeg(xmp=main)
    segments = b""
    for at, part in ((half, more[half:]), (0, more[:half])):  # in the wrong order, as the standard allows
        body = b"http://ns.adobe.com/xmp/extension/\0" + guid + struct.pack(">II", len(more), at) + part
        segments += b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body
    place = plain.index(b"\xff\xdb")
    path = tmp_path / "long.jpg"
    path.write_bytes(plain[:place] + segments + plain[place:])
    assert document_of(path)["value"]["headline"] == "Behind the limit"  # type: ignore[index]


CAPTION = packet("<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>from XMP</rdf:li></rdf:Alt></dc:description>")


@pytest.mark.parametrize(
    ("digest", "chosen", "origin"),
    [(None, "from XMP", "xmp:dc:description"), (b"0" * 16, "from IIM", "iim:2:120")],
    ids=["no digest", "stale digest"],
)
def test_iim_wins_only_where_it_was_changed_last(
    tmp_path: Path, digest: bytes | None, chosen: str, origin: str
) -> None:
    path = tmp_path / "two.jpg"
    path.write_bytes(jpeg(iim=dataset(2, 120, b"from IIM"), xmp=CAPTION, digest=digest, exif={270: "from EXIF"}))
    found = document_of(path)
    assert found["value"]["caption"] == chosen  # type: ignore[index]
    assert found["origin"]["caption"] == origin  # type: ignore[index]
    assert found["conflicts"] == ["caption"]
    assert found["layers"]["caption"] == {  # type: ignore[index]
        "xmp:dc:description": {"x-default": "from XMP"}, "iim:2:120": "from IIM", "exif:ImageDescription": "from EXIF",
    }  # fmt: skip


def test_a_cut_copy_in_iim_is_no_conflict_and_does_not_win(tmp_path: Path) -> None:
    long = "A credit line that is longer than IIM has room for"
    path = tmp_path / "cut.jpg"
    iim = dataset(2, 110, long[:32].encode())
    path.write_bytes(jpeg(iim=iim, xmp=packet("", f'photoshop:Credit="{long}"'), digest=b"1" * 16))
    found = document_of(path)
    assert found["value"]["credit_line"] == long  # type: ignore[index]
    assert found["conflicts"] == []


def test_what_cameras_write_by_themselves_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "filler.jpg"
    path.write_bytes(jpeg(exif={270: "OLYMPUS DIGITAL CAMERA"}))
    assert any("cameras" in one for one in document_of(path)["remarks"])  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Ein Mädchen fährt über die Brücke. Grüße aus Zürich", "cp1252"),
        ("Ein Mädchen fährt über die Brücke. Grüße aus Zürich", "mac_roman"),
        ("Les élèves fêtent la rentrée à l’école de Besançon, où naît l’été", "mac_roman"),
        ("Пожар на складе в Перми: пожарные тушат огонь", "cp1251"),
        ("Пожар на складе в Перми: пожарные тушат огонь", "mac_cyrillic"),
        ("東京の写真と火事のニュースです", "shift_jis"),
    ],
    ids=[
        "German, Windows",
        "German, Macintosh",
        "French, Macintosh",
        "Russian, Windows",
        "Russian, Macintosh",
        "Japanese",
    ],
)
def test_an_encoding_that_nobody_tells_is_guessed_and_called_a_guess(text: str, encoding: str) -> None:
    assert encoding_of([text.encode(encoding)]) == (encoding, False)


def test_one_odd_letter_is_no_evidence() -> None:
    assert encoding_of(["Jens Trübiger".encode("mac_roman")]) == ("cp1252", False)


@pytest.mark.parametrize(
    "text", ["Grüße aus Zürich", "Пожар на складе", "東京の写真"], ids=["Latin", "Cyrillic", "Japanese"]
)
def test_utf8_is_certain_without_a_flag(text: str) -> None:
    assert encoding_of([text.encode()]) == ("utf-8", True)


def test_a_person_may_say_the_encoding(tmp_path: Path) -> None:
    path = tmp_path / "turkish.jpg"
    path.write_bytes(jpeg(iim=dataset(2, 90, "Eskişehir".encode("cp1254"))))
    assert document_of(path, encoding="cp1254")["value"]["city"] == "Eskişehir"  # type: ignore[index]


@given(st.lists(st.binary(max_size=60), max_size=6))
@settings(max_examples=150)
def test_any_bytes_have_an_encoding(values: list[bytes]) -> None:
    name, _certain = encoding_of(values)
    for one in values:
        one.decode(name, "replace")


@pytest.mark.parametrize(
    ("text", "clock", "expected"),
    [
        ("2021:10:20 21:01:01+00:00", "", "2021-10-20T21:01:01+00:00"),
        ("20211020", "210101+0200", "2021-10-20T21:01:01+02:00"),
        ("2003", "", "2003"),
        ("20030000", "", "2003"),
        ("2003-05", "", "2003-05"),
        ("0000:00:00 00:00:00", "", ""),
        ("    :  :     :  :  ", "", ""),
        ("2023-04-05T06:07:08+0300", "", "2023-04-05T06:07:08+03:00"),
        ("yesterday", "", ""),
    ],
    ids=["EXIF", "IIM", "year", "year of IIM", "month", "zeros", "blanks", "Apple", "words"],
)
def test_dates_are_iso(text: str, clock: str, expected: str) -> None:
    assert iso_moment(text, clock) == expected


def test_the_same_moment_in_two_zones_is_no_conflict() -> None:
    assert same_moment("2023-04-05T06:07:08+03:00", "2023-04-05T03:07:08Z")
    assert not same_moment("2023-04-05T06:07:08+03:00", "2023-04-05T06:07:08Z")
    assert same_moment("2023-04-05", "2023-04-05T06:07:08Z")


def test_places_are_degrees() -> None:
    exif: dict[str, object] = {
        "GPSLatitude": [54, 59, 22.8], "GPSLatitudeRef": "N", "GPSLongitude": [1.0, 54.0, 51.0], "GPSLongitudeRef": "W",
    }  # fmt: skip
    found = place_of(exif, {}, "")
    assert found["lat"] == pytest.approx(54.98967, abs=1e-4)
    assert found["lon"] == pytest.approx(-1.91417, abs=1e-4)
    assert place_of({}, {}, "+58.0105+056.2502+150.000/") == {"lat": 58.0105, "lon": 56.2502, "alt": 150.0}
    assert place_of({}, {"exif:GPSLatitude": "48,16.5N", "exif:GPSLongitude": "16,20.28E"}, "")["lat"] == pytest.approx(
        48.275
    )
    assert "lat" not in place_of({"GPSLatitude": [900, 0, 0], "GPSLatitudeRef": "N"}, {}, "")


@given(st.lists(st.text(max_size=20), max_size=4), st.lists(st.text(max_size=20), max_size=4))
def test_agreeing_is_mutual(one: list[str], other: list[str]) -> None:
    assert agree(one, other) == agree(other, one)
    assert agree(one, one)


def test_a_document_is_json(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    path.write_bytes(jpeg(iim=dataset(2, 25, b"one") + dataset(2, 25, b"two"), xmp=CAPTION))
    found = json.loads(json.dumps(document_of(path, raw=True)))
    assert found["value"]["keywords"] == ["one", "two"]
    assert found["raw"]["iptc"] == {"2:25": ["one", "two"]}


@pytest.mark.slow
@pytest.mark.skipif(not SHARED.is_dir(), reason="the media files are not at ../shared")
def test_every_expected_value_of_the_test_files_is_read() -> None:
    found = score(SHARED)
    assert not found.wrong
    assert sum(found.all.values()) > 1_000

"""Metadata in copies of pictures: the pixels, and everything of others, stay as they were."""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.embedding.copying import EMBEDDABLE, embed
from archive_app.formats.embedding.iim_block import block_of, cut_to, edited_block, resources_of, with_block
from archive_app.formats.embedding.jpeg_segments import LONGEST_PACKET, JpegFile
from archive_app.formats.embedding.packet import Lang, Many, Properties, Struct, edited_packet, new_packet
from archive_app.formats.embedding.png_chunks import PngFile
from archive_app.formats.media.iim import read_iim
from archive_app.formats.media.sniff import type_of
from archive_app.formats.media.xmp import Alternatives, read_xmp

MEDIA = Path(__file__).resolve().parents[3] / "shared" / "media"
CREDIT = "photo via Roscosmos Space Agency/AP"
PROPERTIES: Properties = (
    ("dc:description", Lang("Капсула приземлилась <рядом> & далеко")),
    ("dc:creator", Many(("Ann Example", "山田太郎"), ordered=True)),
    ("dc:subject", Many(("space", "capsule"))),
    ("photoshop:Credit", CREDIT),
    ("photoshop:DateCreated", "2024-04"),
    ("plus:Licensor", Many((Struct((("plus:LicensorName", "AP"), ("plus:LicensorURL", ""))),), ordered=True)),
)
IIM = {(2, 110): (CREDIT,), (2, 80): ("Ann Example", "山田太郎"), (2, 116): ("",)}
FOREIGN = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:darktable="http://darktable.sf.net/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 darktable:xmp_version="5" photoshop:Credit="old" photoshop:City="Baikonur"/>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>Old</rdf:li></rdf:Seq>
</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"""


def picture(form: str, mode: str = "RGB", **options: Any) -> bytes:
    drawn = Image.new(mode, (37, 23))
    drawn.putdata([tuple(random.Random(n).randrange(256) for _ in mode) for n in range(37 * 23)])
    out = io.BytesIO()
    drawn.save(out, form, **options)
    return out.getvalue()


PICTURES = {
    "jpeg": (picture("JPEG", quality=85), "image/jpeg"),
    "progressive": (picture("JPEG", progressive=True, comment=b"kept"), "image/jpeg"),
    "png": (picture("PNG"), "image/png"),
    "png-alpha": (picture("PNG", "RGBA"), "image/png"),
    "webp": (picture("WEBP"), "image/webp"),
    "webp-lossless-alpha": (picture("WEBP", "RGBA", lossless=True), "image/webp"),
    "webp-extended": (picture("WEBP", exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"), "image/webp"),
}


def pixels(content: bytes) -> tuple[Any, ...]:
    with Image.open(io.BytesIO(content)) as opened:
        return opened.mode, opened.size, hashlib.sha256(opened.tobytes()).hexdigest()


def packet_of(content: bytes) -> str:
    with Image.open(io.BytesIO(content)) as opened:
        found = opened.info.get("xmp") or opened.info.get("XML:com.adobe.xmp") or b""
    return found.decode() if isinstance(found, bytes) else str(found)


@pytest.mark.parametrize("name", PICTURES)
def test_pillow_reads_the_values_back_and_sees_the_same_pixels(name: str) -> None:
    content, media_type = PICTURES[name]
    made = embed(content, media_type, PROPERTIES, IIM).content
    assert pixels(made) == pixels(content)
    found = read_xmp(packet_of(made))
    assert found["photoshop:Credit"] == CREDIT
    assert found["dc:creator"] == ["Ann Example", "山田太郎"]
    assert found["dc:description"] == Alternatives({"x-default": "Капсула приземлилась <рядом> & далеко"})
    assert found["plus:Licensor"] == [{"plus:LicensorName": "AP"}]


@pytest.mark.parametrize("name", PICTURES)
def test_writing_twice_gives_the_same_file(name: str) -> None:
    content, media_type = PICTURES[name]
    once = embed(content, media_type, PROPERTIES, IIM).content
    assert embed(once, media_type, PROPERTIES, IIM).content == once


def test_foreign_metadata_stays_and_ours_replaces_its_own() -> None:
    edited = read_xmp(edited_packet(FOREIGN, PROPERTIES))
    assert edited["http://darktable.sf.net/:xmp_version"] == "5"
    assert edited["photoshop:City"] == "Baikonur"
    assert edited["photoshop:Credit"] == CREDIT
    assert edited["dc:creator"] == ["Ann Example", "山田太郎"]


def test_an_empty_value_does_not_wipe_what_stands_there() -> None:
    edited = read_xmp(edited_packet(FOREIGN, [("photoshop:Credit", ""), ("dc:creator", Many(()))]))
    assert (edited["photoshop:Credit"], edited["dc:creator"]) == ("old", ["Old"])


@pytest.mark.parametrize(
    "packet", [b"<x", b"<a/>", b'<!DOCTYPE x [<!ENTITY e "e">]><x:xmpmeta xmlns:x="adobe:ns:meta/"/>']
)
def test_a_damaged_or_hostile_packet_is_not_edited(packet: bytes) -> None:
    with pytest.raises(UnreadableSource):
        edited_packet(packet, PROPERTIES)


def _with_iim(block: bytes) -> bytes:
    other = b"8BIM\x03\xed\x00\x00\x00\x00\x00\x03abc\x00"
    resources = with_block(other, block)
    return JpegFile(PICTURES["jpeg"][0]).with_metadata(new_packet([]), block) if not resources else _app13(resources)


def _app13(resources: bytes) -> bytes:
    data = b"Photoshop 3.0\0" + resources
    content = PICTURES["jpeg"][0]
    return content[:2] + b"\xff\xed" + (len(data) + 2).to_bytes(2, "big") + data + content[2:]


OLD = b"\x1c\x02\x19\x00\x03caf\x1c\x02\x19\x00\x04caf\xe9\x1c\x02\x6e\x00\x03old\x1c\x02\xc9\x00\x02\xff\xfe"


def test_iim_is_written_where_it_is_and_nowhere_else() -> None:
    without = embed(PICTURES["jpeg"][0], "image/jpeg", PROPERTIES, IIM)
    assert not without.wrote_iim
    assert JpegFile(without.content).block == b""
    made = embed(_with_iim(OLD), "image/jpeg", PROPERTIES, IIM)
    assert made.wrote_iim
    held = read_iim(JpegFile(made.content).block)
    assert held[1, 90] == [b"\x1b%G"]
    assert held[2, 25] == [b"caf", "café".encode()]
    assert held[2, 110] == [CREDIT.encode()[:32]]
    assert held[2, 80] == [b"Ann Example", "山田太郎".encode()]
    assert held[2, 201] == [b"\xff\xfe"]
    assert (2, 110) in made.cut
    wanted = embed(PICTURES["jpeg"][0], "image/jpeg", PROPERTIES, IIM, new_block=True)
    assert read_iim(JpegFile(wanted.content).block)[2, 110]
    untouched = embed(_with_iim(OLD), "image/jpeg", PROPERTIES, {})
    assert JpegFile(untouched.content).block == OLD


def test_the_digest_is_that_of_the_new_block_and_other_resources_stay() -> None:
    made = embed(_with_iim(OLD), "image/jpeg", PROPERTIES, IIM).content
    resources = b"".join(one.data[14:] for one in JpegFile(made)._segments if one.data.startswith(b"Photoshop 3.0\0"))
    found = {number: data for _signature, number, _name, data in resources_of(resources)}
    assert found[0x0425] == hashlib.md5(found[0x0404], usedforsecurity=False).digest()
    assert found[0x03ED] == b"abc"


@given(st.text(max_size=40), st.integers(1, 70))
def test_a_value_is_cut_at_the_end_of_a_character(text: str, limit: int) -> None:
    plain = text.encode("utf-8", "replace").decode()
    cut = cut_to(plain, limit)
    assert len(cut) <= limit
    assert plain.startswith(cut.decode())
    assert len(plain.encode()) <= limit or len(cut) > limit - 4


@given(
    st.dictionaries(st.sampled_from([(2, 5), (2, 25), (2, 120), (2, 110)]), st.lists(st.text(max_size=60), max_size=3))
)
def test_a_block_reads_back(values: dict[tuple[int, int], list[str]]) -> None:
    held = read_iim(edited_block(OLD, values).content)
    for key, texts in values.items():
        told = [text for text in texts if text]
        if told:
            assert len(held[key]) == len(told)
            assert all(
                text.encode("utf-8", "replace").startswith(kept) for text, kept in zip(told, held[key], strict=True)
            )


def test_a_packet_that_a_jpeg_cannot_hold_is_refused() -> None:
    with pytest.raises(UnreadableSource, match="longer"):
        embed(PICTURES["jpeg"][0], "image/jpeg", [("photoshop:Credit", "x" * LONGEST_PACKET)], {})
    assert embed(PICTURES["png"][0], "image/png", [("photoshop:Credit", "x" * LONGEST_PACKET)], {}).content


@pytest.mark.parametrize("name", PICTURES)
def test_damaged_files_are_refused_and_never_half_written(name: str) -> None:
    content, media_type = PICTURES[name]
    for end in (0, 1, 5, 13, 20):
        with pytest.raises(UnreadableSource):
            embed(content[:end], media_type, PROPERTIES, IIM)


def test_the_profile_that_imagemagick_keeps_is_brought_up_to_date() -> None:
    content = PICTURES["png"][0]
    digits = with_block(b"", OLD).hex()
    data = b"Raw profile type iptc\0\0" + zlib.compress(f"\niptc\n{len(digits) // 2:8}\n{digits}\n".encode())
    chunk = len(data).to_bytes(4, "big") + b"zTXt" + data + zlib.crc32(b"zTXt" + data).to_bytes(4, "big")
    made = embed(content[:33] + chunk + content[33:], "image/png", PROPERTIES, IIM)
    assert read_iim(PngFile(made.content).block)[2, 110] == [CREDIT.encode()[:32]]
    assert block_of(b"") == b""


def test_a_spiff_or_jfif_header_stays_first_and_trailers_stay_last() -> None:
    content = PICTURES["jpeg"][0] + b"AFCP trailer"
    made = embed(content, "image/jpeg", PROPERTIES, IIM).content
    assert made[2:4] == content[2:4] == b"\xff\xe0"
    assert made.endswith(b"AFCP trailer")


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
@pytest.mark.parametrize("name", PICTURES)
def test_exiftool_reads_the_same_values_and_finds_no_fault(name: str, tmp_path: Path) -> None:
    content, media_type = PICTURES[name]
    path = tmp_path / f"copy.{media_type.partition('/')[2]}"
    path.write_bytes(embed(content, media_type, PROPERTIES, IIM, new_block=True).content)
    run = subprocess.run(
        ["exiftool", "-j", "-struct", "-G1", "-validate", "-warning", "-error", "-XMP:all", "-IPTC:all", str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    [found] = json.loads(run.stdout)
    assert found["XMP-photoshop:Credit"] == CREDIT
    assert found["XMP-dc:Creator"] == ["Ann Example", "山田太郎"]
    assert found["XMP-dc:Subject"] == ["space", "capsule"]
    assert found["XMP-dc:Description"] == "Капсула приземлилась <рядом> & далеко"
    assert found["XMP-plus:Licensor"] == [{"LicensorName": "AP"}]
    assert "ExifTool:Error" not in found
    assert found["ExifTool:Validate"] == "OK" or name == "webp-extended"
    if media_type == "image/jpeg":
        assert found["IPTC:Credit"] == CREDIT[:32]
        assert found["IPTC:By-line"] == ["Ann Example", "山田太郎"]


@pytest.mark.skipif(not MEDIA.is_dir(), reason="the shared pictures are not there")
def test_real_pictures_keep_their_pixels_and_the_metadata_of_others() -> None:
    tried = written = 0
    for path in sorted(one for one in MEDIA.rglob("*") if one.suffix.lower() in (".jpg", ".jpeg", ".png", ".webp")):
        content = path.read_bytes()
        kind = type_of(content[:4096])
        media_type = kind.media_type if kind else ""
        if media_type not in EMBEDDABLE or len(content) > 8_000_000:
            continue
        tried += 1
        try:
            made = embed(content, media_type, PROPERTIES, IIM).content
        except UnreadableSource:
            continue
        written += 1
        try:
            before = pixels(content)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            continue
        assert pixels(made) == before, path.name
    assert tried == 0 or written / tried > 0.8, f"{written} of {tried}"

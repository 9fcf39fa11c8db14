"""EXIF in copies: the three texts it shares with XMP agree with it, and everything else is as it was."""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.embedding.copying import PictureFile, embed
from archive_app.formats.embedding.exif_texts import ARTIST, COPYRIGHT, DESCRIPTION, edited_exif, exif_texts
from archive_app.formats.embedding.jpeg_segments import LONGEST_EXIF, JpegFile
from archive_app.formats.embedding.packet import Lang, Many, Properties
from archive_app.formats.embedding.png_chunks import PngFile
from archive_app.formats.embedding.webp_chunks import WebpFile
from archive_app.formats.media.document import document_of
from archive_app.formats.media.layers import split_list

PROPERTIES: Properties = (
    ("dc:description", Lang("Капсула приземлилась, crew safe")),
    ("dc:creator", Many(("Ann Example", "Smith; Sons", "山田太郎"), ordered=True)),
    ("dc:rights", Lang("© 2024 Example Agency")),
    ("dc:subject", Many(("space", "capsule"))),
    ("photoshop:Credit", "Example Agency"),
)
TEXTS = {
    DESCRIPTION: "Капсула приземлилась, crew safe",
    ARTIST: 'Ann Example; "Smith; Sons"; 山田太郎',
    COPYRIGHT: "© 2024 Example Agency",
}
OLD = b"SECRET OLD CAPTION\0"
MAKER = b"Maker\0" + bytes(range(200))
COMMENT = b"ASCII\0\0\0a note of the camera"
THUMBNAIL = b"\xff\xd8\xff\xd9 no real thumbnail"
ORDERS: tuple[Literal["little", "big"], ...] = ("little", "big")


def block(order: Literal["little", "big"], *, described: bool = True) -> bytes:
    """An EXIF block as cameras write it: two directories, a thumbnail, a maker note, a comment, one old caption."""

    def number(value: int, size: int) -> bytes:
        return value.to_bytes(size, order)

    def directory(at: int, rows: list[tuple[int, int, int, bytes]], following: int, behind: int) -> bytes:
        """The rows; values longer than four bytes are put from ``behind`` on."""
        head, tail = number(len(rows), 2), b""
        for tag, kind, count, value in rows:
            head += number(tag, 2) + number(kind, 2) + number(count, 4)
            head += value.ljust(4, b"\0") if len(value) <= 4 else number(behind + len(tail), 4)
            tail += value + b"\0" * (len(value) % 2) if len(value) > 4 else b""
        return (head + number(following, 4)).ljust(behind - at, b"\0") + tail

    first: list[tuple[int, int, int, bytes]] = [
        (0x010F, 2, 8, b"Example\0"),
        (0x0112, 3, 1, number(6, 2)),
        (0x8769, 4, 1, number(300, 4)),
    ]
    if described:
        first.insert(0, (0x010E, 2, len(OLD), OLD))
    camera = [(0x927C, 7, len(MAKER), MAKER), (0x9286, 7, len(COMMENT), COMMENT)]
    small = [(0x0201, 4, 1, number(800, 4)), (0x0202, 4, 1, number(len(THUMBNAIL), 4))]
    made = (b"II*\0" if order == "little" else b"MM\0*") + number(8, 4)
    made = (made + directory(8, first, 700, 100)).ljust(300, b"\0")
    made = (made + directory(300, camera, 0, 400)).ljust(700, b"\0")
    return (made + directory(700, small, 0, 750)).ljust(800, b"\0") + THUMBNAIL


def in_jpeg(exif: bytes) -> bytes:
    plain = saved("JPEG")
    data = b"Exif\0\0" + exif
    return plain[:2] + b"\xff\xe1" + (len(data) + 2).to_bytes(2, "big") + data + plain[2:]


def in_png(exif: bytes) -> bytes:
    plain = saved("PNG")
    check = zlib.crc32(b"eXIf" + exif).to_bytes(4, "big")
    return plain[:33] + len(exif).to_bytes(4, "big") + b"eXIf" + exif + check + plain[33:]


def in_webp(exif: bytes) -> bytes:
    return saved("WEBP", exif=exif)


def saved(form: str, **options: Any) -> bytes:
    drawn = Image.new("RGB", (32, 24))
    drawn.putdata([tuple(random.Random(n).randrange(256) for _ in "RGB") for n in range(32 * 24)])
    out = io.BytesIO()
    drawn.save(out, form, **options)
    return out.getvalue()


CONTAINERS: dict[str, tuple[Callable[[bytes], bytes], Callable[[bytes], PictureFile]]] = {
    "image/jpeg": (in_jpeg, JpegFile),
    "image/png": (in_png, PngFile),
    "image/webp": (in_webp, WebpFile),
}


def told(content: bytes) -> dict[int, Any]:
    """What an independent reader finds in the first directory, its texts as the UTF-8 they are."""
    with Image.open(io.BytesIO(content)) as opened:
        values = dict(opened.getexif())
    return {tag: one.encode("latin-1").decode("utf-8") if isinstance(one, str) else one for tag, one in values.items()}


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("described", [True, False])
@pytest.mark.parametrize("media_type", CONTAINERS)
def test_the_copy_says_in_exif_what_it_says_in_xmp(
    media_type: str, described: bool, order: Literal["little", "big"], tmp_path: Path
) -> None:
    put, opened = CONTAINERS[media_type]
    content = put(block(order, described=described))
    made = embed(content, media_type, PROPERTIES, {})
    assert not made.left_exif
    found = told(made.content)
    assert {tag: found[tag] for tag in TEXTS} == TEXTS
    assert {tag: value for tag, value in found.items() if tag not in TEXTS} == {
        tag: value for tag, value in told(content).items() if tag not in TEXTS
    }
    exif = opened(made.content).exif
    assert b"SECRET" not in exif, "what was said before is still there for those who look"
    assert exif[300:].startswith(block(order, described=described)[300:]), "offsets of maker note or thumbnail moved"
    path = tmp_path / "copy"
    path.write_bytes(made.content)
    assert document_of(path)["conflicts"] == [], "our own reader finds that the copy contradicts itself"
    assert embed(made.content, media_type, PROPERTIES, {}).content == made.content


@pytest.mark.parametrize("media_type", CONTAINERS)
def test_a_text_that_we_do_not_know_stays_and_no_block_is_made(media_type: str) -> None:
    put, opened = CONTAINERS[media_type]
    content = put(block("little"))
    only = embed(content, media_type, (("dc:rights", Lang("© Example")), ("dc:description", Lang(""))), {})
    assert told(only.content)[DESCRIPTION] == OLD[:-1].decode()
    assert told(only.content)[COPYRIGHT] == "© Example"
    nothing = embed(content, media_type, (("photoshop:Credit", "AP"),), {})
    assert opened(nothing.content).exif == opened(content).exif
    form = media_type.partition("/")[2].upper()
    without = embed(saved(form), media_type, PROPERTIES, {})
    assert opened(without.content).exif == b""
    assert not without.left_exif


def test_every_block_that_ends_too_early_is_left_alone_and_said() -> None:
    whole = block("big")
    for end in range(0, len(whole), 7):
        with pytest.raises(UnreadableSource):
            edited_exif(whole[:end], TEXTS)
    content = in_jpeg(whole[:500])
    made = embed(content, "image/jpeg", PROPERTIES, {})
    assert made.left_exif
    assert JpegFile(made.content).exif == whole[:500]


def test_a_block_with_no_room_left_is_left_alone_and_said() -> None:
    full = block("little").ljust(LONGEST_EXIF - 10, b"\0")
    made = embed(in_jpeg(full), "image/jpeg", PROPERTIES, {})
    assert made.left_exif
    assert JpegFile(made.content).exif == full


def test_an_old_text_that_shares_its_place_with_another_is_not_wiped() -> None:
    shared = bytearray(block("little"))
    place = shared.index(OLD)
    at = 8 + 2 + 12  # the second row, Make
    shared[at + 4 : at + 12] = len(OLD).to_bytes(4, "little") + place.to_bytes(4, "little")
    made = edited_exif(bytes(shared), TEXTS)
    assert OLD in made
    assert told(in_jpeg(made))[0x010F] == OLD[:-1].decode()


def test_directories_that_lead_to_each_other_come_to_an_end() -> None:
    looped = bytearray(block("little"))
    looped[8 + 2 + 4 * 12 : 8 + 2 + 4 * 12 + 4] = (8).to_bytes(4, "little")
    assert told(in_jpeg(edited_exif(bytes(looped), {DESCRIPTION: "new caption"})))[DESCRIPTION] == "new caption"


def test_names_are_joined_so_that_they_can_be_told_apart() -> None:
    def artist(*names: str) -> str:
        return exif_texts((("dc:creator", Many(names, ordered=True)),)).get(ARTIST, "")

    assert artist("Ann") == "Ann"
    assert artist("Ann", "Bob") == "Ann; Bob"
    assert artist("A; B", 'C "D"', '"E"') == '"A; B"; C "D"; """E"""'
    assert artist("", "") == ""


@given(st.lists(st.text('ab"; ', min_size=1, max_size=8).map(str.strip).filter(bool), min_size=1, max_size=4))
def test_names_are_read_as_they_were_joined(names: list[str]) -> None:
    joined = exif_texts((("dc:creator", Many(tuple(names), ordered=True)),))[ARTIST]
    assert split_list(joined) == names


def test_names_of_others_are_read_as_they_stand() -> None:
    assert split_list("Ann;Bob ; ;Eve") == ["Ann", "Bob", "Eve"]
    assert split_list('"Ann" Example; B "Bob" C') == ['"Ann" Example', 'B "Bob" C']
    assert split_list('"Ann; Bob') == ['"Ann', "Bob"]


@pytest.mark.skipif(shutil.which("exiftool") is None, reason="exiftool is not installed")
@pytest.mark.parametrize("media_type", CONTAINERS)
@pytest.mark.parametrize("described", [True, False])
def test_exiftool_reads_the_same_and_finds_no_new_fault(media_type: str, described: bool, tmp_path: Path) -> None:
    put, _opened = CONTAINERS[media_type]
    content = put(block("big", described=described))
    before = by_exiftool(tmp_path / "before", content)
    after = by_exiftool(tmp_path / "after", embed(content, media_type, PROPERTIES, {}).content)
    assert after["IFD0:ImageDescription"] == after["XMP-dc:Description"] == TEXTS[DESCRIPTION]
    assert after["IFD0:Copyright"] == after["XMP-dc:Rights"] == TEXTS[COPYRIGHT]
    assert after["IFD0:Artist"] == TEXTS[ARTIST]
    for one in (before, after):
        for name in ("IFD0:ImageDescription", "IFD0:Copyright", "IFD0:Artist"):
            one.pop(name, None)
    kept = {name: value for name, value in before.items() if name.startswith(("IFD", "ExifIFD", "ExifTool:"))}
    assert kept.items() <= after.items()
    assert "ExifIFD:UserComment" in kept


def by_exiftool(path: Path, content: bytes) -> dict[str, Any]:
    path.write_bytes(content)
    run = subprocess.run(
        ["exiftool", "-j", "-G1", "-a", "-u", "-b", "-validate", "-warning", "-error", "-charset", "exif=utf8",
         "-EXIF:all", "-XMP:all", str(path)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, Any] = json.loads(run.stdout)[0]
    return found

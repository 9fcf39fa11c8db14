"""What pictures look like: copies are near, other pictures are not, plain ones say nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from archive_app.domain.errors import UnreadableSource
from archive_app.domain.picture_likeness import Look, nearness, same_shape, signed, unsigned
from archive_app.formats.media.looks import look_of, measure
from tests.operations.pictures import ALTERED, captioned, file_of, scene

SEEDS = range(6)


@pytest.mark.parametrize("name", ALTERED)
def test_a_copy_looks_the_same(tmp_path: Path, name: str) -> None:
    found = 0
    for seed in SEEDS:
        original = scene(seed)
        one = measure(file_of(original, tmp_path / "one.png"))
        other = measure(file_of(ALTERED[name](original), tmp_path / "other.png"))
        found += nearness(one, other) is not None
        assert one.pixels != other.pixels
    assert found >= len(SEEDS) - (name == "watermark")


def test_other_pictures_look_different(tmp_path: Path) -> None:
    looks = [measure(file_of(scene(seed), tmp_path / "a.png")) for seed in range(20)]
    assert not [1 for n, one in enumerate(looks) for other in looks[:n] if nearness(one, other)]


def test_a_mirrored_picture_is_another(tmp_path: Path) -> None:
    one = scene(3)
    turned = one.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert nearness(*(measure(file_of(p, tmp_path / "a.png")) for p in (one, turned))) is None


def test_metadata_do_not_change_the_hash_of_the_pixels(tmp_path: Path) -> None:
    plain = file_of(scene(1), tmp_path / "plain.jpg")
    told = captioned(plain, tmp_path / "told.jpg")
    assert plain.read_bytes() != told.read_bytes()
    assert measure(plain).pixels == measure(told).pixels
    assert measure(file_of(scene(2), tmp_path / "other.jpg")).pixels != measure(plain).pixels
    noted = PngInfo()
    noted.add_text("Description", "A caption inside")
    one = measure(file_of(scene(1), tmp_path / "plain.png"))
    assert one.pixels == measure(file_of(scene(1), tmp_path / "told.png", pnginfo=noted)).pixels


def test_pictures_of_other_kinds_are_hashed_by_their_decoded_pixels(tmp_path: Path) -> None:
    one = measure(file_of(scene(1), tmp_path / "a.tif"))
    other = measure(file_of(scene(1), tmp_path / "b.tif", compression="tiff_lzw"))
    assert one.pixels
    assert one.pixels == other.pixels


def test_a_turned_photo_is_measured_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    lying = scene(4).transpose(Image.Transpose.ROTATE_90)
    turned = measure(file_of(lying, tmp_path / "a.jpg", exif=exif, quality=95))
    upright = measure(file_of(scene(4), tmp_path / "b.jpg", quality=95))
    assert (turned.width, turned.height) == (upright.width, upright.height)
    assert nearness(turned, upright) is not None


def test_plain_pictures_have_no_look() -> None:
    assert look_of(Image.new("RGB", (90, 60), "navy")) == (None, None, None)
    assert look_of(Image.linear_gradient("L")) == (None, None, None)
    clear = scene(5).convert("RGBA")
    clear.putalpha(0)
    assert look_of(clear) == (None, None, None), "what lies under clear pixels is not seen"


def test_what_is_no_picture_cannot_be_measured(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_text("no picture")
    with pytest.raises(UnreadableSource):
        measure(path)


@given(st.integers(0, 2**64 - 1))
def test_hashes_come_back_from_signed_numbers(number: int) -> None:
    kept = signed(number)
    assert kept is not None
    assert -(2**63) <= kept < 2**63
    assert unsigned(kept) == number


def test_shapes_are_compared_with_room_for_small_crops() -> None:
    def look(width: int, height: int) -> Look:
        return Look(1, 2, 3, "", width, height)

    assert same_shape(look(600, 400), look(300, 200))
    assert same_shape(look(600, 400), look(582, 400))
    assert not same_shape(look(600, 400), look(400, 600))
    assert not same_shape(look(600, 400), look(500, 400))
    assert same_shape(look(600, 400), Look(1, 2, 3))

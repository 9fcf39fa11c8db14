"""What containers tell of films: type, duration, size in pixels; and that no container, however broken, does harm."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive_app.domain.errors import UnreadableSource
from archive_app.formats.media import facts


def _box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", len(body) + 8) + kind + body


def _movie(*, turned: bool = False, duration: int = 90_000, version: int = 0, mdat: bytes = b"") -> bytes:
    wide = "Q" if version else "I"
    header = struct.pack(f">B3x{wide}{wide}I{wide}", version, 0, 0, 1000, duration) + b"\x00" * 80
    one, zero = struct.pack(">i", 65_536), struct.pack(">i", 0)
    matrix = (zero + one + zero + one + zero + zero) if turned else (one + zero + zero + zero + one + zero)
    matrix += zero + zero + struct.pack(">i", 1 << 30)
    fixed = struct.pack(">B3x", version) + b"\x00" * (20 if version == 0 else 32) + b"\x00" * 16 + matrix
    track = fixed + struct.pack(">II", 320 << 16, 180 << 16)
    entry = b"\x00" * 8 + b"\x00" * 8 + b"\x00" * 16 + struct.pack(">HH", 320, 180)
    table = struct.pack(">II", 0, 1) + struct.pack(">I", len(entry)) + b"avc1" + entry[8:] + b"\x00" * 50
    media = _box(b"hdlr", b"\x00" * 8 + b"vide" + b"\x00" * 13)
    media += _box(b"minf", _box(b"stbl", _box(b"stsd", table)))
    sound = _box(b"trak", _box(b"tkhd", fixed + b"\x00" * 8), _box(b"mdia", _box(b"hdlr", b"\x00" * 8 + b"soun")))
    movie = _box(b"moov", _box(b"mvhd", header), sound, _box(b"trak", _box(b"tkhd", track), _box(b"mdia", media)))
    return _box(b"ftyp", b"isom\x00\x00\x02\x00isom") + _box(b"mdat", mdat) + movie


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("turned", [False, True])
def test_films_in_mp4(tmp_path: Path, version: int, turned: bool) -> None:
    path = tmp_path / "film.jpg"
    path.write_bytes(_movie(turned=turned, version=version, duration=185_500))
    found = facts(path)
    assert (found.media_type, found.suffix, found.duration) == ("video/mp4", ".mp4", 185.5)
    assert (found.width, found.height) == ((180, 320) if turned else (320, 180))
    assert found.perceptual_hash == ""
    assert found.remarks == ()


def test_a_film_that_ends_too_early_and_one_that_never_ends(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    content = _movie()
    path.write_bytes(content + struct.pack(">I", 5000) + b"mdat" + b"x" * 10)
    assert "ends too early" in facts(path).remarks[0]
    path.write_bytes(_movie(version=1, duration=2**40))
    found = facts(path)
    assert found.duration is None
    assert "impossible duration" in found.remarks[0]
    path.write_bytes(content[: len(content) - 40])
    with pytest.raises(UnreadableSource, match="damaged"):
        facts(path)


def _element(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack(">Q", len(content) | 1 << 56) + content


def test_films_in_webm(tmp_path: Path) -> None:
    info = _element(b"\x15\x49\xa9\x66", _element(b"\x44\x89", struct.pack(">d", 2008.0)))
    video = _element(b"\xe0", _element(b"\xb0", b"\x01\x40") + _element(b"\xba", b"\xb4"))
    tracks = _element(b"\x16\x54\xae\x6b", _element(b"\xae", video))
    segment = b"\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff" + info + tracks
    head = _element(b"\x1a\x45\xdf\xa3", _element(b"\x42\x82", b"webm"))
    path = tmp_path / "film.mkv"
    path.write_bytes(head + segment + _element(b"\x1f\x43\xb6\x75", b"\x00" * 50))
    found = facts(path)
    assert (found.media_type, found.suffix) == ("video/webm", ".webm")
    assert (found.duration, found.width, found.height) == (2.008, 320, 180)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_to_a_container_ends_in_facts_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = bytearray(_movie(mdat=b"x" * 20))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        content[at] = data.draw(st.integers(0, 255))
    del content[data.draw(st.integers(8, len(content))) :]
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    path.write_bytes(content)
    try:
        assert facts(path).media_type
    except UnreadableSource as error:
        assert error.where == str(path)  # noqa: PT017 - either outcome is right, a third is not


def test_sizes_of_the_test_data_are_those_other_programs_read(shared: Path) -> None:
    """Compared after orientation, and only where the other program gives plain pixel sizes."""
    compared = 0
    for expected in sorted((shared / "media" / "expected").glob("*.json")):
        known = json.loads(expected.read_text(encoding="utf-8"))
        path = next((one for one in (shared / "media").rglob(known["file"]) if one.suffix != ".json"), None)
        streams = [one for one in known.get("video", {}).get("streams", []) if one["codec_type"] == "video"]
        if path is None or not streams or path.suffix not in (".mp4", ".mov", ".webm", ".mkv", ".3gp", ".avi"):
            continue
        found = facts(path)
        size = (streams[0]["width"], streams[0]["height"])
        assert (found.width, found.height) in (size, size[::-1]), path
        if known["video"].get("duration_s"):
            assert found.duration == pytest.approx(known["video"]["duration_s"], abs=0.06), path
        compared += 1
    assert compared > 10

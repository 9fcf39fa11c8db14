"""How fast thumbnails are made and metadata is read, against the barest loop that could do it, in the same run."""

from __future__ import annotations

import io
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFilter

from archive_app.formats.media.document import document_of
from archive_app.formats.media.thumbnails import make_preview
from archive_app.operations import media_reading

pytestmark = pytest.mark.bench

COUNT = 6
EDGE = 256
ROUNDS = 3


@pytest.fixture(scope="module")
def photographs(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Baseline JPEGs of 24 megapixels, as detailed as photographs are."""
    folder = tmp_path_factory.mktemp("photographs")
    made = []
    for number in range(COUNT):
        chance = random.Random(number)
        small = Image.frombytes("RGB", (750, 500), chance.randbytes(750 * 500 * 3)).filter(ImageFilter.GaussianBlur(2))
        path = folder / f"{number}.jpg"
        small.resize((6000, 4000), Image.Resampling.BICUBIC).save(path, "JPEG", quality=88)
        made.append(path)
    return made


def bare(path: Path) -> None:
    """What everybody writes first: draft, thumbnail, save."""
    with Image.open(path) as picture:
        picture.draft("RGB", (EDGE, EDGE))
        picture.thumbnail((EDGE, EDGE))
        picture.save(io.BytesIO(), "JPEG", quality=82)


def fastest(work: Callable[[Path], object], paths: list[Path]) -> float:
    """Files a second, the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        for path in paths:
            work(path)
        best = max(best, len(paths) / (time.perf_counter() - begun))
    return best


def processor(work: Callable[[Path], object], paths: list[Path]) -> float:
    """Files for each second of the processor, the best of some rounds."""
    best = 0.0
    for _ in range(ROUNDS):
        begun = time.process_time()
        for path in paths:
            work(path)
        best = max(best, len(paths) / (time.process_time() - begun))
    return best


def test_thumbnails_cost_no_more_than_a_bare_loop(photographs: list[Path]) -> None:
    ours = theirs = 0.0
    for _ in range(3):  # in turns, so that a busy machine slows both
        theirs = max(theirs, processor(bare, photographs))
        ours = max(ours, processor(lambda path: make_preview(path, EDGE), photographs))
    print(f"\n256 px of 24 megapixels: {ours:.1f} a second of one core, bare loop {theirs:.1f} ({ours / theirs:.2f})")
    assert ours >= 0.95 * theirs


def test_thumbnails_through_the_processes(photographs: list[Path]) -> None:
    media_reading.preview(photographs[0], EDGE)  # starts the process
    ours = theirs = 0.0
    for _ in range(3):
        theirs = max(theirs, fastest(bare, photographs))
        ours = max(ours, fastest(lambda path: media_reading.preview(path, EDGE), photographs))
    print(f"\nthrough a process: {ours:.1f} a second, bare loop {theirs:.1f} ({ours / theirs:.2f})")
    assert ours >= 0.85 * theirs


def test_metadata_of_many_files(photographs: list[Path]) -> None:
    media_reading.document(photographs[0])
    here = fastest(document_of, photographs * 20)
    there = fastest(media_reading.document, photographs * 20)
    print(f"\nmetadata: {here:.0f} files a second, through a process {there:.0f}")
    assert there > 50

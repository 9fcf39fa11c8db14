"""How well the labelled pages are read, as tables; ``ARCHIVE_APP_LABELLED`` names other folders of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.formats.articles import SHARED
from tests.formats.scoring import HIGH, judged, read_folder, report, scorer

pytestmark = pytest.mark.bench

FOLDERS = [Path(one) for one in os.environ.get("ARCHIVE_APP_LABELLED", str(SHARED / "corpus")).split(os.pathsep)]
RIGHT = 0.97  # of what the reader is very sure of, so much has to be right


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_is_marked_high_is_right(folder: Path, request: pytest.FixtureRequest) -> None:
    if not (folder / "labels").is_dir():
        pytest.skip(f"no labelled pages at {folder}")
    reading = read_folder(folder)
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print("\n" + report(reading))
    high = [one.right for one in judged(reading, scorer()) if one.confidence >= HIGH]
    assert sum(high) >= RIGHT * len(high)

"""The labelled pages, where they are at hand: what was read well stays read well."""

from __future__ import annotations

import json

import pytest

from archive_app.formats.extract_json import as_extract
from archive_app.formats.importers.base import RawSource
from archive_app.formats.importers.html import HtmlImporter
from tests.formats.articles import SHARED
from tests.formats.contract import check_draft
from tests.formats.scoring import scorer

CORPUS = SHARED / "corpus"

FLOORS = {
    "headline": ("accuracy", 0.95),
    "standfirst": ("accuracy", 0.90),
    "bylines": ("f1", 0.88),
    "publisher": ("accuracy", 0.93),
    "published": ("accuracy", 0.95),
    "language": ("accuracy", 0.98),
    "body": ("accuracy", 0.93),
    "photos": ("f1", 0.93),
    "captions": ("recall", 0.92),
    "credits": ("recall", 0.88),
    "parties": ("f1", 0.90),
    "videos": ("f1", 0.88),
}


@pytest.mark.slow
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the labelled pages are not at ../shared")
def test_the_labelled_pages_are_read_as_well_as_before() -> None:
    score = scorer()
    paths = sorted((CORPUS / "pages").glob("*.html"))
    found = {}
    for path in paths:
        [draft] = HtmlImporter().read(RawSource(path.name, "", path.read_bytes()))
        check_draft(draft, path.read_bytes())
        found[path.stem] = as_extract(draft)
    labels = {path.stem: json.loads((CORPUS / "labels" / f"{path.stem}.json").read_text("utf-8")) for path in paths}
    result, _ = score.score(labels, found)
    low = {
        field: result[field][measure] for field, (measure, floor) in FLOORS.items() if result[field][measure] < floor
    }
    assert not low

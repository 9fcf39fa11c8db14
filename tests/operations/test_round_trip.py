"""The lossless export of a whole catalogue, taken by an empty one, goes out again the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from archive_app.formats.importers.archive_json import read_bundle
from archive_app.operations import export, find, reimport, sample
from archive_app.store.archive import Archive


def test_the_sample_comes_back_equal(tmp_path: Path) -> None:
    """Its shared photo has evidence from two articles' sources; each piece keeps its own."""
    with sample.make(tmp_path / "sample") as archive:
        first = tmp_path / "first.json"
        report = export.write(archive, list(find.search(archive, "").ids), "json", first)
        assert report.notes.lost == ()
    with Archive.create(tmp_path / "other") as other:
        reimport.take(other, read_bundle(first.read_bytes()))
        second = tmp_path / "second.json"
        export.write(other, list(find.search(other, "").ids), "json", second)
    assert _works(second) == _works(first)


def _works(path: Path) -> dict[str, Any]:
    records = json.loads(path.read_text(encoding="utf-8"))["records"]
    return {record["work"]["uid"]: _without_order(record) for record in records}


def _without_order(value: Any) -> Any:
    """Evidence and authorities come in the order they were noted, which is not part of them; nor are revisions."""
    if isinstance(value, dict):
        return {k: _without_order(v) for k, v in value.items() if k not in {"revision", "modified"}}
    if isinstance(value, list):
        return sorted((_without_order(v) for v in value), key=lambda v: json.dumps(v, sort_keys=True))
    return value

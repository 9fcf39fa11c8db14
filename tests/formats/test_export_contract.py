"""The tables, the sheets and the lossless JSON keep what every exporter promises."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from archive_app.assets import schema
from archive_app.formats.exporters.html_sheet import HTML
from archive_app.formats.exporters.json_lossless import JSON, JSON_LINES
from archive_app.formats.exporters.tables import CSV, TSV
from archive_app.formats.exporting.validation import JsonSchema
from tests.formats.export_contract import check_exporter

SCHEMA = JsonSchema("archive-app-1.schema.json", folder=None)


def _csv(content: bytes) -> None:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len({len(row) for row in rows}) == 1


def _tsv(content: bytes) -> None:
    rows = content.decode().splitlines()
    assert len({row.count("\t") for row in rows}) == 1


def _json(content: bytes) -> None:
    document = json.loads(content)
    for record in document["records"][:40]:
        one = {**document, "records": [record]}
        assert SCHEMA.problems(one) == ()


def _lines(content: bytes) -> None:
    head, *rest = [json.loads(line) for line in content.decode().split("\n") if line]
    for record in rest[:40]:
        assert SCHEMA.problems({**head, "records": [record]}) == ()


def _html(content: bytes) -> None:
    text = content.decode()
    assert text.startswith("<!DOCTYPE html>")
    assert text.rstrip().endswith("</html>")
    assert "\x00" not in text


@pytest.mark.parametrize(
    ("exporter", "valid", "many"),
    [(CSV, _csv, 1000), (TSV, _tsv, 1000), (JSON, _json, 1000), (JSON_LINES, _lines, 1000), (HTML, _html, 60)],
    ids=lambda one: getattr(one, "name", None),
)
def test_what_every_exporter_promises(exporter: Any, valid: Any, many: int) -> None:
    assert schema("export").is_dir()
    check_exporter(exporter, valid, many=many)

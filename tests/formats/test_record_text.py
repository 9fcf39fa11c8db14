"""Lines of JSON made from texts kept are those that ``json.dumps`` makes of the values."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import chain

import pytest

from archive_app.domain.export_record import ExportRecord
from archive_app.formats import record_text
from archive_app.formats.record_json import encode
from archive_app.formats.record_text import LineEncoder, one_line
from tests.formats.export_records import bare_records, full_records, odd_records


def _plain(bundle: ExportRecord) -> tuple[bytes, int]:
    encoded = encode(bundle)
    text = json.dumps(encoded.value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode(), encoded.links_left_out


def test_lines_are_those_of_the_values() -> None:
    encoder = LineEncoder()
    told = 0
    for bundle in chain(full_records(30), bare_records(12), odd_records()):
        try:
            wanted = _plain(bundle)
        except UnicodeEncodeError:
            with pytest.raises(UnicodeEncodeError):
                encoder.line(bundle)
            continue
        assert encoder.line(bundle) == wanted
        assert encoder.line(bundle) == wanted, "from what is kept"
        told += 1
    assert told > 40


def test_a_text_kept_is_not_used_where_its_links_lead_elsewhere() -> None:
    encoder = LineEncoder()
    whole = next(one for one in full_records(30) if encode(replace(one, authorities=())).links_left_out)
    without = replace(whole, authorities=())
    other = replace(whole, authorities=tuple(replace(one, uid=f"{n:032x}") for n, one in enumerate(whole.authorities)))
    for bundle in (whole, without, other, whole):
        assert encoder.line(bundle) == _plain(bundle)
    assert encoder.line(without)[1] > 0


def test_what_is_kept_does_not_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_text, "_MOST_KEPT", 10_000)
    encoder = LineEncoder()
    for bundle in full_records(60):
        line, _ = encoder.line(bundle)
        assert encoder._size <= 10_000 + len(line)


def test_a_value_on_one_line() -> None:
    assert one_line({"a": ["é", 1, None]}) == '{"a":["é",1,null]}'

"""What the JSON exporters write, the importer reads back; anything else is refused in words."""

from __future__ import annotations

import io
import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archive_app.assets import schema
from archive_app.domain.errors import ExportRefused, FormatError
from archive_app.domain.export_record import ExportRecord, renumbered
from archive_app.domain.records import Article, Photo
from archive_app.formats.exporters.json_lossless import JSON, JSON_LINES, JsonExporter
from archive_app.formats.exporting.base import ExportNotes, ExportProfile, write_records
from archive_app.formats.importers.archive_json import read_bundle, recognises
from archive_app.formats.record_json import decode, encode
from tests.formats.bundles import article_bundle, bundles, photo_bundle, uid
from tests.formats.export_schema import FILE, schema_text
from tests.formats.json_schema import problems

SCHEMA = json.loads(schema("export", "archive-app-1.schema.json").read_text(encoding="utf-8"))


def written(exporter: JsonExporter, *records: ExportRecord, **options: bool) -> tuple[bytes, ExportNotes]:
    out = io.BytesIO()
    notes = write_records(exporter, iter(records), out, ExportProfile(options=options))
    return out.getvalue(), notes


def bare(bundle: ExportRecord) -> ExportRecord:
    """The bundle as it comes back: without what is no record, its ids counted from 1."""
    return renumbered(replace(bundle, history=(), previews=()))


# Not shrunk: a bundle is so large that the search for a smaller one takes minutes.
@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(bundles())
def test_any_bundle_comes_back_equal_and_fits_the_schema(bundle: ExportRecord) -> None:
    encoded = encode(bundle)
    assert encoded.links_left_out == 0
    through_text = json.loads(json.dumps(encoded.value, allow_nan=False))
    assert decode(through_text) == bare(bundle)
    document = {"format": "archive-app", "version": 1, "records": [through_text]}
    assert problems(document, SCHEMA, SCHEMA) == []


def test_the_schema_file_describes_the_records_as_they_are() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), "run: python -m tests.formats.export_schema"


@pytest.mark.parametrize("exporter", [JSON, JSON_LINES], ids=["json", "jsonl"])
@pytest.mark.parametrize("indent", [False, True])
def test_files_come_back_equal(exporter: JsonExporter, indent: bool) -> None:
    originals = (article_bundle(), photo_bundle())
    content, notes = written(exporter, *originals, indent=indent)
    assert replace(notes, losses=()) == ExportNotes(written=2)
    assert {loss.field for loss in notes.losses} == {"media.file", "record.history"}
    assert recognises(content[:100])
    assert list(read_bundle(content)) == [bare(one) for one in originals]
    assert list(read_bundle(b"\xef\xbb\xbf" + content)) == [bare(one) for one in originals]


@pytest.mark.parametrize("exporter", [JSON, JSON_LINES], ids=["json", "jsonl"])
def test_an_export_of_nothing_is_an_export(exporter: JsonExporter) -> None:
    content, notes = written(exporter)
    assert notes.written == 0
    assert list(read_bundle(content)) == []


def test_lines_are_one_record_each() -> None:
    content, _ = written(JSON_LINES, article_bundle(), photo_bundle())
    lines = content.decode().splitlines()
    assert json.loads(lines[0]) == {"format": "archive-app", "version": 1}
    assert [json.loads(line)["work"]["record"] for line in lines[1:]] == ["article", "photo"]


def test_links_are_uids_and_no_number_of_this_catalogue_goes_out() -> None:
    value: Any = encode(article_bundle()).value
    use = value["photos"][0]["use"]
    assert use["photo_uid"] == value["photos"][0]["photo"]["uid"] == uid(2)
    assert use["credit"]["parties"][1]["authority_uid"] == uid(8)
    assert '"id"' not in json.dumps(value)
    assert not any(key.endswith("_id") for key in use)


def test_every_field_of_every_record_goes_out() -> None:
    value: Any = encode(article_bundle()).value
    for each in fields(Article):
        key = each.name.removesuffix("_id") + "_uid" if each.name in ("publisher_id", "source_id") else each.name
        assert key == "id" or key in value["work"], key


def test_links_to_records_outside_are_counted_and_said() -> None:
    lonely = ExportRecord(work=Photo(id=1, uid=uid(1), media_id=99))
    content, notes = written(JSON, lonely)
    assert notes.lost == ("1 link led to a record that is not part of the export and was left out.",)
    (back,) = read_bundle(content)
    assert isinstance(back.work, Photo)
    assert back.work.media_id is None


def test_an_unsaved_record_is_refused() -> None:
    with pytest.raises(ExportRefused, match="Save it"):
        written(JSON, ExportRecord(work=Article(headline="Draft")))


def test_half_a_character_is_replaced_and_told_with_its_field() -> None:
    content, notes = written(JSON, ExportRecord(work=Article(id=1, uid=uid(1), headline="A \ud800 headline")))
    assert json.loads(content)["records"][0]["work"]["headline"] == "A \ufffd headline"
    assert [(loss.field, loss.how) for loss in notes.losses] == [("article.headline", "changed")]


def _changed(change: Any) -> bytes:
    document = json.loads(written(JSON, article_bundle())[0])
    change(document)
    return json.dumps(document).encode()


ODD: dict[str, Any] = {
    "another format": lambda d: d.update(format="other"),
    "no version": lambda d: d.pop("version"),
    "a version that is a text": lambda d: d.update(version="1"),
    "an unknown key at the top": lambda d: d.update(extra=1),
    "no records": lambda d: d.pop("records"),
    "records that are no list": lambda d: d.update(records={}),
    "a record that is a text": lambda d: d.update(records=["x"]),
    "a work that is a use": lambda d: d["records"][0].update(work=d["records"][0]["photos"][0]["use"]),
    "no work": lambda d: d["records"][0].pop("work"),
    "a use without uid": lambda d: d["records"][0]["photos"][0]["use"].pop("uid"),
    "a uid too short": lambda d: d["records"][0]["work"].update(uid="12"),
    "a wrong kind": lambda d: d["records"][0]["photos"][0]["photo"].update(record="video"),
    "an unknown field": lambda d: d["records"][0]["work"].update(colour="red"),
    "a catalogue's own number": lambda d: d["records"][0]["work"].update(id=1),
    "a headline that is a number": lambda d: d["records"][0]["work"].update(headline=5),
    "a revision that is true": lambda d: d["records"][0]["work"].update(revision=True),
    "a flag that is a number": lambda d: d["records"][0]["work"].update(reviewed=1),
    "a number beyond the database": lambda d: d["records"][0]["work"].update(revision=2**63),
    "a text instead of a list": lambda d: d["records"][0]["work"].update(body="One paragraph"),
    "a missing value": lambda d: d["records"][0]["work"].update(headline=None),
    "half a character": lambda d: d["records"][0]["work"].update(headline="\ud800"),
    "a link to nowhere": lambda d: d["records"][0]["work"].update(source_uid=uid(77)),
    "a link to another kind": lambda d: d["records"][0]["work"].update(source_uid=uid(2)),
    "one uid for two records": lambda d: d["records"][0]["authorities"][1].update(uid=uid(8)),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD.keys())
def test_odd_exports_are_refused_in_words(change: Any) -> None:
    with pytest.raises(FormatError) as caught:
        list(read_bundle(_changed(change), name="export.json"))
    assert caught.value.where.startswith("export.json")
    assert caught.value.message.endswith(".")


def test_the_place_of_the_oddity_is_named() -> None:
    content = _changed(lambda d: d["records"][0]["photos"][0]["use"].update(caption=3))
    with pytest.raises(FormatError, match="a text was expected") as caught:
        list(read_bundle(content, name="export.json"))
    assert caught.value.where == "export.json, record 1, photos[0].use.caption"


def test_a_newer_export_asks_for_the_newer_program() -> None:
    with pytest.raises(FormatError, match="newer program"):
        list(read_bundle(_changed(lambda d: d.update(version=2))))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"null",
        b"\xff\xfe{}",
        b'{"format":"archive-app","version":1,"records":[',
        b'{"format":"archive-app","format":"archive-app","version":1,"records":[]}',
        b'{"format":"archive-app","version":NaN,"records":[]}',
        b'{"format":"archive-app","version":' + b"9" * 5000 + b',"records":[]}',
        b"[" * 100_000,
        b'{"format":"archive-app","version":1}\n{"work":',
        b'{"format":"archive-app","version":1}\n[]',
    ],
)
def test_broken_files_are_refused_in_words(content: bytes) -> None:
    with pytest.raises(FormatError):
        list(read_bundle(content, name="broken.json"))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_end_in_bundles_or_a_format_error(content: bytes) -> None:
    try:
        list(read_bundle(content))
    except FormatError as error:
        assert error.message  # noqa: PT017 - either outcome is right, a third is not


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_to_an_export_ends_in_bundles_or_a_format_error(data: st.DataObject) -> None:
    content, _ = written(JSON, article_bundle())
    at = data.draw(st.integers(0, len(content) - 1))
    piece = data.draw(st.sampled_from([b"", b"null", b"{}", b"[]", b'"', b"1e999", b"\x00", b"}"]))
    width = data.draw(st.integers(0, 30))
    try:
        list(read_bundle(content[:at] + piece + content[at + width :]))
    except FormatError as error:
        assert error.message  # noqa: PT017 - either outcome is right, a third is not


def test_the_bundle_gives_what_exporters_ask() -> None:
    bundle = article_bundle()
    assert bundle.kind == "article"
    assert bundle.title == "Film crew returns from orbit"
    assert [use.id for use in bundle.uses()] == [3, 5]
    assert bundle.authority(9) == bundle.authorities[1]
    assert bundle.authority(None) is None
    assert next(bundle.records()) == bundle.work
    assert photo_bundle().title == "The crew after landing"
    assert ExportRecord(work=Photo(), appears_in=photo_bundle().appears_in).title.startswith("The crew")


def test_renumbering_forgets_the_catalogue() -> None:
    def moved(bundle: ExportRecord, by: int) -> ExportRecord:
        """The bundle as another catalogue would hold it: through uids alone."""
        value = encode(bundle).value
        other = decode(value)
        return replace(other, work=replace(other.work, revision=by))

    assert renumbered(moved(article_bundle(), 3)) == bare(article_bundle())
    assert {record.id for record in bare(article_bundle()).records()} == set(range(1, 11))

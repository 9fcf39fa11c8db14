"""The news, photo, web and citation formats keep the contract of all exporters, and what they write is valid.

``ARCHIVE_APP_MANY=1000`` writes a thousand records of each sort instead of a few.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from archive_app.domain.records import MediaFile, Photo
from archive_app.domain.rights import Grant, RightsStatement
from archive_app.formats.citations.ris import entries_in as ris_entries
from archive_app.formats.exporters.citation import BIBTEX, CSL_JSON, RIS
from archive_app.formats.exporters.citation.csl_json import SCHEMA as CSL_SCHEMA
from archive_app.formats.exporters.iiif import IIIF
from archive_app.formats.exporters.newsml_g2.message import NEWSML_G2
from archive_app.formats.exporters.newsml_g2.message import SCHEMA as NEWSML_SCHEMA
from archive_app.formats.exporters.ninjs import NINJS
from archive_app.formats.exporters.ninjs import SCHEMA as NINJS_SCHEMA
from archive_app.formats.exporters.odrl import ODRL
from archive_app.formats.exporters.schema_org import SCHEMA_ORG
from archive_app.formats.exporters.xmp import PICTURES, XMP
from archive_app.formats.exporting.base import KeptFile
from archive_app.formats.exporting.validation import JsonSchema
from archive_app.formats.media.xmp import read_xmp
from tests.formats.bundles import article_bundle, photo_bundle
from tests.formats.export_contract import check_exporter, exported, exported_folder
from tests.formats.export_records import full_records
from tests.formats.library.schemas import STANDARDS, needs_standards
from tests.formats.news.vocabulary import faults

MANY = int(os.environ.get("ARCHIVE_APP_MANY", "8"))
IIIF_SCHEMA = JsonSchema("iiif", "iiif_3_0.json", folder=STANDARDS)
STOPS = ("NO SALES", "JAPAN OUT, HAND OVER NOTHING")


def _things(content: bytes) -> Iterator[Any]:
    value = json.loads(content)
    yield from value if isinstance(value, list) else value.get("@graph", [value])


def csl(content: bytes) -> None:
    assert CSL_SCHEMA.problems(json.loads(content)) == ()


def ris(content: bytes) -> None:
    text = content.decode()
    assert len(re.findall("^TY  - ", text, re.MULTILINE)) == len(re.findall(r"^ER  - $", text, re.MULTILINE))
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in text.splitlines() if line)
    assert all(entry is not None for entry in ris_entries(text))


def bibtex(content: bytes) -> None:
    text = content.decode()
    keys = re.findall(r"^@\w+\{([^,]+),$", text, re.MULTILINE)
    assert len(keys) == len({key.casefold() for key in keys}) == len(re.findall("^@", text, re.MULTILINE))
    for entry in text.split("\n\n"):
        plain = re.sub(r"\\[{}\\]|\\textbackslash\{\}", "", entry)
        assert plain.count("{") == plain.count("}")


def odrl(content: bytes) -> None:
    for policy in _things(content):
        assert re.match(r"urn:uuid:[0-9a-f-]{36}#policy$", policy["uid"])
        rules = [one for sort in ("permission", "prohibition", "obligation") for one in policy.get(sort, ())]
        assert rules
        for rule in rules:
            assert rule["target"]
            assert isinstance(rule["action"], str)
            assert policy["@type"] == "Set" or rule["assigner"]
            assert policy["@type"] != "Agreement" or rule["assignee"]


def sidecars(folder: Path) -> None:
    for path in folder.rglob("*.xmp"):
        read_xmp(path.read_bytes())


def ninjs(content: bytes) -> None:
    for one in _things(content):
        if one:
            assert NINJS_SCHEMA.problems(one) == ()


def newsml(content: bytes) -> None:
    message = etree.fromstring(content)
    if len(message[-1]):
        assert NEWSML_SCHEMA.problems(message) == ()


def schema_org(content: bytes) -> None:
    if STANDARDS.is_dir():
        for thing in _things(content):
            if "@type" in thing:
                assert list(faults(thing)) == []


def iiif(folder: Path) -> None:
    for path in [*sorted(folder.glob("manifests/*.json"))[:40], folder / "collection.json"]:
        value = json.loads(path.read_bytes())
        if STANDARDS.is_dir() and value["items"]:
            assert IIIF_SCHEMA.problems(value) == (), path.name


CHECKS: tuple[tuple[Any, Callable[[Any], None]], ...] = (
    (CSL_JSON, csl), (RIS, ris), (BIBTEX, bibtex), (ODRL, odrl), (XMP, sidecars), (PICTURES, sidecars), (NINJS, ninjs),
    (NEWSML_G2, newsml), (SCHEMA_ORG, schema_org), (IIIF, iiif),
)  # fmt: skip


@pytest.mark.parametrize(("exporter", "valid"), CHECKS, ids=lambda one: getattr(one, "name", ""))
def test_what_is_written_is_valid_and_says_what_was_lost(exporter: Any, valid: Any, tmp_path: Path) -> None:
    check_exporter(exporter, valid, folder=tmp_path, many=MANY, leaves_out=exporter in (ODRL, XMP, PICTURES, IIIF))


def stopped(record: Any) -> Any:
    """The record with restrictions, a prohibition, an embargo and a hold on its own work."""
    statement = RightsStatement(
        id=900, uid=f"{900:032x}", work_id=record.work.id, restrictions=STOPS, legal_hold=True,
        embargo_until="2031-05-06", grants=(Grant("prohibit", "broadcast", territory=("FR",)),),
    )  # fmt: skip
    return replace(record, rights=(statement,))


@pytest.mark.parametrize("exporter", [one for one, _valid in CHECKS], ids=lambda one: one.name)
@pytest.mark.parametrize("make", [article_bundle, photo_bundle])
def test_no_prohibition_is_lost(exporter: Any, make: Any, tmp_path: Path) -> None:
    record = stopped(make())
    if hasattr(exporter, "write_folder"):
        if exporter is not IIIF and make is article_bundle:
            pytest.skip("XMP describes the photos of an article, not its text")
        exported_folder(exporter, [record], tmp_path / "out")
        content = b"".join(path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file())
    else:
        content, _notes = exported(exporter, [record])
    text = re.sub(r"\\+(.)", r"\1", content.decode()).replace("&quot;", '"').replace("&#34;", '"')
    for phrase in (*STOPS, "2031-05-06", "legal hold"):
        assert phrase in text, phrase
    assert "Broadcast it" in text or '"present"' in text


def test_expires_is_never_the_end_of_a_licence() -> None:
    assert b"<expires" not in exported(NEWSML_G2, full_records(6))[0]
    assert b'"expires"' not in exported(NINJS, full_records(6))[0]
    [item] = (one for one in etree.fromstring(exported(NEWSML_G2, [photo_bundle()])[0]).iter("{*}newsItem"))
    [rights] = item.iterfind("{*}rightsInfo")
    assert rights.get("validto") == "2026-12-31T23:59:59Z"


def test_the_duty_to_credit_stands_in_a_policy_without_permissions() -> None:
    statement = RightsStatement(id=9, uid=f"{9:032x}", credit_obligation="required", credit_text="© Orbital Press")
    [policy] = _things(exported(ODRL, [replace(photo_bundle(), rights=(statement,))])[0])
    [duty] = policy["obligation"]
    assert (duty["action"], duty["dct:description"]) == ("attribute", "© Orbital Press")


@needs_standards
def test_policies_use_words_of_odrl_only() -> None:
    vocabulary = (STANDARDS / "odrl" / "ODRL22.ttl").read_text(encoding="utf-8")
    known = set(re.findall(r"^:(\w+)$", vocabulary, re.MULTILINE)) | {"ShareAlike"}
    context = json.loads((STANDARDS / "odrl" / "ODRL22.jsonld").read_text(encoding="utf-8"))["@context"]
    for policy in _things(exported(ODRL, full_records(12))[0]):
        assert policy["conflict"] == "prohibit"
        for rule in (*policy.get("permission", ()), *policy.get("prohibition", ())):
            words = [rule["action"], *(one["action"] for one in rule.get("duty", ()))]
            words += [one[key] for one in rule.get("constraint", ()) for key in ("leftOperand", "operator")]
            for word in words:
                plain = word.rpartition(":")[2]
                assert word in context or plain in known or word.startswith(("http://", "urn:archive-app:")), word


@needs_standards
def test_xmp_uses_properties_of_the_standard_in_their_form() -> None:
    reference = json.loads((STANDARDS / "iptc-photo" / "iptc-pmd-techreference_2025.1.json").read_text("utf-8"))
    top = {one["XMPid"]: one for one in reference["ipmd_top"].values()}
    inner = {one["XMPid"] for fields in reference["ipmd_struct"].values() for one in fields.values() if "XMPid" in one}
    from archive_app.formats.exporters.xmp.properties import picture_properties
    from archive_app.formats.exporters.xmp.sidecars import sidecar
    from archive_app.formats.exporting.losses import Losses
    from archive_app.formats.media.xmp import Alternatives
    from archive_app.formats.told.works import pictures_of

    told: set[str] = set()
    for record in (one for one in full_records(9) if isinstance(one.work, Photo)):
        found = read_xmp(sidecar(picture_properties(record, pictures_of(record)[0], Losses())))
        told |= found.keys()
        for name, value in found.items():
            if name.startswith(("xmp:", "xmpRights:Marked", "dc:format")):
                continue  # of XMP itself
            known = top[name]
            assert isinstance(value, list) == (known["propoccurrence"] == "multi"), name
            assert isinstance(value, Alternatives) == (known.get("dataformat") == "AltLang"), name
            for part in value if isinstance(value, list) else ():
                assert not isinstance(part, dict) or part.keys() <= inner, name
    assert len(told) > 30


def test_iiif_shows_the_copies_that_lie_beside_it(tmp_path: Path) -> None:
    held = tmp_path / "x.jpg"
    held.write_bytes(b"picture")

    class Held:
        def media(self, media: MediaFile | None) -> KeptFile | None:
            return KeptFile(held, "crew.jpg", "ab" * 32, 7, "image/jpeg") if media else None

        def source(self, _source: Any) -> None:
            return None

    exported_folder(IIIF, [article_bundle()], tmp_path / "out", originals=Held())
    [manifest] = [json.loads(one.read_bytes()) for one in (tmp_path / "out" / "manifests").iterdir()]
    body = manifest["items"][0]["items"][0]["items"][0]["body"]
    assert (body["width"], body["height"], body["format"]) == (1600, 1067, "image/jpeg")
    name = body["id"].rpartition("/")[2]
    assert (tmp_path / "out" / "files" / name).read_bytes() == b"picture"
    assert manifest["items"][0]["requiredStatement"]["value"] == {"en": [article_bundle().photos[0].use.credit_line]}


def test_pictures_are_copies_with_metadata_and_the_originals_stay(tmp_path: Path) -> None:
    from PIL import Image

    original = tmp_path / "x"
    Image.new("RGB", (8, 6), "red").save(original, "JPEG")
    before = original.read_bytes()
    original.chmod(0o444)

    class Held:
        def media(self, media: MediaFile | None) -> KeptFile | None:
            return KeptFile(original, "crew.jpg", "ab" * 32, len(before), "image/jpeg") if media else None

        def source(self, _source: Any) -> None:
            return None

    bundle = replace(photo_bundle(), media=MediaFile(id=6, uid=f"{6:032x}", name="crew.jpg", media_type="image/jpeg"))
    other = replace(bundle, work=replace(bundle.work, id=77, uid=f"{77:032x}"))
    notes = exported_folder(PICTURES, [bundle, other, bundle], tmp_path / "out", originals=Held())
    assert original.read_bytes() == before
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == ["crew-2.jpg", "crew.jpg"]
    with Image.open(tmp_path / "out" / "crew.jpg") as copy:
        assert read_xmp(copy.info["xmp"])["photoshop:Credit"] == bundle.appears_in[0].use.credit_line
    assert notes.written == 3  # the one that comes again has its copy already
    assert not [one for one in notes.losses if one.field == "media.file"]


def test_a_copy_whose_exif_is_damaged_says_so(tmp_path: Path) -> None:
    from PIL import Image

    plain = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(plain, "JPEG")
    exif = b"Exif\0\0II*\0\x08\0\0\0\x09\0"
    original = tmp_path / "x"
    original.write_bytes(
        b"\xff\xd8\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + plain.getvalue().removeprefix(b"\xff\xd8")
    )

    class Held:
        def media(self, media: MediaFile | None) -> KeptFile | None:
            return KeptFile(original, "crew.jpg", "ab" * 32, 7, "image/jpeg") if media else None

        def source(self, _source: Any) -> None:
            return None

    bundle = replace(photo_bundle(), media=MediaFile(id=6, uid=f"{6:032x}", name="crew.jpg", media_type="image/jpeg"))
    notes = exported_folder(PICTURES, [bundle], tmp_path / "out", originals=Held())
    [loss] = [one for one in notes.losses if one.field == "media.file"]
    assert "EXIF" in loss.words()
    assert exif in (tmp_path / "out" / "crew.jpg").read_bytes()

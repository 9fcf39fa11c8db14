"""Every fixture and every official example keeps the contract, whole, cut off and damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain.errors import FormatError
from archive_app.formats.importers.base import HEAD_BYTES, Importer
from archive_app.formats.registry import importer_for, importers
from tests.formats.contract import drafts_or_error

DATA = Path(__file__).parents[2] / "data"
SHARED = Path(__file__).parents[4] / "shared"
NAMES = {
    "rss.xml": "feed", "rss1.rdf": "feed", "atom.xml": "feed", "nitf.xml": "nitf", "newsml-message.xml": "newsml",
    "ninjs-1.json": "ninjs", "ninjs-3.json": "ninjs", "photo.xmp": "xmp", "mixed.ris": "ris", "mixed.bib": "bibtex",
    "mixed.json": "csl-json",
}  # fmt: skip
FIXTURES = {path.name: path for folder in ("wire", "citations") for path in sorted((DATA / folder).iterdir())}


def importer_of(name: str) -> Importer:
    return next(one for one in importers() if one.name == NAMES[name])


def test_each_fixture_has_its_importer() -> None:
    assert set(FIXTURES) == set(NAMES)
    for name, path in FIXTURES.items():
        assert importer_for(name, path.read_bytes()[:HEAD_BYTES]).name == NAMES[name]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_fixture_is_told_by_its_content_whatever_its_name(name: str) -> None:
    head = FIXTURES[name].read_bytes()[:HEAD_BYTES]
    assert importer_for("without ending", head).name == NAMES[name]


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_fixture_keeps_the_contract(name: str) -> None:
    found = drafts_or_error(importer_of(name), FIXTURES[name].read_bytes(), name)
    assert not isinstance(found, FormatError)
    for draft in found:
        places = [item for item in draft.evidence if item.field != "language"]
        assert all(item.layer for item in places), "every value of an article has its place in the source"


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_damaged_file_ends_in_drafts_or_a_refusal(name: str, data: st.DataObject) -> None:
    content = FIXTURES[name].read_bytes()
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, min(len(content), start + 400)))
    put = data.draw(
        st.binary(max_size=12) | st.sampled_from([b"<", b"</p>", b"&", b'"', b"}", b"{", b"\\", b"]]>", b"\n@"])
    )
    drafts_or_error(importer_of(name), content[:start] + put + content[end:], name)
    drafts_or_error(importer_of(name), content[:start], name)


@pytest.mark.skipif(not (SHARED / "standards").is_dir(), reason="the standards' examples are not at ../shared")
@pytest.mark.parametrize(
    ("name", "pattern"),
    [
        ("newsml-message.xml", "newsml-g2/examples/*/*.xml"),
        ("newsml-message.xml", "worked-example/newsml*.xml"),
        ("nitf.xml", "newsml-g2/examples/*/*.xml"),
        ("ninjs-3.json", "ninjs/examples/*/*/*.json"),
        ("ninjs-3.json", "worked-example/*.json"),
        ("mixed.json", "worked-example/csl.json"),
        ("mixed.ris", "worked-example/*.ris"),
        ("mixed.bib", "worked-example/*.bib"),
        ("photo.xmp", "worked-example/*.xmp"),
        ("photo.xmp", "iptc-photo/*.xmp"),
    ],
)
def test_official_examples_keep_the_contract(name: str, pattern: str) -> None:
    paths = sorted((SHARED / "standards").glob(pattern))
    assert paths
    for path in paths:
        drafts_or_error(importer_of(name), path.read_bytes(), path.name)


@pytest.mark.skipif(not (SHARED / "standards").is_dir(), reason="the standards' examples are not at ../shared")
def test_the_worked_example_is_one_article_in_every_format() -> None:
    folder = SHARED / "standards" / "worked-example"
    for file in ("newsml-g2-article.xml", "ninjs-3.1.json", "csl.json", "citation.ris", "citation.bib"):
        content = (folder / file).read_bytes()
        draft = next(iter(drafts_or_error(importer_for(file, content[:HEAD_BYTES]), content, file)))  # type: ignore[arg-type]
        article = draft.article
        assert article.headline == "Capsule lands in Kazakhstan after six months in orbit"
        assert [name.text for name in article.bylines] == ["Jane Example"]
        assert article.publisher == "Example Daily"
        assert article.published == "2024-04-06"
        assert article.language == "en"


@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason="the hostile files are not at ../shared")
@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("rss-billion-laughs.xml", "rss.xml"),
        ("rss-quadratic-blowup.xml", "rss.xml"),
        ("rss-xxe-file.xml", "rss.xml"),
        ("json-huge-number.json", "ninjs-3.json"),
        ("sidecar-billion-laughs.xmp", "photo.xmp"),
        ("sidecar-xxe-file.xmp", "photo.xmp"),
        ("sidecar-xxe-http-dtd.xmp", "photo.xmp"),
        ("sidecar-xxe-parameter.xmp", "photo.xmp"),
        ("sidecar-deep-5000.xmp", "photo.xmp"),
        ("sidecar-binary.xmp", "photo.xmp"),
        ("exiv2-issue_1901_poc1.xmp", "photo.xmp"),
        ("zero-byte.xmp", "photo.xmp"),
    ],
)
def test_attacks_are_refused_in_words(file: str, name: str) -> None:
    found = drafts_or_error(importer_of(name), (SHARED / "hostile" / file).read_bytes(), file)
    assert isinstance(found, FormatError)


@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason="the hostile files are not at ../shared")
@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("nitf-doctype-public.xml", "nitf.xml"),
        ("sidecar-utf16.xmp", "photo.xmp"),
        ("xmp-30000-keywords.xmp", "photo.xmp"),
    ],
)
def test_odd_and_legal_files_are_read(file: str, name: str) -> None:
    found = drafts_or_error(importer_of(name), (SHARED / "hostile" / file).read_bytes(), file)
    assert not isinstance(found, FormatError)
    assert len(found) == 1

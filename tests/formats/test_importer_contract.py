"""Every built-in importer keeps the contract, whatever bytes it is given."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain.errors import FormatError
from archive_app.formats.importers import BUILT_IN
from archive_app.formats.importers.base import Importer
from tests.formats.articles import FOLDER, SHARED
from tests.formats.contract import drafts_or_error

PIECES = st.sampled_from(
    [
        *("\n", "\n\n", " ", "\t", "\r", "\u200b", "\u202e", "\x00", "é", "🙂", "“", "”", "|"),
        *("(video below)", "…Below, a video", "https://youtu.be/abcdefghijk", "[Image: a boat]"),
        *("Photo: Ann Roe/AP", "By Ann Roe", "5 October", "© 2020 The Paper.", "Latest Stories", "Title: A title"),
        *("A sentence that ends here.", "MOSCOW, Oct 5 (Wire) - ", "# Heading", "---\ntitle: x\n---\n"),
        '![alt](a.jpg "Words. Photo: X")',
        *("<p>", "</p>", "<figure>", "<img src=a.jpg>", "<figcaption>Words (AFP)</figcaption>"),
    ]
)


@pytest.fixture(params=BUILT_IN, ids=lambda importer: importer.name)
def importer(request: pytest.FixtureRequest) -> Importer:
    found: Importer = request.param
    return found


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(content=st.binary(max_size=400))
def test_any_bytes_end_in_drafts_or_a_refusal(importer: Importer, content: bytes) -> None:
    drafts_or_error(importer, content, "some.bytes")


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(pieces=st.lists(PIECES, max_size=30))
def test_any_mixture_of_an_articles_parts_is_read(importer: Importer, pieces: list[str]) -> None:
    drafts_or_error(importer, "".join(pieces).encode(), "mixture")


@pytest.mark.parametrize("path", sorted(FOLDER.iterdir()), ids=lambda path: path.name)
def test_fixture_articles_keep_the_contract(importer: Importer, path: Path) -> None:
    drafts_or_error(importer, path.read_bytes(), path.name)


@pytest.mark.slow
@pytest.mark.skipif(not (SHARED / "hostile").is_dir(), reason="the hostile files are not at ../shared")
@pytest.mark.parametrize("ending", ["html", "txt", "mhtml", "xml", "svg"])
def test_hostile_files_end_in_drafts_or_a_refusal(importer: Importer, ending: str) -> None:
    paths = sorted((SHARED / "hostile").glob(f"*.{ending}"))
    assert paths
    for path in paths:
        drafts_or_error(importer, path.read_bytes(), path.name)


@pytest.mark.parametrize(
    "content", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\x00" * 50, b"\x89PNG\r\n\x1a\n" + b"\x00" * 40]
)
def test_nothing_and_pictures_are_refused(importer: Importer, content: bytes) -> None:
    assert isinstance(drafts_or_error(importer, content, "odd.txt"), FormatError)

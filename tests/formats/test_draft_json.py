"""A draft that is kept for later comes back as it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from archive_app.domain.errors import FormatError
from archive_app.domain.records import Carried, Draft
from archive_app.formats.draft_json import pack, unpack
from archive_app.operations.reading import read_one

PAGES = sorted((Path(__file__).parents[1] / "data" / "pages").glob("*.html"))


def _kept(draft: Draft) -> tuple[bytes, dict[str, bytes]]:
    files: dict[str, bytes] = {}

    def put(content: bytes) -> str:
        name = hashlib.sha256(content).hexdigest()
        files[name] = content
        return name

    return pack(draft, put), files


@pytest.mark.parametrize("path", PAGES[:12], ids=lambda p: p.stem)
def test_what_was_read_comes_back_whole(path: Path) -> None:
    for outcome in read_one(path):
        if outcome.draft is None:
            continue
        packed, files = _kept(outcome.draft)
        assert unpack(packed, files.__getitem__) == outcome.draft
        assert outcome.draft.content not in packed


def test_pictures_that_came_along_come_back() -> None:
    (outcome,) = read_one(PAGES[0])
    assert outcome.draft is not None
    from dataclasses import replace

    draft = replace(outcome.draft, carried=(Carried("a.jpg", "a.jpg", "image/jpeg", b"\xff\xd8"),))
    packed, files = _kept(draft)
    assert unpack(packed, files.__getitem__).carried == draft.carried


@pytest.mark.parametrize("packed", [b"", b"nothing", b"x\x9cK\xca\xc9O\x02\x00\x05\x84\x01\x96"])
def test_what_is_no_draft_is_refused_in_words(packed: bytes) -> None:
    with pytest.raises(FormatError):
        unpack(packed, lambda _name: b"")

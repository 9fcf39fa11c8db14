"""Any record comes back from its rows as it was, and a change of any of its values too."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archive_app.domain import records as r
from archive_app.domain import rights as g
from archive_app.store import mapping
from archive_app.store.archive import Archive
from tests.formats.bundles import _any_of
from tests.make import add, an_article
from tests.store.dump import assert_index_is_right, logical

_CHOSEN: dict[type[Any], dict[str, tuple[str, ...]]] = {
    r.Photo: {"medium": r.MEDIUMS},
    r.Video: {"status": r.VIDEO_STATUSES},
    r.Authority: {"kind": r.AUTHORITY_KINDS},
    r.MediaFile: {"fixity": ("", "ok", "changed", "missing")},
    g.RightsStatement: {"status": g.STATUSES},
}


def _storable(record: Any, luck: random.Random) -> Any:
    """The record within what the tables' checks allow."""
    changes: dict[str, Any] = {n: luck.choice(values) for n, values in _CHOSEN.get(type(record), {}).items()}
    if isinstance(record, r.Article):
        changes["body"] = tuple(p.replace("\n", " ") or "…" for p in record.body)
    if isinstance(record, g.RightsStatement):
        grants = tuple(replace(one, effect=luck.choice(["permit", "prohibit"])) for one in record.grants)
        changes["grants"] = grants
    if isinstance(record, r.Collection):
        changes["members"] = tuple(luck.sample([1, 2, 3], luck.randint(0, 3)))  # the shelf's article, photo and video
    return replace(record, **changes, deleted="")


def records(kind: r.Kind) -> st.SearchStrategy[Any]:
    return st.builds(_storable, _any_of(mapping.SHAPES[kind].cls), st.randoms(use_true_random=False))


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, dict[str, int]]]:
    """A catalogue with a record of each kind to link to."""
    with Archive.create(tmp_path_factory.mktemp("mapping") / "test") as archive:
        article, photo, video = add(archive, an_article(), r.Photo(), r.Video())
        yield archive, {"article_id": article, "photo_id": photo, "video_id": video, "work_id": photo}


def _linked(record: Any, links: dict[str, int]) -> Any:
    return replace(record, **{n: number for n, number in links.items() if n in {f.name for f in fields(record)}})


@pytest.mark.parametrize("kind", r.Kind)
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_a_record_comes_back_from_its_rows(
    shelf: tuple[Archive, dict[str, int]], kind: r.Kind, data: st.DataObject
) -> None:
    archive, links = shelf
    first, second = (_linked(data.draw(records(kind)), links) for _ in range(2))
    before = logical(archive)
    with archive.operation("Make") as writer:
        number = writer.save(first)
    with archive.read() as reader:
        made = reader.record(number)
    assert made == replace(first, id=number, uid=made.uid, revision=1, created=made.created, modified=made.modified)
    with archive.operation("Change") as writer:
        writer.save(replace(second, id=number, revision=1))
    with archive.read() as reader:
        changed = reader.record(number)
    assert changed == replace(
        second, id=number, uid=made.uid, revision=changed.revision, created=made.created, modified=changed.modified
    )
    if writer.changes:
        archive.undo()
    with archive.read() as reader:
        again = reader.record(number)
    assert again == replace(made, revision=again.revision, modified=again.modified)
    archive.undo()
    assert logical(archive) == before


def test_the_index_is_right_after_all_that(shelf: tuple[Archive, dict[str, int]]) -> None:
    assert_index_is_right(shelf[0])

"""Rights and collections are about works: a use, an authority or a statement is refused in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import Article, Authority
from archive_app.domain.rights import RightsStatement
from archive_app.operations import folders, works
from archive_app.store.archive import Archive


def test_what_is_no_work_is_refused(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "a") as archive:
        with archive.operation("Make", verb="edit") as writer:
            work = writer.save(Article(headline="Here"))
            other = writer.save(Authority(name="Somebody"))
        with pytest.raises(InputError, match="articles, photos and videos"):
            works.save_rights(archive, RightsStatement(work_id=other))
        with pytest.raises(NotFound):
            works.save_rights(archive, RightsStatement(work_id=999))
        number, _changes = folders.new_collection(archive, "Box")
        with pytest.raises(InputError, match="articles, photos and videos"):
            folders.add_to_collection(archive, number, [work, other])
        assert works.save_rights(archive, RightsStatement(work_id=work))
        assert folders.add_to_collection(archive, number, [work])

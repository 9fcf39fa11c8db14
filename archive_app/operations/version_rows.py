"""The versions of an article or a photo as lists show them: which of how many, and how much was added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archive_app.domain.records import Article, Photo
from archive_app.domain.results import VersionRow
from archive_app.domain.versions import Version
from archive_app.domain.word_diff import words_differing
from archive_app.store.archive import Reader


def rows(reader: Reader, article: int) -> tuple[VersionRow, ...]:
    """All versions of an article (or photo) in a snapshot, the oldest first; empty when it is the only one."""
    chain = reader.versions.chain_of(article)
    if not chain:
        return ()
    records = reader.records([v.record_id for v in chain])
    if any(isinstance(one, Photo) for one in records.values()):
        return _photos(reader, chain, {n: one for n, one in records.items() if isinstance(one, Photo)})
    found = {n: one for n, one in records.items() if isinstance(one, Article)}
    titles = reader.finder.titles(list(found))
    made: list[VersionRow] = []
    before = ""
    for version in chain:
        one = found.get(version.record_id)
        if one is None:
            continue
        text = "\n".join((one.headline, one.standfirst, *one.body))
        count = words_differing(before, text) if made else None
        made.append(
            VersionRow(
                record_id=version.record_id,
                title=titles.get(version.record_id, "") or one.headline,
                published=one.published,
                number=len(made) + 1,
                current=version.current,
                note=version.note,
                words_added=count.added if count else 0,
                words_removed=count.removed if count else 0,
                deleted=bool(one.deleted),
            )
        )
        before = text
    return tuple(made) if len(made) > 1 else ()


def _photos(reader: Reader, chain: Sequence[Version], found: Mapping[int, Photo]) -> tuple[VersionRow, ...]:
    """Versions of a picture have no words to count."""
    titles = reader.finder.titles(list(found))
    there = [(version, found[version.record_id]) for version in chain if version.record_id in found]
    made = tuple(
        VersionRow(
            record_id=version.record_id,
            title=titles.get(version.record_id, "") or one.title,
            published=one.taken,
            number=at,
            current=version.current,
            note=version.note,
            deleted=bool(one.deleted),
        )
        for at, (version, one) in enumerate(there, 1)
    )
    return made if len(made) > 1 else ()

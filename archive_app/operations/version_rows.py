"""The versions of an article as lists show them: which of how many, and how much was added."""

from __future__ import annotations

from archive_app.domain.records import Article
from archive_app.domain.results import VersionRow
from archive_app.domain.word_diff import words_differing
from archive_app.store.archive import Reader


def rows(reader: Reader, article: int) -> tuple[VersionRow, ...]:
    """All versions of an article in a snapshot, the oldest first; empty when it is the only one."""
    chain = reader.versions.chain_of(article)
    found = reader.of_type(Article, [v.record_id for v in chain])
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

"""Versions of an article or photo: linked, compared, made current, unlinked; and pairs that are different after all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from archive_app.domain import versions as chains
from archive_app.domain.changes import Changes
from archive_app.domain.errors import InputError, NotFound
from archive_app.domain.records import Article, Photo
from archive_app.domain.results import VersionRow
from archive_app.domain.titles import plain_title
from archive_app.i18n import tr
from archive_app.operations.likeness import End
from archive_app.operations.version_rows import rows
from archive_app.store.archive import Archive, Reader, Writer


def link(archive: Archive, newer: int, older: int, *, note: str = "", initiator: str = "") -> Changes:
    """Make an article the next version of another one; where both have versions already, their chains are joined.

    A photo can be a version of a photo in the same way: a crop, a retouched copy, another scan.

    Raises:
        InputError: One of them is neither, they are of two kinds, or they are versions of one another already.
        NotFound: There is no such record.
    """
    with archive.read() as reader:
        title = _title(reader, newer)
    label = tr("Make “{title}” a new version").format(title=title[:40])
    with archive.operation(label, verb="version", initiator=initiator) as writer:
        link_within(writer, newer, older, note=note)
    return writer.changes


def link_within(writer: Writer, newer: int, older: int, *, note: str = "") -> None:
    """As ``link``, within an operation."""
    kinds = []
    for number in (newer, older):
        record = writer.record(number)
        if not isinstance(record, Article | Photo):
            raise InputError(tr("Only articles and photos have versions."), where=f"record {number}")
        kinds.append(type(record))
    if newer == older:
        raise InputError(tr("A record is no version of itself."), where=f"record {newer}")
    if kinds[0] is not kinds[1]:
        raise InputError(tr("An article and a photo are no versions of one another."), where=f"record {newer}")
    found = writer.versions.chains([newer, older])
    mine, theirs = found.get(newer, []), found.get(older, [])
    if mine and theirs and mine[0].chain == theirs[0].chain:
        raise InputError(tr("These two are versions of one another already."))
    after = chains.joined(theirs or [chains.Version(0, older)], mine) if mine else None
    if after is None:
        after = chains.appended(theirs, newer, older, note)
    writer.versions.set_chain([*theirs, *mine], after)
    writer.structure = True


def unlink(archive: Archive, article: int, *, initiator: str = "") -> Changes:
    """Take an article out of its versions; it stays in the catalogue. Nothing changes when it has none."""
    with archive.read() as reader:
        title = _title(reader, article)
    label = tr("Unlink the version “{title}”").format(title=title[:40])
    with archive.operation(label, verb="version", initiator=initiator) as writer:
        chain = writer.versions.chain_of(article)
        if chain:
            writer.versions.set_chain(chain, chains.without(chain, article))
            writer.structure = True
    return writer.changes


def make_current(archive: Archive, article: int, *, initiator: str = "") -> Changes:
    """Say that this version is the one in force.

    Raises:
        InputError: It has no other versions.
    """
    with archive.read() as reader:
        title = _title(reader, article)
    label = tr("Make “{title}” the current version").format(title=title[:40])
    with archive.operation(label, verb="version", initiator=initiator) as writer:
        chain = _chain(writer, article)
        writer.versions.set_chain(chain, chains.with_current(chain, article))
        writer.structure = True
    return writer.changes


def set_order(archive: Archive, articles: Sequence[int], *, initiator: str = "") -> Changes:
    """Put the versions of one text in this order, the oldest first. Raises as ``make_current``."""
    with archive.operation(tr("Change the order of versions"), verb="version", initiator=initiator) as writer:
        chain = _chain(writer, articles[0])
        writer.versions.set_chain(chain, chains.ordered(chain, articles))
        writer.structure = True
    return writer.changes


def set_note(archive: Archive, article: int, note: str, *, initiator: str = "") -> Changes:
    """Write a note about one version. Raises as ``make_current``."""
    with archive.operation(tr("Change the note of a version"), verb="version", initiator=initiator) as writer:
        chain = _chain(writer, article)
        writer.versions.set_chain(
            chain, [replace(v, note=note.strip()) if v.record_id == article else v for v in chain]
        )
        writer.structure = True
    return writer.changes


def history_of(archive: Archive, article: int) -> tuple[VersionRow, ...]:
    """All versions of an article, the oldest first; empty when it is the only one. Raises NotFound."""
    with archive.read() as reader:
        reader.record(article)
        return rows(reader, article)


def mark_different(archive: Archive, one: End, other: End, *, initiator: str = "") -> Changes:
    """Remember that two that look alike are not the same; they are never proposed again. Either may be a draft's end.

    Raises:
        InputError: Both are one.
        NotFound: There is no such record.
    """
    if one == other:
        raise InputError(tr("A record is not different from itself."))
    with archive.operation(tr("Note that two articles are different"), verb="version", initiator=initiator) as writer:
        for number, _key in (one, other):
            if number and number not in writer.kinds([number]):
                raise NotFound(tr("There is no such record in this catalogue."), where=f"record {number}")
        writer.versions.note_different(one, other, writer.at)
        writer.structure = True
    return writer.changes


def forget_different(archive: Archive, one: End, other: End, *, initiator: str = "") -> Changes:
    """Take back that two are different; nothing changes when nobody had said so."""
    with archive.operation(tr("Forget that two articles are different"), verb="version", initiator=initiator) as writer:
        writer.versions.forget_different(one, other)
        writer.structure = True
    return writer.changes


def are_different(archive: Archive, one: End, other: End) -> bool:
    """Whether a person found these two to be different."""
    with archive.read() as reader:
        return other in reader.versions.different_from([one])


def _chain(writer: Writer, article: int) -> list[chains.Version]:
    chain = writer.versions.chain_of(article)
    if not chain:
        raise InputError(tr("This article has no other versions."), where=f"record {article}")
    return chain


def _title(reader: Reader, number: int) -> str:
    return plain_title(reader.record(number))

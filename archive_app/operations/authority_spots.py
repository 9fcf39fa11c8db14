"""Single places where a name is printed: each can be linked, or left, by itself, so that namesakes stay apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from archive_app.domain.changes import Changes
from archive_app.domain.errors import Conflict, InputError
from archive_app.domain.names import name_key
from archive_app.domain.records import Article, Authority, PhotoUse, Variant, VideoUse
from archive_app.domain.vocabulary import script_of
from archive_app.i18n import tr
from archive_app.operations.authorities import authority_of
from archive_app.store.archive import Archive, Writer

Row = tuple[str, int]
"""Table and id of one printed name."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One place where a name is printed without a link.

    Attributes:
        row: What ``link`` takes.
        record: The work or use that prints it.
        work: The article, photo or video.
        title: The work's title.
        use: "bylines", "creators", "people", "subjects" or "credit".
        article, within: Of a use, the article it stands in and its headline.
    """

    row: Row
    record: int
    work: int
    title: str
    use: str
    article: int = 0
    within: str = ""


def spots(archive: Archive, forms: Sequence[str]) -> list[Spot]:
    """Where forms are printed without a link."""
    with archive.read() as reader:
        rows = [row for row in reader.authority_links.occurrences(forms) if row[4] is None]
        records = sorted({row[2] for row in rows})
        works = reader.authority_links.works_of(records)
        uses: list[PhotoUse | VideoUse] = [
            *reader.of_type(PhotoUse, records).values(), *reader.of_type(VideoUse, records).values(),
        ]  # fmt: skip
        articles = {use.id or 0: use.article_id or 0 for use in uses}
        titles = reader.finder.titles(sorted({*works.values(), *articles.values()}))
    return [
        Spot(
            (table, row), record, works[record], titles.get(works[record], ""), use, articles.get(record, 0),
            titles.get(articles.get(record, 0), ""),
        )
        for table, row, record, use, _linked in rows
    ]  # fmt: skip


def link(
    archive: Archive, forms: Sequence[str], rows: Iterable[Row], authority: int, *, initiator: str = ""
) -> Changes:  # fmt: skip
    """Link some of the places where forms are printed to an authority.

    Raises:
        NotFound: It is no authority.
        InputError: None of the places is without a link (any more).
    """
    wanted = set(rows)
    with archive.read() as reader:
        target = authority_of(reader, authority)
        if not any(row[4] is None and (row[0], row[1]) in wanted for row in reader.authority_links.occurrences(forms)):
            raise InputError(tr("This name is printed nowhere without a link."))
    label = tr("Link “{name}” to “{authority}”").format(name=forms[0], authority=target.name)
    with archive.operation(label, verb="authority", initiator=initiator) as writer:
        _point(writer, forms, wanted, authority)
    return writer.changes


def make(
    archive: Archive, forms: Sequence[str], rows: Iterable[Row], *, kind: str, name: str = "", initiator: str = ""
) -> tuple[int, Changes]:
    """Make an authority of printed forms and link some of their places to it, as one step; return its id."""
    preferred = name.strip() or forms[0]
    variants = tuple(Variant(f, script=script_of(f)) for f in forms if name_key(f) != name_key(preferred))
    label = tr("New authority “{name}”").format(name=preferred)
    with archive.operation(label, verb="authority", initiator=initiator) as writer:
        number = writer.save(Authority(name=preferred, kind=kind, variants=variants))
        _point(writer, forms, set(rows), number)
    return number, writer.changes


def relink(
    archive: Archive, record: int, use: str, text: str, authority: int | None, *, initiator: str = ""
) -> Changes:  # fmt: skip
    """Link one printed name of one record to an authority, or to none.

    Args:
        archive: The catalogue.
        record: The article, photo, video or use that prints it.
        use: "bylines", "creators", "people", "subjects", "credit" or "publisher".
        text: The name as printed.
        authority: Its id, or None.
        initiator: Named in the changes.

    Raises:
        NotFound: It is no authority.
        Conflict: The record does not print this name any more.
    """
    label = tr("Unlink “{name}”").format(name=text)
    if authority is not None:
        with archive.read() as reader:
            target = authority_of(reader, authority)
        label = tr("Link “{name}” to “{authority}”").format(name=text, authority=target.name)
    with archive.operation(label, verb="authority", initiator=initiator) as writer:
        _relink(writer, record, use, text, authority)
    return writer.changes


def make_for(
    archive: Archive, record: int, use: str, text: str, *, kind: str, initiator: str = ""
) -> tuple[int, Changes]:  # fmt: skip
    """Make an authority of one printed name of one record, linked there; return its id. Raises Conflict."""
    with archive.operation(tr("New authority “{name}”").format(name=text), verb="authority", initiator=initiator) as w:
        number = w.save(Authority(name=text, kind=kind))
        _relink(w, record, use, text, number)
    return number, w.changes


def _point(writer: Writer, forms: Sequence[str], wanted: set[Row], authority: int) -> None:
    touched: set[int] = set()
    for table, row, record, _use, was in writer.authority_links.occurrences(forms):
        if was is None and (table, row) in wanted:
            writer.authority_links.point(table, row, record, was, authority)
            touched.add(record)
    writer.bump(sorted(touched))


def _relink(writer: Writer, record: int, use: str, text: str, authority: int | None) -> None:
    found = False
    if use == "publisher":
        article = writer.of_type(Article, [record]).get(record)
        if article is not None and article.publisher == text:
            writer.authority_links.point_publisher(record, article.publisher_id, authority)
            found = True
    else:
        for table, row, owner, kind, was in writer.authority_links.occurrences([text]):
            if owner == record and kind == use:
                writer.authority_links.point(table, row, record, was, authority)
                found = True
    if not found:
        raise Conflict(
            tr("“{name}” is not printed there any more.").format(name=text), record_id=record, field=use,
            remedy=tr("Look at the record again."),
        )  # fmt: skip
    writer.bump([record])

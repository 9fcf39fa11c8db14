"""Records as they can be stored: values that cannot be are left out, and somebody is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from archive_app.domain.checks import invalid
from archive_app.domain.records import Record
from archive_app.domain.rights import RightsStatement
from archive_app.store.archive import Writer

R = TypeVar("R", bound=Record)


def fitted(record: R, remarks: list[str], where: str) -> R:
    """The record without values that cannot be stored; each is remarked, so that nothing goes unsaid."""
    for name, sentence in invalid(record):
        field = name.split(".")[0]
        blank = getattr(type(record)(), field)
        remarks.append(f"{where}: {sentence}")
        record = replace(record, **{field: blank})
    return record


def keep_rights(
    writer: Writer, number: int, statements: Iterable[RightsStatement], remarks: list[str], where: str
) -> None:
    """Save what a source says of the right to use a work; what the work has already is not said twice.

    Args:
        writer: Of the operation under way.
        number: The work.
        statements: Drafts; their ``work_id`` is set here.
        remarks: Hears of values that cannot be stored.
        where: The source's name, for the remarks.
    """
    wanted = list(statements)
    if not wanted:
        return
    known = {_claim(one) for one in writer.rights_of([number]).get(number, ())}
    for statement in wanted:
        ready = fitted(replace(statement, work_id=number), remarks, where)
        if _claim(ready) not in known:
            known.add(_claim(ready))
            writer.save(ready)


def _claim(statement: RightsStatement) -> tuple[object, ...]:
    """What a statement says, without who wrote it down and when."""
    return (
        statement.scope,
        statement.copyright_notice,
        statement.usage_terms,
        statement.restrictions,
        statement.credit_line_printed,
        statement.rights_uri,
        statement.licence_url,
        tuple((agent.name, agent.role) for agent in statement.agents),
    )

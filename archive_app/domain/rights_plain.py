"""Rights statements as plain values: what a TOML file, a template and ``--json`` hold.

Fields stand under their own names; what is at its default is left out, so a template says only what it settles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any, TypeVar

from archive_app.domain.errors import InputError
from archive_app.domain.rights import DepictedWork, Grant, RightsAgent, RightsEvidence, RightsStatement
from archive_app.i18n import tr

T = TypeVar("T")
_OWN = {"id", "uid", "revision", "created", "modified", "deleted", "work_id"}
_PARTS: dict[str, type[Any]] = {
    "grants": Grant, "agents": RightsAgent, "evidence": RightsEvidence, "depicted_works": DepictedWork,
}  # fmt: skip
FIELDS = tuple(f.name for f in fields(RightsStatement) if f.name not in _OWN)
"""The names a statement's plain form may hold."""


def statement_from(values: Mapping[str, Any], *, where: str = "", work_id: int | None = None) -> RightsStatement:
    """The statement that plain values describe.

    Args:
        values: Field names and values; dates may be dates; lists of tables for grants, agents, evidence and depicted
            works.
        where: The place for errors (a file's name).
        work_id: The work it is about.

    Raises:
        InputError: A field is not known, or a value is not of its kind.
    """
    unknown = sorted(values.keys() - set(FIELDS))
    if unknown:
        raise InputError(
            tr("A rights statement has no field “{name}”.").format(name=unknown[0]),
            where=where,
            remedy=tr("Its fields are: {names}.").format(names=", ".join(sorted(FIELDS))),
        )
    made: dict[str, Any] = {k: _value(v) for k, v in values.items()}
    try:
        for key, cls in _PARTS.items():
            if key in made:
                made[key] = tuple(_fitting(cls(**{k: _value(v) for k, v in one.items()})) for one in values[key])
        return _fitting(RightsStatement(work_id=work_id, **made))
    except (TypeError, AttributeError) as error:
        raise InputError(tr("A table of the file does not fit: {error}").format(error=error), where=where) from error


def values_of(statement: RightsStatement) -> dict[str, Any]:
    """The plain values of a statement, without its identity, its work and what is at its default."""
    plain = _plain(statement)
    return {name: value for name, value in plain.items() if name not in _OWN}


def _plain(made: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for each in fields(made):
        value = getattr(made, each.name)
        if value == each.default:
            continue
        if isinstance(value, tuple):
            value = [_plain(one) if hasattr(one, "__dataclass_fields__") else one for one in value]
        found[each.name] = value
    return found


def _value(value: Any) -> Any:
    """A value of TOML or JSON as records hold it: lists as tuples, dates as text."""
    if isinstance(value, list):
        return tuple(_value(one) for one in value)
    return value.isoformat() if isinstance(value, date) else value


def _fitting(made: T) -> T:
    """The value, if each of its fields is of the kind that it holds by itself. Raises TypeError."""
    for each in fields(made):  # type: ignore[arg-type]  # one of the dataclasses above
        value = getattr(made, each.name)
        if isinstance(each.default, str | bool | tuple) and type(value) is not type(each.default):
            raise TypeError(f"{each.name} = {value!r}")
        if each.default is None and value is not None and type(value) is not int:
            raise TypeError(f"{each.name} = {value!r}")
    return made
